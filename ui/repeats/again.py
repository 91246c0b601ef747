"""What the page Repeat contacts reads beside its headline figures: once, and cached."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import polars as pl
import streamlit as st

from metrics import contact_number, issues, next_issues, repeats
from metrics.compare import Figure
from metrics.contact_number import PerContact
from metrics.repeats import matured_through
from metrics.within import WINDOWS, Topic, Within
from store.schema import SURVEYS
from ui import data
from ui.data import Window
from ui.scene import Scene

LONG = timedelta(weeks=12)  # looked back on for what follows what, and for satisfaction by number
WEEK = Within(7, "same")
TOPICS: tuple[Topic, ...] = ("any", "same")


@dataclass(frozen=True)
class Span:
    """Coming again within so many days: of contacts whose window is over, and with the newest in it."""

    days: int
    topic: Topic
    matured: Figure
    provisional: Figure
    through: datetime


@dataclass(frozen=True)
class Again:
    """`topics` has a row per topic family: topic, again and fcr (figures); `pairs` and `numbers` as their
    metrics give them, of the twelve weeks up to the period's end."""

    spans: tuple[Span, ...]
    topics: pl.DataFrame
    pairs: pl.DataFrame
    numbers: pl.DataFrame
    per_contact: PerContact


def again(scene: Scene, window: Window) -> Again | None:
    """What is known of repeat contacts in a window; None where nothing was ever published."""
    return _again(scene, scene.key, window)


@st.cache_data(max_entries=64, show_spinner=False)
def _again(_scene: Scene, key: tuple[str, ...], window: Window) -> Again | None:  # noqa: ARG001
    long = replace(window, start=min(window.start, window.end - LONG))
    reading = data.reading_of(_scene, long)
    if reading is None:
        return None
    rows = reading.traced().collect().lazy()
    asked = data.inside(rows, "started_at", window)
    rated = contact_number.rated(issues.numbered(rows), reading.rows(SURVEYS))
    return Again(
        spans=_spans(asked, _scene.now),
        topics=_topics(asked),
        pairs=next_issues.pairs(rows),
        numbers=contact_number.by_number(rated),
        per_contact=contact_number.per_contact(rated),
    )


def _spans(rows: pl.LazyFrame, now: datetime) -> tuple[Span, ...]:
    asked = [Within(days, topic) for topic in TOPICS for days in WINDOWS]
    named = [repeats.written(repeats.repeat_rate, one).alias(f"{one.topic}_{one.days}") for one in asked]
    matured = rows.select(named).collect().row(0, named=True)
    return tuple(
        Span(
            one.days,
            one.topic,
            matured[f"{one.topic}_{one.days}"],
            repeats.provisional(rows, one)["repeat_rate"][0],
            matured_through(now, one),
        )
        for one in asked
    )


def _topics(rows: pl.LazyFrame) -> pl.DataFrame:
    told = rows.filter(pl.col("topic_family").is_not_null()).group_by(topic="topic_family")
    table = told.agg(
        again=repeats.written(repeats.repeat_rate, WEEK), fcr=repeats.written(repeats.fcr)
    ).collect()
    return table.sort(pl.col("again").struct["numerator"], "topic", descending=[True, False], nulls_last=True)
