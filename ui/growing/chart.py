"""The weekly picture of a watched problem: its share, what was usual, and when something was changed."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import plotly.graph_objects as go
import polars as pl

from language import _, day
from metrics.intervals import wilson
from metrics.watched import Became
from ui import tokens
from ui.charts.trend import Point
from ui.charts.weekly import weekly
from ui.growing import words

LEAST_SURE = 30
MOST_WEEKS = 26
DAY = timedelta(1)


def picture(
    became: Became, starts: Sequence[date], changes: Sequence[Mapping[str, Any]], zone: ZoneInfo
) -> go.Figure:
    """Draw the newest weeks; a dotted line each where somebody changed how it stands."""
    points = made(became, starts)[-MOST_WEEKS:]
    figure = weekly(points, axis(points))
    if became.usual is not None:
        figure.add_hline(y=became.usual, line={"color": tokens.BEFORE, "width": 1.5, "dash": "2px,3px"})
    for change in _turns(changes):
        at = change["at"].astimezone(zone).date()
        if at >= points[0].at:
            _mark(figure, min(at, points[-1].at), change["state"])
    figure.update_layout(margin={"t": 24})
    return figure


def _mark(figure: go.Figure, at: date, state: str) -> None:
    figure.add_vline(x=at, line={"color": tokens.SOFT, "width": 1, "dash": "3px,3px"})
    figure.add_annotation(
        x=at,
        y=1,
        yref="paper",
        yanchor="bottom",
        showarrow=False,
        text=_(words.SHORT_STATES.get(state, state)),
        font={"size": 11, "color": tokens.SOFT},
    )


def _turns(changes: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The changes that changed how it stands."""
    return [one for n, one in enumerate(changes) if not n or one["state"] != changes[n - 1]["state"]]


def made(became: Became, starts: Sequence[date]) -> list[Point]:
    """A point for each week with contacts to count."""
    n, of = became.rise.n, became.rise.of
    bounds = pl.DataFrame({"n": n, "of": of}, schema={"n": pl.Float64, "of": pl.Float64}).select(
        *(
            bound.alias(name)
            for name, bound in zip(("low", "high"), wilson(pl.col("n"), pl.col("of")), strict=True)
        )
    )
    return [
        Point(
            at=start,
            label=_("week of {day}").format(day=day(start)),
            value=n[at] / of[at],
            low=bounds["low"][at],
            high=bounds["high"][at],
            n=of[at],
            before=None,
            restriction={},
            is_sure=of[at] >= LEAST_SURE,
        )
        for at, start in enumerate(starts)
        if of[at]
    ]


def axis(points: Sequence[Point]) -> dict[str, Any]:
    """Name some weeks below the picture."""
    step = max(1, len(points) // 6)
    shown = [point.at for point in points[::step]]
    return {"tickvals": shown, "ticktext": [day(at).split(" ", 1)[-1] for at in shown]}
