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
class Told:
    """What goes with it: `drivers`, `topics`; by a contact's number in its issue `numbers`, `per_contact`.

    `invalid` counts answers that count nowhere: kind, unknown_scale, off_scale.
    """

    drivers: tuple[Driver, ...]
    topics: tuple[Driver, ...]
    numbers: pl.DataFrame
    per_contact: PerContact
    invalid: pl.DataFrame


def told(scene: Scene, window: Window) -> Told | None:
    """What is known of a window; None where nothing was ever published."""
    return _told(scene, scene.key, window)


@st.cache_data(max_entries=64, show_spinner=False)
def _told(_scene: Scene, key: tuple[str, ...], window: Window) -> Told | None:  # noqa: ARG001
    reading = data.reading_of(_scene, window)
    if reading is None:
        return None
    surveys = reading.surveys().collect().lazy()
    rated = drivers.rated(surveys)
    numbered = contact_number.rated(issues.numbered(reading.traced()), surveys)
    return Told(
        drivers=drivers.drivers(rated),
        topics=drivers.topics(rated),
        numbers=contact_number.by_number(numbered),
        per_contact=contact_number.per_contact(numbered),
        invalid=invalid(surveys),
    )
