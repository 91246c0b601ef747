"""What the page Satisfaction reads beside its figures: what goes with dissatisfaction; once, and cached."""

from dataclasses import dataclass

import polars as pl
import streamlit as st

from metrics import contact_number, drivers, issues
from metrics.contact_number import PerContact
from metrics.drivers import Driver
from metrics.satisfaction import invalid
from ui import data
from ui.data import Window
from ui.scene import Scene


@dataclass(frozen=True)
class Drivers:
    """What goes with dissatisfaction: waits, transfers, repeats, promises; and topics, the clearest first."""

    ours: tuple[Driver, ...]
    topics: tuple[Driver, ...]


@dataclass(frozen=True)
class Numbers:
    """Satisfaction by the contact's number in its issue, as `metrics.contact_number` gives it."""

    table: pl.DataFrame
    per_contact: PerContact


def left_out(scene: Scene, window: Window) -> pl.DataFrame:
    """Count the answers of a window that count nowhere: kind, unknown_scale, off_scale."""
    return invalid(_surveys(scene, scene.key, window).lazy())


def gone_with(scene: Scene, window: Window) -> Drivers:
    """What goes with dissatisfaction in a window."""
    return _gone_with(scene, scene.key, window)


def by_number(scene: Scene, window: Window) -> Numbers:
    """Satisfaction by the contact's number in its issue, in a window."""
    return _by_number(scene, scene.key, window)


@st.cache_data(max_entries=8, show_spinner=False)
def _surveys(_scene: Scene, key: tuple[str, ...], window: Window) -> pl.DataFrame:  # noqa: ARG001
    reading = data.reading_of(_scene, window)
    assert reading is not None  # the page is shown where figures were published
    return reading.surveys().collect()


@st.cache_data(max_entries=64, show_spinner=False)
def _gone_with(_scene: Scene, key: tuple[str, ...], window: Window) -> Drivers:
    rows = drivers.rated(_surveys(_scene, key, window).lazy())
    return Drivers(drivers.drivers(rows), drivers.topics(rows))


@st.cache_data(max_entries=64, show_spinner=False)
def _by_number(_scene: Scene, key: tuple[str, ...], window: Window) -> Numbers:
    reading = data.reading_of(_scene, window)
    assert reading is not None
    surveys = _surveys(_scene, key, window).lazy()
    rated = contact_number.rated(issues.numbered(reading.traced()), surveys)
    return Numbers(contact_number.by_number(rated), contact_number.per_contact(rated))
