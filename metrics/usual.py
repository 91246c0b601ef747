"""Say how long people usually wait in a queue at an hour of the week, to hold an extra wait against it."""

import polars as pl

from metrics.waits import WAIT

HOUR_S, HOURS = 3600, 7 * 24
QUEUED = pl.col("queue").is_not_null()
LEAST = 10  # visits under which an hour of the week says nothing of its own (DEFINITIONS 0.4)
WAITED = pl.col("outcome").is_in(["answered", "abandoned", "callback", "overflow", "voicemail"])


def hour_of_week(local_s: pl.Expr) -> pl.Expr:
    """Number the local hour of the week, 0–167; weeks begin on a Thursday here, as 1970-01-01 was one."""
    return local_s // HOUR_S % HOURS


def usual_waits(visits: pl.LazyFrame) -> pl.LazyFrame:
    """Average the waits of those who came straight: queue, hour_of_week, usual_ms, n; a row for every hour.

    Straight are visits of a contact's first leg, however the wait ended; who still waits, or found the
    queue closed, tells nothing. An hour with fewer than 10 of them takes the queue's mean of all hours.
    """
    return averaged(straight_waits(visits))


def straight_waits(visits: pl.LazyFrame) -> pl.LazyFrame:
    """Sum up the waits of those who came straight: queue, hour_of_week, waited_ms, n; parts add up."""
    straight = visits.filter(pl.col("leg_no") == 1, QUEUED, WAITED, WAIT.is_not_null())
    keyed = straight.select("queue", WAIT, hour_of_week=hour_of_week(pl.col("queued_local_s")))
    return keyed.group_by("queue", "hour_of_week").agg(waited_ms=WAIT.sum(), n=pl.len().cast(pl.Int64))


def averaged(sums: pl.LazyFrame) -> pl.LazyFrame:
    """Average what `straight_waits` gives, of one part of the visits or of several one below the other."""
    total, n = pl.col("waited_ms").sum(), pl.col("n").sum()
    each = sums.group_by("queue", "hour_of_week").agg(n, mean=total / n)
    every = sums.group_by("queue").agg(all_hours=total / n)
    hours = pl.LazyFrame({"hour_of_week": range(HOURS)}, schema={"hour_of_week": pl.Int64})
    own = pl.when(pl.col("n") >= LEAST).then("mean")
    return (
        every.join(hours, how="cross")
        .join(each, on=["queue", "hour_of_week"], how="left")
        .select(
            "queue",
            "hour_of_week",
            usual_ms=pl.coalesce(own, "all_hours").round().cast(pl.Int64),
            n=pl.col("n").fill_null(0),
        )
    )


def with_net_wait(routed: pl.LazyFrame, usual: pl.LazyFrame) -> pl.LazyFrame:
    """Put `net_extra_wait_ms` beside contacts: the extra wait less what one usually waits where it ended.

    May be negative; 0 where nothing was misrouted, null where the extra or the usual wait is not known.
    """
    keyed = usual.select(last_queue="queue", last_hour="hour_of_week", usual_ms="usual_ms")
    net = (
        pl.when(pl.col("is_misroute").cast(pl.Boolean))
        .then(pl.col("extra_wait_ms") - pl.col("usual_ms"))
        .otherwise(0)
    )
    return (
        routed.with_columns(last_hour=hour_of_week(pl.col("last_local_s")))
        .join(keyed, on=["last_queue", "last_hour"], how="left")
        .with_columns(net_extra_wait_ms=net)
        .drop("last_hour", "usual_ms")
    )
