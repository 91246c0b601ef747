"""Saying that data is simulated: a mark on each page and in the side bar, and the way out of it."""

import streamlit as st

from language import _
from settings import Settings, SettingsError, leave_demo, load
from store.read import Viewer
from ui import navigation, notices
from ui.markup import Safe, icon, join, show, tag


def note(who: Viewer) -> None:
    """Remember for this run and its fragments whether the data is simulated, and who may leave it."""
    st.session_state["may_leave_demo"] = who.role in navigation.entry("sources").roles
    try:
        st.session_state["is_demo"] = load().is_demo
    except SettingsError:  # the page says it in its own sentence
        st.session_state["is_demo"] = False


def is_on() -> bool:
    """Tell whether the data that this session looks at is simulated."""
    return bool(st.session_state.get("is_demo", False))


def chip() -> Safe:
    """The mark of simulated data, empty where data is real."""
    return tag("span", join([icon("science"), _("Demo data")]), "chip c-note") if is_on() else Safe("")


def way_out() -> Safe:
    """The mark with the way to one's own data; for who may not go, or is there already, the mark alone."""
    may_go = st.session_state.get("may_leave_demo") and st.session_state.get("showing") != "sources"
    if not is_on() or not may_go:
        return chip()
    words = tag("a", _("Use your own data"), "own", href="sources", target="_self")
    return join([chip(), words])


def panel(settings: Settings) -> None:
    """Say what simulated data is, and offer to leave it."""
    if not settings.is_demo:
        return
    with st.container(key="card_demo", horizontal=True, vertical_alignment="center"):
        show(tag("div", join([icon("science"), tag("div", _words(settings))]), "demo"))
        if settings.is_shipped and st.button(_("Use your own data"), type="primary", key="leave_demo"):
            _leave()


def _words(settings: Settings) -> Safe:
    what = tag("h2", _("Everything you see is simulated; nothing of it is real"))
    if settings.is_shipped:
        how = _(
            "Moked shows an invented contact centre because there is no moked.toml. The button writes one"
            " beside run.py, with an example to fill in, and every page waits for your own data. Remove that"
            " file, and the demo is back."
        )
    else:
        name = settings.source.name if settings.source else ""
        how = _("It comes from the connector of kind demo in {file}. Take its section out to leave it.")
        how = how.format(file=name)
    return join([what, tag("p", how)])


def _leave() -> None:
    try:
        leave_demo()
    except SettingsError as error:
        notices.line("leaving", "error", _("The demo goes on."), str(error), tone="worse")
    else:
        st.rerun()
