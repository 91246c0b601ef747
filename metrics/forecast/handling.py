"""Expect how long a contact takes: the mean of its hour in six weeks, at the level of the last two.

A slot holds too few contacts for a mean of its own. So sums are divided by sums, and an hour of few contacts
leans towards the queue's mean.
"""

import polars as pl

DAYS, LEVEL_DAYS = 42, 14
PRIOR = 30  # contacts of the queue's mean that an hour's mean, or the newest level, is made steadier by
HOUR_S = 3600
LEAST = 10  # contacts of a queue under which nothing is said


def handle_times(slots: pl.DataFrame, until: int) -> pl.DataFrame:
    """Expect the mean handle time by queue and hour of the day from the days before `until`: handle_s.

    slots as `counted` gives them; a queue of fewer than ten contacts handled in six weeks has none.
    """
    known = slots.filter(pl.col("day").is_between(until - DAYS, until - 1)).select(
        "queue", "day", "handled", ms="handle_ms", hour=pl.col("second") // HOUR_S
    )
    means = _means(known)
    level = _levels(known.filter(pl.col("day") >= until - LEVEL_DAYS), means)
    every = slots.select("queue", hour=pl.col("second") // HOUR_S).unique()
    found = every.join(means, on=["queue", "hour"], how="left").join(level, on="queue", how="left")
    return found.select(
        "queue", "hour", handle_s=pl.coalesce("hour_ms", "queue_ms") * pl.col("level").fill_null(1) / 1000
    ).sort("queue", "hour")


def _means(known: pl.DataFrame) -> pl.DataFrame:
    sums = pl.col("handled", "ms").sum()
    of_queue = known.group_by("queue").agg(sums).filter(pl.col("handled") >= LEAST)
    queue_ms = of_queue.select("queue", queue_ms=pl.col("ms") / pl.col("handled"))
    by_hour = known.group_by("queue", "hour").agg(sums).join(queue_ms, on="queue")
    mean = (pl.col("ms") + PRIOR * pl.col("queue_ms")) / (pl.col("handled") + PRIOR)
    return by_hour.select("queue", "hour", "queue_ms", hour_ms=mean)


def _levels(newest: pl.DataFrame, means: pl.DataFrame) -> pl.DataFrame:
    usual = newest.join(means, on=["queue", "hour"])
    spent, expected = pl.col("ms").sum(), (pl.col("handled") * pl.col("hour_ms")).sum()
    steady = PRIOR * pl.col("queue_ms").first()
    return usual.group_by("queue").agg(level=(spent + steady) / (expected + steady))
