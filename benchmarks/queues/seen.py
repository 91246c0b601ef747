"""What a minute-by-minute look would have seen of a simulated queue, all its minutes at once.

Only what a centre's systems tell: waits, handle times, moves, agents and the plan. What is usual comes from
the weeks before: arrivals by the median of the same half hour of the week over six weeks, smoothed over its
neighbours; the rest as `metrics.bottlenecks.usual` has it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.queues.simulated import (
    DAY,
    HANDLE_S,
    IN_TIME,
    MOVED,
    PATIENCE_S,
    QUARTER,
    SHORT_S,
    SIGMA,
    SLOT,
    SLOTS,
    THRESHOLD_S,
    TOPICS,
    Day,
)
from metrics.bottlenecks.judged import with_strengths
from metrics.bottlenecks.look import COLUMNS, EVIDENCE, LEAST, WINDOWS
from metrics.bottlenecks.usual import level, needed, spread

Numbers = NDArray[np.float64]
OPENS = datetime(2025, 1, 6, 8, tzinfo=UTC)
LEARNT = 42  # days from which usual arrivals are learnt
MINUTES = np.arange(DAY)
# What a centre knows exactly from months of contacts: handle times by topic, the share moved here.
USUAL_LOGS = np.array([np.log(mean) - SIGMA**2 / 2 for _share, mean in TOPICS])
KNOWN_FROM = LEARNT // 7 + 1  # the first week that has something usual


@dataclass(frozen=True)
class Minutes:
    """Running counts of a day, an element for each minute."""

    ended: Numbers
    late: Numbers
    came: Numbers
    waiting: Numbers
    overdue: Numbers
    handled: Numbers
    logs: Numbers
    by_topic: Numbers
    moved: Numbers
    gone: Numbers
    in_time: Numbers
    longest: Numbers


def minutes(day: Day) -> Minutes:
    """Count a day by minutes."""
    left, is_late = day.came_s + day.wait_s, day.wait_s > THRESHOLD_S
    is_counted = ~(day.is_gone & (day.wait_s <= SHORT_S))
    done = (left + day.handle_s)[~day.is_gone]
    topic, logs = day.topic[~day.is_gone], np.log(day.handle_s[~day.is_gone])
    return Minutes(
        ended=_running(left[is_counted]),
        late=_running(left[is_counted & is_late]),
        came=_running(day.came_s),
        waiting=_running(day.came_s) - _running(left),
        overdue=_running(day.came_s[is_late] + THRESHOLD_S) - _running(left[is_late]),
        handled=_running(done),
        logs=_running(done, logs),
        by_topic=np.stack([_running(done[topic == n]) for n in range(len(TOPICS))]),
        moved=_running(day.came_s[day.is_moved]),
        gone=_running(left[is_counted & day.is_gone]),
        in_time=_running(left[~day.is_gone & ~is_late]),
        longest=_longest(day.came_s, left),
    )


def _running(at_s: Numbers, weights: Numbers | None = None) -> Numbers:
    """Count, or sum up, what has happened by each minute."""
    place = np.maximum(np.ceil(at_s / 60).astype(np.int64), 0)
    inside = place < DAY
    chosen = None if weights is None else weights[inside]
    return np.cumsum(np.bincount(place[inside], chosen, minlength=DAY)).astype(np.float64)


def _longest(came_s: Numbers, left_s: Numbers) -> Numbers:
    """Age of the oldest who waits at each minute, in seconds."""
    oldest = np.full(DAY, np.inf)
    first, last = np.ceil(came_s / 60).astype(np.int64), np.ceil(left_s / 60).astype(np.int64)
    for n in np.flatnonzero(last > first)[::-1]:
        oldest[first[n] : last[n]] = came_s[n]
    return np.where(np.isinf(oldest), 0.0, MINUTES * 60 - oldest)


def over(running: Numbers, window: Numbers | int) -> Numbers:
    """Sum over the last minutes, cut at the opening."""
    before = (MINUTES - window).astype(np.int64)
    return np.asarray(running - np.where(before >= 0, running[..., np.maximum(before, 0)], 0.0))


def looks(name: str, days: Sequence[Day]) -> tuple[pl.DataFrame, dict[str, Numbers]]:
    """Make the looks of all days that have something usual, with strengths, and what usual alarms look at."""
    counted = [minutes(day) for day in days]
    usual = _usual_arrivals(counted)
    first = 7 * KNOWN_FROM
    rows = [of_day(days[n], counted[n], usual[n]) for n in range(first, len(days))]
    columns = {key: np.concatenate([row[key] for row in rows]) for key in rows[0]}
    columns["spread"] = _spreads(columns["arrivals"], columns["usual"])
    places = np.concatenate([1440 * n + np.arange(DAY + 1) for n in range(first, len(days))])
    at = pl.from_epoch(pl.Series(places * 60 + int(OPENS.timestamp())), "s").dt.replace_time_zone("UTC")
    is_open = np.tile(np.arange(DAY + 1) < DAY, len(rows))
    beside = {key: columns.pop(key) for key in ("service", "gone", "longest_s")}
    frame = pl.DataFrame(columns, nan_to_null=True).with_columns(
        queue=pl.lit(name), at=at.cast(pl.Datetime("us", "UTC")), told_at=at, is_open=pl.Series(is_open)
    )
    nothing = {key: pl.lit(None) for key in COLUMNS if key not in frame.columns}
    shaped = frame.with_columns(**nothing).select(pl.col(key).cast(kind) for key, kind in COLUMNS.items())
    return with_strengths(shaped), beside | {"waiting": columns["waiting"], "n": columns["ended"]}


def of_day(day: Day, seen: Minutes, usual: Numbers) -> dict[str, Numbers]:
    """Make the looks of a day, one a minute and one at closing; usual: contacts of each half hour."""
    window = _windows(seen)
    expected = np.cumsum(np.repeat(usual / SLOT, SLOT))
    before = np.maximum(MINUTES - EVIDENCE, 0)
    is_begun = MINUTES > EVIDENCE
    today = level(seen.came[before] * is_begun, expected[before] * is_begun)
    handled = over(seen.handled, EVIDENCE)
    logs = over(seen.logs, EVIDENCE) - USUAL_LOGS @ over(seen.by_topic, EVIDENCE)
    half_hour = over(seen.ended, SLOT) + seen.overdue
    made = {
        "window": window,
        "ended": over(seen.ended, window),
        "late": over(seen.late, window),
        "waiting": seen.waiting,
        "overdue": seen.overdue,
        "evidence": np.clip(MINUTES, 1, EVIDENCE),
        "arrivals": over(seen.came, EVIDENCE),
        "usual": over(expected, EVIDENCE) * today,
        "handled": handled,
        "longer": np.where(handled > 0, logs / np.maximum(handled, 1), np.nan),
        "longer_sd": np.full(DAY, SIGMA),
        "handle_s": np.full(DAY, HANDLE_S),
        "staffed": _mean(np.repeat(day.staffed, QUARTER), window),
        "scheduled": _mean(np.repeat(day.scheduled, QUARTER), window),
        "elsewhere": _mean(np.repeat(day.elsewhere, QUARTER), window),
        "required": _mean(_required(usual), window),
        "moved_in": over(seen.moved, EVIDENCE),
        "moved_usual": over(expected, EVIDENCE) * today * MOVED,
        "service": np.where(half_hour >= LEAST, over(seen.in_time, SLOT) / np.maximum(half_hour, 1), 1.0),
        "gone": np.where(half_hour >= LEAST, over(seen.gone, SLOT) / np.maximum(half_hour, 1), 0.0),
        "longest_s": seen.longest,
    }
    return {key: np.append(values, values[-1]) for key, values in made.items()}


def _windows(seen: Minutes) -> Numbers:
    window = np.full(DAY, float(WINDOWS[-1]))
    for size in reversed(WINDOWS):
        window = np.where(over(seen.ended, size) + seen.overdue >= LEAST, float(size), window)
    return window


def _mean(by_minute: Numbers, window: Numbers) -> Numbers:
    running = np.cumsum(by_minute, dtype=np.float64)
    return over(running, window) / np.minimum(window, MINUTES + 1)


def _usual_arrivals(counted: Sequence[Minutes]) -> list[Numbers]:
    """Usual contacts of each half hour of each day; unknown in the first weeks."""
    edges = np.append(np.arange(SLOT, DAY, SLOT), DAY - 1)
    slots = np.array([np.diff(one.came[edges], prepend=0.0) for one in counted])
    usual = np.full((len(counted), SLOTS), np.nan)
    for n in range(LEARNT, len(counted)):
        usual[n] = np.median(slots[n - LEARNT : n : 7], axis=0)
    totals, medians = np.cumsum(slots.sum(axis=1)), np.cumsum(np.nan_to_num(usual.sum(axis=1)))
    newest = np.arange(LEARNT + 7, len(counted))
    usual[newest] *= _last_week(totals, newest)[:, None] / _last_week(medians, newest)[:, None]
    padded = np.concatenate([usual[:, :1], usual, usual[:, -1:]], axis=1)
    return list(0.25 * padded[:, :-2] + 0.5 * padded[:, 1:-1] + 0.25 * padded[:, 2:])


def _last_week(running: Numbers, days: NDArray[np.int64]) -> Numbers:
    return np.asarray(running[days - 1] - running[days - 8])


def _spreads(arrivals: Numbers, usual: Numbers) -> Numbers:
    """How far windows vary, learnt anew each week from the eight before it, at even half hours."""
    a_week = 7 * (DAY + 1)
    found = np.full(arrivals.size, 1.0)
    for begin in range(a_week, arrivals.size, a_week):
        past = slice(max(0, begin - 8 * a_week), begin)
        minute = np.arange(past.start, past.stop) % (DAY + 1)
        is_even = (minute % SLOT == 0) & (minute >= EVIDENCE) & (minute < DAY)
        found[begin : begin + a_week] = spread(arrivals[past][is_even], usual[past][is_even])
    return found


def _required(usual: Numbers) -> Numbers:
    """Agents needed for the usual work, minute by minute between the middles of half hours."""
    middles = [_needed(round(float(each), 1)) for each in usual]
    return np.interp(MINUTES / SLOT - 0.5, np.arange(SLOTS), middles)


@lru_cache(maxsize=8192)
def _needed(contacts: float) -> float:
    return needed(max(contacts, 0.1) / 1800, HANDLE_S, PATIENCE_S, IN_TIME, THRESHOLD_S)
