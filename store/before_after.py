"""What came of something that began on a day: before and after, beside where nothing was changed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from metrics.days import Days
from metrics.experiments import Judged, Past, judged
from metrics.experiments.blocks import (
    MOST,
    PLACEBOS,
    REACH,
    Blocks,
    blocks,
    difference,
    placebos,
    proposed,
    seen,
    sides,
)
from metrics.experiments.blocks import length as length_of
from metrics.experiments.told import Weakness
from settings import Settings
from store import by_chance
from store.aims import Aim
from store.asked import Viewer
from store.daily_sums import Daily, at, column_at, daily_sums
from store.opened import Store
from store.outcome import OTHERS, PROPOSED, WEEK, Case, Outcome, is_hidden, number, today, too_early


def outcomes(
    store: Store, settings: Settings, viewer: Viewer, cases: Sequence[Case], as_of: datetime
) -> list[Outcome]:
    """Say of each case what came of it; the rows are read once for all."""
    known = [case for case in cases if case.since <= today(settings, as_of)]
    if not known:
        return [too_early(case) for case in cases]
    first = min(case.since for case in known) - REACH * WEEK
    last = min(max(_last(case) for case in known), today(settings, as_of))
    metrics, days = {case.aim.metric for case in known}, Days(first, last)
    is_shy = viewer.role in ("executive", "lead")
    sums = daily_sums(store, settings, metrics, days, as_of, with_people=is_shy)
    return [_outcome(sums.get(case.aim.metric), case, settings, viewer, as_of) for case in cases]


def proposal(store: Store, settings: Settings, case: Case, as_of: datetime) -> tuple[str | None, bool | None]:
    """Propose what to compare with by the past alone, and say whether that past was flat."""
    until = min(case.since, today(settings, as_of))
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
    return name, seen(ours, others[name], oldest, weeks).is_flat


def _last(case: Case) -> date:
    return max([case.since + MOST * WEEK, *(one.on for one in case.plan)])


def _outcome(daily: Daily | None, case: Case, settings: Settings, viewer: Viewer, as_of: datetime) -> Outcome:
    if daily is None:
        return too_early(case)
    late = daily.headline.ripens + daily.headline.settles
    if case.plan:
        return by_chance.outcome(daily, case, settings, viewer, as_of)
    ready = case.since + WEEK + late
    after = (today(settings, as_of - late) - case.since) // WEEK
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
    if is_hidden(told, case, name, weeks, viewer, settings.access.smallest_group):
        return replace(early, is_withheld=True)
    return _told(early, daily, ours, theirs, name, oldest)


def _told(
    early: Outcome, daily: Daily, ours: Blocks, theirs: Blocks | None, name: str | None, oldest: int
) -> Outcome:
    case, weeks = early.case, early.weeks
    dates = placebos(ours, theirs, oldest, weeks)
    known = seen(ours, theirs, oldest, weeks)
    four = [*sides(ours, 0, weeks), *(sides(theirs, 0, weeks) if theirs is not None else ())]
    found = judged(
        difference(ours, theirs, 0, weeks), case.aim.expected, has_comparison=theirs is not None, before=known
    )
    weaknesses = _weaknesses(case, known, has_comparison=theirs is not None)
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
        past=known,
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
        return blocks(daily.cells, number(since), scale), {}
    column, is_ours = column_at(daily.cells, aim.cut, aim.place), at(daily.cells, aim.cut, aim.place)
    ours = blocks(daily.cells.filter(is_ours), number(since), scale)
    rest = daily.cells.filter(~is_ours)
    alone = [] if aim.cut == "team" else rest.drop_nulls(column).partition_by(column)
    others = {str(one[column][0]): blocks(one, number(since), scale) for one in alone}
    return ours, {OTHERS: blocks(rest, number(since), scale), **others} if rest.height else {}


def _oldest(daily: Daily, since: date) -> int:
    """Number the first week, counted from a day, that is known whole; 0 where none is."""
    return min(0, -((since - daily.since) // WEEK))
