"""The floor at this moment: how many wait, since when, what agents do, and which queue is late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import polars as pl

from metrics.compare import Figure

Verdict = Literal["late", "pressure", "calm", "ok", "quiet", "closed"]
# What a supervisor tells apart; `ringing` has been given a contact already.
GROUPS: dict[str, tuple[str, ...]] = {
    "busy": ("on_contact", "ringing"),
    "wrapping": ("wrap_up",),
    "free": ("available",),
    "away": ("break", "meeting"),
}
LEAST = 30  # visits under which a share rings no bell (DEFINITIONS 0.4)


@dataclass(frozen=True)
class Pressure:
    """What decides how a queue stands: those waiting over the threshold, the oldest, the share in time."""

    offered: float
    waiting: float
    overdue: float
    longest_s: float | None
    in_time: Figure
    target: float | None
    longest_target_s: float | None


def verdict(queue: Pressure) -> Verdict:
    """Judge a queue by harm that is there now.

    late: somebody waits longer than the target for long waits, or somebody waits over the threshold while
    the share in time of the last half hour surely misses its target (its whole interval, n >= 30).
    pressure: somebody waits over the threshold, or that share is below its target (n >= 30). ok: that share
    meets its target. calm: nobody waits long, and too few came to say more. quiet: nobody came at all.
    """
    if not queue.offered and not queue.waiting:
        return "quiet"
    high, value, n = (queue.in_time[part] for part in ("high", "value", "denominator"))
    known = queue.target is not None and n is not None and n >= LEAST
    is_long = (
        queue.longest_target_s is not None
        and queue.longest_s is not None
        and queue.overdue > 0
        and queue.longest_s > queue.longest_target_s
    )
    surely_missed = known and high is not None and high < (queue.target or 0)
    if is_long or (queue.overdue > 0 and surely_missed):
        return "late"
    if queue.overdue > 0 or (known and value is not None and value < (queue.target or 0)):
        return "pressure"
    return "ok" if known else "calm"


def waiting_over_time(visits: pl.DataFrame, end: datetime, back: timedelta, step: timedelta) -> pl.DataFrame:
    """Count those waiting in each queue at even instants up to `end`: queue, at, waiting.

    visits holds queue, queued_at, wait_ms, outcome; who still waits has not left. A queue of visits has a
    row for every instant.
    """
    instants = pl.datetime_range(end - back, end, step, time_unit="us", eager=True, closed="both")
    every = visits.select(pl.col("queue").unique().drop_nulls()).join(instants.to_frame("at"), how="cross")
    left = pl.col("queued_at") + pl.duration(milliseconds="wait_ms")
    spans = visits.select(
        "queue", "queued_at", left_at=pl.when(pl.col("outcome") != "waiting").then(left).otherwise(None)
    ).filter(pl.col("left_at").is_null() | (pl.col("left_at") > end - back))
    there = (
        every.join(spans, on="queue")
        .filter(
            pl.col("queued_at") <= pl.col("at"),
            (pl.col("left_at") > pl.col("at")) | pl.col("left_at").is_null(),
        )
        .group_by("queue", "at")
        .agg(waiting=pl.len().cast(pl.Int64))
    )
    counted = every.join(there, on=["queue", "at"], how="left", maintain_order="left")
    return counted.with_columns(pl.col("waiting").fill_null(0)).sort("queue", "at")


def crew(agents: pl.DataFrame, by: str | None = None) -> pl.DataFrame:
    """Count agents by what they do now: `by` (a column of agents), busy, wrapping, free, away, present.

    agents holds state. present counts everybody but those offline.
    """
    counts = [
        pl.col("state").is_in(list(states)).sum().cast(pl.Int64).alias(name)
        for name, states in GROUPS.items()
    ]
    present = (pl.col("state") != "offline").sum().cast(pl.Int64).alias("present")
    if by is None:
        return agents.select(*counts, present)
    return agents.group_by(by).agg(*counts, present).sort(by, nulls_last=True)


def by_queue_served(agents: pl.DataFrame) -> pl.DataFrame:
    """Repeat each agent for every queue that the agent serves, in the column `serves`."""
    served = pl.coalesce("queues", "queue").str.split("\n")
    return agents.with_columns(serves=served).explode("serves").drop_nulls("serves")


def worsened(now: Mapping[str, int], before: Mapping[str, int]) -> list[str]:
    """Name the queues where at least three more wait than before and half as many again, worst first."""
    grown = {queue: n - before.get(queue, 0) for queue, n in now.items()}
    worse = [queue for queue, more in grown.items() if more >= 3 and now[queue] >= 1.5 * before.get(queue, 0)]
    return sorted(worse, key=lambda queue: -grown[queue])
