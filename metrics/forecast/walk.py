"""How the level of a queue walks from week to week, for what lies farther ahead than errors are known of.

The level is a random walk (the local level model, of which a mean of the newest weeks is the forecast): its
variance grows by as much with each day ahead. It is measured as the square of how much more or less came in a
week than in the week before, of the same slots, less the chance of counts.
"""

import polars as pl

from metrics.forecast.slots import HOLIDAY

WEEK = 7
LEAST_N = 30  # visits of a week under which it says nothing (DEFINITIONS 0.4)
PRIOR = 4  # weeks of all queues together, to which those of a queue lean


def walks(based: pl.DataFrame) -> pl.DataFrame:
    """Measure the walk of each queue: queue, walk (variance of the logarithm of the level for a day).

    based as `with_bases` gives it; without any two weeks to compare the frame is empty.
    """
    usual = based.filter(pl.col("like") < HOLIDAY).drop_nulls("last_1")
    ago = (pl.col("day").max() - pl.col("day")) // WEEK
    weeks = usual.group_by("queue", week=ago).agg(came=pl.col("n").sum(), before=pl.col("last_1").sum())
    known = weeks.filter(pl.col("came") >= LEAST_N, pl.col("before") >= LEAST_N)
    chance = 1 / pl.col("came") + 1 / pl.col("before")
    steps = known.select("queue", "came", step=(pl.col("came") / pl.col("before")).log() ** 2 - chance)
    of_all = steps.select(all=(pl.col("step") * pl.col("came")).sum() / pl.col("came").sum())
    own = steps.group_by("queue").agg(pl.col("step").sum(), weeks=pl.len())
    every = based.select(pl.col("queue").unique()).join(own, on="queue", how="left")
    leaning = (pl.col("step").fill_null(0) + PRIOR * pl.col("all")) / (pl.col("weeks").fill_null(0) + PRIOR)
    found = every.join(of_all, how="cross").select(
        "queue", walk=leaning.fill_nan(None).clip(lower_bound=0) / WEEK
    )
    return found.drop_nulls().sort("queue")


def spread(days: pl.Expr) -> pl.Expr:
    """The standard deviation of the logarithm of a level so many days on; beside a column walk."""
    return (pl.col("walk").fill_null(0) * days.clip(lower_bound=0)).sqrt()
