"""What a connector hands over, for a test."""

from dataclasses import dataclass, field

import polars as pl

from store.handed import Waits

NOBODY = pl.DataFrame(
    schema=dict.fromkeys(("source", "where_from"), pl.String)
    | {"row_no": pl.Int64}
    | dict.fromkeys(("reason", "row_text"), pl.String)
)


@dataclass(frozen=True)
class Sent:
    """A batch as a connector hands it over."""

    tables: dict[str, pl.DataFrame]
    read: int = 1
    loaded: int = 1
    excluded: dict[str, int] = field(default_factory=dict)
    quarantined: pl.DataFrame = field(default_factory=lambda: NOBODY)
    wheres: tuple[str, ...] = ()
    cursor: dict[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    pieces: bool = False
    replaces: tuple[str, ...] = ()
    waiting: tuple[Waits, ...] = ()
