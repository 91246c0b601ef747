"""What a new caller will wait: what is known at an entry, and the ranges that hold for it.

Two things tell most of it, measured against seven others: how many wait ahead, and what those who entered
service last had waited (Ibrahim and Whitt 2009: the delay of the last to enter service). A backtest learns a
range for each level of them (metrics.backtest). One function looks at the past for the backtest and at this
moment for the live page, so that both know the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import polars as pl

DAY_S = 86_400
RECENT = 5  # as many who entered service last
BY = ["queue", "day"]
# People ahead count by these levels: from 8 to 12 are alike.
LEVELS = (1, 2, 3, 4, 5, 8, 13, 21, 34, 55, 89, 144)
LEVEL = 1e12  # more than any wait in milliseconds: who waits ahead comes first, then what others waited
MINUTE, HOUR = 60, 3600
# The bounds people would name.
BOUNDS_S = (
    *(0, *(n * MINUTE for n in (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50))),
    *(n * HOUR for n in (1, 2, 3, 4, 5, 6, 8, 10, 12, 18, 24, 36, 48, 72, 96, 120, 168)),
)
MIDDLES = (*((low + high) / 2 for low, high in pairwise(BOUNDS_S)), 1.5 * BOUNDS_S[-1])


@dataclass(frozen=True)
class Step:
    """From this load on half wait less than middle_s, eight of ten from low_s to high_s.

    Without high_s nobody knows how much longer, without low_s so much load has never been seen.
    """

    load: float
    low_s: float | None
    middle_s: float | None
    high_s: float | None


def known_at(visits: pl.DataFrame, asked: pl.DataFrame) -> pl.DataFrame:
    """Put beside each `asked` (queue, day, at) what its queue told on that local day strictly before `at`.

    ahead: who waits. recent_ms: what the last five who entered service had waited. load: both in one number
    that grows with them. All are null where nobody came before that day. visits holds queue, queued_at,
    queued_local_s, wait_ms and outcome; who still waits has not left.
    """
    dated = visits.drop_nulls(["queue", "queued_at"]).with_columns(day_of("queued_local_s"))
    came = dated.select(*BY, at="queued_at").sort("at").with_columns(came=_nth())
    gone = dated.select(*BY, "outcome", "wait_ms", at=left_at()).drop_nulls("at").sort("at")
    served = gone.filter(pl.col("outcome") == "answered")
    recent = pl.col("wait_ms").rolling_mean(RECENT, min_samples=1).over(BY)
    told = asked.sort("at")
    for past in (
        came,
        gone.select(*BY, "at", gone=_nth()),
        served.select(*BY, "at", recent_ms=recent),
    ):
        told = told.join_asof(past, on="at", by=BY, allow_exact_matches=False, check_sortedness=False)
    ahead = pl.col("came") - pl.col("gone").fill_null(0)
    return told.with_columns(ahead=ahead).with_columns(load=load()).drop("came", "gone")


def left_at() -> pl.Expr:
    """When a visit left its queue, null while it waits."""
    return pl.when(pl.col("outcome") != "waiting").then(
        pl.col("queued_at") + pl.duration(milliseconds="wait_ms")
    )


def day_of(local_s: str) -> pl.Expr:
    """The local day, counted from 1970."""
    return (pl.col(local_s) // DAY_S).alias("day")


def load() -> pl.Expr:
    """How loaded a queue is, in one number: people ahead by levels, then recent waits."""
    level = pl.sum_horizontal((pl.col("ahead") >= least).cast(pl.Float64) for least in LEVELS)
    recent = pl.col("recent_ms").fill_null(0).clip(0, LEVEL / 2)
    return pl.when(pl.col("ahead").is_not_null()).then(level * LEVEL + recent)


def _nth() -> pl.Expr:
    return pl.int_range(1, pl.len() + 1).over(BY).cast(pl.Int64)


def rounded(low_ms: pl.Series, high_ms: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Round ranges to the nearest bounds that people name, in seconds; far beyond the last there is none."""
    low, high = (pl.Series(MIDDLES, dtype=pl.Float64).search_sorted(one / 1000) for one in (low_ms, high_ms))
    above = pl.select(pl.max_horizontal(high, low + 1)).to_series()
    bounds = pl.Series([*BOUNDS_S, None], dtype=pl.Float64)
    return bounds.gather(low.clip(0, len(BOUNDS_S) - 1)), bounds.gather(above.clip(0, len(BOUNDS_S)))


def waits(
    visits: pl.DataFrame, asked: pl.DataFrame, learnt: Mapping[str, Sequence[Step]]
) -> dict[str, Step | None]:
    """Say what a new caller to each asked queue will wait; None where its day or its range is not known."""
    rows = known_at(visits, asked)
    return {
        queue: _step(learnt.get(queue, ()), now) for queue, now in rows.select("queue", "load").iter_rows()
    }


def _step(steps: Sequence[Step], now: float | None) -> Step | None:
    if now is None:
        return None
    return max((one for one in steps if one.load <= now), key=lambda one: one.load, default=None)
