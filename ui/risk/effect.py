"""Read what came of those listed and of those held out."""

import polars as pl
import streamlit as st

from metrics.risk_effect import Effect, effect
from metrics.work_list import CALLED_AGAIN
from store import work_list
from store.risk_facts import who_left
from ui.scene import Scene


def told(scene: Scene) -> Effect | None:
    """Compare who left of those listed and of those held out; None while nothing was published.

    Of all teams' customers, since none of them is named.
    """
    rule = scene.settings.risk.model_dump_json()
    key = (*scene.key[:4], scene.today.isoformat(), work_list.revision(scene.store.state), rule)
    return _told(scene, key)


@st.cache_data(max_entries=4, show_spinner=False)
def _told(_scene: Scene, key: tuple[str, ...]) -> Effect | None:  # noqa: ARG001
    scene = _scene
    shown = work_list.shown(scene.store.state)
    in_time = shown.filter(pl.col("made_at") - pl.col("as_of") < CALLED_AGAIN)
    left = who_left(scene.store, scene.settings, scene.now)
    return None if left is None else effect(in_time, left, scene.now, scene.settings.site.timezone)
