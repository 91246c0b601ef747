"""The form of a new action: what, who, which figure it is to move and where, and until when."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Final

import streamlit as st

from language import _, period
from settings import load
from store import actions, change_places
from store.actions import Decision
from store.aims import DIRECTIONS, METRICS, Aim, ChangeError
from store.review_words import label
from ui import cards, colleagues, dates, drawn, notices, session, written
from ui.review.read import Looked
from ui.scene import machine_clock, store_of

SAID: Final = "review_said"
DRAWN: Final = "review_drawn"
DONE: Final = "review_decided"  # how many forms of this session are done with
EVERYWHERE: Final = ("", "")
FORTNIGHT: Final = timedelta(14)
Place = tuple[str, str]  # a cut and one of its places


def said() -> None:
    """Say once what was decided just before."""
    if told := st.session_state.pop(SAID, None):
        notices.line("review_said", "check_circle", told, "")


def form(at: Looked, teams: Sequence[str], queues: Sequence[str]) -> None:
    """Let a lead, for a team of theirs, or a manager decide something."""
    cards.title(
        _("Decide something new"), _("One thing, one owner, one figure: whether it worked is told here")
    )
    if at.whole.viewer.role == "lead" and not at.team:
        notices.state(
            "groups", _("For which team?"), _("Choose one of your teams above, then decide for it.")
        )
        return
    places = [EVERYWHERE, *(("queue", one) for one in queues), *(("team", one) for one in teams)]
    known = colleagues.of(at.whole, ())
    is_other = drawn.is_other(DRAWN, (at.week.first, at.team))
    # What was refused stays as it was typed; each decision begins an empty form.
    with st.form(f"decide_{st.session_state.get(DONE, 0)}", border=False):
        what = st.text_input(_("What"), placeholder=_("One more in Billing on Sunday mornings"))
        with st.container(key="decide_row", horizontal=True):
            owner = st.selectbox(
                _("Who"),
                known.signatures,
                index=None,
                format_func=known.label,
                accept_new_options=True,
                placeholder=_("A name"),
            )
            metric = st.selectbox(_("Which figure"), METRICS, format_func=label)
            expected = st.selectbox(_("It should"), DIRECTIONS, format_func=_direction)
            place = st.selectbox(_("Where"), places, format_func=_place)
            due = dates.typed(_("Until"), at.whole.today + FORTNIGHT)
        if st.form_submit_button(_("Decide"), type="primary"):
            aim = Aim(metric, expected, place[0] or None, place[1] or None)
            decision = Decision(what, owner or "", aim, due, at.team or None)
            _changed(partial(_not_here, at) if is_other else partial(_decide, at.week.first, decision))


def _not_here(at: Looked) -> None:
    """Write nothing for another review than the form was seen in."""
    shown = " · ".join([*([at.team] if at.team else []), period(at.week.first, at.week.last)])
    said = _("Nothing was decided: the page shows {shown} by now. Look at it, then decide it again.")
    raise ChangeError(said.format(shown=shown))


def _decide(week: date, decision: Decision) -> None:
    store = store_of(load())
    if decision.owner:
        colleagues.answering(change_places.agents(store), decision.owner)
    actions.decide(store.state, session.current(), week, decision, machine_clock())
    st.session_state[DONE] = st.session_state.get(DONE, 0) + 1
    st.session_state[SAID] = _("Decided: {what}").format(what=decision.what)


def _changed(change: Callable[[], None]) -> None:
    """Write what the form says and draw the page anew; what is wrong with it is said where it was typed."""
    try:
        written.tried(change)
    except ChangeError as why:
        notices.line("review_wrong", "error", str(why), "", tone="breach")
        return
    st.rerun()


def _direction(name: str) -> str:
    return _("go up") if name == "up" else _("go down")


def _place(place: Place) -> str:
    return _("everywhere") if place == EVERYWHERE else f"{place[1]} ({_(place[0])})"
