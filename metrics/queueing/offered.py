"""The wait that would be offered to a caller of infinite patience where the others' patience runs out.

Callers come at random, are handled by n agents in exponential time and give up after exponential patience
(Palm 1957; Mandelbaum and Zeltyn 2007, "Service engineering in action", 3). With lambda arrivals, n mu
answers and theta leaving per second the offered wait V has the density

    f(v) = lambda exp(phi(v)) / (E + lambda J),  phi(v) = lambda (1 - exp(-theta v)) / theta - n mu v,

E = 1 / B(n - 1) of Erlang's B and J = ∫ exp(phi), an incomplete gamma function. phi is concave, so that the
integrals are taken by Gauss and Legendre where exp(phi) is within exp(-DEPTH) of its peak, and as multiples
of the peak: nothing overflows, however many agents and however patient the callers are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

DEPTH = 40.0  # exp(-40) is under the last digit of a double
BENDS = (0.0, 4.0, 36.0)  # patiences after the peak at which a part ends
NODES, WEIGHTS = np.polynomial.legendre.leggauss(28)  # of a part


@dataclass(frozen=True)
class Rates:
    """What happens per second, one element for each case: arriving, answering (by all), leaving (each)."""

    arriving: Numbers
    answering: Numbers
    leaving: Numbers


@dataclass(frozen=True)
class Offered:
    """The offered wait of some cases, a row each: nodes in seconds, their chances, and who has left by then.

    No stretch between nodes lies across a threshold, so that sums up to a threshold are exact.
    """

    leaving: Numbers
    at_once: Numbers
    at: Numbers
    chance: Numbers
    left: Numbers

    def busy(self, until: float = np.inf) -> Numbers:
        """Chance to wait for an answer that comes by a threshold (at all, without one)."""
        return self._sum(1.0, until)

    def answered(self, until: float = np.inf) -> Numbers:
        """Chance to wait and to be answered by a threshold."""
        return self._sum(1 - self.left, until)

    def gone(self, until: float = np.inf) -> Numbers:
        """Chance to give up before an answer that comes by a threshold."""
        return self._sum(self.left, until)

    def held_s(self) -> Numbers:
        """Mean wait for an answer, 0 for those who do not wait or leave."""
        return self._sum(self.at * (1 - self.left), np.inf)

    def _sum(self, of: Numbers | float, until: float) -> Numbers:
        chance = self.chance if until == np.inf else np.where(self.at <= until, self.chance, 0.0)
        found: Numbers = (chance * of).sum(axis=1)
        return found


def offered(rates: Rates, inverse_b: Numbers, thresholds: Sequence[float]) -> Offered:
    """Find the offered wait; inverse_b is 1 / B of one agent less, thresholds are in seconds.

    The density rises and bends within some patience of its peak and then falls off slowly, so that it is
    integrated in parts.
    """
    over = np.maximum(rates.arriving / rates.answering, 1.0)
    peak = np.log(over) / rates.leaving
    first, last = _span(rates, peak)
    limits = [first * 0 + at for at in thresholds] + [peak + times / rates.leaving for times in BENDS]
    inner = (np.minimum(np.maximum(at, first), last) for at in limits)
    edges = np.sort(np.stack([first, *inner, last], axis=1), axis=1)
    at, length = _nodes(edges)
    passed = np.expm1(-rates.leaving[:, None] * (at - peak[:, None]))
    with np.errstate(under="ignore"):
        weight = rates.arriving[:, None] * length * np.exp(_below_peak(rates, at - peak[:, None], passed))
        log_peak = rates.answering / rates.leaving * (over - 1 - np.log(over))
        idle = inverse_b * np.exp(-log_peak)
    total = idle + weight.sum(axis=1)
    with np.errstate(invalid="ignore"):
        at_once = np.where(np.isinf(idle), 1.0, idle / total)
    left = (over[:, None] - 1 - passed) / over[:, None]
    return Offered(rates.leaving, at_once, at, weight / total[:, None], left)


def _span(rates: Rates, peak: Numbers) -> tuple[Numbers, Numbers]:
    """Bound where phi is within DEPTH of its peak, in seconds.

    Past the peak phi falls by k h(d), h(d) = exp(-d) - 1 + d >= d² / (2 + d) for d > 0 and h(-d) >= d² / 2.
    """
    spare = np.maximum(rates.answering - rates.arriving, 0.0)
    c = DEPTH * rates.leaving / np.minimum(rates.answering, rates.arriving)
    after = (c + np.sqrt(c * c + 8 * c)) / 2 / rates.leaving
    with np.errstate(divide="ignore"):
        straight = DEPTH / spare
    side = np.sqrt(2 * c)
    before = np.minimum(side, np.log1p(c + side)) / rates.leaving
    return np.maximum(peak - before, 0.0), peak + np.minimum(after, straight)


def _nodes(edges: Numbers) -> tuple[Numbers, Numbers]:
    """Spread nodes over each part between edges, and give the length that each stands for."""
    half = np.diff(edges, axis=1)[:, :, None] / 2
    at = edges[:, :-1, None] + half * (NODES + 1)
    return at.reshape(len(edges), -1), (half * WEIGHTS).reshape(len(edges), -1)


def _below_peak(rates: Rates, past: Numbers, passed: Numbers) -> Numbers:
    """Phi less its peak; passed is exp(-theta past) - 1."""
    spare = np.maximum(rates.answering - rates.arriving, 0.0)[:, None]
    k = (np.minimum(rates.answering, rates.arriving) / rates.leaving)[:, None]
    return -spare * past - k * (passed + rates.leaving[:, None] * past)
