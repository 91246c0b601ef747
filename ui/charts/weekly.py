"""A share by week; weeks that are not judged yet are a dashed line with rings."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from language import _, number, share
from ui import tokens
from ui.charts.template import blank
from ui.charts.trend import Point, band, edges, hollow, percent_ticks, span

HEIGHT, FEW_PX = 210, 7


def weekly(points: Sequence[Point], ticks: dict[str, Any]) -> go.Figure:
    """Shares by week with their band; those of a point that is not whole are provisional."""
    figure = blank(HEIGHT, margin={"l": 46, "r": 16, "t": 8, "b": 34})
    limits = span(points, None)
    judged = sum(point.is_whole for point in points)
    band(figure, points)
    _line(figure, points[max(0, judged - 1) :], "4px,3px")
    _line(figure, points[:judged], "solid")
    _readable(figure, points)
    hollow(figure, points[judged:])
    figure.update_xaxes(range=edges(points), ticklabelstandoff=8, **ticks)
    figure.update_yaxes(range=limits, **percent_ticks(limits))
    return figure


def _line(figure: go.Figure, points: Sequence[Point], dash: str) -> None:
    figure.add_scatter(
        x=[point.at for point in points],
        y=[point.value for point in points],
        mode="lines",
        line={"color": tokens.ACCENT, "width": 2, "dash": dash},
        hoverinfo="skip",
    )


def _readable(figure: go.Figure, points: Sequence[Point]) -> None:
    """Small marks that can be read and clicked: of a week that is judged, its contacts."""
    figure.add_scatter(
        x=[point.at for point in points],
        y=[point.value for point in points],
        mode="markers",
        marker={
            "size": FEW_PX,
            "color": [tokens.ACCENT if point.is_sure else tokens.BEFORE for point in points],
            "opacity": 1,
        },
        unselected={"marker": {"opacity": 1}},
        cliponaxis=False,
        customdata=[point.restriction or None for point in points],
        text=[hover(point) for point in points],
        hovertemplate="%{text}<extra></extra>",
    )


def hover(point: Point) -> str:
    """What a week says of itself."""
    if point.value is None:
        return _("{label}: no value").format(label=point.label)
    label = point.label if point.is_whole else _("{label}, provisional").format(label=point.label)
    said = _("n {n}, surely between {low} and {high}")
    lines = [
        f"<b>{label}: {share(point.value)}</b>",
        said.format(n=number(point.n), low=share(point.low), high=share(point.high)),
        *([] if point.is_sure else [_("too few to judge")]),
    ]
    return "<br>".join(lines)
