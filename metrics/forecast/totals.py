"""Sums of a forecast over days and queues, with a band learnt from like sums of the past."""

import math

import polars as pl

from metrics.forecast import bands
from metrics.forecast.expected import Reach, levels, told, with_bases

REACHES: tuple[Reach, ...] = ("day", "week")
LEAST_RUNS = 28  # past sums, without which there is no band
DAYS = bands.DAYS


def told_days(slots: pl.DataFrame, slot_s: int) -> pl.DataFrame:
    """Add up the newest eight weeks of slots by day, as they were told then: reach, queue, day, n, expected.

    slots as `counted` gives them; reach is "day" (told the day before) or "week" (7 days before).
    """
    based = with_bases(slots)
    level = levels(based)
    parts = [
        told(based, level, reach, slot_s)
        .group_by("queue", "day")
        .agg(pl.col("n", "expected").sum())
        .select(pl.lit(reach).alias("reach"), "queue", "day", pl.col("n").cast(pl.Float64), "expected")
        for reach in REACHES
    ]
    days = pl.concat(parts)
    return days.filter(pl.col("day") > pl.col("day").max() - DAYS).sort("reach", "queue", "day")


def total_band(expected: float, past: pl.DataFrame, days: int) -> tuple[float, float] | None:
    """Bound a sum over so many days, eight times in ten; None where too few sums of the past are known.

    past: told days of one reach and of the queues that are added up. Slots, days and queues are off together,
    so that the ends of their bands do not add up: compared are sums of as many days in a row with what came
    on them, as multiples of the root of what was expected.
    """
    by_day = past.group_by("day").agg(pl.col("n", "expected").sum()).sort("day")
    if not by_day.height or expected <= 0:
        return None
    runs = by_day.rolling("day", period=f"{days}i").agg(pl.col("n", "expected").sum())
    whole = runs.filter(pl.col("day") >= pl.col("day").min() + days - 1, pl.col("expected") > 0)
    if whole.height < LEAST_RUNS:
        return None
    off = (pl.col("n") - pl.col("expected")) / pl.col("expected").sqrt()
    draws = pl.lit(by_day.height / days)  # sums that share days are not independent
    errors = whole.select(off=off.sort().implode())
    low, high = errors.select(
        bands.quantile(pl.col("off"), bands.LOW, draws),
        high=bands.quantile(pl.col("off"), bands.HIGH, draws),
    ).row(0)
    root = math.sqrt(expected)
    return max(math.floor(expected + low * root), 0), math.ceil(expected + high * root)
