"""Who is looking, and proof that a page was reached through the frame."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

from language import _
from store.read import Viewer
from ui import demo, markup, navigation, notices, served, sign_in, written
from ui.whose import WHO, current, viewer

__all__ = ["current", "entered", "foot", "left", "require", "viewer"]

# Set while ui/shell.py runs a page, and only then: a page's script run on its own finds nobody here.
_inside: ContextVar[Viewer | None] = ContextVar("inside", default=None)


@contextmanager
def entered(who: Viewer) -> Iterator[Viewer]:
    """Mark this run as having come through ui/shell.py."""
    navigation.remember(who.role)
    st.session_state[WHO] = who
    token = _inside.set(who)
    try:
        yield who
    finally:
        _inside.reset(token)


def left() -> None:
    """Take away what the session still shows of who was signed in before."""
    before: Viewer | None = st.session_state.pop(WHO, None)
    if before is not None:  # TRICKY: without a word the browser keeps the menu; its pages stay known to it
        st.navigation(navigation.menu(before.role), position="hidden")


def require(key: str) -> Viewer:
    """The viewer of this page, or nothing further: first line of each page.

    A run that did not come through ui/shell.py stops with nothing shown; a role that may not see the page is
    told so.
    """
    who = _inside.get()
    if who is None:
        st.stop()
    allowed = navigation.entry(key).roles
    if who.role not in allowed:
        notices.forbidden(who.role, allowed)
        st.stop()
    written.refused()
    return who


def foot(who: Viewer) -> None:
    """Name and role at the foot of the side bar."""
    words = {
        "manager": _("Manager"),
        "lead": _("Team lead"),
        "executive": _("Executive"),
        "admin": _("Admin"),
    }
    reach = ", ".join(sorted(who.teams)) or _("all teams")
    lines = [markup.tag("b", who.name), markup.tag("div", f"{words[who.role]} · {reach}", "soft")]
    if demo.is_on():
        lines.append(demo.chip())
    if served.way() is None and not served.is_open():
        lines.append(markup.tag("div", _("Without sign-in: on this computer only"), "soft"))
    st.sidebar.html(markup.mk(markup.join(lines), "mk-foot"))
    sign_in.way_out(who)
