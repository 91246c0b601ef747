"""The difference in differences of a share or a mean: how much more it moved than its comparison."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Sums:
    """What a share or a mean is made of in one period: Σ of what counts, n, and Σx² of a mean.

    Without `squares` it is a share, and total counts those of n.
    """

    total: float
    n: float
    squares: float | None = None

    @property
    def value(self) -> float:
        """The share or the mean; nan where nothing came."""
        return self.total / self.n if self.n else math.nan

    @property
    def variance(self) -> float:
        """The variance of `value`: of a share p (1 − p) / n, of a mean s² / n; inf where n does not tell."""
        if self.squares is None:
            return self.value * (1 - self.value) / self.n if self.n else math.inf
        if self.n < 2:
            return math.inf
        spread = max(0.0, self.squares - self.total * self.total / self.n)
        return spread / (self.n - 1) / self.n


@dataclass(frozen=True)
class Difference:
    """How much something moved: `points` of 1, or seconds, with its standard error."""

    points: float
    error: float

    @property
    def is_known(self) -> bool:
        """Tell whether both are numbers: in each period something came."""
        return math.isfinite(self.points) and math.isfinite(self.error)

    @property
    def z(self) -> float:
        """The difference in standard errors; 0 where nothing moved at all, nan where it is not known."""
        if not self.is_known:
            return math.nan
        if self.error == 0:
            return math.copysign(math.inf, self.points) if self.points else 0.0
        return self.points / self.error


def compared(
    before: Sums, after: Sums, other_before: Sums | None = None, other_after: Sums | None = None
) -> Difference:
    """Compare after with before, less what the comparison moved by; without one, after with before alone.

    (p₁ − p₀) − (q₁ − q₀), its variance the sum of the four (DEFINITIONS.md 11; Angrist and Pischke, Mostly
    Harmless Econometrics, 5.2). Contacts are taken as independent: what else moves from week to week is
    what placebo dates are for.
    """
    told = [one for one in (before, after, other_before, other_after) if one is not None]
    signs = (-1, 1, 1, -1)
    points = sum(sign * one.value for sign, one in zip(signs, told, strict=False))
    return Difference(points, math.sqrt(sum(one.variance for one in told)))
