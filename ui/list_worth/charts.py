"""The charts of the page How good is the list: Monday by Monday, and what was told against what came."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from language import _, day
from ui import tokens
from ui.charts.template import blank
from ui.list_worth import words
from ui.list_worth.found import Found, Row

HEIGHT, MOST_TICKS = 230, 7


def by_week(found: Found) -> go.Figure:
    """How many of each list left, with its 95 %, and how many chance would have found, dashed."""
    rows = found.weeks
    days = [found.day(row) for row in rows]
    figure = blank(HEIGHT, hovermode="closest", bargap=0.35)
    _bars(figure, days, rows, [words.of_week(found, row) for row in rows])
    figure.add_scatter(
        x=days,
        y=[row["lift"]["denominator"] for row in rows],
        mode="lines+markers" if len(rows) == 1 else "lines",
        line={"color": tokens.WORSE, "width": 2, "dash": "4px,3px"},
        hoverinfo="skip",
    )
    shown = days[:: max(1, -(-len(days) // MOST_TICKS))]
    named = [day(at).split(" ", 1)[1] for at in shown]
    figure.update_xaxes(tickvals=shown, ticktext=named, ticklabelstandoff=8)
    figure.update_yaxes(rangemode="tozero", nticks=5, tickformat=",d", title_text=_("customers"))
    return figure


def _bars(figure: go.Figure, at: list[Any], rows: Sequence[Row], said: list[str]) -> None:
    told = [row["precision"] for row in rows]
    heights = [one["numerator"] or 0 for one in told]
    up = [(one["high"] or 0) * (one["denominator"] or 0) for one in told]
    down = [(one["low"] or 0) * (one["denominator"] or 0) for one in told]
    _whiskered(figure, at, heights, (down, up), said)


def _whiskered(
    figure: go.Figure,
    at: list[Any],
    heights: list[float],
    bounds: tuple[list[float], list[float]],
    said: list[str],
) -> None:
    down, up = bounds
    figure.add_bar(
        x=at,
        y=heights,
        marker={"color": tokens.ACCENT, "line": {"width": 0}, "cornerradius": 2},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [max(high - one, 0) for high, one in zip(up, heights, strict=True)],
            "arrayminus": [max(one - low, 0) for low, one in zip(down, heights, strict=True)],
            "color": tokens.SOFT,
            "thickness": 1,
            "width": 3,
        },
        hovertext=said,
        hovertemplate="%{hovertext}<extra></extra>",
    )


def told_and_came(found: Found) -> go.Figure:
    """By steps of the chance told, on an average Monday: who would leave by it (grey), who left."""
    rows, weeks = found.steps, found.weeks_told
    at = [words.step(row) for row in rows]
    said = [words.of_step(row, weeks) for row in rows]
    figure = blank(HEIGHT, hovermode="closest", barmode="group", bargap=0.3, bargroupgap=0.08)
    figure.add_bar(
        x=at,
        y=[row["expected"] * row["n"] / weeks for row in rows],
        marker={"color": tokens.BAR, "line": {"width": 0}, "cornerradius": 2},
        hovertext=said,
        hovertemplate="%{hovertext}<extra></extra>",
    )
    heights, down, up = ([_left(row, end) / weeks for row in rows] for end in ("value", "low", "high"))
    _whiskered(figure, at, heights, (down, up), said)
    figure.update_xaxes(type="category", title_text=_("chance of leaving that was told"))
    figure.update_yaxes(rangemode="tozero", nticks=5, title_text=_("customers a Monday"))
    figure.update_layout(margin={"b": 52})
    return figure


def _left(row: Row, end: str) -> float:
    return float(row["share"][end] or 0) * float(row["n"])
