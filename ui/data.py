"""Cached reads. A result is shared by all sessions that look at the same rows with the same rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import polars as pl
import streamlit as st

from metrics.catalog import METRICS
from metrics.compute import compute
from metrics.km import survival
from metrics.periods import Period
from metrics.ratio import no_longer_known
from store.keeping import kept_since, since_of
from store.read import Filters, Reading, open_reading
from store.smallest import GROUPS, NOTHING, Withheld
from ui.asked import Asked
from ui.periods import Days, begins, instants, so_far, so_far_before, told_until
from ui.scene import Scene

KEPT_RESULTS = 512
DAY_S = 86_400
DUE = ("promises", "followups")  # frames of what falls due
MARKED = (*DUE, "complaints")  # frames that change with what people mark as done


@dataclass(frozen=True)
class Window:
    """Which rows a read is about: half-open instants and values to narrow by; part of the cache's key."""

    start: datetime
    end: datetime
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Span:
    """What there is at all: the queues, the channels, the first and the last day."""

    queues: tuple[str, ...]
    channels: tuple[str, ...]
    first: date | None
    last: date | None
    newest: datetime | None = None  # when the newest contact began
    kept_since: Mapping[str, datetime] = field(default_factory=dict)  # by table; what is older was deleted


def window(scene: Scene, asked: Asked) -> Window:
    """The rows that are asked for."""
    return Window(*so_far(asked.days, scene.now, scene.settings.site.zone), _where(asked))


def whole_window(scene: Scene, asked: Asked) -> Window:
    """The rows that are asked for, days to come included: what was promised falls due ahead."""
    return Window(*instants(asked.days, scene.settings.site.zone), _where(asked))


def window_before(scene: Scene, asked: Asked) -> Window | None:
    """The rows to compare with, None where nobody wants to, and where they are no longer kept.

    Where the data end within the period, what is compared ends as early.
    """
    if asked.against == "none":
        return None
    zone = scene.settings.site.zone
    clock = told_until(asked.days, scene.now, span(scene).newest, zone)
    start, end = so_far_before(asked.days, asked.against, clock, zone)
    since = since_of(span(scene).kept_since)
    return None if since is not None and start < since else Window(start, end, _where(asked))


def figures(scene: Scene, window: Window, ids: Sequence[str], by: Sequence[str] = ()) -> pl.DataFrame:
    """Metrics of the window, a row per group; no rows where nothing was ever published."""
    is_marked = any(METRICS[name].frame in MARKED for name in ids if name in METRICS)
    return _figures(scene, scene.marked if is_marked else scene.key, window, tuple(ids), tuple(by))


@st.cache_data(max_entries=KEPT_RESULTS, show_spinner=False)
def _figures(
    _scene: Scene,
    key: tuple[str, ...],  # noqa: ARG001
    window: Window,
    ids: tuple[str, ...],
    by: tuple[str, ...],
) -> pl.DataFrame:
    reading = reading_of(_scene, window, by)
    if reading is None:
        return pl.DataFrame()
    period = Period(window.start, window.end)
    rows = compute(reading.frames, ids, by=by, period=period, week_start=_scene.settings.site.week_start)
    return kept(_scene, window, rows)


def kept(scene: Scene, window: Window, rows: pl.DataFrame) -> pl.DataFrame:
    """Take away the figures of a window of which no row is kept any more: that is not 0."""
    since = span(scene).kept_since
    ids = [name for name in rows.columns if name in METRICS]
    gone = [one for one in ids if window.end <= (since_of(since, METRICS[one].frame) or window.start)]
    return no_longer_known(rows, gone)


def curve(scene: Scene, window: Window, outcome: str) -> pl.DataFrame:
    """The survival curve of the wait until that outcome, t in seconds."""
    return _curve(scene, scene.key, window, outcome)


@st.cache_data(max_entries=KEPT_RESULTS // 4, show_spinner=False)
def _curve(_scene: Scene, key: tuple[str, ...], window: Window, outcome: str) -> pl.DataFrame:  # noqa: ARG001
    reading = reading_of(_scene, window)
    if reading is None:
        return pl.DataFrame()
    rows = inside(reading.visits, "queued_at", window)
    return survival(rows, "wait_ms", pl.col("outcome") == outcome)


def span(scene: Scene) -> Span:
    """What there is at all in the newest publication."""
    return _span(scene, scene.key[:4])


@st.cache_data(max_entries=16, show_spinner=False)
def _span(_scene: Scene, key: tuple[str, ...]) -> Span:  # noqa: ARG001
    reading = open_reading(_scene.store, _scene.settings, _scene.viewer, Filters(as_of=_scene.now))
    if reading is None:
        return Span((), (), None, None)
    ends = reading.contacts.select(
        first=pl.col("started_local_s").min() // DAY_S,
        last=pl.col("started_local_s").max() // DAY_S,
        newest=pl.col("started_at").max(),
    )
    names = [frame.select(pl.col(name).unique().drop_nulls()) for frame, name in _names(reading)]
    days, queues, channels = pl.collect_all([ends, *names])
    reach = days.with_columns(pl.col("first", "last").cast(pl.Int32).cast(pl.Date)).row(0)
    first, last, newest = reach
    told = tuple(sorted(queues.to_series())), tuple(sorted(channels.to_series()))
    return Span(*told, first, last, newest, kept_since(_scene.store.state))


def _names(reading: Reading) -> tuple[tuple[pl.LazyFrame, str], ...]:
    return ((reading.visits, "queue"), (reading.contacts, "channel"))


def withheld(scene: Scene, window: Window, dimensions: tuple[str, ...]) -> Withheld:
    """What the viewer is not given of a window."""
    return _withheld(scene, scene.key, window, dimensions)


@st.cache_data(max_entries=KEPT_RESULTS // 4, show_spinner=False)
def _withheld(
    _scene: Scene,
    key: tuple[str, ...],  # noqa: ARG001
    window: Window,
    dimensions: tuple[str, ...],
) -> Withheld:
    reading = reading_of(_scene, window, dimensions)
    return NOTHING if reading is None else reading.withheld


def apart(scene: Scene, window: Window, rows: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Take groups of too few agents out of figures that were computed of rows read for all groups at once."""
    groups = tuple(name for name in by if name in GROUPS)
    if scene.viewer.sees_agents or not groups or not rows.height:
        return rows
    held = withheld(scene, window, groups)
    is_small = [pl.col(name).is_in(held.left_out).fill_null(value=False) for name in groups]
    return rows.clear() if held.is_all else rows.filter(~pl.any_horizontal(is_small))


def known_days(scene: Scene, days: Days) -> Days:
    """The days from the first on that the data tell of, so that weeks before are not averaged as calm.

    Days of which they tell nothing at all stay as they are.
    """
    first = span(scene).first
    return days if first is None or not days.first < first <= days.last else replace(days, first=first)


def known_window(scene: Scene, window: Window) -> Window:
    """A window from the first day on that the data tell of; one of which they tell nothing stays as it is."""
    first = span(scene).first
    start = window.start if first is None else begins(first, scene.settings.site.zone)
    return replace(window, start=start) if window.start < start < window.end else window


def thresholds(scene: Scene, window: Window) -> list[float]:
    """The thresholds in force in the window, in seconds."""
    return _thresholds(scene, scene.key, window)


@st.cache_data(max_entries=KEPT_RESULTS // 4, show_spinner=False)
def _thresholds(_scene: Scene, key: tuple[str, ...], window: Window) -> list[float]:  # noqa: ARG001
    reading = reading_of(_scene, window)
    if reading is None:
        return []
    rows = inside(reading.visits, "queued_at", window)
    found = rows.select(pl.col("nominal_ms").unique().drop_nulls().sort() / 1000).collect()
    return found.to_series().to_list()


def reading_of(scene: Scene, window: Window, dimensions: Sequence[str] = ()) -> Reading | None:
    """Open the publication of the scene for a window."""
    if scene.published is None:
        return None
    filters = Filters(as_of=scene.now, start=window.start, end=window.end, where=window.where)
    return open_reading(
        scene.store, scene.settings, scene.viewer, filters, scene.published.id, dimensions=dimensions
    )


def around(scene: Scene, window: Window, days: int) -> pl.LazyFrame | None:
    """Contacts with their traces, so many days before and after a window too, whatever it is narrowed to.

    None where nothing was ever published.
    """
    margin = timedelta(days)
    reading = reading_of(scene, Window(window.start - margin, window.end + margin))
    return None if reading is None else reading.traced()


def inside(rows: pl.LazyFrame, anchor: str, window: Window) -> pl.LazyFrame:
    """Rows whose anchor lies in the window."""
    return rows.filter((pl.col(anchor) >= window.start) & (pl.col(anchor) < window.end))


def _where(asked: Asked) -> tuple[tuple[str, tuple[str, ...]], ...]:
    given = (("queue", asked.queues), ("channel", asked.channels))
    return tuple((name, values) for name, values in given if values)
