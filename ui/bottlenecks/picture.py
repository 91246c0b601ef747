"""Three small pictures of the hours of an alert: who waited, what came, who was there, and when it began.

`st.html` strips SVG tags, so each line is a mask of its own over a coloured layer (`ui.spark`).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

from language import _
from metrics.bottlenecks import Look
from metrics.bottlenecks.panels import Panel, Reading, most, panels
from ui.markup import Safe, join, tag

WIDTH, HEIGHT = 240.0, 56.0
AIR = 1.12  # room above the highest value
STRETCH_S = 300  # between two looks that a line bridges
Times = tuple[float, float]  # the first and the last instant, in seconds


def pictures(looks: Sequence[Look], begun: datetime, ended: datetime | None, zone: ZoneInfo) -> Safe:
    """All panels that there is anything to draw for, with the beginning marked in each."""
    if len(looks) < 2:
        said = _("There is no picture: nothing of those hours is known.")
        return tag("p", said, "soft")
    at = [one.at.timestamp() for one in looks]
    marks = [one.timestamp() for one in (begun, ended) if one]
    last = told(looks, ended)
    when = f"{last.at.astimezone(zone):%H:%M}"
    is_end = ended is not None and abs(ended - last.at) <= timedelta(seconds=STRETCH_S)
    when = _("{time}, at its end").format(time=when) if is_end else when
    shown = [_panel(one, at, marks, looks, zone, when) for one in panels(looks, last)]
    return tag("div", join(shown), "mk-pictures")


def told(looks: Sequence[Look], ended: datetime | None) -> Look:
    """The look that is told in words: the newest, or that at the end of what is over."""
    until_end = [one for one in looks if ended is None or one.at <= ended]
    return (until_end or looks)[-1]


def _panel(
    one: Panel,
    at: Sequence[float],
    marks: Sequence[float],
    looks: Sequence[Look],
    zone: ZoneInfo,
    when: str,
) -> Safe:
    """A picture with its sentence; when: the instant that it tells of, in words."""
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
    said = _("{time}: {said}").format(time=when, said=one.said)
    highest = tag("span", most(one, [look.at for look in looks], zone), "soft")
    ever = [" · ", highest] if any(one.line) else []
    return tag("div", join([head, picture, axis, tag("small", join([said, *ever]))]), "panel")


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
