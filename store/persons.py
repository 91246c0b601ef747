"""Which customers are one person, across sources: made anew from all identities whenever some came."""

from datetime import datetime

import polars as pl

from metrics import people
from store.comparing import UNDATED, compared, write
from store.history import History
from store.schema import IDENTITIES, INSTANT
from store.traces import PERSONS


def known_persons(history: History) -> pl.DataFrame:
    """Read customer_id and person of those who are one with others."""
    rows = history.scan_weeks(PERSONS, [UNDATED]).filter(pl.col("deleted_at").is_null())
    return rows.select("customer_id", "person").collect()


def resolve(history: History, now: datetime) -> pl.Series:
    """Bring the table of persons up to date; list the customers who became another person."""
    live = history.scan_weeks(IDENTITIES, [UNDATED]).filter(pl.col("deleted_at").is_null())
    identities = live.select("source", "customer_id", "kind", "value").collect()
    found = people.persons(identities).filter(pl.col("person") != pl.col("customer_id"))
    moved = people.moved(known_persons(history), found)
    if not moved.is_empty():
        _write(history, found, now)
    return moved


def _write(history: History, found: pl.DataFrame, now: datetime) -> None:
    history.create([PERSONS])
    at = pl.lit(now).cast(INSTANT)
    stored = history.read_weeks(PERSONS, [UNDATED])
    rows = found.with_columns(
        version=pl.lit(None, pl.Int64),
        known_at=at,
        ingested_at=at,
        deleted_at=pl.lit(None, INSTANT),
        week=pl.lit(UNDATED),
    ).select(list(PERSONS.stored))
    kinds = compared(PERSONS, rows, stored)
    alone = stored.filter(pl.col("deleted_at").is_null()).join(rows, on="customer_id", how="anti")
    gone = alone.with_columns(deleted_at=at, ingested_at=at)
    write(history, PERSONS, kinds["new"], pl.concat([kinds["changed"], gone]), stored)
