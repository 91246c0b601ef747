"""What people do on the page *Changes*: write it down for who they are now, and say once that it was done."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

import streamlit as st

from language import _
from metrics.experiments import Direction
from settings import load
from store import actions, process_changes
from store.aims import DIRECTIONS, METRICS, Aim, ChangeError
from store.change_places import Place, Places
from store.outcome import OTHERS, Case
from store.process_changes import KINDS, Draft, Plan
from store.state import State
from ui import colleagues, dates, emptied, notices, session, written
from ui.changes import found, words
from ui.scene import Scene, store_of

SAID: Final = "changes_said"
EVERYWHERE: Final[Place] = ("", "")
BY_PAST, NOTHING = "by past", "nothing"


def said() -> None:
    """Say once what was done just before."""
    if told := st.session_state.pop(SAID, None):
        notices.line("changes_said", "check_circle", told, "")


def may(scene: Scene) -> bool:
    """Tell whether the viewer may do anything here at all."""
    return scene.viewer.role != "executive"


def tried(write: Callable[[], None], done: str, field: str = "") -> None:
    """Write, and draw the page anew; what is wrong with it is said where it was asked.

    field: the key of what is empty again once it was written.
    """
    try:
        if written.tried(write):
            st.session_state[SAID] = done
            emptied.after(field)
    except ChangeError as why:
        notices.line("changes_wrong", "error", str(why), "", tone="breach")
        return
    st.rerun()


def state() -> State:
    """The state database of the settings as they are now."""
    return store_of(load()).state


def moment() -> datetime:
    """The instant by the clock that the page shows: by it is judged what was written before its results."""
    return load().now()


def owner(scene: Scene, known: Places, key: str, now: str | None = None) -> str | None:
    """Let a supervisor be chosen, or typed."""
    people = colleagues.of(scene, known.leads)
    own = scene.viewer.signature
    options = list(dict.fromkeys([*([now] if now else []), own, *people.signatures]))
    label = {one: people.label(one) for one in options}
    return st.selectbox(
        _("Who answers for it"),
        options,
        index=0 if now else None,
        format_func=lambda one: label.get(one, one),
        accept_new_options=True,
        placeholder=_("Choose a supervisor, or type a name"),
        key=key,
    )


def checked_owner(known: Places, name: str | None) -> str:
    """Refuse nobody and an agent. Raises ChangeError."""
    return colleagues.answering(known.agents, name)


def team_of(scene: Scene, key: str) -> str | None:
    """Say whose lead decides: a lead of several teams chooses, all others decide for the whole centre."""
    teams = sorted(scene.viewer.teams)
    if scene.viewer.role != "lead":
        return None
    return st.selectbox(_("Team"), teams, key=key) if len(teams) > 1 else teams[0]


def metric(key: str, now: str = METRICS[0]) -> str:
    """Let the figure be chosen that is watched."""
    at = METRICS.index(now)
    return st.selectbox(_("Figure to watch"), METRICS, at, format_func=words.metric, key=key)


def direction(key: str, now: Direction = "up") -> Direction:
    """Let the expected direction be chosen."""
    found_ = st.segmented_control(
        _("What you expect of it"), DIRECTIONS, default=now, format_func=words.direction, key=key
    )
    return found_ or now


def where(known: Places, key: str, now: Place = EVERYWHERE) -> Place:
    """Let the place be chosen."""
    options = list(dict.fromkeys([EVERYWHERE, *known.places, now]))
    return st.selectbox(_("Where"), options, options.index(now), format_func=_place, key=key)


def _place(one: Place) -> str:
    return _("Everywhere") if one == EVERYWHERE else words.option(one)


def aim(metric_: str, expected: Direction, place: Place) -> Aim:
    """Put together what is to move where."""
    return Aim(metric_, expected, place[0] or None, place[1] or None)


def log_change(scene: Scene, known: Places) -> None:
    """Let a change be logged."""
    with (
        st.popover(_("Log a change…"), icon=":material/add:", key="log_change"),
        st.form("log_change_form", border=False),
    ):
        what = st.text_area(_("What is changed"), key=emptied.begin("log_what"))
        kind = st.selectbox(_("Kind"), KINDS, format_func=words.kind, key="log_kind")
        on = dates.typed(_("From which day on"), scene.today + timedelta(1), "log_on")
        at = where(known, "log_where")
        metric_, expected = metric("log_metric"), direction("log_expected")
        beside = compared_with(known, "log_beside")
        name, team = owner(scene, known, "log_owner"), team_of(scene, "log_team")
        st.caption(_("What you expect is kept as written once the first results can be seen."))
        if st.form_submit_button(_("Log it"), type="primary"):
            draft = partial(_draft, scene, (kind, what, on), aim(metric_, expected, at), (beside, team))
            tried(lambda: _log(known, name, draft), _("It is logged."), "log_what")


def compared_with(known: Places, key: str, now: Draft | None = None) -> Place:
    """Let be chosen what it is compared with."""
    at = (BY_PAST, "") if now is None else chosen(now)
    options = list(dict.fromkeys([(BY_PAST, ""), (OTHERS, ""), (NOTHING, ""), *known.places, at]))
    return st.selectbox(_("Compare with"), options, options.index(at), format_func=_beside, key=key)


def chosen(now: Draft) -> Place:
    """Say what was chosen to compare with."""
    if now.is_proposed:
        return (BY_PAST, "")
    if now.beside is None:
        return (NOTHING, "")
    return (now.aim.cut or "", now.beside) if now.beside else (OTHERS, "")


def _beside(one: Place) -> str:
    usual = {BY_PAST: _("Proposed by the weeks before"), OTHERS: _("All others"), NOTHING: _("Nothing")}
    return usual[one[0]] if not one[1] else words.option(one)


def _draft(
    scene: Scene, told: tuple[str, str, date], of: Aim, chosen: tuple[Place, str | None], name: str
) -> Draft:
    (kind, what, on), (beside, team) = told, chosen
    return compared(scene, Draft(kind, what, on, name, of, team), beside)


def compared(scene: Scene, draft: Draft, beside: Place) -> Draft:
    """Say what it is compared with; where the past proposes it, look there. Raises ChangeError."""
    of, is_proposed = draft.aim, beside[0] == BY_PAST
    if beside[1] and beside[0] != of.cut:
        raise ChangeError(_("Compare with a place of the same kind: a queue with a queue."))
    other = found.proposed(scene, Case(of, draft.on)) if is_proposed else beside[1] or OTHERS
    if beside[0] == NOTHING or of.cut is None:
        other, is_proposed = None, False
    return replace(draft, beside=other, is_proposed=is_proposed and other is not None)


def _log(known: Places, name: str | None, draft: Callable[[str], Draft]) -> None:
    made = draft(checked_owner(known, name))
    process_changes.log(state(), session.current(), made, moment())


def plan(known: Places, draft: Draft, of: Plan) -> None:
    """Log a roll-out by chance; its days are drawn then, once."""
    made = Draft(**{**draft.__dict__, "owner": checked_owner(known, draft.owner), "plan": of})
    process_changes.log(state(), session.current(), made, moment())


def decide(scene: Scene, known: Places) -> None:
    """Let an action be decided."""
    with (
        st.popover(_("Decide an action…"), icon=":material/add:", key="decide_action"),
        st.form("decide_form", border=False),
    ):
        what = st.text_area(_("What is to be done"), key=emptied.begin("act_what"))
        name = owner(scene, known, "act_owner")
        due = dates.typed(_("Until when"), scene.today + timedelta(14), "act_due")
        metric_, expected = metric("act_metric"), direction("act_expected")
        at, team = where(known, "act_where"), team_of(scene, "act_team")
        if st.form_submit_button(_("Decide it"), type="primary"):
            of = aim(metric_, expected, at)
            tried(lambda: _decide(scene, known, (what, name, due, team), of), _("It is decided."), "act_what")


def _decide(scene: Scene, known: Places, told: tuple[str, str | None, date, str | None], of: Aim) -> None:
    what, name, due, team = told
    decision = actions.Decision(what, checked_owner(known, name), of, due, team)
    week = found.review_week(scene)
    actions.decide(state(), session.current(), week, decision, moment())


def act(scene: Scene, one: actions.Decided) -> None:
    """Let an action begin, be done or be dropped; the day it began is corrected until results can be seen."""
    if not one.is_open:
        return
    if one.begun_on is None:
        _dated(scene, one, "begin", _("Begin…"))
    elif actions.is_aim_open(one, scene.now):
        _dated(scene, one, "begin", _("Begun another day…"))
    _dated(scene, one, "done", _("Done…"))
    _dated(scene, one, "dropped", _("Drop…"))


def _dated(scene: Scene, one: actions.Decided, what: str, label: str) -> None:
    key = f"{what}_{one.id}"
    with st.popover(label, type="tertiary", key=f"pop_{key}"), st.form(f"form_{key}", border=False):
        on = dates.typed(_("On which day"), scene.today, f"on_{key}")
        why = "" if what == "begin" else st.text_input(_("Why"), key=f"why_{key}")
        if st.form_submit_button(_("Save"), type="primary"):
            tried(partial(_act, one.id, what, on, why), _("It is written down."))


def _act(number: int, what: str, on: date, why: str) -> None:
    who, at = session.current(), moment()
    if what == "begin":
        actions.begin(state(), who, number, on, at)
    else:
        actions.end(state(), who, number, what, at, on=on, reason=why)
