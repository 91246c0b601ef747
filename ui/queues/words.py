"""The sentences of the page Queues, made of its figures."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from language import _, duration, ngettext, number, share, weekday
from ui.charts.heat import Cell
from ui.charts.trend import Point
from ui.readings import NOTHING, Reading, is_noise

MOSTLY = 0.4  # a queue with this share of all minutes waited is named
STANDS_OUT = 1.5  # a weekday with so many times the usual minutes is named


def sentence(now: dict[str, Reading], before: dict[str, Reading], where: str) -> str:
    """What is going on: how long the typical caller waited, against before, and where most of it was."""
    wait, earlier = now.get("wait_median", NOTHING), before.get("wait_median", NOTHING)
    if wait.value is None:
        return _("Nobody was answered in this period.")
    is_still = earlier.value is not None and (wait.value == earlier.value or is_noise(wait, earlier))
    if is_still and (said := _long_waits(now, before)):
        wait, earlier = now["wait_p90"], before["wait_p90"]
    else:
        said = _waits(wait, earlier)
    return said.format(
        now=duration(wait.value), before=duration(earlier.value), where=f", {where}" if where else ""
    )


def _long_waits(now: dict[str, Reading], before: dict[str, Reading]) -> str:
    """The sentence for a typical wait that stands still while the long ones move; empty if they do not."""
    wait, earlier = now.get("wait_p90", NOTHING), before.get("wait_p90", NOTHING)
    if wait.value is None or earlier.value is None or is_noise(wait, earlier):
        return ""
    if wait.value > earlier.value:
        return _("Long waits grew: 9 in 10 now wait under {now}, before under {before}{where}.")
    return _("Long waits fell: 9 in 10 now wait under {now}, before under {before}{where}.")


def _waits(wait: Reading, earlier: Reading) -> str:
    if earlier.value is None or wait.value is None:
        return _("The typical caller waited {now}{where}.")
    if wait.value == earlier.value or is_noise(wait, earlier):
        return _("Waits are as before: {now} for the typical caller{where}.")
    if wait.value > earlier.value:
        return _("Waits grew: {now} instead of {before} for the typical caller{where}.")
    return _("Waits fell: {now} instead of {before} for the typical caller{where}.")


def where(queues: pl.DataFrame, weekdays: pl.DataFrame) -> str:
    """Name the queue and the weekday with most of the minutes waited, where one stands out."""
    queue, day = _largest_queue(queues), _worst_weekday(weekdays)
    if queue and day:
        return _("mostly {queue}, worst on {day}").format(queue=queue, day=day)
    return _("mostly {queue}").format(queue=queue) if queue else _("worst on {day}").format(day=day) if day else ""


def _largest_queue(queues: pl.DataFrame) -> str:
    minutes = _minutes(queues, "queue")
    if minutes.height < 2 or not minutes["minutes"].sum():
        return ""
    top = minutes.sort("minutes", descending=True).row(0, named=True)
    return str(top["queue"]) if top["minutes"] >= MOSTLY * minutes["minutes"].sum() else ""


def _worst_weekday(weekdays: pl.DataFrame) -> str:
    minutes = _minutes(weekdays, "weekday")
    if minutes.height < 3:
        return ""
    top = minutes.sort("minutes", descending=True).row(0, named=True)
    usual = minutes["minutes"].median() or 0.0
    return weekday(top["weekday"], "wide") if top["minutes"] >= STANDS_OUT * float(str(usual)) > 0 else ""


def _minutes(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    if not frame.height:
        return pl.DataFrame({name: [], "minutes": []})
    return frame.select(name, minutes=pl.col("minutes_waited").struct.field("value"))


def trend_title(points: Sequence[Point], missed: Sequence[Point], grain: str, target: float | None) -> str:
    """What the trend shows: how often the share in time surely missed its target."""
    known = [point for point in points if point.value is not None]
    if target is None or not known:
        return {"hour": _("In time by hour"), "day": _("In time by day"), "week": _("In time by week")}[grain]
    if not missed:
        return _("In time met its target, or came close, throughout")
    if len(missed) == len(known):
        return _ALL[grain]()
    days = {point.at.isoweekday() for point in missed if isinstance(point.at, date)}
    if grain == "day" and len(days) == 1 and len(missed) > 1:
        said = _("In time fell below target on {count} {weekday}s")
        return said.format(count=number(len(missed)), weekday=weekday(days.pop(), "wide"))
    return _SOME[grain](len(missed)).format(missed=number(len(missed)), all=number(len(known)))


_ALL = {
    "hour": lambda: _("In time was below target at every hour of the day"),
    "day": lambda: _("In time was below target on every day"),
    "week": lambda: _("In time was below target in every week"),
}
_SOME = {
    "hour": lambda n: ngettext(
        "In time was below target in {missed} of {all} hours", "In time was below target in {missed} of {all} hours", n
    ),
    "day": lambda n: ngettext(
        "In time was below target on {missed} of {all} days", "In time was below target on {missed} of {all} days", n
    ),
    "week": lambda n: ngettext(
        "In time was below target in {missed} of {all} weeks", "In time was below target in {missed} of {all} weeks", n
    ),
}


def trend_note(grain: str, threshold: str, weeks: str) -> str:
    """What the trend draws: the share, by what, the band, the dotted line."""
    by = {"hour": _("by hour of the day"), "day": _("by day"), "week": _("by week")}[grain]
    parts = [_("Share answered {threshold}, {by}").format(threshold=threshold, by=by), _("band: 95 % interval")]
    return " · ".join([*parts, *([_("dotted: {weeks}").format(weeks=weeks)] if weeks else [])])


def within(thresholds: Sequence[float]) -> str:
    """The threshold in words; where several hold, that each queue has its own."""
    if len(thresholds) == 1:
        return _("within {time}").format(time=duration(thresholds[0]))
    return _("within the queue's threshold")


def weeks_before(weeks: int) -> str:
    """What the comparison is with."""
    if weeks == 52:
        return _("a year before")
    return ngettext("the week before", "the {n} weeks before", weeks).format(n=number(weeks))


def curves_title(now: dict[str, Reading]) -> str:
    """Both medians of the censored waits."""
    answer, patience = now.get("offered_wait_median", NOTHING), now.get("patience_median", NOTHING)
    return _("Half wait {wait}; half would stay {stay}").format(wait=median(answer), stay=median(patience))


def median(one: Reading) -> str:
    """A survival median; a curve that never reaches one half says what it is longer than."""
    if one.value is not None:
        return duration(one.value)
    return _("over {longest}").format(longest=duration(one.low)) if one.low is not None else "–"


def heat_title(cells: Sequence[Cell]) -> str:
    """The weekday and the hours with the longest waits."""
    known = [cell for cell in cells if cell.is_sure and cell.value is not None]
    if not known:
        return _("Waits by weekday and hour")
    worst = max(known, key=lambda cell: cell.value or 0.0)
    day = {cell.hour: cell.value or 0.0 for cell in known if cell.weekday == worst.weekday}
    first = last = worst.hour
    while day.get(first - 1, 0.0) >= 0.75 * (worst.value or 0.0):
        first -= 1
    while day.get(last + 1, 0.0) >= 0.75 * (worst.value or 0.0):
        last += 1
    said = _("The wait is worst on {day}, {first} to {last}")
    return said.format(day=weekday(worst.weekday, "wide"), first=first, last=last + 1)


def small(n: int, needs: int) -> str:
    """How far n is from the least that can be judged."""
    return _("n {n}, needs {needs}").format(n=number(n), needs=number(needs))


def too_few(one: Reading) -> str:
    """That a share of so few says little, and how little."""
    return _("too few to judge: {low}–{high}").format(low=share(one.low, 0).rstrip("%\u202f "), high=share(one.high, 0))
