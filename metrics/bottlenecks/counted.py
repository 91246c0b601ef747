"""Count the waits and the contacts of a look from visits, as `store.moment` lays them together.

visits holds queue, queued_at, wait_ms (the age so far of who waits), outcome, threshold_ms and short_ms; of
letters threshold_ms counts business hours already. What is outside the opening hours is to be left out
before.
"""

from datetime import datetime, timedelta

import polars as pl

from metrics.bottlenecks.look import EVIDENCE, LEAST, WINDOWS
from metrics.waits import ABANDONED, SHORT, WAIT, WAITING

LATE = WAIT.gt(pl.col("threshold_ms"))
LEFT_AT = pl.col("queued_at") + pl.duration(milliseconds=WAIT)
HANDLED = pl.sum_horizontal("talk_ms", "hold_ms", "wrap_ms", ignore_nulls=False)


def waits(visits: pl.DataFrame, at: datetime, opened_at: datetime) -> pl.DataFrame:
    """Count each queue's waits: queue, window, ended, late, waiting, overdue, longest_s.

    A wait ends with an answer or otherwise; short abandons are left out. The window is the shortest with 10
    waits known (ended in it, or over T already), never reaching back before the opening.
    """
    known = visits.filter(WAIT.is_not_null(), pl.col("queued_at") <= at, pl.col("queue").is_not_null())
    now = pl.col("overdue")
    counted = known.group_by("queue").agg(
        waiting=WAITING.sum().cast(pl.Int64),
        overdue=(WAITING & LATE).sum().cast(pl.Int64),
        longest_s=WAIT.filter(WAITING).max() / 1000,
        **{f"ended_{size}": _ended(at, opened_at, size).sum().cast(pl.Int64) for size in WINDOWS},
        **{f"late_{size}": (_ended(at, opened_at, size) & LATE).sum().cast(pl.Int64) for size in WINDOWS},
    )
    fits = [
        pl.when((pl.col(f"ended_{size}") + now >= LEAST) | (size == WINDOWS[-1])).then(pl.lit(size))
        for size in WINDOWS
    ]
    sized = counted.with_columns(window=pl.coalesce(fits).cast(pl.Int64))
    chosen = {
        name: pl.coalesce(
            pl.when(pl.col("window") == size).then(pl.col(f"{name}_{size}")) for size in WINDOWS
        )
        for name in ("ended", "late")
    }
    return sized.select("queue", "window", "waiting", "overdue", "longest_s", **chosen).sort("queue")


def _ended(at: datetime, opened_at: datetime, size: int) -> pl.Expr:
    since = max(at - timedelta(minutes=size), opened_at)
    is_over = ~WAITING & ~SHORT.fill_null(value=False)
    return is_over & (pl.lit(since) < LEFT_AT) & (pl.lit(at) >= LEFT_AT)


def evidence_minutes(at: datetime, opened_at: datetime) -> int:
    """How many minutes the evidence window has: 90, or what has passed since the opening; 1 at least."""
    return max(1, min(EVIDENCE, int((at - opened_at) / timedelta(minutes=1))))


def arrivals(visits: pl.DataFrame, at: datetime, opened_at: datetime) -> pl.DataFrame:
    """Count each queue's arrivals of the evidence window: queue, arrivals."""
    since = max(at - timedelta(minutes=EVIDENCE), opened_at)
    came = visits.filter(pl.col("queued_at") > since, pl.col("queued_at") <= at)
    return came.group_by("queue").agg(arrivals=pl.len().cast(pl.Int64)).sort("queue")


def handling(visits: pl.DataFrame, usual: pl.DataFrame, at: datetime, opened_at: datetime) -> pl.DataFrame:
    """Compare handle times with those usual: queue, topic, n, longer (mean of the logarithm of the ratio).

    visits also holds topic, ended_at, talk_ms, hold_ms and wrap_ms; usual: queue, topic, usual_ln, the mean
    of ln(handle time in ms). Contacts whose handling ended in the evidence window; a part that is not known,
    or a topic without a usual one, leaves a contact out.
    """
    since = max(at - timedelta(minutes=EVIDENCE), opened_at)
    done = visits.filter(~ABANDONED, pl.col("ended_at") > since, pl.col("ended_at") <= at, HANDLED > 0)
    told = done.join(usual, on=["queue", "topic"], how="inner", nulls_equal=True)
    longer = HANDLED.cast(pl.Float64).log() - pl.col("usual_ln")
    return (
        told.group_by("queue", "topic")
        .agg(n=pl.len().cast(pl.Int64), longer=longer.mean())
        .sort("queue", "topic")
    )
