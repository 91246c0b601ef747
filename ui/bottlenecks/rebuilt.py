"""Looks at a time that nobody looked at, from the visits of it: who waited and what came, nothing more."""

from datetime import datetime, timedelta

import numpy as np
import polars as pl

from metrics.bottlenecks import Look
from metrics.rises import Numbers

STEP = timedelta(minutes=5)
CAME = 30  # minutes in which arrivals are counted


def looks(visits: pl.DataFrame, queue: str, first: datetime, end: datetime) -> tuple[Look, ...]:
    """See a queue every five minutes; visits holds queued_at, wait_ms, outcome, threshold_ms of it.

    Who still waits has not left; one whose wait is not known is left out.
    """
    known = visits.filter(pl.col("wait_ms").is_not_null())
    if not known.height:
        return ()
    came = known["queued_at"].dt.epoch("ms").to_numpy().astype(np.float64)
    is_here = (known["outcome"] == "waiting").fill_null(value=False).to_numpy()
    left = np.where(is_here, np.inf, came + known["wait_ms"].to_numpy())
    late = came + known["threshold_ms"].cast(pl.Float64).fill_null(float("inf")).to_numpy()
    instants = pl.datetime_range(first, end, STEP, time_unit="us", time_zone="UTC", eager=True)
    return tuple(_look(queue, at, came, left, late) for at in instants)


def _look(queue: str, at: datetime, came: Numbers, left: Numbers, late: Numbers) -> Look:
    now = at.timestamp() * 1000
    is_there = left > now
    arrived = (came > now - CAME * 60_000) & (came <= now)
    return Look(
        queue,
        at,
        is_open=True,
        told_at=at,
        window=CAME,
        ended=0,
        late=0,
        waiting=int((is_there & (came <= now)).sum()),
        overdue=int((is_there & (late < now)).sum()),
        evidence=CAME,
        arrivals=int(arrived.sum()),
    )
