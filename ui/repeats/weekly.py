"""How coming again went week by week, for the charts of the page Repeat contacts."""

from datetime import date, timedelta
from typing import Any

import polars as pl

from language import _, day
from metrics.catalog import METRICS
from metrics.compare import Figure, is_judgeable
from metrics.compute import Frames, compute
from metrics.provisional import provisional_weeks
from ui import data, weeks
from ui.charts.trend import Point
from ui.data import Window
from ui.periods import begins
from ui.readings import NOTHING, is_nothing
from ui.scene import Scene

IDS = ("repeat_rate", "fcr")
JUDGED_AFTER = timedelta(7)


def by_week(frames: Frames, rows: pl.LazyFrame, scene: Scene, window: Window) -> pl.DataFrame:
    """Both rates of each whole week: week, is_judged, repeat_rate, fcr.

    rows are traced contacts. A week is judged when the 7 days after it are over as well; of a newer one the
    rates are provisional.
    """
    site = scene.settings.site
    traced = Frames(frames.visits, frames.contacts, traced=rows)
    judged = compute(traced, IDS, by=["week"], week_start=site.week_start)
    newest = provisional_weeks(rows, site.week_start)
    whole = [at for at in judged["week"].to_list() if at is not None and _is_whole(at, scene, window)]
    old = [begins(at + weeks.WEEK + JUDGED_AFTER, site.zone) <= scene.now for at in whole]
    frame = pl.DataFrame({"week": whole, "is_judged": old}, {"week": pl.Date, "is_judged": pl.Boolean})
    both = frame.join(judged, on="week", how="left").join(newest, on="week", how="left", suffix="_newest")
    chosen = [
        pl.when("is_judged").then(pl.col(name)).otherwise(pl.col(f"{name}_newest")).alias(name)
        for name in IDS
    ]
    return both.select("week", "is_judged", *chosen).sort("week")


def _is_whole(week: date, scene: Scene, window: Window) -> bool:
    span, zone = data.span(scene), scene.settings.site.zone
    first, last = begins(week, zone), begins(week + weeks.WEEK, zone)
    in_data = span.first is not None and span.last is not None and weeks.is_whole(week, span.first, span.last)
    return in_data and window.start <= first and last <= window.end


def points(frame: pl.DataFrame, metric: str) -> list[Point]:
    """The weeks of one rate; without a value a week at the end is left out."""
    made = [_point(row, metric) for row in frame.iter_rows(named=True)]
    while made and made[-1].value is None:
        made.pop()
    return made


def _point(row: dict[str, Any], metric: str) -> Point:
    one: Figure = row[metric] or NOTHING
    is_judged = row["is_judged"]
    return Point(
        at=row["week"],
        label=_("week of {day}").format(day=day(row["week"])),
        value=None if is_nothing(one) else one["value"],
        low=one["low"],
        high=one["high"],
        n=int(one["denominator"] or 0),
        before=None,
        restriction={"week": row["week"].isoformat()} if is_judged else {},
        is_sure=is_judgeable(METRICS[metric], one),
        is_whole=is_judged,
    )
