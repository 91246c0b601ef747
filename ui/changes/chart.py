"""Before and after: a figure by week beside its comparison, and where it would have been otherwise."""

from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go

from language import _, day, figure
from metrics.intervals import Z
from metrics.metric import Metric
from store.outcome import Outcome
from ui import tokens
from ui.charts.template import blank, faded, named
from ui.charts.trend import percent_ticks

HEIGHT = 230
WEEK = timedelta(7)


def weeks(outcome: Outcome, metric: Metric, names: tuple[str, str]) -> go.Figure:
    """Weeks before and after: here in the accent, beside it muted, the band what would have been expected."""
    chart = blank(HEIGHT, margin={"l": 46, "r": 12, "t": 22, "b": 30})
    since, lines = outcome.case.since, outcome.lines
    at = [since + week * WEEK for week, _here, _there in lines]
    band = _expected(outcome)
    if band is not None:
        low, high = band
        last = since + (outcome.weeks - 1) * WEEK
        chart.add_scatter(
            x=[since, last, last, since] if last > since else [since, since + WEEK, since + WEEK, since],
            y=[low, low, high, high],
            mode="none",
            fill="toself",
            fillcolor=faded(tokens.ACCENT, 0.14),
            hoverinfo="skip",
        )
    if any(there is not None for _week, _here, there in lines):
        _line(chart, at, [there for _week, _here, there in lines], metric, named(names[1]), tokens.BEFORE)
    _line(chart, at, [here for _week, here, _there in lines], metric, named(names[0]), tokens.ACCENT)
    _since(chart, since)
    _axes(chart, [v for line in lines for v in line[1:]] + list(band or ()), metric)
    chart.update_xaxes(tickformat="%-d %b", nticks=6)
    return chart


def days(outcome: Outcome, metric: Metric) -> go.Figure:
    """The days of a roll-out: filled where the new way held, hollow where the old one did."""
    chart = blank(HEIGHT, margin={"l": 46, "r": 12, "t": 22, "b": 30}, hovermode="closest")
    for is_new, name, level in ((True, _("new way"), outcome.after), (False, _("old way"), outcome.before)):
        some = [(on, value) for on, new, value in outcome.days if new == is_new]
        colour = tokens.ACCENT if is_new else tokens.BEFORE
        chart.add_scatter(
            x=[on for on, _value in some],
            y=[value for _on, value in some],
            mode="markers",
            marker={"size": 8, "color": colour, "symbol": "circle" if is_new else "circle-open"},
            text=[f"{day(on)}: {figure(value, metric.unit)} ({name})" for on, value in some],
            hovertemplate="%{text}<extra></extra>",
        )
        if level is not None:
            chart.add_hline(
                y=level, line={"color": colour, "width": 1.5, "dash": "solid" if is_new else "dot"}
            )
    _axes(chart, [value for _on, _new, value in outcome.days], metric)
    chart.update_xaxes(tickformat="%-d %b", nticks=6)
    return chart


def _expected(outcome: Outcome) -> tuple[float, float] | None:
    """Where the figure would be, surely, had nothing been changed; None where that is not known."""
    found = outcome.found
    if found is None or outcome.after is None or not found.difference.is_known:
        return None
    middle, half = outcome.after - found.difference.points, Z * found.difference.error
    return middle - half, middle + half


def _line(
    chart: go.Figure, at: list[date], values: list[float | None], metric: Metric, name: str, colour: str
) -> None:
    chart.add_scatter(
        x=at,
        y=values,
        mode="lines+markers",
        line={"color": colour, "width": 2},
        marker={"size": 5, "color": colour},
        text=[f"{name}: {figure(value, metric.unit)}" for value in values],
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )


def _since(chart: go.Figure, since: date) -> None:
    chart.add_vline(x=since, line={"color": tokens.SOFT, "width": 1, "dash": "dot"})
    chart.add_annotation(
        x=since,
        y=1,
        yref="paper",
        yanchor="bottom",
        showarrow=False,
        text=_("from {day}").format(day=day(since)),
        font={"size": 12, "color": tokens.SOFT},
    )


def _axes(chart: go.Figure, values: list[float | None], metric: Metric) -> None:
    known = [value for value in values if value is not None]
    if not known:
        return
    air = 0.12 * (max(known) - min(known)) + (0.01 if metric.unit == "share" else 1)
    limits = [max(0.0, min(known) - air), max(known) + air]
    if metric.unit == "share":
        limits[1] = min(1.0, limits[1])
        ticks: dict[str, Any] = percent_ticks(limits)
    else:
        ticks = {"nticks": 5, "ticksuffix": " s"}
    chart.update_yaxes(range=limits, **ticks)


def alt(outcome: Outcome, metric: Metric, said: str) -> str:
    """What the picture shows, in words."""
    kind = _("by day") if outcome.case.plan else _("by week")
    return _("{metric} {kind}, before and after. {said}").format(metric=_(metric.label), kind=kind, said=said)
