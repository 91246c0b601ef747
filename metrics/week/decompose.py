"""Take the change of a ratio of sums apart, by segment, into mix and rate; the parts add up to it exactly.

R = Σ w_g r_g, where w_g is a segment's share of the denominator and r_g its own value. With bars for the mean
of both periods mix_g = (w₁ − w₀)(r̄_g − R̄) and rate_g = (r₁ − r₀) w̄_g. A segment on one side only has no r on
the other, and one effect: w₁(r₁ − R̄) where it is new, −w₀(r₀ − R̄) where it ended, as for firms that enter and
leave a market (Griliches and Regev 1995, Firm productivity in Israeli industry, whose continuing firms are
taken apart as above). All sizes are fractions of integers, so that nothing is left over.

Standard errors follow by the delta method from what each row adds to the sums of its segment: a segment's
rows are multinomial, its hits binomial, or as spread as their squares say. So that a segment in which all
say the same does not look certain, a share's spread is that of one hit and one miss more (Agresti and Caffo
2000).
"""

import math
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, Literal, TypeVar

Kind = Literal["mix", "rate", "new", "ended"]
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Sums:
    """Sums of a segment in a period: x / n is its value. squares: Σ of the squares of a mean's rows."""

    x: int = 0
    n: int = 0
    squares: int | None = None

    def __add__(self, other: "Sums") -> "Sums":
        is_mean = self.squares is not None or other.squares is not None
        squares = (self.squares or 0) + (other.squares or 0) if is_mean else None
        return Sums(self.x + other.x, self.n + other.n, squares)

    @property
    def value(self) -> Fraction | None:
        return Fraction(self.x, self.n) if self.n else None


@dataclass(frozen=True)
class Effect(Generic[Key]):
    """What a segment added to the change by one way, and the standard error of that.

    is_more: whether its own value (rate), or its part of the whole (others), is larger now.
    """

    segment: Key
    kind: Kind
    size: Fraction
    error: float
    before: Sums
    now: Sums
    is_more: bool


@dataclass(frozen=True)
class Parts(Generic[Key]):
    """A change and its effects, which add up to it; error is the standard error of the change itself."""

    before: Fraction
    now: Fraction
    error: float
    effects: tuple[Effect[Key], ...]

    @property
    def change(self) -> Fraction:
        return self.now - self.before


@dataclass(frozen=True)
class _Side:
    """A period as a whole, for the spread of its means: the values of all, and their mean square."""

    n: int
    value: float
    square: float


@dataclass(frozen=True)
class _Segment:
    """A segment in a period: its share of the whole, its own value, and the mean square of its rows."""

    share: float
    value: float
    square: float


def decompose(before: Mapping[Key, Sums], now: Mapping[Key, Sums]) -> Parts[Key] | None:
    """Take a change apart; None where either period has nothing to divide by."""
    old, new = total(before), total(now)
    if old.value is None or new.value is None:
        return None
    sides = _side(before), _side(now)
    error = math.sqrt(sum(max(side.square - side.value**2, 0) / side.n for side in sides))
    keys = [key for key in dict.fromkeys((*now, *before)) if _n(before, key) or _n(now, key)]
    effects = (
        effect
        for key in keys
        for effect in _effects(key, (before.get(key, Sums()), now.get(key, Sums())), (old, new), sides)
    )
    return Parts(old.value, new.value, error, tuple(effects))


def total(segments: Mapping[Key, Sums]) -> Sums:
    """Add up the segments of a period."""
    return sum(segments.values(), Sums())


def _n(segments: Mapping[Key, Sums], key: Key) -> int:
    return segments[key].n if key in segments else 0


def _effects(
    key: Key, sums: tuple[Sums, Sums], whole: tuple[Sums, Sums], sides: tuple[_Side, _Side]
) -> Iterator[Effect[Key]]:
    """Give the effects of one segment, before and now."""
    (before, now), (old, new) = sums, whole
    middle = (_value(old) + _value(new)) / 2
    w0, w1 = Fraction(before.n, old.n), Fraction(now.n, new.n)
    if not before.n:
        slopes = ((0.0, 0.0, -float(w1) / 2), (-float(middle), 1.0, -float(w1) / 2))
        size = w1 * (_value(now) - middle)
        yield Effect(key, "new", size, _error(slopes, sums, sides), before, now, is_more=True)
    elif not now.n:
        slopes = ((float(middle), -1.0, float(w0) / 2), (0.0, 0.0, float(w0) / 2))
        size = -w0 * (_value(before) - middle)
        yield Effect(key, "ended", size, _error(slopes, sums, sides), before, now, is_more=False)
    else:
        r0, r1 = _value(before), _value(now)
        mix, rate = (w1 - w0) * ((r0 + r1) / 2 - middle), (r1 - r0) * (w0 + w1) / 2
        of_mix, of_rate = _slopes((float(w0), float(w1)), (float(r0), float(r1)), float(middle))
        yield Effect(key, "mix", mix, _error(of_mix, sums, sides), before, now, w1 > w0)
        yield Effect(key, "rate", rate, _error(of_rate, sums, sides), before, now, r1 > r0)


def _value(sums: Sums) -> Fraction:
    return Fraction(sums.x, sums.n)


Slope = tuple[float, float, float]  # by the segment's share, by its sum over all rows, by the whole's value
Slopes = tuple[Slope, Slope]  # before, now


def _slopes(w: tuple[float, float], r: tuple[float, float], middle: float) -> tuple[Slopes, Slopes]:
    """Derive mix and rate by what each side's rows add up to."""
    more, apart, mean_w = w[1] - w[0], sum(r) / 2 - middle, sum(w) / 2
    mix = tuple(
        (sign * apart - more * own / (2 * share), more / (2 * share), -more / 2)
        for sign, share, own in zip((-1, 1), w, r, strict=True)
    )
    rate = tuple(
        ((r[1] - r[0]) / 2 - sign * own / share * mean_w, sign * mean_w / share, 0.0)
        for sign, share, own in zip((-1, 1), w, r, strict=True)
    )
    return (mix[0], mix[1]), (rate[0], rate[1])


def _error(slopes: Slopes, sums: tuple[Sums, Sums], sides: tuple[_Side, _Side]) -> float:
    """Put the variances of both sides together: periods are independent."""
    found = zip(slopes, sums, sides, strict=True)
    return math.sqrt(sum(_variance(slope, one, side) for slope, one, side in found))


def _variance(slope: Slope, sums: Sums, side: _Side) -> float:
    """Find the variance of a linear function of the means of (in it, in it × y, y), with slopes by each."""
    one = _segment(sums, side) if sums.n else _Segment(0.0, 0.0, 0.0)
    w, s, q, whole = one.share, one.share * one.value, one.share * one.square, side.value
    by_w, by_s, by_r = slope
    variance = by_w**2 * w * (1 - w) + by_s**2 * (q - s**2) + by_r**2 * (side.square - whole**2)
    both = by_w * by_s * s * (1 - w) + by_w * by_r * (s - w * whole) + by_s * by_r * (q - s * whole)
    return max(variance + 2 * both, 0) / side.n


def _segment(sums: Sums, side: _Side) -> _Segment:
    value = sums.x / sums.n
    return _Segment(sums.n / side.n, value, value**2 + _spread(sums, side.square - side.value**2))


def _spread(sums: Sums, usual: float) -> float:
    """Estimate the variance of a segment's rows; of a single row it is that of all."""
    if sums.squares is None:
        p = (sums.x + 1) / (sums.n + 2)
        return p * (1 - p)
    if sums.n < 2:
        return usual
    return max(sums.squares - sums.x**2 / sums.n, 0) / (sums.n - 1)


def _side(segments: Mapping[Key, Sums]) -> _Side:
    whole = total(segments)
    value = whole.x / whole.n
    return _Side(whole.n, value, value**2 + _spread(whole, 0))
