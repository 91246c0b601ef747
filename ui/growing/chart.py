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
MOST_NAMED = 4  # weeks below the picture, which also fits a phone
DAY = timedelta(1)


def picture(
    became: Became, starts: Sequence[date], changes: Sequence[Mapping[str, Any]], zone: ZoneInfo
) -> go.Figure:
    """Draw the newest weeks; a dotted line each where somebody changed how it stands."""
    points = made(became, starts)[-MOST_WEEKS:]
    figure = weekly(points, axis(points))
    if became.usual is not None:
        figure.add_hline(y=became.usual, line={"color": tokens.BEFORE, "width": 1.5, "dash": "2px,3px"})
    turns = _turns(changes, points, zone)
    for at, state in turns.items():
        _mark(figure, at, state, is_last=at > points[-1].at - 14 * DAY)
    if turns and max(turns) > points[-1].at:
        figure.update_xaxes(range=[points[0].at - DAY, max(turns) + DAY])
    figure.update_layout(margin={"t": 24})
    return figure


def _mark(figure: go.Figure, at: date, state: str, *, is_last: bool) -> None:
    figure.add_vline(x=at, line={"color": tokens.SOFT, "width": 1, "dash": "3px,3px"})
    figure.add_annotation(
        x=at,
        y=1,
        yref="paper",
        yanchor="bottom",
        xanchor="right" if is_last else "center",
        showarrow=False,
        text=_(words.SHORT_STATES.get(state, state)),
        font={"size": 11, "color": tokens.SOFT},
    )


def _turns(changes: Sequence[Mapping[str, Any]], points: Sequence[Point], zone: ZoneInfo) -> dict[date, str]:
    """The days on which how it stands was changed, of changes in one week the last.

    A week's point stands where the week begins, so that a day lies after the point of its own week and before
    the next. What was changed before the first week stands there.
    """
    found: dict[date, tuple[date, str]] = {}
    for change in changes:
        day_of = max(change["at"].astimezone(zone).date(), points[0].at)
        week = max(point.at for point in points if point.at <= day_of)
        if change["state"] != next(reversed(found.values()), (None, None))[1]:
            found[week] = (day_of, change["state"])
    return dict(found.values())


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
    step = max(1, -(-len(points) // MOST_NAMED))
    shown = [point.at for point in points[::step]]
    return {"tickvals": shown, "ticktext": [day(at).split(" ", 1)[-1] for at in shown], "tickangle": 0}
