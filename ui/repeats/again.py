"""What the page Repeat contacts reads beside its headline figures: once, and cached."""

from dataclasses import dataclass
from datetime import datetime

import polars as pl
import streamlit as st

from metrics import contact_number, issues, next_issues, repeats
from metrics.compare import Figure
from metrics.contact_number import PerContact
from metrics.repeats import matured_through
from metrics.said_solved import said_solved
from metrics.within import IDENTIFIED, WINDOWS, Topic, Within
from store.schema import SURVEYS
from ui import data
from ui.data import Window
from ui.repeats.chains import Chains, chains
from ui.repeats.weekly import by_week
from ui.scene import Scene

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
    """`topics` has a row per topic family: topic, again and fcr (figures); `said` is what customers say of
    first contacts. Of the long look back are `known` (contacts of known persons), `weeks`, `chains`, `pairs`
    and `numbers`.
    """

    spans: tuple[Span, ...]
    topics: pl.DataFrame
    said: Figure
    known: int
    weeks: pl.DataFrame
    chains: Chains
    pairs: pl.DataFrame
    numbers: pl.DataFrame
    per_contact: PerContact


def again(scene: Scene, window: Window, long: Window) -> Again | None:
    """What is known of repeat contacts in a window, and over the long look back that ends with it.

    None where nothing was ever published.
    """
    return _again(scene, scene.key, window, long)


@st.cache_data(max_entries=64, show_spinner=False)
def _again(_scene: Scene, key: tuple[str, ...], window: Window, long: Window) -> Again | None:  # noqa: ARG001
    reading = data.reading_of(_scene, long)
    if reading is None:
        return None
    rows, surveys = reading.traced().collect().lazy(), reading.rows(SURVEYS)
    asked = data.inside(rows, "started_at", window)
    rated = contact_number.rated(issues.numbered(rows), surveys)
    return Again(
        spans=_spans(asked, _scene.now),
        topics=_topics(asked),
        said=said_solved(asked, surveys)["said_solved"][0],
        known=rows.select(IDENTIFIED.sum()).collect().item(),
        weeks=by_week(reading.frames, rows, _scene, long),
        chains=chains(reading, long),
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
