"""A figure over time, against its target and the period before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

import plotly.graph_objects as go

from language import _, number, share
from ui import tokens
from ui.charts.template import blank, faded

Reading = float | None


@dataclass(frozen=True)
class Point:
    """One step of the trend: where it stands, its value with interval, n, and the one before.

    `is_sure` says that n is enough to judge by, `is_whole` that nothing of the step is cut off.
    """

    at: Any
    label: str
    value: Reading
    low: Reading
    high: Reading
    n: int
    before: Reading
    restriction: dict[str, str]
    is_sure: bool = True
    is_whole: bool = True


def misses(point: Point, target: float | None, higher_is_better: bool) -> bool:
    """Tell whether the step is whole, n is enough and the whole interval on the wrong side of the target."""
    if not (point.is_sure and point.is_whole) or target is None or point.low is None or point.high is None:
        return False
    return point.high < target if higher_is_better else point.low > target


def trend(
    points: Sequence[Point], target: float | None, higher_is_better: bool, ticks: dict[str, Any]
) -> go.Figure:
    """Shares over time: band, the period before dotted, target, and diamonds where it is surely missed."""
    figure = blank(300, margin={"l": 46, "r": 64 if target is not None else 16, "t": 8, "b": 38})
    band(figure, points)
    _before(figure, points)
    if target is not None:
        _target(figure, target)
    _line(figure, points)
    _diamonds(figure, [point for point in points if misses(point, target, higher_is_better)])
    if cut := [point for point in points if not point.is_whole]:
        hollow(figure, cut)
    # The standoff keeps the lowest percentage off the first date, which stands right below it.
    figure.update_xaxes(range=edges(points), ticklabelstandoff=8, **ticks)
    figure.update_yaxes(
        range=span(points, target), tickformat=".0%", nticks=5, **percent_ticks(span(points, target))
    )
    return figure


def edges(points: Sequence[Point]) -> list[Any] | None:
    """The axis from the first to the last point, with a little air for the diamonds."""
    if len(points) < 2:
        return None
    air = (points[-1].at - points[0].at) / 60
    first, last = points[0].at, points[-1].at
    if isinstance(air, timedelta):
        first, last = (datetime.combine(day, time.min) for day in (first, last))
    return [first - air, last + air]


def span(points: Sequence[Point], target: float | None) -> list[float]:
    """The part of 0..1 worth showing: what occurs and the target, with air around it."""
    occurring = [value for point in points for value in (point.low, point.high, point.value, point.before)]
    known = [value for value in [*occurring, target] if value is not None]
    if not known:
        return [0.0, 1.0]
    air = 0.08 * (max(known) - min(known)) + 0.01
    return [max(0.0, min(known) - air), min(1.0, max(known) + air)]


def percent_ticks(limits: Sequence[float]) -> dict[str, Any]:
    """Ticks at round percentages, written as everywhere else: 80 %."""
    step = next(
        step for step in (1, 2, 5, 10, 20, 25) if (limits[1] - limits[0]) * 100 / step <= 6 or step == 25
    )
    values = [tick / 100 for tick in range(0, 101, step) if limits[0] <= tick / 100 <= limits[1]]
    return {"tickvals": values, "ticktext": [share(value, 0) for value in values]}


def _line(figure: go.Figure, points: Sequence[Point]) -> None:
    figure.add_scatter(
        x=[point.at for point in points],
        y=[point.value for point in points],
        mode="lines+markers",
        cliponaxis=False,
        line={"color": tokens.ACCENT, "width": 2},
        marker={
            "size": [7 if is_alone(points, at) else 12 for at in range(len(points))],
            "color": tokens.ACCENT,
            "opacity": [1 if is_alone(points, at) else 0 for at in range(len(points))],
        },
        customdata=[point.restriction for point in points],
        text=[_hover(point) for point in points],
        hovertemplate="%{text}<extra></extra>",
    )


def is_alone(points: Sequence[Point], at: int) -> bool:
    """Tell whether a point has no neighbour to draw a line to, so that it needs a mark."""
    neighbours = [points[near].value for near in (at - 1, at + 1) if 0 <= near < len(points)]
    return points[at].value is not None and all(value is None for value in neighbours)


def _hover(point: Point) -> str:
    if point.value is None:
        return _("{label}: no value").format(label=point.label)
    between = f"{share(point.low)} – {share(point.high)}"
    label = point.label if point.is_whole else _("{label}, not whole").format(label=point.label)
    lines = [
        f"<b>{label}: {share(point.value)}</b>",
        _("n {n}, surely between {between}").format(n=number(point.n), between=between),
        _("before: {value}").format(value=share(point.before)),
    ]
    return "<br>".join(lines)


def band(figure: go.Figure, points: Sequence[Point]) -> None:
    """Draw the intervals as a pale band, with gaps where there is none."""
    xs: list[Any] = []
    ys: list[Reading] = []
    for run in runs(points):
        xs += [point.at for point in run] + [point.at for point in reversed(run)] + [None]
        ys += [point.high for point in run] + [point.low for point in reversed(run)] + [None]
    figure.add_scatter(
        x=xs,
        y=ys,
        mode="none",
        fill="toself",
        fillcolor=faded(tokens.ACCENT, 0.14),
        hoverinfo="skip",
    )


def runs(points: Sequence[Point]) -> list[list[Point]]:
    """Stretches without a gap."""
    found: list[list[Point]] = [[]]
    for point in points:
        if point.low is None or point.high is None:
            found.append([])
        else:
            found[-1].append(point)
    return [run for run in found if run]


def _before(figure: go.Figure, points: Sequence[Point]) -> None:
    figure.add_scatter(
        x=[point.at for point in points],
        y=[point.before for point in points],
        mode="lines",
        line={"color": tokens.BEFORE, "width": 1.5, "dash": "3px,3px"},
        hoverinfo="skip",
    )


def _target(figure: go.Figure, target: float) -> None:
    figure.add_hline(y=target, line={"color": tokens.SOFT, "width": 1})
    figure.add_annotation(
        x=1,
        y=target,
        xref="paper",
        xanchor="left",
        xshift=8,
        align="left",
        showarrow=False,
        text=_("target") + "<br>" + share(target, 0),
        font={"size": 12, "color": tokens.SOFT},
    )


def _diamonds(figure: go.Figure, points: Sequence[Point]) -> None:
    figure.add_scatter(
        x=[point.at for point in points],
        y=[point.value for point in points],
        mode="markers",
        marker={"symbol": "diamond", "size": 8, "color": tokens.WORSE, "opacity": 1},
        unselected={"marker": {"opacity": 1}},
        cliponaxis=False,
        customdata=[point.restriction for point in points],
        hoverinfo="skip",
    )


def hollow(figure: go.Figure, points: Sequence[Point]) -> None:
    """Mark points as rings."""
    figure.add_scatter(
        x=[point.at for point in points],
        y=[point.value for point in points],
        mode="markers",
        marker={
            "size": 8,
            "color": tokens.CARD,
            "opacity": 1,
            "line": {"color": tokens.ACCENT, "width": 2},
        },
        unselected={"marker": {"opacity": 1}},
        cliponaxis=False,
        customdata=[point.restriction for point in points],
        hoverinfo="skip",
    )
