"""How long until an answer, how long until giving up: two curves, each correcting for the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
import polars as pl

from language import _, duration, number, share
from ui import tokens
from ui.charts.template import blank, faded
from ui.words import brief

STEPS = (5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21600, 86400)


@dataclass(frozen=True)
class Curve:
    """One survival curve: frame of t (seconds), survival, low, high, at_risk; what it is, its look."""

    frame: pl.DataFrame
    metric: str
    name: str
    colour: str
    dash: str


def survival(answer: pl.DataFrame, gave_up: pl.DataFrame, until_s: float) -> go.Figure:
    """Share still in the queue after t seconds, up to until_s, with 95 % bands."""
    margin = {"l": 46, "r": 12, "t": 8, "b": 46}
    # Not unified: a click must be about one of the two curves, the one nearest to it.
    figure = blank(300, margin=margin, hovermode="closest", hoverdistance=-1)
    _half(figure, until_s)
    curves = (
        Curve(gave_up, "patience_median", _("until giving up"), tokens.WORSE, "4px,2px"),
        Curve(answer, "offered_wait_median", _("until an answer"), tokens.ACCENT, "solid"),
    )
    for curve in curves:
        _band(figure, curve, until_s)
        _steps(figure, curve, until_s)
    for curve, other in (curves, curves[::-1]):
        _name(figure, curve, other, until_s)
    ticks = [0, 0.25, 0.5, 0.75, 1]
    figure.update_yaxes(range=[0, 1.03], tickvals=ticks, ticktext=[share(tick, 0) for tick in ticks])
    figure.update_xaxes(range=[0, until_s], title_text=_("time in the queue"), **time_ticks(until_s))
    return figure


def time_ticks(until_s: float) -> dict[str, Any]:
    """At most seven round times along an axis of seconds."""
    step = next((step for step in STEPS if until_s / step <= 7), STEPS[-1])
    values = list(range(step, int(until_s) + 1, step))
    return {"tickvals": values, "ticktext": [brief(value) for value in values]}


def outline(frame: pl.DataFrame, until_s: float) -> pl.DataFrame:
    """The curve from 1 at the start to its last known value at until_s, in at most 400 steps."""
    inside = frame.filter(pl.col("t") <= until_s).select("t", "survival", "low", "high", "at_risk")
    thin = inside.gather_every(max(1, inside.height // 400))
    start = pl.DataFrame({"t": [0.0], "survival": [1.0], "low": [1.0], "high": [1.0]})
    risk = inside["at_risk"].first() if inside.height else 0
    first = start.with_columns(pl.lit(risk).cast(pl.Float64).alias("at_risk"))
    rest = thin.with_columns(pl.all().cast(pl.Float64))
    return pl.concat([first, rest, rest.tail(1).with_columns(pl.lit(float(until_s)).alias("t"))])


def _steps(figure: go.Figure, curve: Curve, until_s: float) -> None:
    line = outline(curve.frame, until_s)
    figure.add_scatter(
        x=line["t"].to_list(),
        y=line["survival"].to_list(),
        mode="lines+markers",
        line={"color": curve.colour, "width": 2, "shape": "hv", "dash": curve.dash},
        marker={"size": 12, "opacity": 0},
        customdata=[{"figure": curve.metric}] * line.height,
        text=[_hover(curve.name, row) for row in line.iter_rows(named=True)],
        hovertemplate="%{text}<extra></extra>",
    )


def _hover(name: str, row: dict[str, Any]) -> str:
    said = _("{name}: {share} still there after {time} (n {n})")
    return said.format(
        name=name, share=share(row["survival"]), time=duration(row["t"]), n=number(row["at_risk"])
    )


def _band(figure: go.Figure, curve: Curve, until_s: float) -> None:
    line = outline(curve.frame, until_s).filter(pl.col("low").is_not_null() & pl.col("high").is_not_null())
    xs, high = _stairs(line["t"].to_list(), line["high"].to_list())
    back, low = _stairs(line["t"].to_list(), line["low"].to_list())
    figure.add_scatter(
        x=xs + back[::-1],
        y=high + low[::-1],
        mode="none",
        fill="toself",
        fillcolor=faded(curve.colour, 0.16),
        hoverinfo="skip",
    )


def _stairs(xs: Sequence[float], ys: Sequence[float]) -> tuple[list[float], list[float]]:
    """Corner points of a line that holds each value until the next."""
    pairs = [pair for at in range(len(xs)) for pair in _corner(xs, ys, at)]
    return [x for x, _y in pairs], [y for _x, y in pairs]


def _corner(xs: Sequence[float], ys: Sequence[float], at: int) -> list[tuple[float, float]]:
    return [(xs[at], ys[at - 1]), (xs[at], ys[at])] if at else [(xs[0], ys[0])]


# What a name covers above its anchor, in parts of the axes, and where it may begin, best first.
NAME_WIDE, NAME_LOW, NAME_HIGH = 0.28, 0.015, 0.1
BEGINS = (0.5, 0.55, 0.6, 0.45, 0.65, 0.4, 0.7, 0.35, 0.3, 0.25, 0.2, 0.15, 0.1)


def spot(curve: pl.DataFrame, other: pl.DataFrame, until_s: float) -> tuple[float, float]:
    """Where a curve's name is free of one half and of the other curve; the middle where nowhere is."""
    spots = [(part * until_s, _height(curve, part * until_s, until_s)) for part in BEGINS]
    return next((one for one in spots if _is_free(one, other, until_s)), spots[0])


def _height(curve: pl.DataFrame, at: float, until_s: float) -> float:
    line = outline(curve, until_s).filter(pl.col("t") <= at)
    return min(0.97, line["high"].fill_null(strategy="forward")[-1] or 1.0)


def _is_free(where: tuple[float, float], other: pl.DataFrame, until_s: float) -> bool:
    x, y = where
    low, high, end = y + NAME_LOW, y + NAME_HIGH, x + NAME_WIDE * until_s
    if low < 0.5 < high:
        return False
    line = outline(other, until_s)
    begin = line.filter(pl.col("t") <= x).tail(1)
    under = pl.concat([begin, line.filter((pl.col("t") > x) & (pl.col("t") <= end))])["survival"]
    return under.filter((under > low) & (under < high)).is_empty() and not _crosses(under, low, high)


def _crosses(heights: pl.Series, low: float, high: float) -> bool:
    return bool((heights >= high).any() and (heights <= low).any())


def _half(figure: go.Figure, until_s: float) -> None:
    figure.add_scatter(
        x=[0, until_s],
        y=[0.5, 0.5],
        mode="lines",
        line={"color": tokens.BEFORE, "width": 1.5, "dash": "3px,3px"},
        hoverinfo="skip",
    )


def _name(figure: go.Figure, curve: Curve, other: Curve, until_s: float) -> None:
    """Write the curve's name just above it, near the middle, off the line of one half and the other curve."""
    x, y = spot(curve.frame, other.frame, until_s)
    figure.add_annotation(
        x=x,
        y=y,
        text=f"<b>{curve.name}</b>",
        showarrow=False,
        xanchor="left",
        yanchor="bottom",
        yshift=6,
        font={"size": 12, "color": curve.colour},
    )
