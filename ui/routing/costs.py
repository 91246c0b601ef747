"""What wrong desks cost, by cause and by what contacts have in common: read once and cached."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

import polars as pl
import streamlit as st

from metrics import causes, intervals, periods, routing, wrong_desks
from metrics.centre import Centre
from metrics.mending import to_mend, unmended
from store.read import Reading
from ui import data
from ui.charts.flow import Flow
from ui.data import Window
from ui.scene import Scene

WEEKS = 12  # looked back on, to see since when a cause is there
WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)
CHANGE = timedelta(hours=1)  # of clocks
FLOWS = 12


@dataclass(frozen=True)
class Costs:
    """What wrong desks cost in a window.

    `table` are its causes (`causes.causes`, with `to_mend`: records still to mend), its minutes a week or,
    where not `is_weekly`, of the whole window, for a few days tell nothing of a week; `weekly` their minutes
    by week, `ways` where contacts began and ended (`routing.matrix`, with `told`: those misrouted that did
    not ask for a person), `splits` the same minutes by each of
    `wrong_desks.SPLITS`, `moves` how agents moved contacts on, `flow_outs` how often
    and how many of them the system did, `mend` field → customers whose record is to be
    mended, `centre` the map that all this is judged by, `missing` what it does not say.
    """

    table: pl.DataFrame
    weekly: pl.DataFrame
    ways: pl.DataFrame
    is_weekly: bool = True
    splits: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    moves: pl.DataFrame = field(default_factory=pl.DataFrame)
    flow_outs: tuple[int, int] = (0, 0)
    mend: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    centre: Centre = field(default_factory=Centre)
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
    asked = wrong_desks.with_field(data.inside(rows, "started_at", window))
    asked = wrong_desks.with_segment(asked, reading.records()).collect().lazy()
    mend = _to_mend(asked, reading)
    known_long, known_short = (data.known_window(_scene, each) for each in (long, window))
    table = _causes(rows, asked, (known_long, known_short), _scene.settings.site.week_start)
    return Costs(
        with_records(table, mend),
        _weekly(rows, _scene.settings.site.week_start),
        _ways(asked),
        is_weekly(known_short),
        {by: wrong_desks.split(asked, by) for by in wrong_desks.SPLITS},
        wrong_desks.moves(asked),
        wrong_desks.flow_outs(asked),
        mend,
        known.centre,
        tuple(known.missing),
    )


def _causes(
    rows: pl.LazyFrame, asked: pl.LazyFrame, windows: tuple[Window, Window], week_start: int
) -> pl.DataFrame:
    """The causes of the rows asked for, each with since when it is there in all rows."""
    long, short = (weeks_of(window) for window in windows)
    short = short if is_weekly(windows[1]) else 1
    since = causes.causes(rows, long, week_start).select(*causes.BY, "since")
    table = causes.causes(asked, short, week_start).drop("since")
    return table.join(since, on=list(causes.BY), how="left", nulls_equal=True, maintain_order="left")


def weeks_of(window: Window) -> float:
    """The weeks of a window; a day on which clocks change is a day."""
    length = window.end - window.start
    days = round(length / DAY)
    return days * DAY / WEEK if abs(length - days * DAY) <= CHANGE else length / WEEK


def is_weekly(window: Window) -> bool:
    """Tell whether a window is long enough to say how much it is a week: seven days, give or take an hour."""
    return round((window.end - window.start) / DAY) >= WEEK // DAY


def _ways(asked: pl.LazyFrame) -> pl.DataFrame:
    """Where contacts began and ended, and how many of those misrouted had said what it was about."""
    said = asked.filter(causes.MISROUTE, pl.col("cause") != causes.OPT_OUT)
    told = said.group_by("first_queue", "last_queue").agg(told=pl.len().cast(pl.Int64)).collect()
    found = routing.matrix(asked).join(told, on=["first_queue", "last_queue"], how="left", nulls_equal=True)
    return found.with_columns(pl.col("told").fill_null(0))


def _to_mend(asked: pl.LazyFrame, reading: Reading) -> dict[str, pl.DataFrame]:
    """The customers whose record is to be mended, by the field at fault; fields without any are left out."""
    records = reading.records().sort("valid_from").unique("customer_id", keep="last", maintain_order=True)
    listed = {name: to_mend(asked, name) for name in causes.FIELDS}
    return {name: unmended(one, records) for name, one in listed.items() if one.height}


def with_records(table: pl.DataFrame, mend: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Put beside each cause that is a field how many records there are to mend."""
    heights = {name: one.height for name, one in mend.items()}
    count = pl.col("detail").replace_strict(heights, default=None, return_dtype=pl.Int64)
    return table.with_columns(to_mend=pl.when(pl.col("cause") == causes.FIELD).then(count))


def _weekly(rows: pl.LazyFrame, week_start: int) -> pl.DataFrame:
    """Minutes of each cause by week, in order."""
    week = periods.week(pl.col("started_local_s"), week_start)
    found = rows.filter(pl.col("cause").is_not_null()).group_by(*causes.BY, week=week)
    return found.agg(minutes=causes.COST.sum() / 60_000).sort("week").collect()


def stands_out(ways: pl.DataFrame) -> pl.Expr:
    """Mark the way taken most where it takes more than twice what the others do on average, beyond chance.

    Only contacts that said what it was about count, for who asks for a person begins wherever such callers
    are put through to. Its part of all is bounded (Wilson, widened for the number of ways), as
    `causes.options` judges options by number.
    """
    told = pl.col("told")
    many = ways.filter(told > 0).height
    low, _high = intervals.wilson(told.cast(pl.Float64), told.sum().cast(pl.Float64), intervals.any_of(many))
    is_beyond = (low > causes.TWICE / (causes.TWICE + many - 1)).fill_null(value=False)
    return is_beyond & (told.sum() >= causes.LEAST) & (pl.int_range(pl.len()) == told.arg_max())


def flows(ways: pl.DataFrame) -> list[Flow]:
    """The ways of misrouted contacts, the most taken first; one is strong where it clearly stands out."""
    wrong = ways.filter(pl.col("misroutes") > 0)
    wrong = wrong.with_columns(is_strong=stands_out(wrong))
    rows = wrong.sort("misroutes", "first_queue", "last_queue", descending=[True, False, False]).head(FLOWS)
    return [Flow(*row) for row in rows.select("first_queue", "last_queue", "misroutes", "is_strong").rows()]
