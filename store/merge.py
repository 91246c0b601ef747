"""Bring new rows together with stored ones: only what differs is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

from store.history import History, week_of
from store.schema import CONTACTS, INSTANT, LEGS, STORE_COLUMNS, Table

UNDATED = "0000-W00"  # the partition of rows without an anchor (agents, quarantine)
NEIGHBOUR = timedelta(weeks=1)


@dataclass(frozen=True)
class Arrival:
    """When rows came in: `now`, and for a backfill the instant the source was connected and its delay.

    A row whose own latest instant plus `delay` lies before `connected_at` was knowable then; any other
    became known now.
    """

    now: datetime
    connected_at: datetime
    delay: timedelta = timedelta(0)


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
        )


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
    sorted_out = _compare(table, rows, stored)
    gone = _gone(table, stored, rows, parents, arrival.now)
    changed = _keep_known_at(table, sorted_out["changed"], stored)
    _write(history, table, sorted_out["new"], pl.concat([changed, gone]), stored)
    return Written(
        new=sorted_out["new"].height,
        changed=changed.height,
        gone=gone.height,
        same=sorted_out["same"].height,
        stale=sorted_out["stale"].height,
        elsewhere=_elsewhere(table, [sorted_out["changed"], sorted_out["stale"]], stored),
        outdated=frozenset(sorted_out["stale"][table.key[0]]),
    )


def _stamped(table: Table, incoming: pl.DataFrame, arrival: Arrival) -> pl.DataFrame:
    """Add the store's own columns to new rows."""
    own = [name for name in table.instants if name in incoming.columns]
    instant = pl.max_horizontal(own) if own else pl.lit(None, INSTANT)
    knowable = instant + pl.lit(arrival.delay)
    before = knowable <= pl.lit(arrival.connected_at).cast(INSTANT)
    now = pl.lit(arrival.now).cast(INSTANT)
    week = week_of(pl.col(table.anchor)) if table.anchor else pl.lit(UNDATED)
    return incoming.with_columns(
        known_at=pl.when(before).then(knowable).otherwise(now),
        ingested_at=now,
        deleted_at=pl.lit(None, INSTANT),
        week=week,
    ).select(list(table.stored))


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
    kept = history.read_weeks(table, weeks, source)
    wanted = rows.select(table.key)
    if table.whole_by is None:
        return kept.join(wanted, on=table.key, how="semi")
    whole = pl.col(table.whole_by).is_in(list(parents))
    return pl.concat([kept.filter(whole), kept.filter(~whole).join(wanted, on=table.key, how="semi")])


def _content(table: Table) -> list[str]:
    """List the columns whose difference is a change; version, origin and the store's own are not."""
    own = {"version", "origin", *STORE_COLUMNS} - {"week"}
    return [name for name in table.stored if name not in own and name not in table.key]


def _compare(table: Table, rows: pl.DataFrame, stored: pl.DataFrame) -> dict[str, pl.DataFrame]:
    both = rows.join(
        stored.with_columns(_is_stored=pl.lit(value=True)), on=table.key, how="left", suffix="_stored"
    )
    alike = pl.all_horizontal(
        [pl.col(name).eq_missing(pl.col(f"{name}_stored")) for name in _content(table)]
        + [pl.col("deleted_at_stored").is_null()]
    )
    is_new = pl.col("_is_stored").is_null()
    stale = ~is_new & (pl.col("version") < pl.col("version_stored")).fill_null(value=False)
    kind = (
        pl.when(is_new)
        .then(pl.lit("new"))
        .when(stale & ~alike)
        .then(pl.lit("stale"))
        .when(alike)
        .then(pl.lit("same"))
        .otherwise(pl.lit("changed"))
    )
    kinds = both.select([*table.stored, kind.alias("_kind")])
    return {
        name: kinds.filter(pl.col("_kind") == name).drop("_kind")
        for name in ("new", "changed", "same", "stale")
    }


def _elsewhere(table: Table, rows: list[pl.DataFrame], stored: pl.DataFrame) -> int:
    if "origin" not in table.columns:
        return 0
    before = stored.filter(pl.col("deleted_at").is_null()).select(*table.key, before="origin")
    both = pl.concat(rows).join(before, on=table.key)
    return both.filter(pl.col("origin") != pl.col("before")).height


def withdraw(history: History, source: str, origins: Iterable[str], kept: pl.Series, now: datetime) -> int:
    """Delete the contacts of some origins, with their legs, but those of `kept`; give their number.

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
    return gone.height


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


def _write(
    history: History, table: Table, new: pl.DataFrame, changed: pl.DataFrame, stored: pl.DataFrame
) -> None:
    order = [name for name in ("week", "queue", "queued_at", "started_at", *table.key) if name in new.columns]
    if changed.is_empty():
        if not new.is_empty():
            history.append(table, new.sort(order))
        return
    rows = pl.concat([new, changed]).sort(order)
    history.merge(table, rows, stored["week"].unique().to_list())
