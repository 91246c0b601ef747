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
FLOOR = 0.0005  # where a scale by tens begins; who left not at all stands there
TICKS = (0.001, 0.01, 0.1, 1.0)
WHISKER: dict[str, Any] = {
    "type": "data",
    "symmetric": False,
    "color": tokens.SOFT,
    "thickness": 1,
    "width": 3,
}


def by_week(found: Found) -> go.Figure:
    """How many of each list left, with its 95 %, and how many chance would have found, dashed."""
    rows = [*found.before, *found.weeks]
    days = [found.day(row) for row in rows]
    colours = [tokens.BEFORE] * len(found.before) + [tokens.ACCENT] * len(found.weeks)
    figure = blank(HEIGHT, hovermode="closest", bargap=0.35)
    _bars(figure, days, rows, [words.of_week(found, row) for row in rows], colours)
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


def _bars(figure: go.Figure, at: list[Any], rows: Sequence[Row], said: list[str], colours: list[str]) -> None:
    told = [row["precision"] for row in rows]
    heights = [one["numerator"] or 0 for one in told]
    up = [(one["high"] or 0) * (one["denominator"] or 0) for one in told]
    down = [(one["low"] or 0) * (one["denominator"] or 0) for one in told]
    _whiskered(figure, at, heights, (down, up), said, colours)


def _whiskered(
    figure: go.Figure,
    at: list[Any],
    heights: list[float],
    bounds: tuple[list[float], list[float]],
    said: list[str],
    colours: list[str],
) -> None:
    down, up = bounds
    figure.add_bar(
        x=at,
        y=heights,
        marker={"color": colours, "line": {"width": 0}, "cornerradius": 2},
        error_y={
            **WHISKER,
            "array": [max(high - one, 0) for high, one in zip(up, heights, strict=True)],
            "arrayminus": [max(one - low, 0) for low, one in zip(down, heights, strict=True)],
        },
        hovertext=said,
        hovertemplate="%{hovertext}<extra></extra>",
    )


def told_and_came(found: Found) -> go.Figure:
    """By steps of the chance told: the mean told (a dash), and the share who left with its 95 % (a dot)."""
    rows = found.steps
    at, said = [words.step(row) for row in rows], [words.of_step(row) for row in rows]
    figure = blank(HEIGHT, hovermode="closest", margin={"l": 62, "r": 12, "t": 8, "b": 76})
    came, low, high = ([_shown(row["share"][end]) for row in rows] for end in ("value", "low", "high"))
    ends = {
        "array": [end - one for end, one in zip(high, came, strict=True)],
        "arrayminus": [one - end for one, end in zip(came, low, strict=True)],
    }
    dot = {"color": tokens.ACCENT, "size": 9, "symbol": [_symbol(row) for row in rows]}
    told = {"size": 22, "symbol": "line-ew", "line": {"color": tokens.WORSE, "width": 3}}
    _dots(figure, at, [_shown(row["expected"]) for row in rows], said, marker=told)
    _dots(figure, at, came, said, marker=dot, error_y={**WHISKER, **ends})
    figure.update_xaxes(type="category", title_text=_("chance of leaving that was told"), tickangle=-40)
    figure.update_yaxes(
        type="log", title_text=_("left"), tickvals=TICKS, ticktext=[words.short(each) for each in TICKS]
    )
    return figure


def _shown(part: float | None) -> float:
    return max(part or 0.0, FLOOR)


def _symbol(row: Row) -> str:
    return "circle" if row["share"]["value"] else "triangle-down-open"


def _dots(figure: go.Figure, at: list[str], y: list[float], said: list[str], **look: Any) -> None:
    hover = {"hovertext": said, "hovertemplate": "%{hovertext}<extra></extra>"}
    figure.add_scatter(x=at, y=y, mode="markers", cliponaxis=False, **hover, **look)
