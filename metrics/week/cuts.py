"""The ways in which a week's contacts are divided, and what their rows say of each."""

from dataclasses import dataclass

import polars as pl

from metrics.week.headlines import Rows


@dataclass(frozen=True)
class Cut:
    """A division of rows: its name, by which the page Contacts narrows too, and the column that holds it."""

    name: str
    column: str


CUTS: tuple[Cut, ...] = (
    Cut("queue", "queue"),
    Cut("topic", "topic_family"),
    Cut("channel", "channel"),
    Cut("team", "team"),
)
COLUMNS = tuple(cut.column for cut in CUTS)
# Whose a row is: of a contact as a whole who handled it last.
AGENTS: dict[Rows, str] = {
    "visits": "agent_id",
    "contacts": "resolving_agent_id",
    "surveys": "agent_id",
    "promises": "agent_id",
}


def column_of(cut: str) -> str:
    """Name the column of a cut."""
    return next(one.column for one in CUTS if one.name == cut)


def named(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Write the columns of all cuts as text."""
    return rows.with_columns(pl.col(name).cast(pl.String) for name in COLUMNS)
