"""How long until those who wait now have all been answered, while more come.

With k waiting and all n agents busy, lambda come and d(k) = n mu + k theta go a second. In that birth and
death the time from k to k - 1 has the mean m(k) = (1 + lambda m(k+1)) / d(k) and the variance
v(k) = 1 / (d (lambda + d)) + lambda / d · v(k+1) + lambda / (lambda + d) · (m(k+1) + m(k))². Far up these are
those of constant rates: m = 1 / (d - lambda), v = (d + lambda) / (d - lambda)³.
"""

import math
from dataclasses import dataclass

from metrics.queueing.refused import at_least_zero, finite_over_zero, over_zero, whole

Z80 = 1.2815515655446004  # of the middle 80 %
FARTHEST = 100_000  # rungs above the backlog that are climbed at most
CLOSE = 1e-9


@dataclass(frozen=True)
class Clearing:
    """Seconds until nobody waits: the mean, and between which it lies eight times in ten."""

    mean_s: float
    low_s: float
    high_s: float


def time_to_clear(
    waiting: int, per_s: float, handle_s: float, agents: int, patience_s: float = math.inf
) -> Clearing | None:
    """Estimate when a backlog is gone; None is never: as much or more comes than the agents can handle.

    Where customers only leave because they give up, nothing is cleared. The band is that of a lognormal time
    of the same mean and variance, since no time is below 0. Raises ValueError.
    """
    _check(waiting, per_s, handle_s, agents, patience_s)
    if not waiting:
        return Clearing(0.0, 0.0, 0.0)
    answering = agents / handle_s
    if answering <= per_s:
        return None
    mean, variance = _passage(waiting, per_s, answering, 1 / patience_s)
    spread = math.sqrt(math.log1p(variance / mean**2))
    middle = mean / math.exp(spread**2 / 2)
    return Clearing(mean, middle * math.exp(-Z80 * spread), middle * math.exp(Z80 * spread))


def _check(waiting: int, per_s: float, handle_s: float, agents: int, patience_s: float) -> None:
    whole("waiting", waiting)
    at_least_zero("per_s", per_s)
    finite_over_zero("handle_s", handle_s)
    whole("agents", agents)
    over_zero("patience_s", patience_s)


def _passage(waiting: int, arriving: float, answering: float, leaving: float) -> tuple[float, float]:
    """Give mean and variance of the time until nobody waits."""
    top = waiting + _above(waiting, arriving, answering, leaving)
    down = answering + top * leaving
    mean, variance = 1 / (down - arriving), (down + arriving) / (down - arriving) ** 3
    means, variances = 0.0, 0.0
    for k in range(top, 0, -1):
        down = answering + k * leaving
        before, mean = mean, (1 + arriving * mean) / down
        variance = (
            1 / (down * (arriving + down))
            + arriving / down * variance
            + arriving / (arriving + down) * (before + mean) ** 2
        )
        if k <= waiting:
            means, variances = means + mean, variances + variance
    return means, variances


def _above(waiting: int, arriving: float, answering: float, leaving: float) -> int:
    """How far above the backlog to begin, for its start to be forgotten on the way down."""
    if not leaving or not arriving:
        return 0
    kept = math.log((answering + waiting * leaving) / arriving)
    return min(math.ceil(-math.log(CLOSE) / kept), FARTHEST)
