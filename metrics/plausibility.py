"""Test the data, not the centre: what must hold between numbers that were recorded apart.

Little's law (Little 1961): between two moments at which nobody waits, the mean number waiting equals the
arrival rate times the mean wait, in whatever order people are served. The number waiting comes from the
instants of entering and leaving, the mean wait from the recorded durations.
"""

import polars as pl

from metrics.periods import DAY_S, as_date

TOLERANCE = 0.05
ENTERED = pl.col("queued_local_s")
WAIT_S = pl.col("wait_ms") / 1000


def littles_law(visits: pl.LazyFrame, tolerance: float = TOLERANCE) -> pl.DataFrame:
    """Compare per local day the mean number waiting with the arrival rate × the mean wait.

    Columns: day, visits, unknown (visits without a wait or without the instant of leaving, in neither
    side), waiting_mean, expected_mean, difference (relative to the larger), agrees. A day that differs by
    more than the tolerance has instants and durations that contradict each other.
    """
    seen = visits.with_columns(left_local_s=ENTERED + _stay_s(), day=ENTERED // DAY_S)
    known = seen.filter(pl.col("left_local_s").is_not_null() & WAIT_S.is_not_null())
    days = _arrivals(seen).join(_waiting(known), on="day", how="left").sort("day").collect()
    larger = pl.max_horizontal("waiting_mean", "expected_mean")
    apart = (pl.col("waiting_mean") - pl.col("expected_mean")).abs()
    difference = pl.when(larger > 0).then(apart / larger).otherwise(0.0)
    return days.with_columns(day=as_date(pl.col("day")), difference=difference).with_columns(
        agrees=pl.col("difference") <= tolerance
    )


def _stay_s() -> pl.Expr:
    left = pl.when(pl.col("outcome") == "answered").then("answered_at").otherwise("ended_at")
    return (left - pl.col("queued_at")).dt.total_milliseconds() / 1000


def _arrivals(seen: pl.LazyFrame) -> pl.LazyFrame:
    known = pl.col("left_local_s").is_not_null() & WAIT_S.is_not_null()
    return seen.group_by("day").agg(
        visits=pl.len().cast(pl.Int64),
        unknown=(~known).sum().cast(pl.Int64),
        expected_mean=WAIT_S.filter(known).sum() / DAY_S,
    )


def _waiting(known: pl.LazyFrame) -> pl.LazyFrame:
    """Sweep the clock over everybody's coming and going; midnights cut the sweep into days."""
    came = known.select(at=ENTERED.cast(pl.Float64), change=1)
    went = known.select(at=pl.col("left_local_s").cast(pl.Float64), change=-1)
    days = known.select(day=pl.col("day").unique())
    midnights = pl.concat([days, days.select(pl.col("day") + 1)]).unique()
    cuts = midnights.select(at=(pl.col("day") * DAY_S).cast(pl.Float64), change=0)
    sweep = pl.concat([came, went, cuts]).sort("at")
    lasting = pl.col("change").cum_sum() * (pl.col("at").shift(-1) - pl.col("at"))
    area = sweep.select(day=(pl.col("at") // DAY_S).cast(pl.Int64), area=lasting.fill_null(0.0))
    return area.group_by("day").agg(waiting_mean=pl.col("area").sum() / DAY_S)
