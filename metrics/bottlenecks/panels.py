"""What the hours of an alert show, drawn small: who waited, what came, who was there; for pages and mails."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from language import _, ngettext, number
from metrics.bottlenecks.look import Look

Reading = float | None
MANY = 10.0  # from which on a mean is told without decimals


@dataclass(frozen=True)
class Panel:
    """A picture: its title, what it says of one look, a line with an area, and a dashed one beside it.

    is_hourly: whether the line counts by the hour.
    """

    title: str
    said: str
    line: Sequence[Reading]
    beside: Sequence[Reading] = ()
    beside_is: str = ""
    is_hourly: bool = False


def panels(looks: Sequence[Look], told: Look | None = None) -> list[Panel]:
    """All panels that there is anything to draw for; looks: one at least, of one queue, oldest first.

    told: the look that is told in words; the last one where none is given.
    """
    known = [make(looks, told or looks[-1]) for make in (_waiting, _arrivals, _people)]
    return [one for one in known if any(value is not None for value in one.line)]


def most(one: Panel, at: Sequence[datetime], zone: ZoneInfo) -> str:
    """Say the highest reading and when it was first; at: the instants of its line."""
    value, when = max(
        ((value, when) for value, when in zip(one.line, at, strict=True) if value is not None),
        key=lambda pair: pair[0],
    )
    shown = number(value, 0 if value >= MANY or round(value, 1) == round(value) else 1)
    said = _("{n} an hour at most, at {time}") if one.is_hourly else _("{n} at most, at {time}")
    return said.format(n=shown, time=f"{when.astimezone(zone):%H:%M}")


def _waiting(looks: Sequence[Look], last: Look) -> Panel:
    return Panel(
        _("People waiting"),
        _who_waits(last),
        [None if one.told_at is None else float(one.waiting) for one in looks],
        [None if one.told_at is None else float(one.overdue) for one in looks],
        _("dashed: too long"),
    )


def _who_waits(look: Look) -> str:
    if not look.waiting:
        return _("nobody waits")
    said = ngettext("{n} waits", "{n} wait", look.waiting).format(n=number(look.waiting))
    if not look.overdue:
        return _("{said}, none too long").format(said=said)
    late = _("{said}, {late} of them too long") if look.overdue < look.waiting else _("{said}, all too long")
    return late.format(said=said, late=number(look.overdue))


def _arrivals(looks: Sequence[Look], last: Look) -> Panel:
    words = _("{n} an hour over the last {minutes} min")
    if last.usual is not None:
        words = _("{n} an hour over the last {minutes} min, {usual} is usual")
    said = words.format(
        n=number(None if last.arrivals is None else _an_hour(last, last.arrivals)),
        minutes=number(last.evidence),
        usual=number(None if last.usual is None else _an_hour(last, last.usual)),
    )
    line = [None if one.arrivals is None else _an_hour(one, one.arrivals) for one in looks]
    usual = [None if one.usual is None else _an_hour(one, one.usual) for one in looks]
    return Panel(_("Contacts coming in, an hour"), said, line, usual, _("dashed: usual"), is_hourly=True)


def _an_hour(look: Look, n: float) -> float:
    return n * 60.0 / look.evidence


def _people(looks: Sequence[Look], last: Look) -> Panel:
    planned = any(one.scheduled is not None for one in looks)
    beside: Callable[[Look], Reading] = lambda one: one.scheduled if planned else one.required  # noqa: E731
    words = _("{there} there, {n} planned") if planned else _("{there} there, {n} needed")
    said = words.format(there=_some(last.staffed), n=_some(beside(last)))
    return Panel(
        _("People at work for it"),
        said,
        [one.staffed for one in looks],
        [beside(one) for one in looks],
        _("dashed: planned") if planned else _("dashed: needed"),
    )


def _some(n: Reading) -> str:
    return number(n, 0 if n is None or round(n, 1) == round(n) else 1)
