"""What a merge wrote: how many rows, and which contacts, words and names that concerns."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

from store.schema import CONTACTS, CUSTOMERS, LEGS, Table
from store.texts import PREFIXES


@dataclass(frozen=True)
class Written:
    """How many rows of one merge were new, changed, gone, the same as stored, or older than stored."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    same: int = 0
    stale: int = 0
    elsewhere: int = 0  # rows, changed or stale, that are stored from another origin
    outdated: frozenset[str] = frozenset()  # first key column of the stale rows
    # contact_id and week, as they were and as they are, of contacts that or whose legs were written
    contacts: tuple[pl.DataFrame, ...] = field(default=(), compare=False)
    said: tuple[pl.DataFrame, ...] = field(default=(), compare=False)  # text_id and week, of words likewise
    named: tuple[pl.DataFrame, ...] = field(default=(), compare=False)  # customer_id and name of new records

    @property
    def rows(self) -> int:
        return self.new + self.changed + self.gone

    def __add__(self, other: "Written") -> "Written":
        return Written(
            self.new + other.new,
            self.changed + other.changed,
            self.gone + other.gone,
            self.same + other.same,
            self.stale + other.stale,
            self.elsewhere + other.elsewhere,
            self.outdated | other.outdated,
            self.contacts + other.contacts,
            self.said + other.said,
            self.named + other.named,
        )


def contacts_of(table: Table, rows: list[pl.DataFrame], stored: pl.DataFrame) -> tuple[pl.DataFrame, ...]:
    """List the contacts of rows that are written, in their weeks and in those where they were."""
    if table not in (CONTACTS, LEGS):
        return ()
    written = pl.concat(each.select("contact_id", "week") for each in rows)
    before = stored.select("contact_id", "week").join(written, on="contact_id", how="semi")
    return (pl.concat([written, before]).unique(),)


def said_of(table: Table, rows: list[pl.DataFrame], stored: pl.DataFrame) -> tuple[pl.DataFrame, ...]:
    """List the texts of notes and surveys that are written, in their weeks and in those where they were."""
    if table.name not in PREFIXES:
        return ()
    text = (pl.lit(PREFIXES[table.name]) + pl.col(table.key[0])).alias("text_id")
    written = pl.concat(each.select(text, "week") for each in rows)
    before = stored.select(text, "week").join(written, on="text_id", how="semi")
    return (pl.concat([written, before]).unique(),)


def said_in(table: Table, rows: pl.DataFrame, weeks: Iterable[str]) -> tuple[pl.DataFrame, ...]:
    """List the texts of some notes or surveys, each in every one of some weeks."""
    listed = pl.DataFrame({"week": sorted(weeks)}, schema={"week": pl.String})
    both = rows.select(table.key).join(listed, how="cross")
    return said_of(table, [both], both.clear())


def named_in(
    table: Table, new: pl.DataFrame, changed: pl.DataFrame, stored: pl.DataFrame
) -> tuple[pl.DataFrame, ...]:
    """List customers and their names of new records; without a name those whose record names another now."""
    if table != CUSTOMERS:
        return ()
    live = stored.filter(pl.col("deleted_at").is_null())
    same = [*table.key, "name"]
    renamed = changed.join(live, on=same, how="anti", nulls_equal=True)
    told = new.filter(pl.col("name").is_not_null()).select("customer_id", "name")
    return (pl.concat([told, renamed.select("customer_id", name=pl.lit(None, pl.String))]),)
