"""Say findings in sentences: pure functions from numbers to words.

What is not known is not said; what is within noise is said to be so.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from language import _, date, day, duration, figure, listing, ngettext, number, points, share, weekday
from metrics.compare import Change
from metrics.metric import Metric

UP, DOWN, LEVEL = "▲", "▼", "●"


@dataclass(frozen=True)
class ChangeWords:
    """Hold what a tile says under its value; tone is better, worse, noise, neutral or unknown."""

    arrow: str
    amount: str
    against: str
    tone: str

    def __str__(self) -> str:
        return " ".join(word for word in (self.arrow, self.amount, self.against) if word)


@dataclass(frozen=True)
class Misses:
    """Hold the days of a period that clearly missed a target, out of all days that could be judged."""

    label: str
    days: tuple[dt.date, ...]
    judged: tuple[dt.date, ...]


def change_words(metric: Metric, change: Change) -> ChangeWords:
    """Say how a figure moved: "▼ 2.4 pp was 81.5 %", "▲ 0.3 pp within noise"."""
    if change.difference is None:
        return ChangeWords("", "", _("nothing to compare with"), "unknown")
    arrow = UP if change.difference > 0 else DOWN if change.difference < 0 else LEVEL
    if not change.difference:
        return ChangeWords(arrow, "", _("as before"), change.verdict)
    was = _("was {value}").format(value=figure(change.before, metric.unit))
    against = _("within noise") if change.within_noise else was
    return ChangeWords(arrow, _amount(metric, change), against, change.verdict)


def misses(story: Misses) -> str:
    """Say on which days a target was missed: "In time missed its target on every Sunday since 25 Oct"."""
    n = len(story.days)
    if not story.judged:
        return _("{label}: too few contacts to judge a day").format(label=story.label)
    if n == 0:
        return _("{label} was on target, or near it, every day").format(label=story.label)
    if n == 1:
        return _("{label} missed its target on {day}").format(label=story.label, day=day(story.days[0]))
    repeated = _every_weekday(story)
    if repeated is not None:
        every = _("{label} missed its target on every {weekday} since {since}")
        return every.format(label=story.label, weekday=weekday(repeated, "wide"), since=date(story.days[0]))
    some = ngettext(
        "{label} missed its target on {n} of {all} day",
        "{label} missed its target on {n} of {all} days",
        len(story.judged),
    )
    return some.format(label=story.label, n=number(n), all=number(len(story.judged)))


def curves(
    offered_wait_s: float | None,
    patience_s: float | None,
    longest_s: float | None = None,
    enough: tuple[bool, bool] = (True, True),
) -> str:
    """Say what both censored curves say: "Half would wait 48 s for an answer; half would stay 2 min 50 s".

    A curve that never reaches one half is "over" the longest wait seen; `enough` says of each whether it
    stands on enough contacts to be told.
    """
    if not any(enough) or (offered_wait_s is None and patience_s is None):
        return _("Too few waits to draw a curve")
    if not enough[0]:
        sentence = _("Half would stay {stay}; too few were answered to say how long half would wait")
    elif not enough[1]:
        sentence = _("Half would wait {wait} for an answer; too few gave up to say how long half would stay")
    else:
        sentence = _("Half would wait {wait} for an answer; half would stay {stay}")
    return sentence.format(wait=_or_longer(offered_wait_s, longest_s), stay=_or_longer(patience_s, longest_s))


def worst_hours(iso_weekday: int | None, first: int, last: int) -> str:
    """Say when the wait is worst, from the first hour to the end of the last: "… on Sunday, 9 to 12"."""
    if iso_weekday is None:
        return _("No hour stands out")
    when = {"weekday": weekday(iso_weekday, "wide"), "first": first, "end": last + 1}
    return _("The wait is worst on {weekday}, {first} to {end}").format(**when)


def too_few(n: float | None, needed: int) -> str:
    """Say that a figure is under its minimum n: "n 7, needs 30"."""
    return _("n {n}, needs {needed}").format(n=number(n or 0), needed=number(needed))


def left_out(rows: int, of: int) -> str:
    """Say how many rows a handle time leaves out."""
    words = ngettext(
        "{rows} of {of} contact left out: a part of its handling is not known",
        "{rows} of {of} contacts left out: a part of their handling is not known",
        of,
    )
    return words.format(rows=number(rows), of=number(of))


def _amount(metric: Metric, change: Change) -> str:
    size = abs(change.difference or 0)
    if metric.unit == "share":
        return points(size)
    if metric.unit == "points":
        return figure(size, metric.unit)
    return figure(size, metric.unit) if change.percent is None else share(abs(change.percent))


def _every_weekday(story: Misses) -> int | None:
    weekdays = {missed.isoweekday() for missed in story.days}
    if len(weekdays) != 1:
        return None
    (only,) = weekdays
    since = [judged for judged in story.judged if judged >= story.days[0] and judged.isoweekday() == only]
    return only if set(since) == set(story.days) else None


def _or_longer(seconds: float | None, longest: float | None) -> str:
    if seconds is None and longest is not None:
        return _("over {time}").format(time=duration(longest))
    return duration(seconds)


def names(items: Sequence[str], most: int = 3) -> str:
    """List names and count the rest: "Billing, Sales, Support and 4 others"."""
    shown, rest = list(items[:most]), len(items) - most
    if rest > 0:
        shown.append(ngettext("{n} other", "{n} others", rest).format(n=number(rest)))
    return listing(shown)
