"""What a lead does about awards: confirm, replace with a reason, add somebody, log an idea and its result."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import streamlit as st

from language import _
from metrics.recognition import AWARDS
from settings import load
from store import awards, ideas
from store.awards import Chosen, Given, RecognitionError
from store.ideas import Logged
from store.read import Viewer
from store.state import State
from store.thanked import Person
from ui import emptied, notices, session, written
from ui.markup import plain
from ui.recognition import words
from ui.recognition.found import Found
from ui.scene import machine_clock, store_of

SAID: Final = "recognition_said"


def said() -> None:
    """Say once what was done just before."""
    if told := st.session_state.pop(SAID, None):
        notices.line("recognition_said", "check_circle", told, "")


def may(viewer: Viewer, team: str | None) -> bool:
    """Tell whether a viewer decides about an award of a team's."""
    return viewer.sees_agents and (viewer.role != "lead" or team in viewer.teams)


def decide(viewer: Viewer, one: Given, people: Sequence[Person]) -> None:
    """Let somebody confirm who was drawn, or put another in their place.

    Keys name the week and who has the award: a click on what is seen does nothing to what came meanwhile.
    """
    if one.act == "added" or not may(viewer, one.team):
        return
    key = f"{one.award}_{one.week.isoformat()}_{one.agent_id}"
    with st.container(key=f"acts_{key}", horizontal=True):
        if one.act == "drawn" and st.button(_("Confirm"), icon=":material/check:", key=f"confirm_{key}"):
            done = _("{award} is confirmed.").format(award=words.award(one.award))
            _tried(partial(_confirm, one), done)
        with st.popover(_("Replace…"), type="tertiary", key=f"replace_{key}"):
            others = [each for each in people if each.agent_id != one.agent_id]
            _form(f"replace_{key}", others, _("Why"), partial(_replace, one), _("It is written down."))


def _confirm(one: Given) -> None:
    awards.confirm(_state(), session.current(), one.week, one.award, machine_clock())


def _replace(one: Given, chosen: Chosen) -> None:
    awards.replace(_state(), session.current(), one.week, one.award, chosen, machine_clock())


def more(found: Found, people: Sequence[Person]) -> None:
    """Let somebody be thanked beside who was drawn."""
    with st.popover(_("Thank somebody else…"), icon=":material/add:", type="tertiary", key="add_award"):
        award = st.selectbox(_("What for"), AWARDS, format_func=words.award, key="add_award_which")
        _form(
            f"add_{found.week.week}", people, _("Why"), partial(_add, found, award), _("It is written down.")
        )


def log_idea(found: Found, people: Sequence[Person]) -> None:
    """Let an idea of the week be logged."""
    with st.popover(_("Log an idea…"), icon=":material/add:", type="tertiary", key="add_idea"):
        _form(
            f"idea_{found.week.week}", people, _("The idea"), partial(_log, found), _("The idea is logged.")
        )


def _add(found: Found, award: str, chosen: Chosen) -> None:
    awards.add(_state(), session.current(), found.week.week, award, chosen, machine_clock())


def _log(found: Found, chosen: Chosen) -> None:
    ideas.log(_state(), session.current(), found.week.week, chosen, machine_clock())


def result(viewer: Viewer, one: Logged) -> None:
    """Let the result of an idea be told, with where it is to be seen."""
    if not may(viewer, one.team):
        return
    with (
        st.popover(_("Tell its result…"), type="tertiary", key=f"result_{one.id}"),
        st.form(f"result_form_{one.id}", border=False),
    ):
        came = st.text_area(_("What came of it"), one.result or "")
        to = st.text_input(_("The page that shows it"), one.link or "", placeholder="/changes?id=3")
        if st.form_submit_button(_("Save"), type="primary"):
            _tried(partial(_tell, one, came, to), _("The result is written down."))


def _tell(one: Logged, came: str, to: str) -> None:
    ideas.tell_result(_state(), session.current(), one.id, came, to.strip(), machine_clock())


def _form(key: str, people: Sequence[Person], label: str, write: Callable[[Chosen], None], done: str) -> None:
    """Ask whom and why."""
    with st.form(f"form_{key}", border=False):
        one = st.selectbox(_("Who"), people, index=None, format_func=named, key=f"who_{key}")
        why = st.text_area(label, key=emptied.begin(f"why_{key}"))
        if st.form_submit_button(_("Save"), type="primary"):
            _tried(lambda: write(_chosen(one, why)), done, f"why_{key}")


def _chosen(one: Person | None, why: str) -> Chosen:
    person = _somebody(one)
    return Chosen(person.agent_id, person.team, why)


def _somebody(one: Person | None) -> Person:
    if one is None:
        raise RecognitionError(_("Say who: choose somebody first."))
    return one


def named(one: Person) -> str:
    """Name somebody to choose."""
    return plain(f"{one.name} · {one.team}" if one.team else one.name)


def _tried(write: Callable[[], None], done: str, field: str = "") -> None:
    """Write, and draw the page anew; what is wrong with it is said where it was asked.

    field: the key of what is empty again once it was written.
    """
    try:
        if written.tried(write):
            st.session_state[SAID] = done
            emptied.after(field)
    except RecognitionError as why:
        notices.line("recognition_wrong", "error", str(why), "", tone="breach")
        return
    st.rerun()


def leaving(people: Sequence[Person], out: set[str], *, is_open: bool) -> None:
    """Let an agent be named nowhere, or named again, because the agent asks for it."""
    with st.expander(
        _("Rather not be named?"), icon=":material/person_off:", expanded=is_open, key="leaving"
    ):
        st.caption(
            _(
                "Who would rather not be named is named nowhere from then on, past weeks included, and counts"
                " as everybody else. Nobody is told. Do it on the agent’s own wish only."
            )
        )
        _choice("leave", [one for one in people if one.agent_id not in out], _leave, _("Name nowhere"))
        _choice("come_back", [one for one in people if one.agent_id in out], _come_back, _("Name again"))


def _choice(key: str, people: Sequence[Person], write: Any, label: str) -> None:
    if not people:
        return
    with st.form(f"form_{key}", border=False):
        one = st.selectbox(label, people, index=None, format_func=named, key=f"who_{key}")
        if st.form_submit_button(label):
            _tried(lambda: write(_somebody(one)), _("It is written down."))


def _leave(one: Person) -> None:
    awards.leave(_state(), session.current(), one.agent_id, machine_clock())


def _come_back(one: Person) -> None:
    awards.come_back(_state(), session.current(), one.agent_id, machine_clock())


def _state() -> State:
    return store_of(load()).state
