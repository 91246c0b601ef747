"""What wrong desks cost, by cause and by the way that contacts took: read once and cached."""

from dataclasses import dataclass, replace
from datetime import timedelta

import polars as pl
import streamlit as st

from metrics import causes, periods, routing
from ui import data
from ui.charts.flow import Flow
from ui.data import Window
from ui.scene import Scene

WEEKS = 12  # looked back on, to see since when a cause is there
WEEK = timedelta(weeks=1)
FLOWS = 12


@dataclass(frozen=True)
class Costs:
    """`table` are the causes of the period (`causes.causes`), `weekly` their minutes by week, `ways` where
    misrouted contacts began and ended (`routing.matrix`), `missing` what the centre's map does not say."""

    table: pl.DataFrame
    weekly: pl.DataFrame
    ways: pl.DataFrame
    missing: tuple[str, ...] = ()


def costs(scene: Scene, window: Window) -> Costs | None:
    """What wrong desks cost in a window; None where nothing was ever published."""
    return _costs(scene, scene.key, window)


@st.cache_data(max_entries=64, show_spinner=False)
def _costs(_scene: Scene, key: tuple[str, ...], window: Window) -> Costs | None:  # noqa: ARG001
    long = replace(window, start=min(window.start, window.end - WEEKS * WEEK))
    reading = data.reading_of(_scene, long)
    if reading is None:
        return None
    known = reading.centre()
    rows = causes.attributed(reading.traced(), reading.records(), known.centre).collect().lazy()
    start = _scene.settings.site.week_start
    asked = data.inside(rows, "started_at", window)
    weeks = (window.end - window.start) / WEEK
    since = causes.causes(rows, (long.end - long.start) / WEEK, start).select(*causes.BY, "since")
    table = causes.causes(asked, weeks, start).drop("since")
    table = table.join(since, on=list(causes.BY), how="left", nulls_equal=True, maintain_order="left")
    return Costs(table, _weekly(rows, start), routing.matrix(asked), tuple(known.missing))


def _weekly(rows: pl.LazyFrame, week_start: int) -> pl.DataFrame:
    """Minutes of each cause by week, in order."""
    week = periods.week(pl.col("started_local_s"), week_start)
    found = rows.filter(pl.col("cause").is_not_null()).group_by(*causes.BY, week=week)
    return found.agg(minutes=causes.COST.sum() / 60_000).sort("week").collect()


def flows(ways: pl.DataFrame) -> list[Flow]:
    """The ways of misrouted contacts, the most taken first; the first one is the one that matters."""
    wrong = ways.filter(pl.col("misroutes") > 0).sort(
        "misroutes", "first_queue", "last_queue", descending=[True, False, False]
    )
    rows = wrong.head(FLOWS).select("first_queue", "last_queue", "misroutes").rows()
    return [Flow(begin, end, n, is_strong=at == 0) for at, (begin, end, n) in enumerate(rows)]
