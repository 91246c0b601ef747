"""What people do on the page *Changes*: write it down for who they are now, and say once that it was done."""

from collections.abc import Callable
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
from store.process_changes import KINDS, Draft, Logged, Plan
from store.state import State
from ui import colleagues, notices, session, written
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


def tried(write: Callable[[], None], done: str) -> None:
    """Write, and draw the page anew; what is wrong with it is said where it was asked."""
    try:
        if written.tried(write):
            st.session_state[SAID] = done
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


def metric(key: str) -> str:
    """Let the figure be chosen that is watched."""
    return st.selectbox(_("Figure to watch"), METRICS, format_func=words.metric, key=key)


def direction(key: str) -> Direction:
    """Let the expected direction be chosen."""
    found_ = st.segmented_control(
        _("What you expect of it"), DIRECTIONS, default="up", format_func=words.direction, key=key
    )
    return found_ or "up"


def where(known: Places, key: str) -> Place:
    """Let the place be chosen."""
    options = [EVERYWHERE, *known.places]
    return st.selectbox(_("Where"), options, format_func=_place, key=key)


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
        what = st.text_area(_("What is changed"), key="log_what")
        kind = st.selectbox(_("Kind"), KINDS, format_func=words.kind, key="log_kind")
        on = st.date_input(_("From which day on"), scene.today + timedelta(1), key="log_on")
        at = where(known, "log_where")
        metric_, expected = metric("log_metric"), direction("log_expected")
        options = [(BY_PAST, ""), (OTHERS, ""), (NOTHING, ""), *known.places]
        beside = st.selectbox(_("Compare with"), options, format_func=_beside, key="log_beside")
        name, team = owner(scene, known, "log_owner"), team_of(scene, "log_team")
        st.caption(_("What you expect is kept as written once the first results can be seen."))
        if st.form_submit_button(_("Log it"), type="primary"):
            draft = partial(_draft, scene, (kind, what, on), aim(metric_, expected, at), (beside, team))
            tried(lambda: _log(known, name, draft), _("It is logged."))


def _beside(one: Place) -> str:
    usual = {BY_PAST: _("Proposed by the weeks before"), OTHERS: _("All others"), NOTHING: _("Nothing")}
    return usual[one[0]] if not one[1] else words.option(one)


def _draft(
    scene: Scene, told: tuple[str, str, date], of: Aim, chosen: tuple[Place, str | None], name: str
) -> Draft:
    (kind, what, on), (beside, team) = told, chosen
    is_proposed = beside[0] == BY_PAST
    if beside[1] and beside[0] != of.cut:
        raise ChangeError(_("Compare with a place of the same kind: a queue with a queue."))
    other = found.proposed(scene, Case(of, on)) if is_proposed else beside[1] or OTHERS
    if beside[0] == NOTHING or of.cut is None:
        other, is_proposed = None, False
    return Draft(kind, what, on, name, of, team, other, is_proposed and other is not None)


def _log(known: Places, name: str | None, draft: Callable[[str], Draft]) -> None:
    made = draft(checked_owner(known, name))
    process_changes.log(state(), session.current(), made, moment())


def plan(known: Places, draft: Draft, of: Plan) -> None:
    """Log a roll-out by chance; its days are drawn then, once."""
    made = Draft(**{**draft.__dict__, "owner": checked_owner(known, draft.owner), "plan": of})
    process_changes.log(state(), session.current(), made, moment())


def withdraw(one: Logged) -> None:
    """Let a change be taken back that was never made."""
    with (
        st.popover(_("Never made…"), type="tertiary", key=f"withdraw_{one.id}"),
        st.form(f"withdraw_form_{one.id}", border=False),
    ):
        why = st.text_area(_("Why it was never made"), key=f"withdraw_why_{one.id}")
        if st.form_submit_button(_("Save"), type="primary"):
            tried(partial(_withdraw, one.id, why), _("It stays in the log, with the reason."))


def _withdraw(number: int, why: str) -> None:
    process_changes.withdraw(state(), session.current(), number, why, moment())


def decide(scene: Scene, known: Places) -> None:
    """Let an action be decided."""
    with (
        st.popover(_("Decide an action…"), icon=":material/add:", key="decide_action"),
        st.form("decide_form", border=False),
    ):
        what = st.text_area(_("What is to be done"), key="act_what")
        name = owner(scene, known, "act_owner")
        due = st.date_input(_("Until when"), scene.today + timedelta(14), key="act_due")
        metric_, expected = metric("act_metric"), direction("act_expected")
        at, team = where(known, "act_where"), team_of(scene, "act_team")
        if st.form_submit_button(_("Decide it"), type="primary"):
            of = aim(metric_, expected, at)
            tried(lambda: _decide(scene, known, (what, name, due, team), of), _("It is decided."))


def _decide(scene: Scene, known: Places, told: tuple[str, str | None, date, str | None], of: Aim) -> None:
    what, name, due, team = told
    decision = actions.Decision(what, checked_owner(known, name), of, due, team)
    week = found.review_week(scene)
    actions.decide(state(), session.current(), week, decision, moment())


def act(scene: Scene, one: actions.Decided) -> None:
    """Let an action begin, be done or be dropped."""
    if not one.is_open or not may(scene):
        return
    with st.container(key=f"acts_{one.id}", horizontal=True):
        if one.begun_on is None:
            _dated(scene, one, "begin", _("Begin…"))
        _dated(scene, one, "done", _("Done…"))
        _dated(scene, one, "dropped", _("Drop…"))


def _dated(scene: Scene, one: actions.Decided, what: str, label: str) -> None:
    key = f"{what}_{one.id}"
    with st.popover(label, type="tertiary", key=f"pop_{key}"), st.form(f"form_{key}", border=False):
        on = st.date_input(_("On which day"), scene.today, max_value=scene.today, key=f"on_{key}")
        why = "" if what == "begin" else st.text_input(_("Why"), key=f"why_{key}")
        if st.form_submit_button(_("Save"), type="primary"):
            tried(partial(_act, one.id, what, on, why), _("It is written down."))


def _act(number: int, what: str, on: date, why: str) -> None:
    who, at = session.current(), moment()
    if what == "begin":
        actions.begin(state(), who, number, on, at)
    else:
        actions.end(state(), who, number, what, at, on=on, reason=why)
