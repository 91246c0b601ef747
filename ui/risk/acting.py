"""What people do about a customer at risk: say what came of it, whose it is, when next, a note, undo."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from language import _, day
from metrics.work_list import STATES
from store import risk_acts
from store.loop import LoopError
from store.read import Viewer
from store.risk_acts import Step
from ui import notices
from ui.colleagues import Colleagues
from ui.markup import plain
from ui.risk import words
from ui.scene import scene
from ui.written import asked_anew

SAID = "risk_said"
LONGEST = 300


def act(viewer: Viewer, row: Mapping[str, Any], people: Colleagues) -> None:
    """Show what can be done with a customer, in one place."""
    place = row["rank"]
    label, sign = _(words.STATES[row["state"]]), words.SIGNS[row["state"]]
    with st.popover(label, icon=f":material/{sign}:", key=f"risk_act_{place}"):
        st.caption(_("What came of it?"))
        for state in STATES:
            if state != row["state"]:
                _state(viewer, row, state)
    owner = row["owned_by"]
    label = plain(row["owner"] or _("Nobody’s"))
    with st.popover(label, icon=":material/person:", type="tertiary", key=f"risk_own_{place}"):
        if owner != viewer.signature:
            take = partial(_write, viewer, row, Step("owner", viewer.signature), _("It is yours now."))
            st.button(_("I take it"), icon=":material/back_hand:", key=f"risk_take_{place}", on_click=take)
        key = f"risk_give_{place}"
        st.selectbox(
            _("Give it to"),
            people.but(owner, viewer.signature),
            index=None,
            format_func=people.label,
            key=key,
            placeholder=_("A person or a team"),
            on_change=partial(_give, viewer, row, key, people),
        )
    with st.popover(_("More"), icon=":material/more_horiz:", type="tertiary", key=f"risk_more_{place}"):
        _more(viewer, row)


def _state(viewer: Viewer, row: Mapping[str, Any], state: str) -> None:
    label, sign = _(words.STATES[state]), f":material/{words.SIGNS[state]}:"
    said = _("Written down: {outcome}.").format(outcome=label)
    click = partial(_write, viewer, row, Step(state), said)
    st.button(label, icon=sign, key=f"risk_{state}_{row['rank']}", on_click=click, width="stretch")


def _more(viewer: Viewer, row: Mapping[str, Any]) -> None:
    place = row["rank"]
    on, note = f"risk_on_{place}", f"risk_note_{place}"
    known = date.fromisoformat(row["next_on"]) if row["next_on"] else None
    st.date_input(
        _("Next date"), value=known, key=on, format="DD/MM/YYYY", on_change=partial(_date, viewer, row, on)
    )
    st.text_input(_("Note"), key=note, max_chars=LONGEST, placeholder=_("What should others know?"))
    st.button(_("Write it down"), key=f"risk_note_it_{place}", on_click=partial(_note, viewer, row, note))
    if row["last_act"]:
        st.button(
            _("Undo: {step}").format(step=plain(_(words.STEPS[row["last_act"]]))),
            icon=":material/undo:",
            type="tertiary",
            key=f"risk_undo_{place}",
            on_click=partial(_write, viewer, row, Step("undone"), _("Taken back.")),
        )


@asked_anew
def _give(viewer: Viewer, row: Mapping[str, Any], key: str, people: Colleagues) -> None:
    if to := st.session_state.get(key):
        said = _("It is {who}’s now.").format(who=people.names.of(str(to)))
        _noted(viewer, row, Step("owner", str(to)), said, seen=int(row["last"]))


@asked_anew
def _date(viewer: Viewer, row: Mapping[str, Any], key: str) -> None:
    chosen: date | None = st.session_state.get(key)
    said = _("Next on {day}.").format(day=day(chosen)) if chosen else _("No next date.")
    _noted(viewer, row, Step("next_date", on=chosen), said, seen=int(row["last"]))


@asked_anew
def _note(viewer: Viewer, row: Mapping[str, Any], key: str) -> None:
    step = Step("note", str(st.session_state.get(key) or ""))
    if _noted(viewer, row, step, _("Written down."), seen=None):
        st.session_state[key] = ""


@asked_anew
def _write(viewer: Viewer, row: Mapping[str, Any], step: Step, said: str) -> None:
    _noted(viewer, row, step, said, seen=int(row["last"]))


def _noted(viewer: Viewer, row: Mapping[str, Any], step: Step, said: str, seen: int | None) -> bool:
    """Write a step down, and note what to say; who comes second is told who was first."""
    now = scene(viewer)
    write: Callable[[], None] = partial(
        risk_acts.act, now.store.state, str(row["person"]), step, viewer.signature, now.now, seen
    )
    try:
        write()
    except LoopError as error:
        st.session_state[SAID] = str(error)
        return False
    st.session_state[SAID] = f"{words.who(row)}: {said}"
    return True


def said() -> None:
    """Say once what became of the last click."""
    if told := st.session_state.pop(SAID, ""):
        notices.line("risk", "task_alt", str(told), "")
