"""Names of agents inside what was said: a team may read them with good words only, an executive never."""

import streamlit as st

from metrics.masking import masked
from store.read import Filters, open_reading
from store.schema import AGENTS
from ui.scene import Scene
from ui.voices.quoted import Hide


def agents(scene: Scene) -> Hide:
    """Write a text with a word in the place of each agent's name."""
    names = _names(scene, scene.key[:4])
    return lambda text: masked(text, names)


def seen_by(scene: Scene) -> Hide:
    """Write a text as the viewer may read it: who may not know agents reads none of their names."""
    return str if scene.viewer.sees_agents else agents(scene)


@st.cache_data(max_entries=8, show_spinner=False)
def _names(_scene: Scene, key: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG001
    """All names that agents ever had."""
    reading = open_reading(_scene.store, _scene.settings, _scene.viewer, Filters(as_of=_scene.now))
    if reading is None:
        return ()
    return tuple(reading.names(AGENTS).collect()["name"].sort())
