"""The sentences of the page Queues: the findings, in the words of metrics.wording and metrics.wait_words."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from language import _, duration, ngettext, number, share
from metrics import findings, wait_words, wording
from metrics.catalog import METRICS
from metrics.compare import Figure, compare
from ui.charts.trend import Point
from ui.queues.charts import SURE_N
from ui.queues.fit import cut as cut_name
from ui.queues.fit import first_that_fits
from ui.queues.story import Story
from ui.readings import NOTHING, judged, misses
from ui.weeks import cut
from ui.words import brief

# What fits into one line at 1440 pixels, and what of it one name may take.
ONE_LINE, NAME = 100, 32
CENSORED = ("offered_wait_median", "patience_median")


def sentence(story: Story) -> str:
    """What is going on: how typical and long waits and giving up moved, and where waits grew."""
    now, before = story.now(), story.before()
    typical_wait, long_wait, gave_up = (
        compare(METRICS[metric], now.get(metric, NOTHING), before.get(metric, NOTHING))
        for metric in ("wait_median", "wait_p90", "abandon_rate")
    )
    typical = METRICS["wait_median"]
    n = judged(typical, now.get("wait_median", NOTHING))
    told = wait_words.Waits(typical_wait, long_wait, gave_up, answered=n, is_enough=n >= typical.minimum_n)
    if told.grown is None:
        return (_missed(story) if not before else "") or wait_words.waits(told)
    placed = _placed(story, told, told.grown)
    named = replace(placed, queue=placed.queue and cut_name(placed.queue, NAME))
    places = ((named.queue, named.weekdays), (named.queue, ()), (None, named.weekdays), (None, ()))
    ways = (replace(named, queue=queue, weekdays=weekdays) for queue, weekdays in places)
    return first_that_fits((wait_words.waits(way) for way in ways), ONE_LINE)


def _missed(story: Story) -> str:
    """That the share in time surely misses its target: the worst fact where nothing is to compare with."""
    now, target = story.now().get("service_level", NOTHING), story.target("service_level")
    if not misses(now, target, METRICS["service_level"]) or judged(METRICS["service_level"], now) < 30:
        return ""
    typical = story.now().get("wait_median", NOTHING)["value"]
    said = _("Only {share} were answered in time, target {target}; the typical caller waits {wait}.")
    return said.format(share=share(now["value"]), target=share(target, 0), wait=duration(typical))


def _placed(story: Story, told: wait_words.Waits, metric: str) -> wait_words.Waits:
    """Name the queue, and its weekdays, that hold most of the growth of that metric."""
    queue = None if len(story.asked.queues) == 1 else next(iter(_grown(story, metric, "queue", 1)), None)
    repeated = [day for day in _grown(story, metric, "weekday", 2, queue) if story.occurs(day) > 1]
    return replace(told, queue=queue, weekdays=tuple(sorted(repeated)))


def _grown(story: Story, metric: str, column: str, at_most: int, queue: str | None = None) -> tuple[Any, ...]:
    names, ids = (("queue", column) if queue else (column,)), (metric, "asa")
    now, before = story.by(*names, ids=ids), story.by_before(*names, ids=ids)
    if queue and before.height:
        now, before = (frame.filter(pl.col("queue") == queue) for frame in (now, before))
    return findings.where_grown(now, before, column, METRICS[metric], at_most)


def trend_title(story: Story, points: Sequence[Point], missed: Sequence[Point]) -> str:
    """What the trend shows: how often the share in time surely missed its target."""
    grain, target = story.asked.grain, story.target("service_level")
    if target is None:
        return {"hour": _("In time by hour"), "day": _("In time by day"), "week": _("In time by week")}[grain]
    if grain == "day":
        table = story.over_time("day", ("service_level",))
        days, judged = findings.missed_days(table, "service_level", target)
        return wording.misses(wording.Misses(_(METRICS["service_level"].label), days, judged))
    sure = [point for point in points if point.is_sure]
    known = [point for point in sure if point.is_whole]
    if not sure:
        return _("Too few contacts to judge any part of this")
    if not known:
        return _("No week of this period is whole, so none is judged")
    is_cut = not all(point.is_whole for point in points)
    if not missed:
        whole = _("In time met its target, or came close, in every whole week")
        return whole if is_cut else _("In time met its target, or came close, throughout")
    said = MISSED["whole week" if is_cut else grain](len(known))
    return said.format(missed=number(len(missed)), all=number(len(known)))


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
    "whole week": lambda n: ngettext(
        "In time missed its target in {missed} of {all} whole week",
        "In time missed its target in {missed} of {all} whole weeks",
        n,
    ),
}


def trend_note(story: Story, points: Sequence[Point], weeks: str) -> str:
    """What the trend draws: the share, by what, the band, the dotted line, weeks that are not whole."""
    by = {"hour": _("by hour of the day"), "day": _("by day"), "week": _("by week")}[story.asked.grain]
    share_of = _("Share answered {threshold}, {by}").format(threshold=within(story.within()), by=by)
    dotted = _("dotted: {weeks}").format(weeks=weeks) if weeks else ""
    said = [share_of, _("band: 95 % interval"), dotted, cut(points)]
    return " · ".join(part for part in said if part)


def within(thresholds: Sequence[float]) -> str:
    """The threshold in words; where several hold, that each queue has its own."""
    if len(thresholds) == 1:
        return _("within {time}").format(time=brief(thresholds[0]))
    return _("within its threshold")


def in_force(thresholds: Sequence[float]) -> str:
    """Which thresholds the share in time went by: the one, or the least and the most."""
    if not thresholds:
        return ""
    if len(thresholds) == 1:
        return _("In force: {time}.").format(time=brief(thresholds[0]))
    said = _("In force: {low} to {high}, by queue and channel.")
    return said.format(low=brief(min(thresholds)), high=brief(max(thresholds)))


def weeks_before(weeks: int) -> str:
    """What the comparison is with."""
    if weeks == 52:
        return _("a year before")
    return ngettext("the week before", "the {n} weeks before", weeks).format(n=number(weeks))


def curves_title(now: dict[str, Figure]) -> str:
    """Both medians of the censored waits, as far as there are enough contacts to tell."""
    wait, stay, longest = (now.get(metric, NOTHING) for metric in (*CENSORED, "longest_wait"))
    told = [
        judged(METRICS[metric], figure) >= METRICS[metric].minimum_n
        for metric, figure in zip(CENSORED, (wait, stay), strict=True)
    ]
    return wording.curves(wait["value"], stay["value"], longest["value"], (told[0], told[1]))


def median(figure: Figure) -> str:
    """A survival median; a curve that never reaches one half says what it is longer than."""
    if figure["value"] is None and figure["low"] is not None:
        return _("over {longest}").format(longest=duration(figure["low"]))
    return duration(figure["value"])


def heat_title(story: Story, metric: str) -> str:
    """The weekday and the hours with the longest waits."""
    table = story.by("weekday", "hour", ids=(metric,))
    return wording.worst_hours(*findings.worst_hours(table, metric, max(METRICS[metric].minimum_n, SURE_N)))


def too_few(figure: Figure) -> str:
    """That a share of so few says little, and how little."""
    said = _("too few to judge: {low}–{high}")
    return said.format(low=number(100 * (figure["low"] or 0)), high=share(figure["high"], 0))
