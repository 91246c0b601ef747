"""The sentences of the page Satisfaction."""

from collections.abc import Sequence

import polars as pl

from language import _, listing, marked, ngettext, number, points, share
from metrics.catalog import METRICS
from metrics.compare import Figure, compare, is_judgeable
from metrics.drivers import REFUSALS, Driver, by_size
from metrics.wording import too_few
from ui.charts.trend import Point
from ui.words import channel, language

CSAT = METRICS["csat"]
FEW = ("few answers", "few concerned")  # the number of those concerned says how few
WHO: dict[str, str] = {
    "is_long_wait": marked("Waited over 5 minutes"),
    "is_transferred": marked("Were moved to another queue"),
    "is_repeat": marked("Came again within a week"),
    "is_promise_broken": marked("Had a promise broken"),
    "topic": marked("About “{topic}”"),
}
THOSE: dict[str, str] = {
    "is_long_wait": marked("Those who waited over 5 min"),
    "is_transferred": marked("Those moved to another queue"),
    "is_repeat": marked("Those who came again within a week"),
    "is_promise_broken": marked("Those to whom a promise was broken"),
    "topic": marked("Those who came about “{topic}”"),
}
NAMELESS: dict[str, str] = {
    "topic_family": marked("no topic"),
    "queue": marked("no queue"),
    "channel": marked("no channel"),
    "team": marked("no team"),
    "language": marked("no language"),
    "segment": marked("no segment on record"),
}


def sentence(now: Figure, before: Figure, topics: pl.DataFrame, invited: float | None) -> str:
    """How many were satisfied, whether that changed, and about what fewest were; or why nobody can say."""
    if not invited:
        return _("Nobody was asked how satisfied they were.")
    if now["value"] is None:
        return _("Nobody who answered a survey said how satisfied they were.")
    if not is_judgeable(CSAT, now):
        few = too_few(int(now["denominator"] or 0), CSAT.minimum_n)
        return _("Too few answers to say how satisfied customers are: {few}.").format(few=few)
    said = _("{share} of those who answered were satisfied").format(share=share(now["value"], 0))
    return said + _changed(now, before) + _least(now, topics) + "."


def _changed(now: Figure, before: Figure) -> str:
    change = compare(CSAT, now, before)
    if change.difference is None or change.verdict not in {"better", "worse"}:
        return ""
    said = _(", {points} fewer than before") if change.difference < 0 else _(", {points} more than before")
    return said.format(points=points(abs(change.difference)))


def _least(now: Figure, topics: pl.DataFrame) -> str:
    """The topic that is surely below all together."""
    if not topics.height:
        return ""
    csat = pl.col("csat").struct
    below = topics.filter(~pl.col("is_few"), pl.col("name").is_not_null(), csat["high"] < (now["value"] or 0))
    if not below.height:
        return ""
    worst = below.row(0, named=True)
    return _("; about “{topic}”, {share}").format(topic=worst["name"], share=share(worst["csat"]["value"], 0))


def answered(found: Figure) -> str:
    """How many of the invited answered: in sight whatever is asked for."""
    if found["value"] is None:
        return _("nobody was asked")
    asked = ngettext("{n} survey sent", "{n} surveys sent", int(found["denominator"] or 0))
    return _("{asked}, {share} answered").format(
        asked=asked.format(n=number(found["denominator"])), share=share(found["value"], 0)
    )


def over(weeks: int) -> str:
    """How far is looked back."""
    return ngettext("{n} week", "{n} weeks", weeks).format(n=number(weeks))


def weekly(points: Sequence[Point]) -> str:
    """What the newest week says to which all answers have come."""
    judged = [point for point in points if point.is_whole and point.is_sure and point.value is not None]
    if not judged:
        return _("Satisfied, by week")
    said = _("In the {week} {share} were satisfied")
    return said.format(week=judged[-1].label, share=share(judged[-1].value, 0))


def weekly_note(points: Sequence[Point]) -> str:
    """Which weeks are drawn, and how."""
    if not points:
        return _("No week is whole yet.")
    parts = [_("By the week of the contact, however late the answer")]
    parts += [_("ring: answers may still come")] if not points[-1].is_whole else []
    return " · ".join([*parts, _("band: {sure}").format(sure=share(0.95, 0))])


def group(dimension: str, name: str | None) -> str:
    """A group of the table as people call it."""
    if not name:
        return _(NAMELESS[dimension])
    if dimension == "channel":
        return channel(name)
    if dimension == "language":
        return language(name)
    return name


def left_out(shown: int, groups: int) -> str:
    """How many groups the table does not show."""
    more = groups - shown
    return ngettext("{n} more group", "{n} more groups", more).format(n=number(more)) if more > 0 else ""


def not_valid(invalid: pl.DataFrame) -> str:
    """How many answers count nowhere, and why; empty where all count."""
    scale, off = (int(invalid[name].sum()) for name in ("unknown_scale", "off_scale"))
    parts = []
    if scale:
        said = ngettext(
            "{n} answer on a scale that is not known or not meant for its question",
            "{n} answers on scales that are not known or not meant for their question",
            scale,
        )
        parts.append(said.format(n=number(scale)))
    if off:
        said = ngettext("{n} answer that is not on its scale", "{n} answers that are not on their scale", off)
        parts.append(said.format(n=number(off)))
    return _("Left out: {parts}.").format(parts=listing(parts)) if parts else ""


def nth(contact: int) -> str:
    """The number of a contact in its issue."""
    return (_("1st"), _("2nd"), _("3rd"), _("4th"), _("5th and later"))[contact - 1]


def driver(one: Driver) -> str:
    """Who is concerned by a driver."""
    return _(WHO[one.id]).format(topic=one.topic)


def drivers(found: Sequence[Driver]) -> str:
    """The largest of what clearly goes with dissatisfaction, as an association."""
    worst = by_size(found)[0] if found else None
    if worst is None or not worst.is_clear or (worst.points or 0) > 0:
        if any(one.is_told for one in found):
            return _("Nothing surely goes with dissatisfaction")
        return _("What goes with dissatisfaction cannot be told")
    said = _("{those} are {points} less satisfied than similar ones")
    those = _(THOSE[worst.id]).format(topic=worst.topic)
    return said.format(those=those, points=whole_points(worst.points))


def whole_points(share_of: float | None) -> str:
    """A difference of shares in whole points."""
    n = round(abs(100 * (share_of or 0)))
    return ngettext("{n} point", "{n} points", n).format(n=number(n))


def compared(one: Driver) -> str:
    """How many are concerned, of how many answers that can be compared; or why nothing can be said."""
    if one.points is not None and not one.is_told:
        said = _("too few answers to tell (n {n}): {ends} points")
        return said.format(n=number(one.concerned), ends=_ends(one))
    if one.reason is None:
        of = ngettext("{n} of {all} answer", "{n} of {all} answers", one.n)
        return of.format(n=number(one.concerned), all=number(one.n))
    why = _(REFUSALS[one.reason])
    return f"{why} ({_('n {n}').format(n=number(one.concerned))})" if one.reason in FEW else why


def difference(one: Driver) -> str:
    """By how much the concerned differ, with its direction."""
    if one.points is None:
        return "–"
    sign = "▼" if one.points < 0 else "▲"
    return _("{sign} {points} points").format(sign=sign, points=number(abs(100 * one.points), 1))


def bounds(one: Driver) -> str:
    """Between which points the difference surely lies, or that it is within noise."""
    ends = _ends(one)
    return ends if one.is_clear or not ends else _("within noise · {ends}").format(ends=ends)


def _ends(one: Driver) -> str:
    if one.low is None or one.high is None:
        return ""
    return _("{low} to {high}").format(
        low=number(100 * one.low, 1, signed=True), high=number(100 * one.high, 1, signed=True)
    )
