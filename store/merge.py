"""Bring new rows together with stored ones: only what differs is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

from store.belonging import reach
from store.comparing import UNDATED, compared, write
from store.history import History, week_of
from store.schema import CONTACTS, INSTANT, LEGS, QUARANTINE, Table
from store.written import Written, contacts_of, named_in, said_of

__all__ = ["Arrival", "Written", "merge", "withdraw"]

NEIGHBOUR = timedelta(weeks=1)


@dataclass(frozen=True)
class Arrival:
    """When rows came in: `now`, and for a backfill the instant the source was connected and its delay.

    A row that began, by `Table.begins`, and whose `delay` was over before `connected_at`, or that comes with
    the `is_first` run of its source, became known when it began and the delay was over; any other now, which
    is `seen_at` on the clock of the data where that is set to another time.
    """

    now: datetime
    connected_at: datetime
    delay: timedelta = timedelta(0)
    seen_at: datetime | None = None
    is_first: bool = False

    @property
    def known_at(self) -> datetime:
        """Now, to the minute: readers ask how things stood at a full one, and see what came in it."""
        return (self.seen_at or self.now).replace(second=0, microsecond=0)


def merge(
    history: History,
    table: Table,
    incoming: pl.DataFrame,
    arrival: Arrival,
    *,
    source: str,
    parents: Iterable[str] = (),
    pieces: bool = False,
) -> Written:
    """Merge one source's rows into a table; twice is once.

    `incoming` has the table's columns but the store's own. `parents` are the values of `table.whole_by`
    whose rows are complete here: stored rows of theirs that are missing are deleted.
    With `pieces`, a row completes the stored one: earliest start, latest end, newest non-null otherwise.
    Raises ValueError when a key comes twice in `incoming`.
    """
    if incoming.select(table.key).is_duplicated().any():
        raise ValueError(f"Rows for {table.name} hold one key twice; the newest must be chosen before.")
    if incoming.height:
        history.create([table])
    elif not history.has(table):
        return Written()
    rows = _stamped(table, incoming, arrival)
    stored = _stored(history, table, rows, source, parents)
    if pieces:
        rows = _completed(table, rows, stored)
    sorted_out = compared(table, rows, stored)
    gone = _gone(table, stored, rows, parents, arrival.now)
    changed = _keep_known_at(table, sorted_out["changed"], stored)
    write(history, table, sorted_out["new"], pl.concat([changed, gone]), stored)
    return Written(
        new=sorted_out["new"].height,
        changed=changed.height,
        gone=gone.height,
        same=sorted_out["same"].height,
        stale=sorted_out["stale"].height,
        elsewhere=_elsewhere(table, [sorted_out["changed"], sorted_out["stale"]], stored),
        outdated=frozenset(sorted_out["stale"][table.key[0]]),
        contacts=contacts_of(table, [sorted_out["new"], changed, gone], stored),
        said=said_of(table, [sorted_out["new"], changed, gone], stored),
        named=named_in(table, sorted_out["new"], changed, stored),
    )


def _stamped(table: Table, incoming: pl.DataFrame, arrival: Arrival) -> pl.DataFrame:
    """Add the store's own columns to new rows."""
    now = pl.lit(arrival.now).cast(INSTANT)
    week = week_of(pl.col(table.anchor)) if table.anchor else pl.lit(UNDATED)
    return incoming.with_columns(
        known_at=_known_at(table, arrival),
        ingested_at=now,
        deleted_at=pl.lit(None, INSTANT),
        week=week,
    ).select(list(table.stored))


def _known_at(table: Table, arrival: Arrival) -> pl.Expr:
    """Say when rows could first be known: null is since ever, for what comes first and never began."""
    seen = pl.lit(arrival.known_at).cast(INSTANT)
    if table.begins is None:
        return pl.lit(None, INSTANT) if arrival.is_first and table.name != QUARANTINE.name else seen
    began = pl.coalesce(list(dict.fromkeys((table.begins, table.anchor or table.begins))))
    knowable = began + pl.lit(arrival.delay)
    before = pl.lit(arrival.is_first) | (knowable <= pl.lit(arrival.connected_at).cast(INSTANT))
    # Where the clock of the data stands still a delay is never over, yet the rows are here.
    return pl.when(before).then(pl.max_horizontal(began, pl.min_horizontal(knowable, seen))).otherwise(seen)


def _stored(
    history: History, table: Table, rows: pl.DataFrame, source: str, parents: Iterable[str]
) -> pl.DataFrame:
    """Read the rows of this source that may be older copies: in the same weeks and their neighbours."""
    weeks = set(rows["week"].unique())
    if table.anchor and not rows.is_empty():
        anchors = rows.select(pl.col(table.anchor).dt.truncate("1w").unique()).to_series()
        for shift in (-NEIGHBOUR, NEIGHBOUR):
            weeks |= set(anchors.to_frame("at").select(week_of(pl.col("at") + shift)).to_series())
    if not table.anchor:
        weeks.add(UNDATED)
    if table.of_contact:
        weeks |= reach(table, rows)
    wanted = rows.select(table.key)
    if table.whole_by is None:
        return _found(history, table, weeks, wanted, source)
    kept = history.read_weeks(table, weeks, source)
    whole = pl.col(table.whole_by).is_in(list(parents))
    return pl.concat([kept.filter(whole), kept.filter(~whole).join(wanted, on=table.key, how="semi")])


def _found(
    history: History, table: Table, weeks: set[str], wanted: pl.DataFrame, source: str
) -> pl.DataFrame:
    """Read the rows of some keys: first which weeks hold any, which most often are few or none."""
    keys = history.scan_weeks(table, weeks, source).select("week", *table.key).collect()
    held = keys.join(wanted, on=table.key, how="semi")["week"].unique()
    kept = history.scan_weeks(table, held, source)
    return kept.join(wanted.lazy(), on=table.key, how="semi").collect()


def _elsewhere(table: Table, rows: list[pl.DataFrame], stored: pl.DataFrame) -> int:
    if "origin" not in table.columns:
        return 0
    before = stored.filter(pl.col("deleted_at").is_null()).select(*table.key, before="origin")
    both = pl.concat(rows).join(before, on=table.key)
    return both.filter(pl.col("origin") != pl.col("before")).height


def withdraw(
    history: History, source: str, origins: Iterable[str], kept: pl.Series, now: datetime
) -> pl.DataFrame:
    """Delete the contacts of some origins, with their legs, but those of `kept`; give contact_id and week.

    That is what a changed mapping asks for: what it no longer makes of a file must not stay beside what it
    makes now.
    """
    ours = (
        (pl.col("source") == source) & pl.col("origin").is_in(list(origins)) & pl.col("deleted_at").is_null()
    )
    stored = pl.scan_delta(history.open("contacts")).filter(ours).select("contact_id", "week").collect()
    gone = stored.filter(~pl.col("contact_id").is_in(kept.implode()))
    weeks = gone["week"].unique().to_list()
    stamp = pl.lit(now).cast(INSTANT)
    for table in (CONTACTS, LEGS) if weeks else ():
        rows = history.read_weeks(table, weeks, source).join(gone, on=["contact_id", "week"], how="semi")
        rows = rows.filter(pl.col("deleted_at").is_null()).with_columns(deleted_at=stamp, ingested_at=stamp)
        if not rows.is_empty():
            history.merge(table, rows, weeks)
    return gone


def _keep_known_at(table: Table, changed: pl.DataFrame, stored: pl.DataFrame) -> pl.DataFrame:
    first = stored.select([*table.key, pl.col("known_at").alias("_first")])
    return (
        changed.join(first, on=table.key, how="left")
        .with_columns(known_at=pl.col("_first"))
        .select(list(table.stored))
    )


def _gone(
    table: Table,
    stored: pl.DataFrame,
    rows: pl.DataFrame,
    parents: Iterable[str],
    now: datetime,
) -> pl.DataFrame:
    """Find rows of the parents that were written whole this time and are missing: they are deleted."""
    if table.whole_by is None:
        return stored.clear()
    return (
        stored.filter(pl.col(table.whole_by).is_in(list(parents)) & pl.col("deleted_at").is_null())
        .join(rows.select(table.key), on=table.key, how="anti")
        .with_columns(deleted_at=pl.lit(now).cast(INSTANT), ingested_at=pl.lit(now).cast(INSTANT))
    )


def _completed(table: Table, rows: pl.DataFrame, stored: pl.DataFrame) -> pl.DataFrame:
    """Complete each piece by what is stored: earliest start, latest end, else the newest non-null."""
    both = rows.join(stored, on=table.key, how="left", suffix="_stored")
    columns = [name for name in table.columns if name not in table.key]
    return both.with_columns([_completion(name).alias(name) for name in columns]).select(list(table.stored))


def _completion(name: str) -> pl.Expr:
    newer, older = pl.col(name), pl.col(f"{name}_stored")
    if name in ("started_at", "queued_at"):
        return pl.min_horizontal(newer, older)
    if name in ("ended_at", "resolved_at"):
        return pl.max_horizontal(newer, older)
    return pl.coalesce(newer, older)
