"""A figure by weekday and hour of the day: darker is longer."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from language import weekday
from ui import tokens
from ui.charts.template import blank
from ui.markup import Safe, join, tag

STRONG = 6


@dataclass(frozen=True)
class Cell:
    """One hour of one weekday; `figure` is written where it is above the limit, pale if not `is_sure`."""

    weekday: int
    hour: int
    value: float | None
    figure: str
    hover: str
    restriction: dict[str, str]
    is_sure: bool = True


def heat(cells: Sequence[Cell], week: Sequence[int], top: float) -> go.Figure:
    """Cells in rows of weekdays, in the order of the site's week; an hour without contacts is blank.

    TRICKY: bars instead of Plotly's heat map, which is drawn as one picture: bars can be clicked, and
    repainted in the dark.
    """
    shown = [cell for cell in cells if cell.value is not None]
    if not shown:
        return blank(44)
    sure = [cell for cell in shown if cell.is_sure] or shown
    hours = range(min(cell.hour for cell in sure), max(cell.hour for cell in sure) + 1)
    shown = [cell for cell in shown if cell.hour in hours]
    rows = [day for day in week if any(cell.weekday == day for cell in shown)]
    figure = blank(
        44 + 38 * len(rows), hovermode="closest", margin={"l": 40, "r": 4, "t": 4, "b": 30}, bargap=0.05
    )
    figure.add_bar(**_bars(shown, top, 12 if len(hours) <= 14 else 10))
    names = [weekday(day) for day in reversed(rows)]
    figure.update_yaxes(categoryorder="array", categoryarray=names, showgrid=False)
    figure.update_xaxes(range=[hours[0], hours[-1] + 1], **_hours(hours))
    return figure


def step(value: float, top: float) -> int:
    """The colour's place on the scale, 0 to 9."""
    return min(9, math.floor(10 * value / top)) if top > 0 else 0


def key(low: str, high: str) -> Safe:
    """The scale as swatches between its ends."""
    swatches = join(tag("i", style=f"background:var(--heat-{at})") for at in (0, 2, 4, 6, 9))
    return join([low, tag("span", swatches, "heatkey", aria_hidden="true"), high])


def _bars(cells: Sequence[Cell], top: float, size: int) -> dict[str, object]:
    steps = [step(cell.value or 0.0, top) if cell.is_sure else 0 for cell in cells]
    return {
        "orientation": "h",
        "y": [weekday(cell.weekday) for cell in cells],
        "x": [0.95] * len(cells),
        "base": [cell.hour + 0.025 for cell in cells],
        "marker": {"color": [tokens.HEAT[at] for at in steps], "line": {"width": 0}, "cornerradius": 2},
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
        "text": [cell.figure for cell in cells],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "insidetextfont": {
            "size": size,
            "color": [tokens.INK_ON_STRONG if at >= STRONG else tokens.INK_ON_PALE for at in steps],
        },
        "customdata": [cell.restriction for cell in cells],
        "hovertext": [cell.hover for cell in cells],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _hours(hours: range) -> dict[str, object]:
    shown = [hour for hour in hours if len(hours) <= 14 or hour % 2 == hours[0] % 2]
    return {"tickvals": [hour + 0.5 for hour in shown], "ticktext": [f"{hour:02}" for hour in shown]}
