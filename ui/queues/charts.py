"""From figures to the points, curves and cells of the page Queues."""

from datetime import date
from typing import Any

import polars as pl

from language import _, day, duration, number, weekday
from metrics.catalog import METRICS
from metrics.compare import Figure, is_judgeable
from ui.charts.heat import Cell
from ui.charts.trend import Point
from ui.queues.scale import Scale, scale
from ui.queues.story import Story
from ui.readings import NOTHING

HEAT_METRIC = "wait_p90"
SURE_N = 30  # visits of an hour of the week before it is judged
LIMIT_S = 120.0


def points(story: Story, grain: str) -> list[Point]:
    """The share in time by hour, day or week, each step beside its earlier one."""
    earlier = _values(story.over_time_before(grain), grain)
    rows = story.over_time(grain, ("service_level",)).iter_rows(named=True)
    return [_point(row, grain, earlier, is_whole=story.is_whole(row[grain], grain)) for row in rows]


def _point(row: dict[str, Any], grain: str, earlier: dict[Any, float | None], *, is_whole: bool) -> Point:
    one: Figure = row["service_level"] or NOTHING
    at = row[grain]
    return Point(
        at=at,
        label=label(at, grain),
        value=one["value"],
        low=one["low"],
        high=one["high"],
        n=int(one["denominator"] or 0),
        before=earlier.get(at),
        restriction={grain: at.isoformat() if isinstance(at, date) else str(at)},
        is_sure=is_judgeable(METRICS["service_level"], one),
        is_whole=is_whole,
    )


def label(at: date | int, grain: str) -> str:
    """A step of the trend in words: an hour, a day, a week."""
    if isinstance(at, date):
        return day(at) if grain == "day" else _("week of {day}").format(day=day(at))
    return f"{at:02}:00–{at + 1:02}:00"


def _values(frame: pl.DataFrame, grain: str) -> dict[Any, float | None]:
    if not frame.height:
        return {}
    return dict(frame.select(grain, pl.col("service_level").struct.field("value")).iter_rows())


def ticks(points: list[Point], grain: str) -> dict[str, Any]:
    """The axis of the trend: hours, or days in the site's week."""
    if not points:
        return {}
    if grain == "hour":
        shown = [point.at for point in points][:: 2 if len(points) > 12 else 1]
        return {"tickvals": shown, "ticktext": [f"{at:02}:00" for at in shown]}
    step = max(1, -(-len(points) // 7)) if grain == "week" or len(points) < 14 else 7 * -(-len(points) // 56)
    shown = [point.at for point in points][::step]
    return {"tickvals": shown, "ticktext": [day(at).split(" ", 1)[1] for at in shown]}


def until(answer: pl.DataFrame, gave_up: pl.DataFrame) -> float:
    """How far to draw the curves: until 1 in 50 is left of both, or nobody is."""
    ends = [_end(curve) for curve in (answer, gave_up)]
    return max(30.0, min(max(ends), 4 * min(ends)))


def _end(curve: pl.DataFrame) -> float:
    few = curve.filter((pl.col("survival") <= 0.02) | (pl.col("at_risk") <= 0.005 * pl.col("at_risk").max()))
    found = few["t"].first() if few.height else curve["t"].last()
    return float(str(found if found is not None else 0.0))


def cells(story: Story) -> tuple[list[Cell], Scale]:
    """How long nine in ten waited by weekday and hour, and the scale that fits; figures above the target."""
    rows = story.by("weekday", "hour", ids=(HEAT_METRIC,)).to_dicts()
    sure = [row[HEAT_METRIC] for row in rows if is_sure(row[HEAT_METRIC])]
    fitting = scale((one["value"] or 0.0 for one in sure), story.target(HEAT_METRIC) or LIMIT_S)
    return [_cell(row, fitting) for row in rows], fitting


def is_sure(one: Figure) -> bool:
    """Say whether an hour has visits enough to be called a bad one: nine in ten of a few is one of them."""
    return is_judgeable(METRICS[HEAT_METRIC], one) and (one["denominator"] or 0) >= SURE_N


def _cell(row: dict[str, Any], fitting: Scale) -> Cell:
    one: Figure = row[HEAT_METRIC]
    sure = is_sure(one)
    return Cell(
        weekday=row["weekday"],
        hour=row["hour"],
        value=one["value"],
        figure=fitting.figure(one["value"] or 0.0) if sure else "",
        hover=cell_hover(row["weekday"], row["hour"], one, is_sure=sure),
        restriction={"weekday": str(row["weekday"]), "hour": str(row["hour"])},
        is_sure=sure,
    )


def cell_hover(iso: int, hour: int, one: Figure, *, is_sure: bool) -> str:
    """The hour of a cell, its wait and n; of too few contacts, that they are too few."""
    n, needed = number(one["denominator"] or 0), number(SURE_N)
    if is_sure:
        said = _("nine in ten waited under {wait}<br>n {n}").format(wait=duration(one["value"]), n=n)
    else:
        said = _("too few to judge: n {n}, needs {needed}").format(n=n, needed=needed)
    when = _("{day}, {from_} to {to}").format(day=weekday(iso, "wide"), from_=hour, to=hour + 1)
    return f"<b>{when}</b><br>{said}"
