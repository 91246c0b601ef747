"""What the page Snapshot computes, kept while the same publication and the same settings hold."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from language import spoken
from store.weekdays import Week
from ui.scene import Scene

RULES = {"targets", "money", "risk"}


def kept(scene: Scene, week: Week, what: str, count: Callable[[], Any], *, is_daily: bool = False) -> Any:
    """Count once what a week's page shows; what: which part of it.

    is_daily: it takes long, and late rows of a week that is over hardly move it, so that it is counted anew
    each day rather than for each publication.
    """
    rules = scene.settings.model_dump_json(include=RULES)
    place, number, *others = scene.key[:4]
    data = (place, *others) if is_daily else (place, number, *others)
    return _kept(count, (*data, scene.today.isoformat(), rules, spoken(), what), week.key)


@st.cache_data(max_entries=32, show_spinner=False)
def _kept(_count: Callable[[], Any], key: tuple[str, ...], week: str) -> Any:
    del key, week
    return _count()
