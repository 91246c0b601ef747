"""Who is looking, and proof that a page was reached through the frame."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

from language import _
from store.read import Viewer
from ui import demo, markup, navigation, notices

# Set while ui/shell.py runs a page, and only then: a page's script run on its own finds nobody here.
_inside: ContextVar[Viewer | None] = ContextVar("inside", default=None)


def viewer() -> Viewer:
    """Who is signed in. Until sign-in exists everyone at this machine is its manager."""
    return Viewer(name=_("This computer"), role="manager")


@contextmanager
def entered(who: Viewer) -> Iterator[Viewer]:
    """Mark this run as having come through ui/shell.py."""
    navigation.remember(who.role)
    token = _inside.set(who)
    try:
        yield who
    finally:
        _inside.reset(token)


def require(key: str) -> Viewer:
    """The viewer of this page, or nothing further: first line of each page.

    A run that did not come through ui/shell.py stops with nothing shown; a role that may not see the page is
    told so.
    """
    who = _inside.get()
    if who is None:
        st.stop()
    if who.role not in navigation.entry(key).roles:
        notices.forbidden(who.role)
        st.stop()
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
    st.sidebar.html(markup.mk(markup.join(lines), "mk-foot"))
