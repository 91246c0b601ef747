"""A headline metric's change between two stretches of weeks: what drove it, beyond noise."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from metrics.compare import Verdict
from metrics.days import Days
from metrics.intervals import Z
from metrics.week.cuts import CUTS
from metrics.week.decompose import Parts, Sums, decompose
from metrics.week.drivers import Division, Driver, Judge, best, division, verdict
from metrics.week.headlines import HEADLINES, Headline
from metrics.week.runs import run
from metrics.week.spread import Spread, critical
from metrics.week.sums import Summed
from metrics.week.weeks import BEFORE, COMPARED

Comparison = Literal["before", "month", "year"]
NOTHING: Mapping[str, Collection[str]] = {}


@dataclass(frozen=True)
class Side:
    """One of the two stretches compared: its days, and the figure's sums in them (of means in ms)."""

    days: Days
    sums: Sums


@dataclass(frozen=True)
class Changed:
    """How a headline metric changed against one comparison, and where.

    change, one standard error of it and its interval are in the metric's unit. `best` names the cut whose
    clear driver surely made most of it; None where no driver is clear. run: weeks running, negative
    downwards, 0 within chance. is_provisional: rows of the week may still come. is_cut_off: what was decided
    later than could be known of this week is left out of both sides. spread: by how much errors were widened,
    since weeks differ more than chance makes them. withheld: the segments that may not be told.
    """

    headline: Headline
    comparison: Comparison
    now: Side
    before: Side
    change: Fraction
    error: float
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
        return Fraction(self.now.sums.x, self.now.sums.n) / self.headline.scale

    @property
    def drivers(self) -> tuple[Driver, ...]:
        """The drivers by the cut that explains most; none where nothing is beyond noise."""
        return self.divisions[self.best].drivers if self.best else ()


def changed(
    summed: Summed, comparison: Comparison, withheld: Mapping[str, Collection[str]] = NOTHING
) -> Changed | None:
    """Take one metric's change apart by every cut; None where either side has nothing to divide by.

    withheld names by cut the segments of which nothing may be told: they are in "other".
    """
    back = COMPARED[comparison]
    headline, week = summed.headline, summed.weeks
    now, old = summed.whole([0]), summed.whole(back)
    whole = decompose({None: old}, {None: now})
    if whole is None:
        return None
    known = summed.spreads[CUTS[0].name].whole
    error = known.times * whole.error / headline.scale
    half = critical(Z, known.changes) * error
    change = whole.change / headline.scale
    is_enough = min(now.n, old.n) >= headline.metric.minimum_n
    divisions = _divisions(summed, back, withheld)
    chosen = [one for name, one in divisions.items() if headline.may_choose(name)]
    weeks = [summed.whole([n]) for n in range(BEFORE + 1)]
    return Changed(
        headline=headline,
        comparison=comparison,
        now=Side(week.days, now),
        before=Side(Days(week.back(max(back)).days.first, week.back(min(back)).days.last), old),
        change=change,
        error=error,
        low=float(change) - half,
        high=float(change) + half,
        verdict=verdict(headline, change, half) if is_enough else "unknown",
        divisions=divisions,
        best=best(chosen, change) if is_enough else None,
        run=run(weeks, known, len(HEADLINES)) if comparison == "before" else 0,
        is_provisional=week.is_provisional(headline),
        is_cut_off=headline.settled is not None and week.lag(headline) is not None,
        spread=known,
        withheld=tuple(sorted({name for names in withheld.values() for name in names})),
    )


def _divisions(
    summed: Summed, back: Sequence[int], withheld: Mapping[str, Collection[str]]
) -> dict[str, Division]:
    """Take the change apart by every cut; all effects of all cuts are looked at together."""
    found = {cut.name: decompose(summed.by(cut.name, back), summed.by(cut.name, [0])) for cut in CUTS}
    parts: dict[str, Parts[str | None]] = {name: one for name, one in found.items() if one is not None}
    judges = {name: Judge(summed, summed.spreads[name], 1, withheld.get(name, ())) for name in parts}
    many = sum(judges[name].is_told(effect) for name, one in parts.items() for effect in one.effects)
    return {
        name: division(name, one, replace(judges[name], looked_at=many), summed.listed(name))
        for name, one in parts.items()
    }
