"""Judge the effects of segments on a change: which drove it, which are within noise, which may be told."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction
from math import hypot

from metrics.compare import Verdict
from metrics.intervals import any_of
from metrics.week.decompose import Effect, Kind, Parts, Sums
from metrics.week.headlines import Headline
from metrics.week.spread import Spreads, critical
from metrics.week.sums import Summed

Address = Mapping[str, tuple[str, ...]]
MOST = 5  # drivers that are named; the others are "other"
NONE = Sums()


@dataclass(frozen=True)
class Driver:
    """What a segment added to a change, by its own value (rate), by its share of the whole (mix), or by
    being new or ended.

    size is in the metric's unit (a share of 1, seconds), low and high bound it, wide enough for all segments
    and cuts looked at together. is_more: whether its own value, or its part of the whole, is larger now.
    listed: how many rows the page Contacts lists behind it at `address`, none where it ended. Of what is
    other than the drivers named, segment and kind are None.
    """

    segment: str | None
    kind: Kind | None
    size: Fraction
    low: float
    high: float
    verdict: Verdict
    before: Sums
    now: Sums
    is_more: bool = False
    listed: int = 0
    address: Address = field(default_factory=dict)

    @property
    def is_clear(self) -> bool:
        """Tell whether it is beyond noise."""
        return self.verdict in ("better", "worse", "neutral")

    @property
    def surely(self) -> float:
        """Give the end of a clear driver's interval that is nearest to no effect, without its sign."""
        return min(abs(self.low), abs(self.high))


@dataclass(frozen=True)
class Segment:
    """What a segment added to a change in all: mix (or being new or ended), rate, and how sure both are.

    Of all others together segment is None. error is one standard error of both together.
    """

    segment: str | None
    mix: Fraction
    rate: Fraction
    error: float
    verdict: Verdict

    @property
    def size(self) -> Fraction:
        return self.mix + self.rate


@dataclass(frozen=True)
class Division:
    """The drivers of a change by one cut, the largest first, and all the rest; they add up to the change.

    is_rest_noise: other is within noise, and so is each driver in it. segments: mix and rate of each segment
    that may be told.
    """

    cut: str
    drivers: tuple[Driver, ...]
    other: Driver
    is_rest_noise: bool
    segments: tuple[Segment, ...]

    @property
    def clear(self) -> tuple[Driver, ...]:
        """The drivers that are beyond noise."""
        return tuple(driver for driver in self.drivers if driver.is_clear)


@dataclass(frozen=True)
class Judge:
    """By what effects are judged: their spreads, how many are looked at, what may not be told."""

    summed: Summed
    spreads: Spreads
    looked_at: int
    withheld: Collection[str]

    @property
    def headline(self) -> Headline:
        return self.summed.headline

    def is_told(self, effect: Effect[str | None]) -> bool:
        """Tell whether an effect may be a driver: of a named segment with enough rows on the sides it has."""
        least = self.headline.metric.minimum_n
        sides = [sums.n for sums in (effect.before, effect.now) if sums.n]
        return effect.segment is not None and effect.segment not in self.withheld and min(sides) >= least

    def error(self, effect: Effect[str | None]) -> float:
        """Give one standard error of an effect, as weeks differ."""
        return self.spreads.of(effect).times * effect.error

    def half(self, effect: Effect[str | None]) -> float:
        """Give half the width of an effect's interval, wide enough for all that are looked at."""
        return critical(any_of(self.looked_at), self.spreads.of(effect).changes) * self.error(effect)

    def address(self, cut: str, segment: str | None) -> Address:
        """Give the parameters with which the page Contacts lists a segment's rows of the week."""
        days = self.summed.weeks.days
        within = {"channel": ("waiting",)} if self.summed.is_narrowed else {}
        stretch = {"from": (days.first.isoformat(),), "to": ((days.last + timedelta(1)).isoformat(),)}
        return {"figure": (self.headline.id,), **stretch, **within, cut: (segment or "",)}


def division(cut: str, parts: Parts[str | None], judge: Judge, listed: Mapping[str | None, int]) -> Division:
    """Name the largest drivers of a cut, and put all others together."""
    told = sorted((one for one in parts.effects if judge.is_told(one)), key=_order)
    named, rest = told[:MOST], told[MOST:]
    scale = judge.headline.scale
    drivers = tuple(_driver(cut, one, judge, listed) for one in named)
    size = parts.change / scale - sum((driver.size for driver in drivers), Fraction(0))
    unnamed = [judge.half(one) ** 2 for one in parts.effects if one not in named]
    half = sum(unnamed) ** 0.5 / scale
    other = Driver(None, None, size, float(size) - half, float(size) + half, "unknown", NONE, NONE)
    is_noise = abs(size) <= half and all(abs(one.size) <= judge.half(one) for one in rest)
    return Division(cut, drivers, other, is_noise, _segments(parts, told, judge))


def best(divisions: Iterable[Division], change: Fraction) -> str | None:
    """Choose the cut of the clear driver that surely made most of the change: whose cautious end is largest.

    By size alone the coarsest cut would win: what happened at one queue happened to its channel as well, with
    the noise of all its queues on top. Of two alike, such as a channel with one queue, the first in the order
    of CUTS. None where no driver that goes the way of the change is clear.
    """
    found = [
        (driver.surely, one.cut) for one in divisions for driver in one.clear if driver.size * change > 0
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _order(effect: Effect[str | None]) -> tuple[Fraction, str, str]:
    return -abs(effect.size), effect.segment or "", effect.kind


def _driver(cut: str, effect: Effect[str | None], judge: Judge, listed: Mapping[str | None, int]) -> Driver:
    scale, half = judge.headline.scale, judge.half(effect)
    return Driver(
        segment=effect.segment,
        kind=effect.kind,
        size=effect.size / scale,
        low=(float(effect.size) - half) / scale,
        high=(float(effect.size) + half) / scale,
        verdict=verdict(judge.headline, effect.size, half),
        before=effect.before,
        now=effect.now,
        is_more=effect.is_more,
        listed=listed.get(effect.segment, 0),
        address=judge.address(cut, effect.segment),
    )


def _segments(
    parts: Parts[str | None], told: Collection[Effect[str | None]], judge: Judge
) -> tuple[Segment, ...]:
    """Put mix and rate of each segment side by side, the largest first, all that is not told at the end."""
    scale = judge.headline.scale
    groups: dict[str | None, list[Effect[str | None]]] = {}
    for effect in parts.effects:
        groups.setdefault(effect.segment if effect in told else None, []).append(effect)
    found = []
    for name, effects in groups.items():
        rate = sum((one.size for one in effects if one.kind == "rate"), Fraction(0)) / scale
        mix = sum((one.size for one in effects if one.kind != "rate"), Fraction(0)) / scale
        error = hypot(*(judge.error(one) for one in effects)) / scale
        half = hypot(*(judge.half(one) for one in effects)) / scale
        said: Verdict = "unknown" if name is None else verdict(judge.headline, mix + rate, half)
        found.append(Segment(name, mix, rate, error, said))
    return tuple(sorted(found, key=lambda one: (one.segment is None, -abs(one.size), one.segment or "")))


def verdict(headline: Headline, size: Fraction, half: float) -> Verdict:
    """Judge a change of a metric by half the width of its interval."""
    if abs(size) <= half:
        return "noise"
    if headline.metric.direction == "neutral":
        return "neutral"
    return "better" if (size > 0) == (headline.metric.direction == "higher") else "worse"
