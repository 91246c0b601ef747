"""Uncovering who a customer is: a click, written into the audit log, until the person leaves the customer."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from language import _
from store.audit import About
from store.read import Viewer
from store.state import StateError
from ui import audited, markup
from ui.scene import Scene
from ui.written import asked_anew

SHOWN = "customer_uncovered"  # account and customer; in no address, so that no link uncovers anybody
PROBLEM = "customer_uncovered_problem"
PAGE = "customer"


def is_shown(scene: Scene, customer: str) -> bool:
    """Tell whether the viewer uncovered this customer and still may; another one is covered again."""
    if _may(scene) and st.session_state.get(SHOWN) == _mark(scene.viewer, customer):
        return True
    st.session_state.pop(SHOWN, None)
    return False


def left(page: str) -> None:
    """Cover everybody again where another page is opened."""
    if page != PAGE:
        st.session_state.pop(SHOWN, None)


def offer(scene: Scene, customer: str, ids: Sequence[str], *, shown: bool) -> None:
    """Say what is covered, and offer to show it or to cover it again; `ids` are all of the person's."""
    with st.container(key="uncover", horizontal=True, vertical_alignment="center"):
        if shown:
            markup.show(markup.tag("span", _("Uncovered until you leave this customer."), "soft"))
            st.button(_("Cover again"), icon=":material/visibility_off:", type="tertiary", on_click=_cover)
        elif _may(scene):
            markup.show(markup.tag("span", _("Name, numbers and addresses are covered."), "soft"))
            st.button(
                _("Show"),
                icon=":material/visibility:",
                type="tertiary",
                help=_("It is written down that you looked."),
                on_click=_show,
                args=(scene.viewer, customer, ids),
            )
        else:
            said = _("Name, numbers and addresses are covered; your role may not uncover them.")
            markup.show(markup.tag("span", said, "soft"))
    if problem := st.session_state.pop(PROBLEM, ""):
        markup.show(markup.tag("p", problem, "worse", role="alert"))


def _may(scene: Scene) -> bool:
    return scene.viewer.role in scene.settings.access.may_show


@asked_anew
def _show(viewer: Viewer, customer: str, ids: Sequence[str]) -> None:
    """Write it down, then show it; what cannot be written down is not shown."""
    try:
        for one in ids:
            audited.did("showed", About("customer", one))
    except StateError as error:
        said = _("Nothing is shown, because it cannot be written down who looked: {why}")
        st.session_state[PROBLEM] = said.format(why=error)
        return
    st.session_state[SHOWN] = _mark(viewer, customer)


def _cover() -> None:
    st.session_state.pop(SHOWN, None)


def _mark(viewer: Viewer, customer: str) -> tuple[Any, ...]:
    return (viewer.account, viewer.role, customer)
