"""What a click writes: only for who the page was drawn for, asked anew at the click; else it is said, once.

TRICKY: what a click calls runs before the page asks who it is, with what the page knew hours ago.
"""

from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec

import streamlit as st

from language import _
from store.state import StateError
from ui import notices, served, whose
from ui.identity import Stranger

REFUSED: Final = "written_refused"
P = ParamSpec("P")


def asked_anew(write: Callable[P, None]) -> Callable[P, None]:
    """Let a click write only for who the page was drawn for."""

    @wraps(write)
    def click(*args: P.args, **kwargs: P.kwargs) -> None:
        tried(lambda: write(*args, **kwargs))

    return click


def tried(write: Callable[[], None]) -> bool:
    """Write for who the page was drawn for; tell whether it was written, of which `refused` says why not."""
    if why := _stranger():
        st.session_state[REFUSED] = why
        return False
    try:
        write()
    except StateError as error:
        said = _("Nothing was written, because the database failed: {why}")
        st.session_state[REFUSED] = said.format(why=error)
        return False
    return True


def refused() -> None:
    """Say once, on top of the page, why the last click wrote nothing."""
    if said := st.session_state.pop(REFUSED, ""):
        notices.line("refused", "error", said, "", tone="breach")


def all_anew() -> None:
    """Draw all of the page, where a click in a part of it that is drawn by itself wrote nothing."""
    if REFUSED in st.session_state:
        st.rerun()


def _stranger() -> str:
    """Why nothing is written for who clicks; empty where they are who the page was drawn for."""
    if served.way() is None:
        return ""
    now = whose.viewer()
    if now == st.session_state.get(whose.WHO):
        return ""
    if isinstance(now, Stranger) and now.why == "unreachable":
        return _("Nothing was written: who you are cannot be looked up just now. Try again in a minute.")
    return _("Nothing was written: your sign-in or your role changed after this page was drawn.")
