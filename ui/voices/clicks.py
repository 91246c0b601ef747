"""Right or wrong: what people say of the signals that were heard, and of those that were missed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
import streamlit as st

from language import _, listing
from metrics.voices import FLAG, FLAGS
from store import loop, signed
from ui import written
from ui.data import Window, reading_of
from ui.markup import Safe, join, show, tag
from ui.scene import Scene, machine_clock
from ui.voices import names

RIGHT, WRONG = "right", "wrong"
MOST_NAMES = 3


@dataclass(frozen=True)
class Judged:
    """How many clicks on a signal that was heard said right, of how many; how many heard it where Moked
    did not."""

    right: int = 0
    clicks: int = 0
    missed: int = 0


def may_click(scene: Scene) -> bool:
    """Who sees neither agent nor customer does not judge single texts."""
    return scene.viewer.sees_customers


def judged(scene: Scene, window: Window) -> dict[str, Judged]:
    """What was said of each signal in the texts of a window that the viewer may see."""
    clicks = loop.clicks(scene.store.state)
    if clicks.is_empty() or not may_click(scene):
        return {}
    ids = tuple(clicks["text_id"].unique().sort())
    told = clicks.join(_heard(scene, scene.key, window, ids), on=["text_id", "signal"])
    is_heard, is_right = pl.col("is_heard") == 1, pl.col("is_right") == 1
    counted = told.group_by("signal").agg(
        right=(is_heard & is_right).sum(), clicks=is_heard.sum(), missed=(~is_heard & is_right).sum()
    )
    return {name: Judged(*map(int, counts)) for name, *counts in counted.iter_rows()}


@st.cache_data(max_entries=64, show_spinner=False)
def _heard(_scene: Scene, key: tuple[str, ...], window: Window, ids: tuple[str, ...]) -> pl.DataFrame:  # noqa: ARG001
    """Whether each signal was heard in some texts: text_id, signal, is_heard."""
    reading = reading_of(_scene, window)
    assert reading is not None  # the page is shown where figures were published
    rows = reading.verbatims().filter(pl.col("text_id").is_in(ids)).select("text_id", *FLAGS).collect()
    told = rows.unpivot(on=FLAGS, index="text_id", variable_name="signal", value_name="is_heard")
    return told.with_columns(pl.col("signal").str.strip_prefix(FLAG))


def feedback(scene: Scene, row: Mapping[str, Any]) -> None:
    """Take a word on each signal of a text, and on those that are missing; a click draws only this anew."""
    st.fragment(_feedback)(scene, row["text_id"], tuple(_found(row)))


def chips(found: Sequence[str]) -> Safe:
    """The signals of a text by name, for who only reads."""
    return tag("div", join(_chip(signal) for signal in found), "sigs")


def _chip(signal: str, *, is_heard: bool = True) -> Safe:
    css = ["sig", *(["good"] if signal in names.GOOD else []), *([] if is_heard else ["missed"])]
    return tag("span", names.signal(signal), " ".join(css), title="" if is_heard else _("missed by Moked"))


def _found(row: Mapping[str, Any]) -> list[str]:
    return [name for name in names.SIGNALS if row[f"{FLAG}{name}"]]


def _feedback(scene: Scene, text_id: str, found: Sequence[str]) -> None:
    written.all_anew()
    said = loop.clicks(scene.store.state).filter(pl.col("text_id") == text_id)
    missing = said.filter(~pl.col("signal").is_in(found), is_right=1)["signal"].unique().to_list()
    with st.container(key=f"signals_{text_id}", horizontal=True, vertical_alignment="center", gap="small"):
        for signal in (*found, *(name for name in names.SIGNALS if name in missing)):
            _one(scene, text_id, signal, said.filter(signal=signal), is_heard=signal in found)
        _missing(scene, text_id, [name for name in names.SIGNALS if name not in (*found, *missing)])


def _one(scene: Scene, text_id: str, signal: str, said: pl.DataFrame, *, is_heard: bool) -> None:
    """One signal: its name, one's own word on it, and who else said what."""
    key = f"click_{text_id}_{signal}"
    own = said.filter(by=scene.viewer.signature)
    st.session_state[key] = None if own.is_empty() else (RIGHT if own["is_right"].item() else WRONG)
    with st.container(
        key=f"signal_{text_id}_{signal}", horizontal=True, vertical_alignment="center", width="content"
    ):
        show(_chip(signal, is_heard=is_heard))
        st.segmented_control(
            _("Is “{signal}” right?").format(signal=names.signal(signal)),
            [RIGHT, WRONG],
            format_func=lambda word: _("Right") if word == RIGHT else _("Wrong"),
            key=key,
            label_visibility="collapsed",
            on_change=_clicked,
            args=(scene, text_id, signal, key),
        )
        if not own.is_empty():
            _undo(scene, text_id, signal)
        others = said.filter(pl.col("by") != scene.viewer.signature)
        if told := who_else(others.with_columns(signed.names(scene.store.state).shown("by"))):
            show(tag("span", told, "soft others"))


@written.asked_anew
def _clicked(scene: Scene, text_id: str, signal: str, key: str) -> None:
    """Keep one's word; a click on the word that is set already takes it back."""
    word = st.session_state[key]
    who, at = scene.viewer.signature, machine_clock()
    if word is None:
        loop.take_back(scene.store.state, text_id, signal, who)
    else:
        loop.click(scene.store.state, text_id, signal, who, at, is_right=word == RIGHT)


def _undo(scene: Scene, text_id: str, signal: str) -> None:
    """Offer to take one's word back: nobody has said anything then, and nothing is learnt from it."""
    st.button(
        _("Undo"),
        icon=":material/undo:",
        key=f"undo_{text_id}_{signal}",
        type="tertiary",
        help=_("Take your word on “{signal}” back").format(signal=names.signal(signal)),
        on_click=_taken_back,
        args=(scene, text_id, signal),
    )


@written.asked_anew
def _taken_back(scene: Scene, text_id: str, signal: str) -> None:
    loop.take_back(scene.store.state, text_id, signal, scene.viewer.signature)


def _missing(scene: Scene, text_id: str, others: Sequence[str]) -> None:
    """Let somebody name a signal that was not heard: a right on it says that it is there."""
    key = f"missing_{text_id}"
    st.session_state[key] = None
    st.selectbox(
        _("Something is missing here"),
        others,
        format_func=names.signal,
        key=key,
        placeholder=_("Something is missing"),
        width=190,
        label_visibility="collapsed",
        on_change=_named,
        args=(scene, text_id, key),
    )


@written.asked_anew
def _named(scene: Scene, text_id: str, key: str) -> None:
    if signal := st.session_state[key]:
        who = scene.viewer.signature
        loop.click(scene.store.state, text_id, signal, who, machine_clock(), is_right=True)


def who_else(said: pl.DataFrame) -> str:
    """Who said right and who said wrong, in a few words."""
    parts = []
    for is_right, words_of in ((1, _("{who}: right")), (0, _("{who}: wrong"))):
        people = said.filter(is_right=is_right)["by"].sort().to_list()
        if people:
            more = [_("others")] if len(people) > MOST_NAMES else []
            parts.append(words_of.format(who=listing([*people[:MOST_NAMES], *more])))
    return " · ".join(parts)
