"""Three small pictures of the hours of an alert: who waited, what came, who was there, and when it began.

`st.html` strips SVG tags, so each line is a mask of its own over a coloured layer (`ui.spark`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

from language import _, ngettext, number
from metrics.bottlenecks import Look
from ui.markup import Safe, join, tag

WIDTH, HEIGHT = 240.0, 56.0
AIR = 1.12  # room above the highest value
STRETCH_S = 300  # between two looks that a line bridges
Reading = float | None
Times = tuple[float, float]  # the first and the last instant, in seconds


@dataclass(frozen=True)
class Panel:
    """A picture: its title, what it says now, a line with an area, and a dashed one beside it."""

    title: str
    said: str
    line: Sequence[Reading]
    beside: Sequence[Reading] = ()
    beside_is: str = ""


def pictures(looks: Sequence[Look], begun: datetime, ended: datetime | None, zone: ZoneInfo) -> Safe:
    """All panels that there is anything to draw for, with the beginning marked in each."""
    if len(looks) < 2:
        said = _("There is no picture: nothing of those hours is known.")
        return tag("p", said, "soft")
    at = [one.at.timestamp() for one in looks]
    marks = [one.timestamp() for one in (begun, ended) if one]
    known = [make(looks) for make in (_waiting, _arrivals, _people)]
    shown = [_panel(one, at, marks, looks, zone) for one in known if any(v is not None for v in one.line)]
    return tag("div", join(shown), "mk-pictures")


def _waiting(looks: Sequence[Look]) -> Panel:
    last = looks[-1]
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


def _arrivals(looks: Sequence[Look]) -> Panel:
    last = looks[-1]
    words = (
        _("{n} in {minutes} min, {usual} is usual") if last.usual is not None else _("{n} in {minutes} min")
    )
    said = words.format(n=number(last.arrivals), minutes=number(last.evidence), usual=number(last.usual))
    line = [None if one.arrivals is None else _an_hour(one, one.arrivals) for one in looks]
    usual = [None if one.usual is None else _an_hour(one, one.usual) for one in looks]
    return Panel(_("Contacts coming in, an hour"), said, line, usual, _("dashed: usual"))


def _an_hour(look: Look, n: float) -> float:
    return n * 60.0 / look.evidence


def _people(looks: Sequence[Look]) -> Panel:
    last = looks[-1]
    planned = any(one.scheduled is not None for one in looks)
    beside: Callable[[Look], Reading] = lambda one: one.scheduled if planned else one.required  # noqa: E731
    words = _("{there} there, {n} planned") if planned else _("{there} there, {n} needed")
    said = words.format(there=_some(last.staffed), n=_some(beside(last)))
    return Panel(
        _("People at work"),
        said,
        [one.staffed for one in looks],
        [beside(one) for one in looks],
        _("dashed: planned") if planned else _("dashed: needed"),
    )


def _some(n: Reading) -> str:
    return number(n, 0 if n is None or round(n, 1) == round(n) else 1)


def _panel(
    one: Panel, at: Sequence[float], marks: Sequence[float], looks: Sequence[Look], zone: ZoneInfo
) -> Safe:
    times = (at[0], at[-1])
    known = [value for value in (*one.line, *one.beside) if value is not None]
    top = max([*known, 1.0]) * AIR
    is_beside = any(value is not None for value in one.beside)
    inside = [mark for mark in marks if times[0] <= mark <= times[1]]
    layers = [
        _layer(_area(at, one.line, times, top), "area"),
        _layer(_upright([mark for mark in inside if mark == marks[0]], times), "mark"),
        _layer(_upright([mark for mark in inside if mark != marks[0]], times), "mark end"),
        _layer(_lines(at, one.beside, times, top, "4 3"), "beside"),
        _layer(_lines(at, one.line, times, top), "line"),
    ]
    picture = tag("div", join(layers), "layers", role="img", aria_label=f"{one.title}: {one.said}")
    first, last = (f"{each.at.astimezone(zone):%H:%M}" for each in (looks[0], looks[-1]))
    began = [_tick(marks[0], times, zone)] if marks[0] in inside else []
    axis = tag("div", join([tag("span", first), *began, tag("span", last)]), "axis num")
    head = tag(
        "div", join([tag("b", one.title), tag("span", one.beside_is if is_beside else "", "soft")]), "head"
    )
    said = _("{time}: {said}").format(time=last, said=one.said)
    return tag("div", join([head, picture, axis, tag("small", said)]), "panel")


def _tick(mark: float, times: Times, zone: ZoneInfo) -> Safe:
    """The hour at which it began, under its line; left out where it would lie over those of the ends."""
    part = 100 * (mark - times[0]) / (times[1] - times[0])
    if not 16 <= part <= 84:
        return Safe("")
    hour = f"{datetime.fromtimestamp(mark, zone):%H:%M}"
    return tag("span", hour, "began", style=f"inset-inline-start:{part:.1f}%")


def _layer(drawn: str, css: str) -> Safe:
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH:g} {HEIGHT:g}' "
        f"preserveAspectRatio='none'>{drawn}</svg>"
    )
    style = f'--s:url("data:image/svg+xml,{quote(svg)}")'
    return tag("i", "", css, style=style) if drawn else Safe("")


def _place(at: float, value: float, times: Times, top: float) -> tuple[float, float]:
    across = WIDTH * (at - times[0]) / ((times[1] - times[0]) or 1.0)
    return across, HEIGHT * (1 - value / top)


def pieces(
    at: Sequence[float], values: Sequence[Reading], times: Times, top: float
) -> list[list[tuple[float, float]]]:
    """Stretches of known values as points of the picture; a longer pause between looks is a gap."""
    found: list[list[tuple[float, float]]] = [[]]
    before = None
    for instant, value in zip(at, values, strict=False):
        if value is None or (before is not None and instant - before > STRETCH_S):
            found.append([])
        if value is not None:
            found[-1].append(_place(instant, value, times, top))
            before = instant
    return [piece for piece in found if len(piece) > 1]


def _lines(at: Sequence[float], values: Sequence[Reading], times: Times, top: float, dash: str = "") -> str:
    dashed = f" stroke-dasharray='{dash}'" if dash else ""
    return "".join(
        f"<polyline points='{_path(piece)}' fill='none' stroke='black' stroke-width='1.6'{dashed} "
        "vector-effect='non-scaling-stroke' stroke-linejoin='round'/>"
        for piece in pieces(at, values, times, top)
    )


def _area(at: Sequence[float], values: Sequence[Reading], times: Times, top: float) -> str:
    return "".join(
        f"<polygon points='{piece[0][0]:.1f},{HEIGHT:g} {_path(piece)} {piece[-1][0]:.1f},{HEIGHT:g}'/>"
        for piece in pieces(at, values, times, top)
    )


def _upright(marks: Sequence[float], times: Times) -> str:
    return "".join(
        f"<line x1='{x:.1f}' x2='{x:.1f}' y1='0' y2='{HEIGHT:g}' stroke='black' stroke-width='1.2' "
        "vector-effect='non-scaling-stroke'/>"
        for x, _y in (_place(mark, 0.0, times, 1.0) for mark in marks)
    )


def _path(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
