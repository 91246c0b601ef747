"""Marking something as done, and taking that back: who was first is told to who comes second."""

from functools import partial

import streamlit as st

from language import _, instant
from store import loop
from store.audit import About
from store.read import Viewer
from store.state import State
from ui import audited, notices
from ui.scene import scene
from ui.written import asked_anew

SAID = "mark_said"


def button(viewer: Viewer, kind: loop.MarkKind, subject: str, step: str = "", label: str = "") -> None:
    """Show a button that marks something as done."""
    key = f"done_{kind}_{step}_{subject}"
    done = partial(_write, viewer, kind, subject, step, is_undone=False)
    st.button(label or _("Done"), icon=":material/check:", key=key, on_click=done)


def undo_button(viewer: Viewer, kind: loop.MarkKind, subject: str, step: str = "") -> None:
    """Show a button that takes a mark back."""
    key = f"undo_{kind}_{step}_{subject}"
    undone = partial(_write, viewer, kind, subject, step, is_undone=True)
    st.button(_("Undo"), icon=":material/undo:", key=key, type="tertiary", on_click=undone)


@asked_anew
def _write(viewer: Viewer, kind: loop.MarkKind, subject: str, step: str, *, is_undone: bool) -> None:
    """Write a mark or take it back, and note what to say.

    TRICKY: this runs before the page is drawn anew, where the row of a click that came second is gone.
    """
    now = scene(viewer)
    state = now.store.state
    zone = now.settings.site.timezone
    try:
        if is_undone:
            what = " ".join(part for part in (kind, step) if part)
            noting = audited.noting("changed", About("list", f"{what} {subject}"), "taken back: done")
            loop.undo(noting, kind, subject, viewer.signature, now.now, step)
        else:
            loop.mark(state, kind, subject, viewer.signature, now.now, step)
    except loop.LoopError:
        st.session_state[SAID] = first(state, kind, subject, step, zone)
        return
    st.session_state[SAID] = _("Taken back.") if is_undone else _("Marked as done.")


def first(state: State, kind: loop.MarkKind, subject: str, step: str, zone: str) -> str:
    """Who was first, and when; of a mark that holds no more, that somebody took it back."""
    found = loop.marks(state, [kind]).filter(subject=subject, step=step)
    if not found.height:
        return _("It is not marked as done, or somebody has just taken that back.")
    row = found.row(0, named=True)
    sentence = _("{who} was first and marked it as done on {when}.")
    return sentence.format(who=row["by"], when=instant(row["at"], zone))


def said() -> None:
    """Say once what became of the last click."""
    if words := st.session_state.pop(SAID, ""):
        notices.line("marked", "task_alt", words, "")
