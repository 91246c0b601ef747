"""What came of a roll-out by chance: the days of the new way beside those of the old."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from metrics.experiments import Judged, Sums, judged, rolled_out
from metrics.experiments.blocks import added, by_day
from settings import Settings
from store.asked import Viewer
from store.daily_sums import Daily, at
from store.outcome import Case, Outcome, is_hidden, number, today


def outcome(daily: Daily, case: Case, settings: Settings, viewer: Viewer, as_of: datetime) -> Outcome:
    """Judge it once, when its last day is known: who looks again and again finds something in the end."""
    late = daily.headline.ripens + daily.headline.settles
    ready = max(one.on for one in case.plan) + timedelta(1) + late
    early = Outcome(case, 0, ready)
    if today(settings, as_of) < ready:
        return early
    weeks = (ready - late - case.since).days // 7
    told = daily.of_kind(case.aim.cut, case.aim.place)
    if is_hidden(told, case, None, weeks, viewer, settings.access.smallest_group):
        return replace(early, is_withheld=True)
    cells = told.cells.filter(at(told.cells, case.aim.cut, case.aim.place))
    found = by_day(cells, daily.headline.scale)
    sums = {one.on: found[number(one.on)] for one in case.plan if number(one.on) in found}
    old, new = _added(case, sums, is_new=False), _added(case, sums, is_new=True)
    said = judged(rolled_out(case.plan, sums), case.aim.expected, is_random=True)
    if min(old.n, new.n) < max(1, daily.headline.metric.minimum_n):
        said = Judged("unknown", said.difference, None)
    return replace(
        early,
        weeks=weeks,
        found=said,
        before=_value(old),
        after=_value(new),
        n=int(new.n),
        days=tuple((one.on, one.is_new, _value(sums.get(one.on, Sums(0, 0)))) for one in case.plan),
    )


def _added(case: Case, sums: dict[date, Sums], *, is_new: bool) -> Sums:
    return added([sums[one.on] for one in case.plan if one.is_new == is_new and one.on in sums])


def _value(one: Sums) -> float | None:
    return one.value if one.n else None
