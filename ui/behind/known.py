"""Which names of queues, topics, options a list can be narrowed by; what cannot be falls back and is said."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import polars as pl
import streamlit as st

from language import _
from metrics import causes
from metrics.catalog import METRICS
from metrics.menu import STEPS
from metrics.paths import nodes
from metrics.places import before
from store.read import Filters, open_reading
from store.schema import AGENTS, INSTANT, TEXT
from ui.asked import (
    NAMED,
    NONE,
    OF_EVENTS,
    OF_GESTURES,
    OF_PAIRS,
    OF_PROMISES,
    OF_WORDS,
    TRACED,
    Asked,
    one,
)
from ui.behind.figures import figure_behind
from ui.behind.prevention import FRAME
from ui.data import DUE
from ui.prevention.found import kinds
from ui.scene import Scene

GIVEN = ("gestures", "served")
# What only the rows of some frames can be narrowed by.
ONLY_OF: dict[str, tuple[str, ...]] = {
    "team": ("visits", "traced", "surveys", *DUE, "texts", *GIVEN),
    "agent": ("promises", *GIVEN),
    **dict.fromkeys(("promised", "origin"), ("promises",)),
    "reason": ("followups",),
    **dict.fromkeys(OF_GESTURES, ("gestures",)),
    **dict.fromkeys(OF_WORDS, ("texts",)),
    **dict.fromkeys(OF_PAIRS, ("issues",)),
    **dict.fromkeys((*OF_EVENTS, "in_hours"), (FRAME,)),
}


def checked(scene: Scene, asked: Asked) -> Asked:
    """The choice without the restrictions that name nothing or do not fit, each with a sentence."""
    problems, kept = list(asked.problems), []
    frame = figure_behind(asked).frame
    for name, value in asked.narrowed:
        if not _fits(name, frame):
            said = _("The contacts behind “{figure}” cannot be narrowed by {name}.")
            problems.append(said.format(figure=_label(asked), name=name))
        elif name not in NAMED or one({name: [value]}, name, _known(scene, asked, name), "", problems):
            kept.append((name, value))
    return replace(asked, narrowed=tuple(kept), problems=tuple(problems))


def _label(asked: Asked) -> str:
    called = figure_behind(asked).called
    return _(called or METRICS[asked.figure or "contacts"].label)


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


def _fits(name: str, frame: str) -> bool:
    """Tell whether the rows of a frame can be narrowed by a name."""
    if name in ONLY_OF:
        return frame in ONLY_OF[name]
    return name not in TRACED or name == "topic" or frame not in ("visits", *DUE)


def _known(scene: Scene, asked: Asked, name: str) -> Sequence[str]:
    if name in OF_EVENTS:
        return kinds(scene, asked.days)
    frame = figure_behind(asked).frame
    is_told = name in ONLY_OF or (frame == "texts" and name == "language")
    return _values(scene, scene.key[:4], name, frame if is_told else "")


COLUMNS = {
    "topic": "topic_family",
    "detail": "option",
    "next_topic": "topic_family",
    "menu_place": "menu_way",
    "promised": "kind",
    "gesture_kind": "kind",
    "agent": "agent_id",
}


@st.cache_data(max_entries=64, show_spinner=False)
def _values(_scene: Scene, key: tuple[str, ...], name: str, frame: str) -> tuple[str, ...]:  # noqa: ARG001
    """What a restriction can be in all the data, and none."""
    reading = open_reading(_scene.store, _scene.settings, _scene.viewer, Filters(as_of=_scene.now))
    if reading is None:
        return (NONE,)
    others: dict[str, Callable[[], pl.LazyFrame]] = {
        "segment": reading.records,
        "team": partial(reading.rows, AGENTS),
        **dict.fromkeys(OF_PROMISES, reading.promises),
        **({"agent": reading.served} if frame in GIVEN else {}),
        **dict.fromkeys(OF_GESTURES, reading.gestures),
        **({"language": reading.verbatims} if frame == "texts" else {}),
    }
    rows = others.get(name, reading.traced)()
    column = COLUMNS.get(name, name)
    found = rows.select(pl.col(column).unique().drop_nulls().sort()).collect().to_series().to_list()
    if name == "menu_place":
        return tuple(
            sorted({STEPS.join(place) for way in found for place in before(tuple(nodes(way)))} - {""})
        )
    return (*(causes.FIELDS if name == "detail" else ()), *found, NONE)
