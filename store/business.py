"""Thresholds in business hours: how long, by the clock on the wall, a letter may wait to be answered in time.

A mail that comes at night has until four business hours after the next opening (DEFINITIONS 0.9). So each
visit gets a threshold of its own, and everything that compares a wait with it stays as it is.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache, partial

import polars as pl

from metrics.hours import Opening, Schedule, open_stretches
from settings import Hours

CHANNELS = ("email", "web")  # on which a threshold counts business hours
FIRST, LAST = date(1990, 1, 1), date(2045, 12, 31)  # beyond, thresholds go by the clock


def is_timed_so() -> pl.Expr:
    """Say whether a row's threshold counts business hours."""
    return pl.col("channel").is_in(CHANNELS)


def stretched(threshold_ms: pl.Expr, hours: Sequence[Hours]) -> pl.Expr:
    """Give the threshold of each visit by the clock, for those whose threshold counts business hours."""
    if not hours:
        return threshold_ms
    needed = pl.struct("channel", "queue", "queued_local_s", threshold_ms.cast(pl.Int64).alias("nominal"))
    found = needed.map_batches(partial(_stretched, hours=tuple(hours)), return_dtype=pl.Int64)
    return pl.when(is_timed_so()).then(found).otherwise(threshold_ms)


def _stretched(rows: pl.Series, hours: tuple[Hours, ...]) -> pl.Series:
    frame = rows.struct.unnest().with_row_index("row")
    timed = frame.filter(is_timed_so(), pl.col("queued_local_s").is_not_null())
    parts = [
        part.with_columns(due=_due_ms(part, _of_queue(hours, part["queue"][0])))
        for part in timed.partition_by("queue")
    ]
    if not parts:
        return frame["nominal"]
    due = pl.concat(parts).select("row", "due")
    both = frame.join(due, on="row", how="left", maintain_order="left")
    return both.select(pl.coalesce("due", "nominal")).to_series()


def _due_ms(rows: pl.DataFrame, hours: Hours | None) -> pl.Series:
    """From each queueing until its threshold has passed in business time; null where that cannot be told."""
    stretches = _stretches(hours) if hours is not None else pl.DataFrame()
    if stretches.is_empty():
        return pl.Series([None] * rows.height, dtype=pl.Int64)
    at = rows["queued_local_s"]
    begun = stretches[_last_before(stretches["start"], at)]
    inside = pl.DataFrame({"at": at}).hstack(begun).select(pl.min_horizontal("at", "end") - pl.col("start"))
    passed = begun["before"] + inside.to_series()
    wanted = passed * 1000 + rows["nominal"]
    last = stretches[_last_before(stretches["before"] * 1000, wanted - 1)]
    due = last["start"] * 1000 + wanted - last["before"] * 1000
    known = (at >= stretches["start"][0]) & (at < stretches["start"][-1])
    return pl.select(pl.when(known).then(due - at * 1000)).to_series()


def _last_before(starts: pl.Series, at: pl.Series) -> pl.Series:
    """The place of the last start that is not after an instant."""
    return (pl.Series(starts.search_sorted(at, side="right")).cast(pl.Int64) - 1).clip(lower_bound=0)


def _of_queue(hours: tuple[Hours, ...], queue: str | None) -> Hours | None:
    """The last entry that holds for a queue."""
    return next((each for each in reversed(hours) if each.queue is None or each.queue == queue), None)


@lru_cache(maxsize=64)
def _told(written: str) -> pl.DataFrame:
    hours = Hours.model_validate_json(written)
    openings = tuple(
        Opening(weekday, start, end)
        for weekday, stretches in enumerate(hours.week(), 1)
        for start, end in stretches
    )
    return open_stretches([Schedule(openings, frozenset(hours.closed_on))], FIRST, LAST)


def _stretches(hours: Hours) -> pl.DataFrame:
    return _told(hours.model_dump_json())
