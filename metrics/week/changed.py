"""A headline metric's change between two stretches of weeks: what drove it, beyond noise."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from fractions import Fraction
from typing import Literal

from metrics.compare import Verdict
from metrics.days import Days
from metrics.intervals import Z, any_of
from metrics.week import spread
from metrics.week.cuts import CUTS
from metrics.week.decompose import Effect, Kind, Parts, Sums, decompose
from metrics.week.headlines import HEADLINES, Headline
from metrics.week.runs import run
from metrics.week.spread import Spread, Spreads
from metrics.week.sums import Segments, Summed
from metrics.week.weeks import BEFORE, COMPARED

Address = Mapping[str, tuple[str, ...]]
Comparison = Literal["before", "month", "year"]
MOST = 5  # drivers that are named; the others are "other"
NOTHING: Mapping[str, Collection[str]] = {}


@dataclass(frozen=True)
class Side:
    """One of the two stretches compared: its days, and the figure's sums in them (of means in ms)."""

    days: Days
    sums: Sums


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


@dataclass(frozen=True)
class Division:
    """The drivers of a change by one cut, the largest first, and all the rest; they add up to the change."""

    cut: str
    drivers: tuple[Driver, ...]
    other: Driver

    @property
    def clear(self) -> tuple[Driver, ...]:
        """The drivers that are beyond noise."""
        return tuple(driver for driver in self.drivers if driver.is_clear)


@dataclass(frozen=True)
class Changed:
    """How a headline metric changed against one comparison, and where.

    change and its interval are in the metric's unit. `best` names the cut whose largest clear driver is the
    largest of all; None where no driver is clear. run: weeks running, negative downwards, 0 within chance.
    is_provisional: rows of the week may still come. cut_off: rows of either side that were decided too late
    to be known of this week are left out of both. spread: by how much errors were widened, since weeks differ
    more than chance makes them. withheld: what too few agents are behind is in "other".
    """

    headline: Headline
    comparison: Comparison
    now: Side
    before: Side
    change: Fraction
    low: float
    high: float
    verdict: Verdict
    divisions: Mapping[str, Division]
    best: str | None
    run: int
    is_provisional: bool
    is_cut_off: bool
    spread: Spread
    withheld: tuple[str, ...] = ()

    @property
    def value(self) -> Fraction:
        return _value(self.now.sums) / self.headline.scale

    @property
    def drivers(self) -> tuple[Driver, ...]:
        """The drivers by the cut that explains most; none where nothing is beyond noise."""
        return self.divisions[self.best].drivers if self.best else ()


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

    def half(self, effect: Effect[str | None]) -> float:
        """Give half the width of an effect's interval."""
        known = self.spreads.of(effect)
        return spread.critical(any_of(self.looked_at), known.changes) * known.times * effect.error

    def address(self, cut: str, segment: str | None) -> Address:
        """Give the parameters with which the page Contacts lists a segment's rows of the week."""
        days = self.summed.weeks.days
        within = {"channel": ("waiting",)} if self.summed.is_narrowed else {}
        stretch = {"from": (days.first.isoformat(),), "to": ((days.last + timedelta(1)).isoformat(),)}
        return {"figure": (self.headline.id,), **stretch, **within, cut: (segment or "",)}


def changed(
    summed: Summed, comparison: Comparison, withheld: Mapping[str, Collection[str]] = NOTHING
) -> Changed | None:
    """Take one metric's change apart by every cut; None where either side has nothing to divide by.

    withheld names by cut the segments of which nothing may be told: they are in "other".
    """
    back = COMPARED[comparison]
    headline, week = summed.headline, summed.weeks
    sides = [(summed.by(cut.name, back), summed.by(cut.name, [0])) for cut in CUTS]
    parts = {cut.name: decompose(*side) for cut, side in zip(CUTS, sides, strict=True)}
    found = {name: one for name, one in parts.items() if one is not None}
    whole = _whole(summed, back)
    if not found or whole is None:
        return None
    judges = _judges(summed, found, withheld)
    divisions = {name: division(name, one, judges[name], summed.listed(name)) for name, one in found.items()}
    known = _spread(summed)
    half = spread.critical(Z, known.changes) * known.times * whole.error / headline.scale
    change = whole.change / headline.scale
    now, old = summed.whole([0]), summed.whole(back)
    is_enough = min(now.n, old.n) >= headline.metric.minimum_n
    weeks = [summed.whole([n]) for n in range(BEFORE + 1)]
    first, last = week.back(max(back)).days.first, week.back(min(back)).days.last
    return Changed(
        headline=headline,
        comparison=comparison,
        now=Side(week.days, now),
        before=Side(Days(first, last), old),
        change=change,
        low=float(change) - half,
        high=float(change) + half,
        verdict=_verdict(headline, change, half) if is_enough else "unknown",
        divisions=divisions,
        best=best(divisions.values(), change) if is_enough else None,
        run=run(weeks, known, len(HEADLINES)) if comparison == "before" else 0,
        is_provisional=week.is_provisional(headline),
        is_cut_off=headline.settled is not None and week.lag(headline) is not None,
        spread=known,
        withheld=tuple(sorted({name for names in withheld.values() for name in names})),
    )


def division(cut: str, parts: Parts[str | None], judge: Judge, listed: Mapping[str | None, int]) -> Division:
    """Name the largest drivers of a cut, and put all others together."""
    told = sorted((one for one in parts.effects if judge.is_told(one)), key=_order)[:MOST]
    rest = [one for one in parts.effects if one not in told]
    scale, headline = judge.headline.scale, judge.headline
    drivers = tuple(
        Driver(
            one.segment,
            one.kind,
            one.size / scale,
            (float(one.size) - judge.half(one)) / scale,
            (float(one.size) + judge.half(one)) / scale,
            _verdict(headline, one.size, judge.half(one)),
            one.before,
            one.now,
            one.is_more,
            listed.get(one.segment, 0),
            judge.address(cut, one.segment),
        )
        for one in told
    )
    size = parts.change / scale - sum((driver.size for driver in drivers), Fraction(0))
    half = sum(judge.half(one) ** 2 for one in rest) ** 0.5 / scale
    sums = [sum(side, Sums()) for side in ([one.before for one in rest], [one.now for one in rest])]
    other = Driver(None, None, size, float(size) - half, float(size) + half, "unknown", *sums)
    return Division(cut, drivers, other)


def best(divisions: Iterable[Division], change: Fraction) -> str | None:
    """Choose the cut whose largest clear driver that goes the way of the change is the largest of all.

    Of two alike, such as a channel with one queue, the first in the order of CUTS. None where none is clear.
    """
    found = [(driver.size, one.cut) for one in divisions for driver in one.clear if driver.size * change > 0]
    return max(found, key=lambda pair: abs(pair[0]))[1] if found else None


def _order(effect: Effect[str | None]) -> tuple[Fraction, str, str]:
    return -abs(effect.size), effect.segment or "", effect.kind


def _judges(
    summed: Summed, parts: Mapping[str, Parts[str | None]], withheld: Mapping[str, Collection[str]]
) -> dict[str, Judge]:
    """Make a judge for each cut; all effects of all cuts are looked at together."""
    judges = {
        name: Judge(summed, spread.learnt(_weeks_before(summed, name)), 1, withheld.get(name, ()))
        for name in parts
    }
    many = sum(judges[name].is_told(effect) for name, one in parts.items() for effect in one.effects)
    return {name: replace(judge, looked_at=many) for name, judge in judges.items()}


def _weeks_before(summed: Summed, cut: str) -> list[Segments]:
    return [summed.by(cut, [n]) for n in range(1, BEFORE + 1)]


def _whole(summed: Summed, back: Sequence[int]) -> Parts[None] | None:
    return decompose({None: summed.whole(back)}, {None: summed.whole([0])})


def _spread(summed: Summed) -> Spread:
    return spread.learnt([{None: summed.whole([n])} for n in range(1, BEFORE + 1)]).whole


def _verdict(headline: Headline, size: Fraction, half: float) -> Verdict:
    if abs(size) <= half:
        return "noise"
    if headline.metric.direction == "neutral":
        return "neutral"
    return "better" if (size > 0) == (headline.metric.direction == "higher") else "worse"


def _value(sums: Sums) -> Fraction:
    return Fraction(sums.x, sums.n)
