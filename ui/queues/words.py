"""The sentences of the page Queues: the findings, in the words of metrics.wording."""

from collections.abc import Callable, Sequence

from language import _, duration, ngettext, number, share
from metrics import findings, wording
from metrics.catalog import METRICS
from metrics.compare import Figure, compare
from ui.charts.trend import Point
from ui.queues.story import Story
from ui.readings import NOTHING


def sentence(story: Story) -> str:
    """What is going on: how long the typical caller waited, against before, and where it grew."""
    now, before = story.now().get("wait_median", NOTHING), story.before().get("wait_median", NOTHING)
    change = compare(METRICS["wait_median"], now, before)
    is_still = bool(change.within_noise) or change.difference == 0
    if is_still and (said := _long_waits(story)):
        return said
    queue, weekdays = _where(story)
    return wording.waits(
        wording.Waits(now["value"], before["value"], bool(change.within_noise), queue, weekdays)
    )


def _long_waits(story: Story) -> str:
    """The sentence for a typical wait that stands still while the long ones move; empty if they do not."""
    now, before = story.now().get("wait_p90", NOTHING), story.before().get("wait_p90", NOTHING)
    change = compare(METRICS["wait_p90"], now, before)
    if change.verdict == "better":
        said = _("Long waits fell: 9 in 10 wait under {now} instead of {before}.")
    elif change.verdict == "worse":
        queue, _weekdays = _where(story)
        mostly = _("Long waits grew: 9 in 10 wait under {now} instead of {before}, mostly {queue}.")
        said = mostly if queue else _("Long waits grew: 9 in 10 wait under {now} instead of {before}.")
        return said.format(now=duration(now["value"]), before=duration(before["value"]), queue=queue)
    else:
        return ""
    return said.format(now=duration(now["value"]), before=duration(before["value"]))


def _where(story: Story) -> tuple[str | None, tuple[int, ...]]:
    names, ids = ("queue", "weekday"), ("minutes_waited",)
    now, before = story.by(*names, ids=ids), story.by_before(*names, ids=ids)
    if not now.height or not before.height:
        return None, ()
    queue, weekdays = findings.where_grown(now, before)
    return (None if len(story.asked.queues) == 1 else queue), weekdays


def trend_title(story: Story, points: Sequence[Point], missed: Sequence[Point]) -> str:
    """What the trend shows: how often the share in time surely missed its target."""
    grain, target = story.asked.grain, story.target("service_level")
    if target is None:
        return {"hour": _("In time by hour"), "day": _("In time by day"), "week": _("In time by week")}[grain]
    if grain == "day":
        table = story.over_time("day", ("service_level",))
        days, judged = findings.missed_days(table, "service_level", target)
        return wording.misses(wording.Misses(_(METRICS["service_level"].label), days, judged))
    known = [point for point in points if point.is_sure]
    if not known:
        return _("Too few contacts to judge any part of this")
    if not missed:
        return _("In time met its target, or came close, throughout")
    return MISSED[grain](len(known)).format(missed=number(len(missed)), all=number(len(known)))


MISSED: dict[str, Callable[[int], str]] = {
    "hour": lambda n: ngettext(
        "In time missed its target in {missed} of {all} hour of the day",
        "In time missed its target in {missed} of {all} hours of the day",
        n,
    ),
    "week": lambda n: ngettext(
        "In time missed its target in {missed} of {all} week",
        "In time missed its target in {missed} of {all} weeks",
        n,
    ),
}


def trend_note(story: Story, weeks: str) -> str:
    """What the trend draws: the share, by what, the band, the dotted line."""
    by = {"hour": _("by hour of the day"), "day": _("by day"), "week": _("by week")}[story.asked.grain]
    share_of = _("Share answered {threshold}, {by}").format(threshold=within(story.within()), by=by)
    dotted = [_("dotted: {weeks}").format(weeks=weeks)] if weeks else []
    return " · ".join([share_of, _("band: 95 % interval"), *dotted])


def within(thresholds: Sequence[float]) -> str:
    """The threshold in words; where several hold, that each queue has its own."""
    if len(thresholds) == 1:
        return _("within {time}").format(time=duration(thresholds[0]))
    return _("within its threshold")


def weeks_before(weeks: int) -> str:
    """What the comparison is with."""
    if weeks == 52:
        return _("a year before")
    return ngettext("the week before", "the {n} weeks before", weeks).format(n=number(weeks))


def curves_title(now: dict[str, Figure]) -> str:
    """Both medians of the censored waits."""
    wait, stay, longest = (
        now.get(metric, NOTHING)["value"]
        for metric in ("offered_wait_median", "patience_median", "longest_wait")
    )
    return wording.curves(wait, stay, longest)


def median(figure: Figure) -> str:
    """A survival median; a curve that never reaches one half says what it is longer than."""
    if figure["value"] is None and figure["low"] is not None:
        return _("over {longest}").format(longest=duration(figure["low"]))
    return duration(figure["value"])


def heat_title(story: Story, metric: str) -> str:
    """The weekday and the hours with the longest waits."""
    table = story.by("weekday", "hour", ids=(metric,))
    return wording.worst_hours(*findings.worst_hours(table, metric, METRICS[metric].minimum_n))


def too_few(figure: Figure) -> str:
    """That a share of so few says little, and how little."""
    said = _("too few to judge: {low}–{high}")
    return said.format(low=number(100 * (figure["low"] or 0)), high=share(figure["high"], 0))
