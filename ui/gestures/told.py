"""What the page Gestures reads beside its figures: what followed, and what asking for approval took."""

from dataclasses import dataclass

import streamlit as st

from metrics import gesture_effects
from metrics.gesture_effects import Compared
from ui import data
from ui.data import Window
from ui.scene import Scene


@dataclass(frozen=True)
class Told:
    """What followed gestures, and the minutes of those that somebody else approved."""

    followed: tuple[Compared, ...]
    waiting: tuple[Compared, ...]


def told(scene: Scene, window: Window) -> Told:
    """Compare the contacts of a window."""
    return _told(scene, scene.key, window)


@st.cache_data(max_entries=64, show_spinner=False)
def _told(_scene: Scene, key: tuple[str, ...], window: Window) -> Told:  # noqa: ARG001
    reading = data.reading_of(_scene, window)
    assert reading is not None  # the page is shown where figures were published
    zone = _scene.settings.site.timezone
    rows = gesture_effects.told(reading.compared(), reading.surveys(), reading.records(), _scene.now, zone)
    return Told(gesture_effects.followed(rows), gesture_effects.waiting(rows))
