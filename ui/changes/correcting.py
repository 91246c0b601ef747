"""Correcting what was logged: a change, or an action; and withdrawing a change, or opening an action again.

What decides a result stays once it can be seen, and the form says so; what was there before is kept.
"""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import streamlit as st

from language import _
from language import date as written_date
from metrics.experiments import Direction
from store import actions, process_changes
from store.actions import Decided, Decision
from store.aims import Aim, may_act
from store.change_places import Place, Places
from store.process_changes import KINDS, Draft, Logged
from ui import dates, session
from ui.changes import acting, words
from ui.scene import Scene

Watched = tuple[str, Direction, Place]


def change(scene: Scene, known: Places, one: Logged) -> None:
    """Let a change be corrected or withdrawn by who may."""
    if one.withdrawn_why is not None or not may_act(scene.viewer, one.draft.team, one.owned_by):
        return
    with st.container(key=f"mend_{one.id}", horizontal=True):
        with (
            st.popover(_("Correct…"), type="tertiary", key=f"correct_{one.id}"),
            st.form(f"correct_form_{one.id}", border=False),
        ):
            _change_form(scene, known, one)
        _withdraw(one)


def _change_form(scene: Scene, known: Places, one: Logged) -> None:
    draft, key = one.draft, f"correct_{one.id}"
    is_open = process_changes.is_open(one, scene.now)
    what = st.text_area(_("What is changed"), draft.what, key=f"{key}_what")
    kind = st.selectbox(_("Kind"), KINDS, KINDS.index(draft.kind), format_func=words.kind, key=f"{key}_kind")
    name = acting.owner(scene, known, f"{key}_owner", one.owned_by)
    on, place, seen = draft.on, None, _watched(known, draft.aim, key) if is_open else None
    if is_open and not draft.plan:
        on = dates.typed(_("From which day on"), draft.on, f"{key}_on")
        place = acting.compared_with(known, f"{key}_beside", draft)
    st.caption(_rule(one, is_open=is_open))
    if st.form_submit_button(_("Save"), type="primary"):
        told = replace(draft, what=what, kind=kind, on=on)
        acting.tried(partial(_change, scene, known, one, (told, name, seen, place)), _("It is corrected."))


def _change(
    scene: Scene, known: Places, one: Logged, told: tuple[Draft, str | None, Watched | None, Place | None]
) -> None:
    draft, name, seen, place = told
    if name != one.owned_by:
        draft = replace(draft, owner=acting.checked_owner(known, name))
    if seen is not None:
        draft = replace(draft, aim=acting.aim(*seen))
    is_moved = (draft.aim, draft.on) != (one.draft.aim, one.draft.on)
    if place is not None and (is_moved or place != acting.chosen(one.draft)):
        draft = acting.compared(scene, draft, place)
    process_changes.change(acting.state(), session.current(), one.id, draft, acting.moment())


def _watched(known: Places, aim: Aim, key: str) -> Watched:
    return (
        acting.metric(f"{key}_metric", aim.metric),
        acting.direction(f"{key}_expected", aim.expected),
        acting.where(known, f"{key}_where", (aim.cut or "", aim.place or "")),
    )


def _rule(one: Logged, *, is_open: bool) -> str:
    """Say what may still be corrected, and until when."""
    since = written_date(process_changes.seen_since(one))
    if is_open and one.draft.plan:
        line = _(
            "The days were drawn once and stay; to alter them, withdraw it and plan it anew. The figure, the"
            " place and what you expect may be corrected until the end of {day}. What was there is kept."
        )
    elif is_open:
        line = _(
            "All of it may be corrected until the end of {day}; then its results can be seen, and only the"
            " words, the kind and who answers for it may. What was there is kept."
        )
    elif one.is_before:
        line = _(
            "Its results can be seen since {day}: day, figure, place, comparison and what was expected stay"
            " as they were written. If they are wrong, withdraw it and log it anew. What was there is kept."
        )
    else:
        line = _(
            "It was written down when its results could be seen: day, figure, place, comparison and what was"
            " expected stay. If they are wrong, withdraw it and log it anew. What was there is kept."
        )
    return line.format(day=since)


def _withdraw(one: Logged) -> None:
    with (
        st.popover(_("Withdraw…"), type="tertiary", key=f"withdraw_{one.id}"),
        st.form(f"withdraw_form_{one.id}", border=False),
    ):
        why = st.text_area(_("Why: it was called off, or logged by mistake"), key=f"withdraw_why_{one.id}")
        st.caption(_("It stays in the log with the reason, and with its result if that can be seen by now."))
        if st.form_submit_button(_("Withdraw it"), type="primary"):
            acting.tried(partial(_withdrawn, one.id, why), _("It stays in the log, with the reason."))


def _withdrawn(number: int, why: str) -> None:
    process_changes.withdraw(acting.state(), session.current(), number, why, acting.moment())


def action(scene: Scene, known: Places, one: Decided) -> None:
    """Let an action be corrected."""
    key = f"correct_action_{one.id}"
    with (
        st.popover(_("Correct…"), type="tertiary", key=key),
        st.form(f"{key}_form", border=False),
    ):
        what = st.text_area(_("What is to be done"), one.what, key=f"{key}_what")
        name = acting.owner(scene, known, f"{key}_owner", one.owned_by)
        due = dates.typed(_("Until when"), one.due, f"{key}_due") if one.is_open else one.due
        is_free = one.is_open and actions.is_aim_open(one, scene.now)
        seen = _watched(known, one.aim, key) if is_free else None
        st.caption(_action_rule(one, is_free=is_free))
        if st.form_submit_button(_("Save"), type="primary"):
            told = (what, name, due, seen)
            acting.tried(partial(_action, known, one, told), _("It is corrected."))


def _action(known: Places, one: Decided, told: tuple[str, str | None, date, Watched | None]) -> None:
    what, name, due, seen = told
    who = one.owned_by if name == one.owned_by else acting.checked_owner(known, name)
    decision = Decision(what, who, one.aim if seen is None else acting.aim(*seen), due, one.team)
    actions.change(acting.state(), session.current(), one.id, decision, acting.moment())


def _action_rule(one: Decided, *, is_free: bool) -> str:
    if not one.is_open:
        return _(
            "It has ended: only its words and who answers for it can be corrected. What was there is kept."
        )
    if is_free and one.begun_on is None:
        return _("Figure, place and what you expect stay a day after it has begun. What was there is kept.")
    day = written_date((one.begun_on or one.due) + timedelta(1))
    if is_free:
        line = _("Figure, place and what you expect may be corrected until the end of {day}; then they stay.")
    else:
        line = _("Its results can be seen since {day}: figure, place and what was expected stay as written.")
    return f"{line.format(day=day)} {_('What was there is kept.')}"


def reopen(one: Decided) -> None:
    """Let it be taken back that an action ended."""
    key = f"reopen_{one.id}"
    with st.popover(_("Open again…"), type="tertiary", key=key), st.form(f"{key}_form", border=False):
        why = st.text_input(_("Why it has not ended"), key=f"{key}_why")
        if st.form_submit_button(_("Open it again"), type="primary"):
            acting.tried(partial(_reopened, one.id, why), _("It is open again; how it had ended is kept."))


def _reopened(number: int, why: str) -> None:
    actions.reopen(acting.state(), session.current(), number, why, acting.moment())
