"""What people see of customers, and take away, written into the audit log."""

from collections.abc import Callable

import streamlit as st

from language import _
from settings import load
from store import audit
from store.audit import About, Act
from store.read import Viewer
from store.state import State, StateError
from ui import notices, served, session, whose
from ui.scene import Scene, machine_clock, store_of


def saw(scene: Scene, *customers: str) -> None:
    """Write down that the viewer saw a customer, by every id: once an hour, however often the page is drawn.

    Where that cannot be written down the page says why, and ends: call it before anything of them is shown.
    """
    try:
        for one in customers:
            audit.note(scene.store.state, scene.viewer, "saw", machine_clock(), About("customer", one))
    except StateError as error:
        with st.container(key="card_unwritten"):
            why = _("It cannot be written down who looked: {why}").format(why=error)
            notices.state("policy", _("Nothing of this customer is shown"), why)
        st.stop()


def did(act: Act, about: About, detail: str = "") -> None:
    """Write down what the viewer did. Raises StateError: what cannot be written is not to be done."""
    who = session.current()
    audit.note(store_of(load()).state, who, act, machine_clock(), about, detail)


def noting(act: Act, about: About, detail: str = "") -> State:
    """Give the state database as what the viewer changes in it: the change and its entry, or neither."""
    state = store_of(load()).state
    return audit.beside(state, session.current(), act, machine_clock(), about, detail)


def quieting(queue: str | None, what: str) -> State:
    """Give the same for what is changed about a queue's quiet times; None: of every queue."""
    return noting("changed", About("queue", queue or "every queue"), what)


def exporting(name: str, kind: str) -> Callable[[int], None]:
    """Give what writes down that a file of so many rows was made, in whichever thread that is.

    What it gives raises PermissionError where they are not any more who they were when the page was drawn: a
    browser may ask for a file of a page that it has kept for hours.
    """
    who: Viewer = session.current()
    again = whose.again()

    def note(rows: int) -> None:
        if served.way() is not None and again() != who:
            raise PermissionError(name)
        detail = f"{rows} rows, {kind}"
        about = About("page", name)
        audit.note(store_of(load()).state, who, "exported", machine_clock(), about, detail)

    return note
