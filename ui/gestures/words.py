"""The sentences of the page Gestures."""

from collections.abc import Sequence

from language import _, marked, ngettext, number, period, share
from metrics.catalog import METRICS
from metrics.compare import Figure, is_judgeable
from metrics.gesture_effects import Compared, Outcome
from metrics.matched import Reason
from metrics.wording import too_few
from settings import Money
from ui.charts.trend import Point
from ui.gestures import money
from ui.periods import Days
from ui.readings import NOTHING
from ui.words import gift

RATE = METRICS["gesture_rate"]
WHAT: dict[Outcome, str] = {
    "again": marked("Came again about the same within 7 days"),
    "satisfied": marked("Were satisfied, of those who answered"),
    "left": marked("Left us within 30 days"),
    "hold": marked("On hold, on the phone"),
    "handle": marked("Handled in all"),
}
TIMES: tuple[Outcome, ...] = ("hold", "handle")
SMALL_SHARE = 0.1
BETTER_MORE: tuple[Outcome, ...] = ("satisfied",)
REFUSALS: dict[Reason, str] = {
    "not told": marked("No gesture is old enough, or no source tells this."),
    "few": marked("too few gestures to tell"),
    "no overlap": marked("No contact without a gesture was alike."),
    "few alike": marked("too few contacts alike to tell"),
    "no variation": marked("too few came out otherwise to tell"),
}
OF_APPROVALS: dict[Reason, str] = {
    "not told": marked("No gesture is known to have been approved by somebody else."),
    "few": marked("too few approved gestures to tell"),
    "no overlap": marked("No gesture on an agent's own word was in a contact alike."),
    "few alike": marked("too few contacts alike to tell"),
    "no variation": marked("All took the same."),
}
FEW: tuple[Reason, ...] = ("few", "few alike", "no variation")  # the number of gestures says how few
AFTER: dict[Outcome, str] = {
    "again": marked("{having} came again after a gesture, {others} after similar contacts"),
    "satisfied": marked("{having} were satisfied after a gesture, {others} after similar contacts"),
    "left": marked("{having} left after a gesture, {others} after similar contacts"),
}
EXPLAINED: dict[Outcome, str] = {
    "again": marked("the share that came again"),
    "satisfied": marked("the share satisfied"),
    "left": marked("the share that left"),
}
NAMELESS: dict[str, str] = {
    "team": marked("no team"),
    "agent": marked("no agent known"),
    "topic_family": marked("no topic"),
}
APART: dict[int, str] = {
    -1: marked("fewer than usual for such contacts"),
    1: marked("more than usual for such contacts"),
}


def sentence(now: dict[str, Figure], costs: Money) -> str:
    """How many contacts got a gesture, what it cost and how often somebody had to approve; or why not."""
    rate, made = now.get("gesture_rate", NOTHING), now.get("gestures", NOTHING)["value"]
    if not made:
        if not rate["denominator"]:
            return _("No source tells what is given out of goodwill.")
        return _("Nobody got a gesture in this period.")
    if not is_judgeable(RATE, rate):
        few = too_few(int(rate["denominator"] or 0), RATE.minimum_n)
        return _("Too few contacts to say how often gestures are given: {few}.").format(few=few)
    cost = now.get("gesture_cost", NOTHING)["value"]
    parts = [_("{share} of contacts got a gesture").format(share=share(rate["value"]))]
    parts += [_("at a cost of {amount}").format(amount=money.amount(cost, costs))] if cost is not None else []
    return ", ".join(parts) + _approved(now.get("gesture_approval_rate", NOTHING)) + "."


def _approved(found: Figure) -> str:
    if not is_judgeable(METRICS["gesture_approval_rate"], found):
        return ""
    if not found["numerator"]:
        return _("; nobody had to ask for approval")
    return _("; {share} needed approval").format(share=share(found["value"], 0))


def told_of(rate: Figure) -> str:
    """Of how many contacts it is told whether there was a gesture: in sight whatever is asked for."""
    said = ngettext("{n} answered contact", "{n} answered contacts", int(rate["denominator"] or 0))
    return said.format(n=number(rate["denominator"] or 0))


def longer(weeks: int) -> str:
    """How far the second half of the page looks back."""
    return ngettext("Over {n} week", "Over {n} weeks", weeks).format(n=number(weeks))


def days(asked: Days) -> str:
    """The days of a half of the page."""
    return period(asked.first, asked.last)


def looked_back(asked: Days, chosen: Days) -> str:
    """The days of the second half, and why they are more where they are."""
    if asked.count <= chosen.count:
        return days(asked)
    return _("{days} · further back than the period, so that there is enough to compare").format(
        days=days(asked)
    )


def followed(found: Sequence[Compared]) -> str:
    """What surely goes with gestures, as an association."""
    clear = [one for one in found if one.difference.is_clear]
    if not clear:
        if all(one.difference.reason for one in found):
            return _("What followed gestures cannot be told")
        return _("What followed gestures is no different from similar contacts, beyond noise")
    first = clear[0]
    said = _(AFTER[first.outcome])
    having, others = first.difference.having, first.difference.others
    digits = _digits(having, others)
    return said.format(having=share(having, digits), others=share(others, digits))


def authority(rate: Figure) -> str:
    """How often somebody else had to approve."""
    if not rate["denominator"]:
        return _("On whose authority gestures are given is not told")
    if not rate["numerator"]:
        return _("Every gesture was on the agent's own word")
    n = int(rate["numerator"])
    said = ngettext("{n} gesture needed approval", "{n} gestures needed approval", n)
    return said.format(n=number(n))


def waiting(rate: Figure, found: Sequence[Compared]) -> str:
    """Whether contacts took longer in which somebody else had to approve."""
    if not rate["numerator"]:
        return authority(rate)
    if any(one.difference.is_clear and (one.difference.value or 0) > 0 for one in found):
        return _("Contacts whose gesture needed approval took longer")
    if any(one.difference.reason is None for one in found):
        return _("No waiting for approval is to be seen")
    return _("Whether approval takes time cannot be told")


def compared(one: Compared) -> str:
    """Both sides, and how many gestures found contacts alike; or why nothing can be said."""
    found = one.difference
    if found.reason is not None:
        refusals = OF_APPROVALS if one.outcome in TIMES else REFUSALS
        why = _(refusals[found.reason])
        return f"{why} ({_('n {n}').format(n=number(found.n))})" if found.reason in FEW else why
    said = ngettext(
        "{alike} of {n} found its like, among {against} others",
        "{alike} of {n} found their like, among {against} others",
        found.n,
    )
    many = said.format(alike=number(found.alike), n=number(found.n), against=number(found.against))
    return f"{_sides(one)} · {many}"


def _sides(one: Compared) -> str:
    """Both sides of a comparison: 42 % against 24 %."""
    having, others = one.difference.having, one.difference.others
    if one.outcome in TIMES:
        return _("{having} against {others} min").format(having=number(having, 1), others=number(others, 1))
    digits = _digits(having, others)
    return _("{having} against {others}").format(having=share(having, digits), others=share(others, digits))


def _digits(having: float | None, others: float | None) -> int:
    """Small shares are told with a decimal."""
    return 1 if min(having or 0, others or 0) < SMALL_SHARE else 0


def difference(one: Compared) -> str:
    """By how much those with a gesture differ, with its direction."""
    value = one.difference.value
    if value is None:
        return "–"
    is_time = one.outcome in TIMES
    amount = number(abs(value if is_time else 100 * value), 1)
    unit = _("{amount} min") if is_time else _("{amount} points")
    sign = "" if amount == number(0, 1) else "▼ " if value < 0 else "▲ "
    return sign + unit.format(amount=amount)


def bounds(one: Compared) -> str:
    """Between which ends the difference surely lies, or that it is within noise."""
    found = one.difference
    if found.low is None or found.high is None:
        return ""
    scale = 1 if one.outcome in TIMES else 100
    ends = _("{low} to {high}").format(
        low=number(scale * found.low, 1, signed=True), high=number(scale * found.high, 1, signed=True)
    )
    return ends if found.is_clear else _("within noise · {ends}").format(ends=ends)


def hidden(found: Sequence[Compared]) -> str:
    """How strong a reason nobody wrote down would have to be to explain what goes with gestures."""
    first = next((one for one in found if one.difference.hidden is not None), None)
    if first is None:
        return ""
    said = _(
        "A reason that is {times} times as common with a gesture, and changes {what} by as much, would"
        " explain all of it."
    )
    return said.format(what=_(EXPLAINED[first.outcome]), times=number(first.difference.hidden, 1))


def waited(found: Sequence[Compared], n: int) -> str:
    """What the longer handling of approved gestures adds up to; empty where nothing is clear."""
    handle = next((one.difference for one in found if one.outcome == "handle"), None)
    if handle is None or not handle.is_clear or handle.low is None or handle.high is None:
        return ""
    if handle.low < 0:
        return ""
    said = _("That is {low} to {high} hours more for the {n} of these weeks that needed approval.")
    return said.format(low=number(n * handle.low / 60), high=number(n * handle.high / 60), n=number(n))


def weekly(points: Sequence[Point]) -> str:
    """What the newest whole week says."""
    judged = [point for point in points if point.is_sure and point.value is not None]
    if not judged:
        return _("Got a gesture, by week")
    return _("In the {week} {share} got a gesture").format(
        week=judged[-1].label, share=share(judged[-1].value)
    )


def group(dimension: str, name: str | None) -> str:
    """A group of a table as people call it."""
    if dimension == "kind":
        return gift(name).capitalize() if name else _("kind not known")
    if dimension == "authority":
        return (name or _("authority not known")).capitalize()
    return name or _(NAMELESS[dimension])


def topics(shown: int, groups: int) -> str:
    """How many topics the table does not show."""
    more = groups - shown
    return ngettext("{n} more topic", "{n} more topics", more).format(n=number(more)) if more > 0 else ""


def unpriced(made: Figure, each: Figure) -> str:
    """How many gestures no cost is known of; empty where all have one."""
    n = int((made["value"] or 0) - (each["denominator"] or 0))
    said = ngettext("{n} gesture without a known cost", "{n} gestures without a known cost", n)
    return said.format(n=number(n)) if n > 0 else ""
