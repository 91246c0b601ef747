"""Bring traces up to date after a refresh: of the contacts that changed, and of those that lie near them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from metrics.links import touched
from store.comparing import compared, write
from store.history import History
from store.reaching import around, needed_by, weeks_in
from store.schema import CONTACTS, INSTANT, LEGS, Table
from store.traces import TRACES
from store.tracing import LINKED_BY, OF_CONTACT, OF_LEGS, Basis, relinked, traced, with_links

LIVE = pl.col("deleted_at").is_null()


@dataclass(frozen=True)
class Traced:
    """Say what became of traces: rows written, the weeks that were read and those that rows lie in."""

    rows: int = 0
    read: frozenset[str] = frozenset()
    written: frozenset[str] = frozenset()


def contacts_of(history: History, customers: pl.Series) -> pl.DataFrame:
    """Find the live contacts of some customers, in any week: contact_id and week."""
    found = history.scan_weeks(CONTACTS, history.weeks(CONTACTS.name)) if len(customers) else _none()
    return (
        found.filter(LIVE, pl.col("customer_id").is_in(customers.implode()))
        .select("contact_id", "week")
        .collect()
    )


def _none() -> pl.LazyFrame:
    return pl.LazyFrame(schema=CONTACTS.stored)


def legs_of(history: History, changed: pl.DataFrame) -> pl.DataFrame:
    """Read the live legs of some contacts in their weeks."""
    return _of(history, LEGS, changed).filter(LIVE).select(OF_LEGS)


def _of(history: History, table: Table, changed: pl.DataFrame) -> pl.DataFrame:
    rows = history.scan_weeks(table, set(changed["week"]))
    return rows.filter(pl.col("contact_id").is_in(changed["contact_id"].unique().implode())).collect()


def update(history: History, changed: pl.DataFrame, legs: pl.DataFrame, basis: Basis) -> Traced:
    """Derive the traces of changed contacts and of those near them anew; only rows that differ are written.

    changed holds contact_id and week, as the contacts were and as they are; legs are what `legs_of` gives.
    """
    contacts = _of(history, CONTACTS, changed).filter(LIVE).select(OF_CONTACT)
    # TRICKY: a source whose contacts move by more than a week leaves copies, and a merge would refuse two.
    fresh = traced(contacts, legs, basis).sort("started_at").unique("contact_id", keep="last")
    before = _of(history, TRACES, changed)
    news = pl.concat([fresh, before.filter(LIVE)])
    near = _Near(history, set(news["person"].drop_nulls()), changed["contact_id"], fresh)
    first = near.rows(weeks_in(history, around(news)))
    may_differ = pl.concat([touched(first, _ends(news)), fresh]).unique("contact_id")
    weeks = weeks_in(history, needed_by(may_differ)) | weeks_in(history, around(news))
    links = relinked(near.rows(weeks).select(LINKED_BY)).join(may_differ, on="contact_id", how="semi")
    stored = pl.concat([before, may_differ.join(fresh, on="contact_id", how="anti")])
    written = _written(history, with_links(may_differ, links), stored, basis.now)
    return Traced(written.height, frozenset({*weeks, *changed["week"]}), frozenset(written["week"]))


def _ends(news: pl.DataFrame) -> pl.DataFrame:
    """Keep of each person's day its ends: who calls a thousand times a day would be met a thousand times.

    What the moments between touch, the ends touch as well, since they lie less than 30 days apart.
    """
    days = news.group_by("person", pl.col("started_at").dt.truncate("1d").alias("day"))
    first = days.agg(pl.col("started_at").min(), closed_at=pl.lit(None, INSTANT).first())
    last = days.agg(pl.col("started_at").max(), pl.col("closed_at").max())
    return pl.concat([first, last]).drop("day")


@dataclass(frozen=True)
class _Near:
    """The traces of some persons: the stored ones, and of changed contacts the fresh ones."""

    history: History
    persons: set[str]
    changed: pl.Series
    fresh: pl.DataFrame

    def rows(self, weeks: Iterable[str]) -> pl.DataFrame:
        theirs = pl.col("person").is_in(list(self.persons))
        others = ~pl.col("contact_id").is_in(self.changed.unique().implode())
        stored = self.history.scan_weeks(TRACES, weeks).filter(LIVE, theirs, others).collect()
        return pl.concat([stored, self.fresh])


def _written(history: History, rows: pl.DataFrame, stored: pl.DataFrame, now: datetime) -> pl.DataFrame:
    """Write what differs from `stored`, and delete what is missing; give the rows written."""
    at = pl.lit(now).cast(INSTANT)
    kinds = compared(TRACES, rows, stored)
    missing = stored.filter(LIVE).join(rows, on="contact_id", how="anti")
    gone = missing.with_columns(deleted_at=at, ingested_at=at)
    changed = pl.concat([kinds["changed"].with_columns(ingested_at=at), gone])
    if not (kinds["new"].is_empty() and changed.is_empty()):
        history.create([TRACES])
        write(history, TRACES, kinds["new"], changed, stored)
    return pl.concat([kinds["new"], changed])
