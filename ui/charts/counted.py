"""Counts by week as bars, the part of them that is still open in a strong colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import plotly.graph_objects as go

from language import _, number
from ui import tokens
from ui.charts.template import blank

HEIGHT = 210


@dataclass(frozen=True)
class Count:
    """How many in the week of a day, how many of them are open, and what a click leads to."""

    at: date
    label: str
    made: int
    still_open: int
    restriction: dict[str, str]


def counts(weeks: Sequence[Count], ticks: dict[str, Any]) -> go.Figure:
    """Bars by week from 0, open ones below."""
    figure = blank(HEIGHT, barmode="stack", bargap=0.35, hovermode="closest")
    _bars(figure, weeks, [one.still_open for one in weeks], tokens.WORSE)
    _bars(figure, weeks, [one.made - one.still_open for one in weeks], tokens.BAR)
    figure.update_xaxes(ticklabelstandoff=8, **ticks)
    figure.update_yaxes(rangemode="tozero", nticks=5, tickformat=",d")
    return figure


def _bars(figure: go.Figure, weeks: Sequence[Count], heights: Sequence[int], colour: str) -> None:
    figure.add_bar(
        x=[one.at for one in weeks],
        y=list(heights),
        marker={"color": colour, "line": {"width": 0}, "cornerradius": 2},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        customdata=[one.restriction for one in weeks],
        hovertext=[hover(one) for one in weeks],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def hover(one: Count) -> str:
    """What a week says of itself."""
    said = _("<b>{label}: {made}</b><br>{open} still open")
    return said.format(label=one.label, made=number(one.made), open=number(one.still_open))
