"""Leave out of a run what is too old to keep, so that a late fetch brings back nothing that was deleted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from language import _, marked, number
from settings import Retention
from store.handed import Fetched
from store.history import History, week_of
from store.keeping import first_weeks, monday_of, week_before
from store.schema import CONTACTS, CUSTOMERS, SURVEYS, TEXT, TEXTS, Table

TOO_OLD = marked("too old to keep")


@dataclass
class TooOld:
    """The first week kept of each table, and what of a run was older: rows by table, and the contacts."""

    first: Mapping[str, str] = field(default_factory=dict)
    records_from: datetime | None = None  # records of customers that were replaced before go
    left_out: dict[str, int] = field(default_factory=dict)
    contacts: set[str] = field(default_factory=set)

    def without(self, tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
        """Leave out contacts that began too long ago, with all that belongs to them."""
        if CONTACTS.name not in self.first:
            return dict(tables)
        contacts = tables.get(CONTACTS.name)
        if contacts is not None:
            week = week_of(pl.col("started_at"))
            self.contacts |= set(contacts.filter(week < self.first[CONTACTS.name])["contact_id"])
        return {name: self._without_contacts(name, rows) for name, rows in tables.items()}

    def _without_contacts(self, name: str, rows: pl.DataFrame) -> pl.DataFrame:
        if "contact_id" not in rows.columns or not self.contacts:
            return rows
        return self._counted(
            name, rows, ~pl.col("contact_id").is_in(list(self.contacts)).fill_null(value=False)
        )

    def dated(self, history: History, table: Table, rows: pl.DataFrame) -> pl.DataFrame:
        """Leave out rows of a table, placed in its weeks, that are too old, and too old comments."""
        if table is CUSTOMERS and self.records_from is not None:
            return self._replaced(history, rows)
        if table is SURVEYS and TEXTS.name in self.first:
            is_old = week_of(pl.col("started_at")) < self.first[TEXTS.name]
            rows = rows.with_columns(comment=pl.when(~is_old).then("comment"))
        if table.anchor is None or table.name not in self.first:
            return rows
        return self._counted(table.name, rows, week_of(pl.col(table.anchor)) >= self.first[table.name])

    def _replaced(self, history: History, rows: pl.DataFrame) -> pl.DataFrame:
        """Leave out records that others, stored or of this batch, had replaced for too long."""
        assert self.records_from is not None
        key, ours = list(CUSTOMERS.key), rows["customer_id"].unique().implode()
        weeks = history.weeks(CUSTOMERS.name) if history.has(CUSTOMERS) else ()
        stored = history.scan_weeks(CUSTOMERS, weeks).filter(
            pl.col("deleted_at").is_null(), pl.col("customer_id").is_in(ours)
        )
        every = pl.concat([stored.select(key).collect(), rows.select(key)]).unique()
        kept = in_force(every.with_columns(deleted_at=None), self.records_from)
        left = rows.join(kept, on=key, how="semi", maintain_order="left")
        self._count(CUSTOMERS.name, rows.height - left.height)
        return left

    def _counted(self, name: str, rows: pl.DataFrame, keeps: pl.Expr) -> pl.DataFrame:
        kept = rows.filter(keeps)
        self._count(name, rows.height - kept.height)
        return kept

    def _count(self, name: str, gone: int) -> None:
        if gone:
            self.left_out[name] = self.left_out.get(name, 0) + gone

    def known(self, contacts: pl.DataFrame, where: str) -> pl.DataFrame:
        """Add the contacts of this run that are too old, so that what waits for them is not set aside."""
        lost = pl.DataFrame({"contact_id": sorted(self.contacts)}, schema={"contact_id": TEXT})
        return pl.concat([contacts, lost.with_columns(origin=pl.lit(where, TEXT))])

    def sources_rows(self, batch: Fetched, before: Mapping[str, int]) -> int:
        """Say how many of the source's rows were left out since `before`: where each makes one of ours, all.

        Where several of ours are made of one, those of the table of which most were, at most all there are.
        """
        gone = [count - before.get(name, 0) for name, count in self.left_out.items()]
        is_one_each = batch.loaded == sum(rows.height for rows in batch.tables.values())
        return min(sum(gone) if is_one_each else max(gone, default=0), batch.loaded)

    @property
    def notices(self) -> list[str]:
        """Say how many rows of ours that is, by table."""
        if not self.left_out:
            return []
        each = ", ".join(f"{name} {number(count)}" for name, count in sorted(self.left_out.items()))
        return [_("Too old to keep by [retention], so left out: {rows}.").format(rows=each)]


def too_old(retention: Retention, now: datetime) -> TooOld:
    """Say what is too old at an instant."""
    days = retention.customers_days
    records = None if days is None else monday_of(week_before(now, days))
    return TooOld(first_weeks(retention, now), records)


def in_force(rows: pl.DataFrame, before: datetime) -> pl.DataFrame:
    """Keep the records of customers that were in force at an instant or began later; deleted ones go."""
    live = rows.filter(pl.col("deleted_at").is_null())
    began = pl.col("valid_from").filter(pl.col("valid_from") <= before).max().over("customer_id")
    return live.filter((pl.col("valid_from") >= began).fill_null(value=True))
