"""What every connector offers, and what it hands to the store."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, runtime_checkable

import polars as pl

from connectors.conform import SOURCE_ROW
from language import marked
from store.schema import AGENTS_NOW, VISITS_NOW

DUPLICATE = marked("duplicate key, a newer row was kept")
OUTSIDE = marked("begins outside the window")
UNTAKEN = marked("no SELECT takes it")
EMPTY = marked("empty row")

QUARANTINE: dict[str, type[pl.DataType]] = {
    "source": pl.String,
    "where_from": pl.String,
    "row_no": pl.Int64,
    "reason": pl.String,
    "row_text": pl.String,
}


def no_quarantine() -> pl.DataFrame:
    """A frame of no rows set aside."""
    return pl.DataFrame(schema=QUARANTINE)


@dataclass(frozen=True)
class Batch:
    """Some rows of a source, each of them loaded, excluded by a named rule or set aside.

    `wheres` names what this batch begins to read whole: what was set aside there before is replaced by
    `quarantined`, and later batches of the same fetch add to it. `cursor` is to be remembered in the
    transaction that publishes the batch. `part` says how far a long fetch is: (5, 14) is the fifth of 14.
    With `is_shown`, all that came up to here is published before more is asked for; until the fetch has ended
    its source does not count as read, so that the cursor given here must lead to the rest again.
    """

    tables: dict[str, pl.DataFrame] = field(default_factory=dict)
    read: int = 0
    loaded: int = 0
    excluded: dict[str, int] = field(default_factory=dict)
    quarantined: pl.DataFrame = field(default_factory=no_quarantine)
    wheres: tuple[str, ...] = ()
    cursor: dict[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()  # what was read whole by a mapping that has changed since
    pieces: bool = False  # rows complete the stored ones instead of replacing them
    part: tuple[int, int] | None = None
    is_shown: bool = False
    waiting: tuple["Waiting", ...] = ()  # rows that none of the counts above holds yet

    @property
    def is_accounted_for(self) -> bool:
        """Tell whether read = loaded + excluded + set aside, each counted on its own."""
        return self.read == self.loaded + sum(self.excluded.values()) + self.quarantined.height


@dataclass(frozen=True)
class Waiting:
    """Rows of legs whose contact is not among the rows read with them; it may be stored, or still to come.

    `tables` are what they make, with `source_row`; `quarantined` is what becomes of each of them if its
    contact is not found: in its own file or, with `anywhere`, among all contacts of the source.
    """

    where: str
    tables: dict[str, pl.DataFrame]
    quarantined: pl.DataFrame
    anywhere: bool

    def settled(self, contacts: pl.DataFrame) -> Batch:
        """Give the rows whose contact is one of `contacts` (contact_id, origin), the others set aside."""
        known = contacts if self.anywhere else contacts.filter(origin=self.where)
        lost = self.tables["legs"].join(known, on="contact_id", how="anti")[SOURCE_ROW].explode()
        aside = self.quarantined.filter(pl.col("row_no").is_in(lost.implode()))
        kept = {name: without(frame, aside["row_no"]) for name, frame in self.tables.items()}
        made = pl.concat([frame.select(pl.col(SOURCE_ROW).explode()) for frame in kept.values()])
        ours = self.quarantined.join(aside, on="row_no", how="anti")
        return Batch(
            tables={name: frame.drop(SOURCE_ROW) for name, frame in kept.items()},
            read=self.quarantined.height,
            loaded=made.unique().join(ours, left_on=SOURCE_ROW, right_on="row_no", how="semi").height,
            quarantined=aside,
            pieces=True,
        )


def without(rows: pl.DataFrame, bad: pl.Series) -> pl.DataFrame:
    """Leave out what was made of bad source rows alone."""
    if bad.is_empty():
        return rows
    all_bad = pl.col(SOURCE_ROW).list.eval(pl.element().is_in(bad.implode())).list.all()
    return rows.filter(~all_bad)


class Connector(Protocol):
    """One configured source.

    `fetch` yields the rows of contacts that began in the half-open window [since, until); None is the
    beginning of time. It may be called twice for the same window and keeps no state but the cursor that
    it is handed. With `by_window` the runner asks for what began since the last run; otherwise
    for everything, and the cursor says what has been read.
    """

    name: str
    kind: str
    by_window: bool

    def check(self) -> list[str]: ...

    def fetch(
        self, since: datetime | None, until: datetime, cursor: Mapping[str, str]
    ) -> Iterator[Batch]: ...


@dataclass(frozen=True)
class Live:
    """What a source tells of this moment.

    `at` is how far it has told. `visits` (store.schema.VISITS_NOW) are the visits that wait now and those
    that ended since the instant asked for; `agents` (AGENTS_NOW) say what each agent does, offline included.
    Ids carry the source's name as in `fetch`.
    """

    at: datetime
    visits: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=VISITS_NOW))
    agents: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=AGENTS_NOW))
    notices: tuple[str, ...] = ()


@runtime_checkable
class LiveConnector(Protocol):
    """A source that also tells of this moment.

    `live` is called every few seconds on one object, which may keep in memory what it has read; a new
    object begins from `cursor`, the one that `fetch` last left. Raises the connectors' errors.
    """

    def live(self, since: datetime, now: datetime, cursor: Mapping[str, str]) -> Live: ...
