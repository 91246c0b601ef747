"""Whose this session is, by the settings, the sign-in and the table of people as they are now."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

import streamlit as st

from language import _
from settings import Settings, SettingsError, load
from store import people, signed
from store.read import Viewer
from store.state import StateError
from ui import identity, served
from ui.identity import Stranger
from ui.stores import machine_clock, store_of

WHO = "viewer"  # in the session's state, for its fragments and clicks, which do not come through ui/shell.py


def current() -> Viewer:
    """The viewer of this run, or of the run that this fragment belongs to."""
    who: Viewer = st.session_state[WHO]
    return who


def seen(who: Viewer) -> None:
    """Remember by which name somebody is signed in: their account signs what they do, the name is shown."""
    if who.account:
        with suppress(SettingsError, StateError):  # the page says what is wrong with it
            signed.saw(store_of(load()).state, who)


def viewer() -> Viewer | Stranger:
    """Who is signed in, or why nobody is. Where nobody signs in, everyone at this machine is its manager."""
    return again()()


def again() -> Callable[[], Viewer | Stranger]:
    """Give what tells once more, in whichever thread, who it is of whom the same is said as now."""
    said = st.user.to_dict() if served.way() is not None else {}
    return partial(_viewer, said)


def _viewer(said: Mapping[str, Any]) -> Viewer | Stranger:
    try:
        settings = load()
    except SettingsError:  # the page of whoever may see it says what is wrong
        return _here() if served.way() is None else Stranger("settings")
    way = settings.access.sign_in
    if way != served.way():
        return Stranger("restart")
    if way is None:
        return _here()
    try:
        return _signed_in(served.held(settings), way, said)
    except StateError:
        return Stranger("unreachable")


def _here() -> Viewer | Stranger:
    if served.is_closed() or served.is_open():
        return Viewer(name=_("This computer"), role="manager")
    return Stranger("elsewhere")


def _signed_in(settings: Settings, way: str, said: Mapping[str, Any]) -> Viewer | Stranger:
    def known(account: str) -> people.Known | None:
        return people.person(store_of(settings).state, account)

    if way == "proxy":
        return identity.passed_on(settings.access, served.headers_said(said), known)
    return identity.signed_in(settings.access, said, machine_clock(), known)
