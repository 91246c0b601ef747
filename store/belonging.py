"""Rows that belong to a contact lie in its week: find when it began.

A contact is looked for in the weeks from REACH before the row itself began to its own week, so that a row
lands in the same week however often it comes. Where none is known there, the row's own beginning stands in.
"""

from datetime import timedelta

import polars as pl

from store.history import History, week_of
from store.schema import CONTACTS, Table, empty

REACH = 5
WEEK = timedelta(weeks=1)
NOBODY = empty(CONTACTS)


def placed(
    history: History, table: Table, rows: pl.DataFrame, contacts: pl.DataFrame, source: str
) -> pl.DataFrame:
    """Add when each row's contact began, by `contacts` or by those stored; null where neither knows it."""
    known = contacts.select("contact_id", "started_at")
    found = _joined(table, rows, known)
    lost = unplaced(table, found)
    if lost.is_empty():
        return found
    stored = history.scan_weeks(CONTACTS, reach(table, lost), source)
    wanted = stored.filter(
        pl.col("deleted_at").is_null() & pl.col("contact_id").is_in(lost["contact_id"].implode())
    )
    others = wanted.select("contact_id", "started_at").collect()
    return _joined(table, rows, pl.concat([known, others]).unique("contact_id", keep="first"))


def unplaced(table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    """Choose the rows that name a contact which is not known, with what it takes to find them again."""
    is_lost = pl.col("started_at").is_null() & pl.col("contact_id").is_not_null()
    return rows.filter(is_lost).select(*table.key, "contact_id", str(table.begins))


def stood_in(table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    """Let a row's own beginning stand in where its contact is not known."""
    return rows.with_columns(pl.coalesce("started_at", str(table.begins)).alias("started_at"))


def reach(table: Table, rows: pl.DataFrame) -> set[str]:
    """List the weeks in which the contacts of some rows can have begun, and so any copy of the rows lies."""
    begins = rows.select(at=pl.col(str(table.begins)).dt.truncate("1w").unique())
    shifts = [begins.select(week_of(pl.col("at") - n * WEEK)).to_series() for n in range(REACH + 1)]
    return set(pl.concat(shifts))


def move(history: History, table: Table, rows: pl.DataFrame) -> set[str]:
    """Move stored rows to the weeks of their contacts as known by now; list the weeks that change."""
    parts = [_misplaced(history, table, part) for part in rows.partition_by("source")]
    moved = pl.concat([rows.clear(), *parts])
    if moved.is_empty():
        return set()
    before = rows.join(moved, on=table.key, how="semi")["week"]
    history.merge(table, moved, before)
    return {*before, *moved["week"]}


def _misplaced(history: History, table: Table, stored: pl.DataFrame) -> pl.DataFrame:
    bare = stored.drop(list(table.derived), "week")
    right = stood_in(table, placed(history, table, bare, NOBODY, stored["source"][0]))
    right = right.with_columns(week=week_of(pl.col("started_at"))).select(list(table.stored))
    return right.join(stored, on=[*table.key, "started_at"], how="anti")


def _joined(table: Table, rows: pl.DataFrame, contacts: pl.DataFrame) -> pl.DataFrame:
    both = rows.join(contacts, on="contact_id", how="left", maintain_order="left")
    of_row, of_contact = (pl.col(name).dt.truncate("1w") for name in (str(table.begins), "started_at"))
    is_near = of_contact.is_between(of_row - REACH * WEEK, of_row)
    return both.with_columns(started_at=pl.when(is_near).then("started_at"))
