"""What an episode cost: the minutes that customers waited longer than they were to, while it lasted.

Lost = Σ over visits of the queue of the part of (queued + T, left) that lies in the episode. Over T, not over
what is usual at that hour: it needs no estimate, is the same promise that service level is judged by, can be
counted from the contacts themselves, and does not forgive a queue that is late every Monday. A wait that is
in time costs nothing, and one who gave up costs what he had waited over T until then.
"""

from datetime import datetime

import polars as pl

MS_A_MINUTE = 60_000


def late_visits(visits: pl.DataFrame, queue: str, since: datetime, until: datetime) -> pl.DataFrame:
    """List a queue's visits that were over T in a stretch of time, with lost_ms of each: the rows behind it.

    visits holds queue, queued_at, wait_ms (the age so far of who waits), threshold_ms; one whose wait or T
    is not known is left out.
    """
    late_from = pl.col("queued_at") + pl.duration(milliseconds="threshold_ms")
    left_at = pl.col("queued_at") + pl.duration(milliseconds="wait_ms")
    inside = pl.min_horizontal(left_at, pl.lit(until)) - pl.max_horizontal(late_from, pl.lit(since))
    mine = visits.filter(
        pl.col("queue") == queue, pl.col("wait_ms").is_not_null(), pl.col("threshold_ms").is_not_null()
    )
    return mine.with_columns(lost_ms=inside.dt.total_milliseconds()).filter(pl.col("lost_ms") > 0)


def customer_minutes_lost(visits: pl.DataFrame, queue: str, since: datetime, until: datetime) -> float:
    """Sum up the minutes that customers were over T in a stretch of time; columns as `late_visits`."""
    return float(late_visits(visits, queue, since, until)["lost_ms"].sum()) / MS_A_MINUTE
