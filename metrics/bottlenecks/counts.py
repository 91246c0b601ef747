"""Count what happened in one queue in windows of time, at one instant or at a quarter's worth of them.

Instants are whole microseconds since 1970. A window is (at - minutes, at]: who came at `at` is in it.
Counting is two look-ups in sorted instants, so that eight weeks of looks cost what their rows cost.
At one instant it is what `counted` counts (a test holds them together).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from metrics.bottlenecks.look import LEAST, WINDOWS
from metrics.bottlenecks.usual import Numbers
from metrics.waits import SHORT, WAIT, WAITING

Instants = NDArray[np.int64]
Whole = NDArray[np.int64]
US_A_MINUTE = 60_000_000

QUEUED = pl.col("queued_at")
LEFT = QUEUED + pl.duration(milliseconds=WAIT)
IS_OVER = ~WAITING & WAIT.is_not_null()
IS_LATE = WAIT.gt(pl.col("threshold_ms")).fill_null(value=False)


@dataclass(frozen=True)
class Counts:
    """Sorted instants of one queue: who came, who left, who left late; who got too old, and left after that.

    waited: who came and whose wait is known. handled: when contacts were handled whose usual length is known;
    longer: the sum of ln(length / usual) up to and with each. sent: by kind, what stages before and behind
    send (`stages`); a kind that nothing tells of is not there.
    """

    queued: Instants
    waited: Instants
    gone: Instants
    ended: Instants
    late: Instants
    due: Instants
    due_gone: Instants
    moved: Instants
    handled: Instants
    longer: Numbers
    sent: Mapping[str, Instants] = field(default_factory=dict)


def counts(visits: pl.DataFrame, sent: Mapping[str, Instants] | None = None) -> Counts:
    """Prepare the visits of one queue, those outside its hours left out, and what stages send to it.

    They hold queued_at, wait_ms (null: unknown), outcome, threshold_ms, short_ms, ended_at, from_queue (null:
    nobody moved it here) and longer (null: unknown).
    """
    over, waiting = visits.filter(IS_OVER), visits.filter(WAITING)
    ended = over.filter(~SHORT.fill_null(value=False))
    overdue = pl.concat([over.filter(IS_LATE), waiting])
    handled = visits.drop_nulls(["ended_at", "longer"]).sort("ended_at")
    return Counts(
        queued=_sorted(visits, QUEUED),
        waited=_sorted(visits.filter(WAIT.is_not_null() | WAITING), QUEUED),
        gone=_sorted(over, LEFT),
        ended=_sorted(ended, LEFT),
        late=_sorted(ended.filter(IS_LATE), LEFT),
        due=_sorted(overdue, QUEUED + pl.duration(milliseconds="threshold_ms")),
        due_gone=_sorted(over.filter(IS_LATE), LEFT),
        moved=_sorted(visits.filter(pl.col("from_queue").is_not_null()), QUEUED),
        handled=_sorted(handled, pl.col("ended_at")),
        longer=handled["longer"].cum_sum().to_numpy().astype(np.float64),
        sent=sent or {},
    )


def instants(rows: pl.DataFrame, name: str) -> Instants:
    """Sort the instants of a column."""
    return _sorted(rows, pl.col(name))


def _sorted(rows: pl.DataFrame, instant: pl.Expr) -> Instants:
    return np.sort(rows.select(instant.dt.epoch("us")).to_series().drop_nulls().to_numpy()).astype(np.int64)


def between(times: Instants, after: Instants, until: Instants) -> Whole:
    """Count the instants in (after, until]."""
    return np.asarray(np.searchsorted(times, until, "right") - np.searchsorted(times, after, "right"))


def until(times: Instants, at: Instants) -> Whole:
    """Count the instants up to `at`."""
    return np.asarray(np.searchsorted(times, at, "right"))


@dataclass(frozen=True)
class Harm:
    """The harm of looks: minutes of the window, waits that ended in it, those of them over T, who waits."""

    window: Whole
    ended: Whole
    late: Whole
    waiting: Whole
    overdue: Whole


def harm(of: Counts, at: Instants, opened: Whole) -> Harm:
    """Look for harm in the shortest window with ten waits, the longest where none has; cut at the opening.

    opened: the minutes since then.
    """
    waiting = until(of.waited, at) - until(of.gone, at)
    overdue = np.maximum(until(of.due, at - 1) - until(of.due_gone, at), 0)
    window = np.full(at.size, WINDOWS[-1], dtype=np.int64)
    for minutes in reversed(WINDOWS):
        known = between(of.ended, at - np.minimum(minutes, opened) * US_A_MINUTE, at) + overdue
        window = np.where(known >= LEAST, minutes, window)
    after = at - np.minimum(window, opened) * US_A_MINUTE
    return Harm(window, between(of.ended, after, at), between(of.late, after, at), waiting, overdue)


def longer(of: Counts, after: Instants, at: Instants) -> tuple[Whole, Numbers]:
    """Count contacts handled in a window, with the mean of ln(length / usual); nan where there are none."""
    sums = np.concatenate(([0.0], of.longer))
    first, last = until(of.handled, after), until(of.handled, at)
    n = last - first
    return n, np.where(n > 0, (sums[last] - sums[first]) / np.maximum(n, 1), np.nan)
