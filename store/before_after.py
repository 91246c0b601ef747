"""What came of something that began on a day: before and after, beside where nothing was changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final, Literal

import polars as pl

from metrics import periods
from metrics.days import Days
from metrics.experiments import Difference, Judged, Past, judged, past
from metrics.experiments.blocks import MOST, PLACEBOS, Blocks, blocks, difference, placebos, proposed, sides
from metrics.experiments.blocks import length as length_of
from settings import Settings
from store.aims import Aim
from store.asked import Viewer
from store.daily_sums import Daily, at, column_at, daily_sums
from store.opened import Store
from store.smallest import hidden

WEEK = timedelta(7)
REACH = MOST * 2 + PLACEBOS  # weeks before a change that may be looked at
OTHERS: Final = ""  # all other places together
Beside = str | Literal[False] | None
PROPOSED: Final = False  # let the past choose what to compare with
UNKNOWN: Final = Past(0, 1.0, 0.0, None)
Weakness = Literal["alone", "strayed", "short", "afterwards"]


@dataclass(frozen=True)
class Case:
    """Something that began on a day, and what was expected of it.

    beside: a place to compare with, OTHERS, None for nothing, or PROPOSED.
    """

    aim: Aim
    since: date
    is_before: bool = True
    beside: Beside = PROPOSED


@dataclass(frozen=True)
class Outcome:
    """What came of a case. weeks: how many on either side; 0 while it is too early.

    ready: when the first whole week of it is known. before, after: the figure itself. found: None where too
    little came, or where the viewer may not know (`is_withheld`). weaknesses: why no more can be said.
    lines: by week, counted from the change, the figure here and beside it. others: placebo dates.
    """

    case: Case
    weeks: int
    ready: date
    beside: str | None = None
    found: Judged | None = None
    before: float | None = None
    after: float | None = None
    n: int = 0
    past: Past = UNKNOWN
    weaknesses: tuple[Weakness, ...] = ()
    lines: tuple[tuple[int, float | None, float | None], ...] = ()
    others: tuple[tuple[date, Difference], ...] = ()
    is_withheld: bool = False


def outcomes(
    store: Store, settings: Settings, viewer: Viewer, cases: Sequence[Case], as_of: datetime
) -> list[Outcome]:
    """Say of each case what came of it; the rows are read once for all."""
    known = [case for case in cases if case.since <= _today(settings, as_of)]
    if not known:
        return [_too_early(case) for case in cases]
    first = min(case.since for case in known) - REACH * WEEK
    last = min(max(case.since for case in known) + MOST * WEEK, _today(settings, as_of))
    metrics, days = {case.aim.metric for case in known}, Days(first, last)
    is_shy = viewer.role in ("executive", "lead")
    sums = daily_sums(store, settings, metrics, days, as_of, with_people=is_shy)
    return [_outcome(sums.get(case.aim.metric), case, settings, viewer, as_of) for case in cases]


def proposal(store: Store, settings: Settings, case: Case, as_of: datetime) -> tuple[str | None, bool | None]:
    """Propose what to compare with by the past alone, and say whether that past was flat."""
    until = min(case.since, _today(settings, as_of))
    sums = daily_sums(
        store, settings, [case.aim.metric], Days(until - REACH * WEEK, until - timedelta(1)), as_of
    )
    daily = sums.get(case.aim.metric)
    if daily is None or case.aim.cut is None:
        return None, None
    told = daily.of_kind(case.aim.cut, case.aim.place)
    oldest = _oldest(told, until)
    weeks = length_of(oldest, MOST)
    ours, others = _sides(told, case.aim, until)
    name = proposed(ours, others, oldest, weeks)
    if name is None:
        return None, None
    return name, past(list(placebos(ours, others[name], oldest, weeks).values())).is_flat


def _outcome(daily: Daily | None, case: Case, settings: Settings, viewer: Viewer, as_of: datetime) -> Outcome:
    if daily is None:
        return _too_early(case)
    late = daily.headline.ripens + daily.headline.settles
    ready = case.since + WEEK + late
    after = (_today(settings, as_of - late) - case.since) // WEEK
    told = daily.of_kind(case.aim.cut, case.aim.place)
    oldest = _oldest(told, case.since)
    weeks = length_of(oldest, after) if after > 0 else 0
    early = Outcome(case, weeks, ready)
    if weeks == 0:
        return early
    ours, others = _sides(told, case.aim, case.since)
    beside = proposed(ours, others, oldest, weeks) if case.beside is PROPOSED else case.beside
    theirs = None if beside is None else others.get(str(beside))
    name = None if theirs is None else str(beside)
    if _is_hidden(told, case, name, weeks, viewer, settings.access.smallest_group):
        return replace(early, is_withheld=True)
    return _told(early, daily, ours, theirs, name, oldest)


def _too_early(case: Case) -> Outcome:
    return Outcome(case, 0, case.since + WEEK)


def _told(
    early: Outcome, daily: Daily, ours: Blocks, theirs: Blocks | None, name: str | None, oldest: int
) -> Outcome:
    case, weeks = early.case, early.weeks
    dates = placebos(ours, theirs, oldest, weeks)
    seen = past(list(dates.values()))
    four = [*sides(ours, 0, weeks), *(sides(theirs, 0, weeks) if theirs is not None else ())]
    found = judged(
        difference(ours, theirs, 0, weeks), case.aim.expected, has_comparison=theirs is not None, before=seen
    )
    weaknesses = _weaknesses(case, seen, has_comparison=theirs is not None)
    if found.verdict == "consistent" and weaknesses:
        found = Judged("after", found.difference, found.as_expected)
    ats = range(max(oldest, -weeks - PLACEBOS), weeks)
    if min(one.n for one in four) < max(1, daily.headline.metric.minimum_n):
        found = Judged("unknown", found.difference, None)
    return replace(
        early,
        beside=name,
        found=found,
        before=four[0].value if four[0].n else None,
        after=four[1].value if four[1].n else None,
        n=int(four[1].n),
        past=seen,
        weaknesses=weaknesses,
        lines=tuple((n, _value(ours, n), _value(theirs or {}, n)) for n in ats),
        others=tuple((case.since + n * WEEK, one) for n, one in sorted(dates.items())),
    )


def _weaknesses(case: Case, seen: Past, *, has_comparison: bool) -> tuple[Weakness, ...]:
    found: list[tuple[Weakness, bool]] = [
        ("alone", not has_comparison),
        ("strayed", seen.is_flat is False),
        ("short", seen.is_flat is None),
        ("afterwards", not case.is_before),
    ]
    return tuple(name for name, holds in found if holds)


def _value(weeks: Blocks, at: int) -> float | None:
    return weeks[at].value if at in weeks and weeks[at].n else None


def _sides(daily: Daily, aim: Aim, since: date) -> tuple[Blocks, Mapping[str, Blocks]]:
    """Add up by week what came at the place, and at each that it may be compared with.

    Another team is never named beside one: those are compared with all others.
    """
    scale = daily.headline.scale
    if aim.cut is None:
        return blocks(daily.cells, _number(since), scale), {}
    column, is_ours = column_at(daily.cells, aim.cut, aim.place), at(daily.cells, aim.cut, aim.place)
    ours = blocks(daily.cells.filter(is_ours), _number(since), scale)
    rest = daily.cells.filter(~is_ours)
    alone = [] if aim.cut == "team" else rest.drop_nulls(column).partition_by(column)
    others = {str(one[column][0]): blocks(one, _number(since), scale) for one in alone}
    return ours, {OTHERS: blocks(rest, _number(since), scale), **others} if rest.height else {}


def _is_hidden(
    daily: Daily, case: Case, beside: str | None, weeks: int, viewer: Viewer, smallest: int
) -> bool:
    """Tell whether so few agents are behind a side that a viewer would learn what one of them did."""
    cut, day = case.aim.cut, _number(case.since)
    mine = at(daily.people, cut, case.aim.place)
    other = ~mine if beside == OTHERS or cut is None else at(daily.people, cut, beside)
    side = pl.when(mine).then(pl.lit("here")).when(other).then(pl.lit("beside"))
    is_after = pl.when(pl.col("day") < day).then(pl.lit(" before")).otherwise(pl.lit(" after"))
    near = daily.people.filter(pl.col("day").is_between(day - 7 * weeks, day + 7 * weeks, closed="left"))
    return bool(hidden(near.with_columns(group=side + is_after), viewer, smallest))


def _oldest(daily: Daily, since: date) -> int:
    """Number the first week, counted from a day, that is known whole; 0 where none is."""
    return min(0, -((since - daily.since) // WEEK))


def _number(day: date) -> int:
    return (day - periods.EPOCH).days


def _today(settings: Settings, at: datetime) -> date:
    return at.astimezone(settings.site.zone).date()
