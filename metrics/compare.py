"""Compare a figure with the one before: how much it moved, whether that is good, whether it is noise.

Shares move in percentage points, counts and durations in percent; from 0 there is no percentage. A
difference inside its own 95 % interval is "within noise" and neither good nor bad.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from metrics.intervals import Z, any_of
from metrics.metric import Metric

Figure = Mapping[str, float | None]
Verdict = Literal["better", "worse", "noise", "neutral", "unknown"]
IN_POINTS = ("share", "points")  # what moves in percentage points


@dataclass(frozen=True)
class Change:
    """Hold how a metric moved; `points` is a difference of shares, `percent` a relative one, both of 1.

    within_noise is None where neither figure has an interval, as for counts: there is no test. `by_overlap`
    says that it was judged by whether two intervals overlap, which is stricter than a test of the
    difference (medians, percentiles).
    """

    now: float | None
    before: float | None
    difference: float | None
    points: float | None
    percent: float | None
    within_noise: bool | None
    by_overlap: bool
    verdict: Verdict


def compare(metric: Metric, now: Figure, before: Figure) -> Change:
    """Compare two figures of a metric."""
    new, old = now["value"], before["value"]
    if new is None or old is None:
        return Change(new, old, None, None, None, None, False, "unknown")
    difference = new - old
    is_share = metric.unit in IN_POINTS
    noise = _within_noise(metric, now, before)
    return Change(
        now=new,
        before=old,
        difference=difference,
        points=difference if is_share else None,
        percent=difference / abs(old) if old and not is_share else None,
        within_noise=noise,
        by_overlap=noise is not None and not is_share and not metric.is_mean(),
        verdict=_verdict(metric, now, before, difference, noise),
    )


def is_judgeable(metric: Metric, figure: Figure) -> bool:
    """Tell whether a figure has the minimum n to be ranked, coloured or alerted on."""
    if metric.minimum_n == 0:
        return True
    n = figure[metric.judged_by]
    return figure["value"] is not None and n is not None and n >= metric.minimum_n


def difference_interval(now: Figure, before: Figure) -> tuple[float, float] | None:
    """Bound the difference of two shares (Newcombe 1998, method 10); None where one has no interval.

    Built from the two Wilson intervals, so that it holds near 0 and 1 as well.
    """
    new, old = _bounds(now), _bounds(before)
    if new is None or old is None:
        return None
    p1, l1, u1 = new
    p0, l0, u0 = old
    low = (p1 - p0) - math.hypot(p1 - l1, u0 - p0)
    high = (p1 - p0) + math.hypot(u1 - p1, p0 - l0)
    return low, high


def surely_moved(now: Figure, before: Figure, looked_at: int) -> bool:
    """Tell whether a share moved beyond noise, where as many shares are looked at together (Bonferroni).

    Newcombe's interval of the difference, widened on the side of 0.
    """
    interval = difference_interval(now, before)
    if interval is None or now["value"] is None or before["value"] is None:
        return False
    difference = now["value"] - before["value"]
    wide = any_of(looked_at) / Z
    towards_zero = difference - interval[0] if difference > 0 else interval[1] - difference
    return abs(difference) > wide * towards_zero


def _within_noise(metric: Metric, now: Figure, before: Figure) -> bool | None:
    if metric.unit in IN_POINTS:
        interval = difference_interval(now, before)
        return None if interval is None else interval[0] <= 0 <= interval[1]
    if metric.is_mean():
        return _mean_within_noise(now, before)
    return _overlap(now, before)


def _mean_within_noise(now: Figure, before: Figure) -> bool | None:
    new, old = _bounds(now), _bounds(before)
    if new is None or old is None:
        return None
    error = math.hypot(new[2] - new[0], old[2] - old[0]) / Z
    return abs(new[0] - old[0]) <= Z * error


def _overlap(now: Figure, before: Figure) -> bool | None:
    if now["low"] is None or before["low"] is None:
        return None
    high_now = math.inf if now["high"] is None else now["high"]
    high_before = math.inf if before["high"] is None else before["high"]
    return now["low"] <= high_before and before["low"] <= high_now


def _bounds(figure: Figure) -> tuple[float, float, float] | None:
    value, low, high = figure["value"], figure["low"], figure["high"]
    return None if value is None or low is None or high is None else (value, low, high)


def _verdict(metric: Metric, now: Figure, before: Figure, difference: float, noise: bool | None) -> Verdict:
    if not (is_judgeable(metric, now) and is_judgeable(metric, before)):
        return "unknown"
    if noise:
        return "noise"
    if metric.direction == "neutral" or difference == 0:
        return "neutral"
    return "better" if (difference > 0) == (metric.direction == "higher") else "worse"
