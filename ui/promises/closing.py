"""Write down what came of a call, or take it back, and whose it is; who is second is told who was first."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from language import _, instant
from metrics.followed import OUTCOMES
from store import loop, signed
from store.audit import About
from store.read import Viewer
from store.state import State
from ui import audited, notices
from ui.colleagues import Colleagues
from ui.markup import plain
from ui.promises import followup_words as words
from ui.scene import scene
from ui.written import asked_anew

SAID = "followup_said"
SIGNS = {
    "works": "check",
    "still_broken": "build",
    "not_reached": "phone_missed",
    "not_needed": "do_not_disturb_on",
}


def buttons(viewer: Viewer, row: Mapping[str, Any], people: Colleagues) -> None:
    """Show what can be done with a follow-up: say what came of it, take it, give it to somebody."""
    number = int(row["id"])
    with st.popover(_("Done"), icon=":material/check:", key=f"close_{number}"):
        st.caption(_("What came of it?"))
        for outcome in OUTCOMES:
            click = partial(_finish, viewer, number, outcome)
            label, sign = _(words.OUTCOMES[outcome]), f":material/{SIGNS[outcome]}:"
            st.button(label, icon=sign, key=f"{outcome}_{number}", on_click=click, width="stretch")
    owner: str | None = row["owned_by"]
    label = plain(row["owner"] or _("Nobody’s"))
    with st.popover(label, icon=":material/person:", type="tertiary", key=f"own_{number}"):
        if owner != viewer.signature:
            take = partial(_take, viewer, number, owner)
            st.button(_("I take it"), icon=":material/back_hand:", key=f"take_{number}", on_click=take)
        key = f"give_{number}"
        st.selectbox(
            _("Give it to"),
            people.but(owner, viewer.signature),
            index=None,
            format_func=people.label,
            key=key,
            placeholder=_("A person or a team"),
            on_change=partial(_give, viewer, number, key, owner),
        )


def undo_button(viewer: Viewer, row: Mapping[str, Any]) -> None:
    """Show a button that takes back what came of a call."""
    click = partial(_reopen, viewer, int(row["id"]), row["outcome"])
    st.button(_("Undo"), icon=":material/undo:", key=f"reopen_{row['id']}", type="tertiary", on_click=click)


@asked_anew
def _reopen(viewer: Viewer, number: int, seen: str) -> None:
    """Take back what came of a call, and note what to say."""
    now = scene(viewer)
    noting = audited.noting("changed", About("list", f"follow-up {number}"), f"taken back: {seen}")
    try:
        loop.reopen_followup(noting, number, viewer.signature, now.now, seen)
    except loop.LoopError:
        st.session_state[SAID] = _("It is not closed, or somebody has just taken that back.")
        return
    outcome = _(words.OUTCOMES.get(seen, seen))
    st.session_state[SAID] = _("Taken back: {outcome}.").format(outcome=outcome)


@asked_anew
def _take(viewer: Viewer, number: int, seen: str | None) -> None:
    _hand(viewer, number, viewer.signature, seen)


@asked_anew
def _give(viewer: Viewer, number: int, key: str, seen: str | None) -> None:
    if to := st.session_state.get(key):
        _hand(viewer, number, str(to), seen)


def _hand(viewer: Viewer, number: int, to: str, seen: str | None) -> None:
    """Give a follow-up to somebody, and note what to say."""
    state = scene(viewer).store.state
    noting = audited.noting("changed", About("list", f"follow-up {number}"), f"{seen or 'nobody'} → {to}")
    try:
        loop.hand_followup(noting, number, to, seen)
    except loop.LoopError:
        st.session_state[SAID] = first(state, number, scene(viewer).settings.site.timezone)
        return
    yours = _("It is yours now.") if to == viewer.signature else _("It is {who}’s now.")
    st.session_state[SAID] = yours.format(who=signed.names(state).of(to))


@asked_anew
def _finish(viewer: Viewer, number: int, outcome: str) -> None:
    """Write down what came of a call, and note what to say.

    TRICKY: this runs before the page is drawn anew, where the row of a click that came second is gone.
    """
    now = scene(viewer)
    try:
        loop.finish_followup(now.store.state, number, viewer.signature, now.now, outcome)
    except loop.LoopError:
        st.session_state[SAID] = first(now.store.state, number, now.settings.site.timezone)
        return
    st.session_state[SAID] = _("Written down: {outcome}.").format(outcome=_(words.OUTCOMES[outcome]))


def first(state: State, number: int, zone: str) -> str:
    """Who was first with a follow-up: with what result and when, or whose it is meanwhile."""
    found = loop.followups(state).filter(id=number)
    if not found.height:
        return _("This follow-up is not there any more.")
    row = found.row(0, named=True)
    if row["done_at"] is None:
        return _("Somebody was first: it is {who}’s now.").format(who=row["owner"] or _("nobody"))
    sentence = _("{who} was first: “{outcome}”, on {when}.")
    outcome = _(words.OUTCOMES.get(row["outcome"], row["outcome"]))
    return sentence.format(who=row["done_by"], outcome=outcome, when=instant(row["done_at"], zone))


def said() -> None:
    """Say once what became of the last click."""
    if told := st.session_state.pop(SAID, ""):
        notices.line("followup", "task_alt", told, "")
