"""Which names of queues, topics, options a list can be narrowed by; what cannot be falls back and is said."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl
import streamlit as st

from language import _
from metrics import causes
from metrics.catalog import METRICS
from metrics.menu import STEPS
from metrics.paths import nodes
from metrics.places import before
from store.read import Filters, open_reading
from store.schema import INSTANT, TEXT
from ui.asked import NAMED, NONE, ONLY_OF, TRACED, Asked, one
from ui.behind.figures import figure_behind
from ui.scene import Scene

COLUMNS = {
    "topic": "topic_family",
    "detail": "option",
    "menu_place": "menu_way",
    "agent": "agent_id",
    "gesture_kind": "kind",
}


def checked(scene: Scene, asked: Asked) -> Asked:
    """The choice without the restrictions that name nothing or do not fit, each with a sentence."""
    problems, kept = list(asked.problems), []
    frame = figure_behind(asked).frame
    for name, value in asked.narrowed:
        if (name in TRACED and frame == "visits") or frame not in ONLY_OF.get(name, (frame,)):
            said = _("The contacts behind “{figure}” cannot be narrowed by {name}.")
            problems.append(said.format(figure=_(METRICS[asked.figure].label), name=name))
        elif name not in NAMED or one({name: [value]}, name, _known(scene, name, frame), "", problems):
            kept.append((name, value))
    return replace(asked, narrowed=tuple(kept), problems=tuple(problems))


def named(scene: Scene, asked: Asked) -> Asked:
    """The choice with the agent's name in place of the id, for words; without a name the own id."""
    told = dict(asked.narrowed)
    reading = open_reading(scene.store, scene.settings, scene.viewer, Filters(as_of=scene.now))
    if told.get("agent", NONE) == NONE or reading is None:
        return asked
    row = pl.DataFrame(
        {"agent_id": [told["agent"]], "at": [scene.now]}, schema={"agent_id": TEXT, "at": INSTANT}
    )
    name = reading.named(row, "at")["agent_name"][0]
    told["agent"] = name or told["agent"].split(":", 1)[-1]
    return replace(asked, narrowed=tuple(sorted(told.items())))


def _known(scene: Scene, name: str, frame: str) -> Sequence[str]:
    return _values(scene, scene.key[:4], name, frame if name in ONLY_OF else "")


@st.cache_data(max_entries=64, show_spinner=False)
def _values(_scene: Scene, key: tuple[str, ...], name: str, frame: str) -> tuple[str, ...]:  # noqa: ARG001
    """What a restriction can be in all the data, and none."""
    reading = open_reading(_scene.store, _scene.settings, _scene.viewer, Filters(as_of=_scene.now))
    if reading is None:
        return (NONE,)
    frames = {"surveys": reading.surveys, "gestures": reading.gestures, "served": reading.served}
    rows = (reading.records if name == "segment" else frames.get(frame, reading.traced))()
    column = COLUMNS.get(name, name)
    found = rows.select(pl.col(column).unique().drop_nulls().sort()).collect().to_series().to_list()
    if name == "menu_place":
        return tuple(
            sorted({STEPS.join(place) for way in found for place in before(tuple(nodes(way)))} - {""})
        )
    return (*(causes.FIELDS if name == "detail" else ()), *found, NONE)
