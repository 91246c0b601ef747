"""Who comes again of the contacts asked for, how soon and about what: read once, and cached."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl
import streamlit as st

from metrics import repeats
from metrics.compare import Figure
from metrics.provisional import is_enough
from metrics.repeats import matured_through
from metrics.said_solved import said_solved
from metrics.within import WINDOWS, Topic, Within
from store.schema import SURVEYS
from ui import data
from ui.data import Window
from ui.readings import NOTHING
from ui.scene import Scene

WEEK = Within(7, "same")
TOPICS: tuple[Topic, ...] = ("any", "same")
NEEDED = (
    *("contact_id", "person", "started_at", "closed_at", "first_answered_at", "topic", "topic_family"),
    *("is_counted", "is_dropped", "is_reconnect", "previous_topic_ms", "next_ms", "next_topic_ms"),
    *("seen_ms", "history_ms"),
)


@dataclass(frozen=True)
class Span:
    """Coming again within so many days: of contacts whose window is over, and with the newest in it.

    provisional has no value while too few were watched for as long; `since` is when the first of all contacts
    asked for is judged, None where none can be.
    """

    days: int
    topic: Topic
    matured: Figure
    provisional: Figure
    through: datetime
    since: datetime | None = None


@dataclass(frozen=True)
class Coming:
    """`topics` has a row per topic family: topic, again and fcr (figures); `said` is what customers say of
    first contacts."""

    spans: tuple[Span, ...]
    topics: pl.DataFrame
    said: Figure

    @property
    def since(self) -> datetime | None:
        """When the first contact is judged of coming again within a week; None where none can be."""
        return next(one.since for one in self.spans if (one.days, one.topic) == (7, "any"))


def coming(scene: Scene, window: Window) -> Coming | None:
    """Tell who of the contacts of a window comes again; None where nothing was ever published."""
    return _coming(scene, scene.key, window)


@st.cache_data(max_entries=64, show_spinner=False)
def _coming(_scene: Scene, key: tuple[str, ...], window: Window) -> Coming | None:  # noqa: ARG001
    reading = data.reading_of(_scene, window)
    if reading is None:
        return None
    rows = reading.traced().select(NEEDED).collect().lazy()
    asked = data.inside(rows, "started_at", window)
    said = said_solved(asked, reading.rows(SURVEYS))["said_solved"][0]
    return Coming(spans(asked, _scene.now), _topics(asked), said)


def spans(rows: pl.LazyFrame, now: datetime) -> tuple[Span, ...]:
    """Measure coming again within each of WINDOWS, about anything and about the same."""
    asked = [Within(days, topic) for topic in TOPICS for days in WINDOWS]
    return tuple(_span(rows, now, one) for one in asked)


def _span(rows: pl.LazyFrame, now: datetime, one: Within) -> Span:
    told = rows.select(
        repeats.written(repeats.repeat_rate, one).alias("matured"),
        is_enough(one).alias("is_enough"),
        pl.col("closed_at").filter(one.base()).min().alias("first"),
    )
    found = told.collect().row(0, named=True)
    newest = repeats.provisional(rows, one)["repeat_rate"][0] if found["is_enough"] else NOTHING
    since = None if found["first"] is None else found["first"] + timedelta(one.days)
    return Span(one.days, one.topic, found["matured"], newest, matured_through(now, one), since)


def _topics(rows: pl.LazyFrame) -> pl.DataFrame:
    told = rows.filter(pl.col("topic_family").is_not_null()).group_by(topic="topic_family")
    table = told.agg(
        again=repeats.written(repeats.repeat_rate, WEEK), fcr=repeats.written(repeats.fcr)
    ).collect()
    return table.sort(pl.col("again").struct["numerator"], "topic", descending=[True, False], nulls_last=True)
