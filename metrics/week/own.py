"""A segment beside its own week before, with the errors by which what changed in a week is judged."""

from dataclasses import dataclass

from metrics.compare import Verdict
from metrics.days import Days
from metrics.intervals import Z
from metrics.week.decompose import Sums, decompose
from metrics.week.drivers import verdict
from metrics.week.headlines import Headline
from metrics.week.spread import critical, learnt
from metrics.week.sums import Summed
from metrics.week.weeks import BEFORE


@dataclass(frozen=True)
class Own:
    """A segment's figure of a week, in the metric's unit, and how it moved against the week before.

    n: rows behind it, x: those that count; without enough of them the verdict is "unknown".
    """

    headline: Headline
    days: Days
    value: float
    x: int
    n: int
    change: float | None = None
    low: float | None = None
    high: float | None = None
    verdict: Verdict = "unknown"


def own(summed: Summed, cut: str, segment: str) -> Own | None:
    """Compare a segment with itself; None where nothing is known of the week."""
    weeks = [summed.by(cut, [n]).get(segment, Sums()) for n in range(BEFORE + 1)]
    now, before = weeks[:2]
    if not now.n:
        return None
    headline, days = summed.headline, summed.weeks.days
    value = now.x / now.n / headline.scale
    parts = decompose({segment: before}, {segment: now})
    if parts is None or min(now.n, before.n) < headline.metric.minimum_n:
        return Own(headline, days, value, now.x, now.n)
    known = learnt([{segment: one} for one in weeks[1:]]).whole
    half = critical(Z, known.changes) * known.times * parts.error / headline.scale
    change = parts.change / headline.scale
    low, high = float(change) - half, float(change) + half
    said = verdict(headline, change, half)
    return Own(headline, days, value, now.x, now.n, float(change), low, high, said)
