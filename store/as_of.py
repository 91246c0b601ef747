"""How things stood at an instant: what came later is not known yet."""

from collections.abc import Iterable
from datetime import datetime

import polars as pl

from metrics.links import WRITTEN
from metrics.stretches import settled
from store.schema import INSTANT, Table

# What is told of a contact when its menu ends, and when it ends itself.
WITH_MENU = ("menu_ms", "menu_steps", "menu_path", "menu_outcome", "entry_queue")
WITH_END = ("topic", "topic_source", "ended_at")
# What is told of a visit when it is answered, and when it ends.
WITH_ANSWER = ("wait_ms", "answered_at", "agent_id", "ring_ms", "missed_rings")
WITH_VISIT = (
    *("talk_ms", "hold_ms", "wrap_ms", "ended_at", "ended_by", "ended_local_s"),
    *("transferred_to", "disposition"),
)


def known_at(rows: pl.LazyFrame, as_of: datetime) -> pl.LazyFrame:
    """Keep the rows that were known at `as_of`; null is since ever."""
    known = pl.col("known_at")
    return rows.filter(known.is_null() | (known <= pl.lit(as_of).cast(INSTANT)))


def contacts_at(contacts: pl.LazyFrame, as_of: datetime) -> pl.LazyFrame:
    """Show the contacts as they stood at `as_of`: what is told at an end is not known before it.

    Whoever talks is found to complain at the end; what is written is a complaint since it came.
    """
    now = pl.lit(as_of).cast(INSTANT)
    menu_end = pl.col("started_at") + pl.duration(milliseconds="menu_ms")
    begun = contacts.filter(pl.col("started_at") <= now)
    return begun.with_columns(
        *_unless(menu_end > now, WITH_MENU),
        *_unless(pl.col("ended_at") > now, WITH_END),
        *_unless((pl.col("ended_at") > now) & ~pl.col("channel").is_in(WRITTEN), ("is_complaint",)),
        *_unless(pl.max_horizontal("ended_at", "resolved_at") > now, ("is_resolved",)),
        *_unless(pl.col("resolved_at") > now, ("resolved_at",)),
    )


def _unless(later: pl.Expr, names: Iterable[str]) -> list[pl.Expr]:
    is_later = later.fill_null(value=False)
    return [pl.when(~is_later).then(name).alias(name) for name in names]


def rows_at(table: Table, rows: pl.LazyFrame, as_of: datetime) -> pl.LazyFrame:
    """Show the rows of a table as they stood at `as_of`, with what `table.told_with` its instants."""
    now = pl.lit(as_of).cast(INSTANT)
    begun = rows if table.begins is None else rows.filter(pl.col(table.begins) <= now)
    return begun.with_columns(
        each
        for instant, names in table.told_with.items()
        for each in _unless(pl.col(instant) > now, (instant, *names))
    )


def legs_at(legs: pl.LazyFrame, as_of: datetime, latest: datetime | None) -> pl.LazyFrame:
    """Show the legs as they stood at `as_of`: what came later is not known, who waited waits."""
    now = pl.lit(as_of).cast(INSTANT)
    if latest is not None and latest > as_of:
        legs = _cut(legs, now)
    age = (now - pl.col("queued_at")).dt.total_milliseconds()
    return legs.with_columns(
        wait_ms=pl.when((pl.col("outcome") == "waiting") & pl.col("wait_ms").is_null())
        .then(age)
        .otherwise("wait_ms")
    )


def topics_at(legs: pl.LazyFrame, contacts: pl.LazyFrame, as_of: datetime) -> pl.LazyFrame:
    """Take the topic from the legs of contacts that had not ended at `as_of`."""
    now = pl.lit(as_of).cast(INSTANT)
    is_open = (pl.col("started_at") <= now) & (pl.col("ended_at") > now)
    still = contacts.filter(is_open).select("contact_id", is_open=pl.lit(value=True))
    marked = legs.join(still, on="contact_id", how="left")
    return marked.with_columns(*_unless(pl.col("is_open"), ("topic",))).drop("is_open")


def _cut(legs: pl.LazyFrame, now: pl.Expr) -> pl.LazyFrame:
    begun = legs.filter((pl.col("queued_at") <= now) | pl.col("queued_at").is_null())
    waits = (pl.coalesce("answered_at", "ended_at") > now).fill_null(value=False)
    return begun.with_columns(
        pl.when(waits).then(pl.lit("waiting")).otherwise("outcome").alias("outcome"),
        *_unless(waits, WITH_ANSWER),
        *_unless(waits | (pl.col("ended_at") > now).fill_null(value=False), WITH_VISIT),
    )


def states_at(states: pl.LazyFrame, as_of: datetime) -> pl.LazyFrame:
    """Show stretches as they stood at `as_of`: what came later is not known, what lasted then ends there."""
    return settled(states, as_of)


def handling_at(legs: pl.LazyFrame, as_of: datetime) -> pl.LazyFrame:
    """Show the handling of answered legs, calls from agent to agent included, as far as it went by `as_of`.

    An end that is not known stays unknown: it may be a call in progress as well as one whose end was lost.
    """
    now = pl.lit(as_of).cast(INSTANT)
    answered = (pl.col("outcome") == "answered") & (pl.col("answered_at") < now)
    ended = pl.when(pl.col("ended_at").is_not_null()).then(pl.min_horizontal("ended_at", now))
    return legs.filter(answered).with_columns(ended_at=ended)
