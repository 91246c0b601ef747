"""The cards of actions and of who answers for what."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from language import _, listing, ngettext, number
from metrics.catalog import METRICS
from metrics.week.headlines import HEADLINES
from store import corrections, owners
from store.action_results import Result
from store.actions import Decided
from store.aims import may_act
from store.change_places import Places
from store.corrections import Corrected
from ui import cards, notices, session, tables
from ui.changes import acting, correcting, history, words
from ui.markup import Safe, fold, join, show, tag, text
from ui.scene import Scene

MOST = 12  # actions that are listed before somebody asks for all
ALL = "all_actions"


def actions(scene: Scene, results: Sequence[Result], known: Places) -> None:
    """List what is being done and whether it worked, and let more be decided."""
    cards.title(_("What is being done"), _("Decided in reviews; the first due on top"))
    if not results:
        rest = _("Decide what is done about a figure, by whom and until when.")
        notices.state("checklist", _("No action is decided yet"), rest if acting.may(scene) else "")
    corrected = corrections.listed(scene.store.state, "action")
    for one in results if st.session_state.get(ALL) else results[:MOST]:
        with st.container(key=f"action_{one.action.id}"):
            show(_action(scene, one, corrected.get(one.action.id, ())), "mk-doing")
            _mend(scene, known, one.action)
    if len(results) > MOST:
        st.toggle(_("Show all {n} actions").format(n=number(len(results))), key=ALL)
    if acting.may(scene):
        acting.decide(scene, known)


def _mend(scene: Scene, known: Places, one: Decided) -> None:
    if not may_act(scene.viewer, one.team, one.owned_by):
        return
    with st.container(key=f"acts_{one.id}", horizontal=True):
        acting.act(scene, one)
        correcting.action(scene, known, one)
        if not one.is_open:
            correcting.reopen(one)


def _action(scene: Scene, one: Result, corrected: Sequence[Corrected]) -> Safe:
    action = one.action
    state = "dropped" if action.outcome == "dropped" else one.state
    head = [tag("b", action.what, dir="auto"), words.chip(state, words.STATES)]
    facts = [action.owner, words.due(action, scene.today), words.expected(action.aim, is_before=True)]
    late = "worse" if action.is_late(scene.today) else "soft"
    parts = [tag("div", join(head)), tag("small", " · ".join(facts), late)]
    if action.begun_on is not None or not action.is_open:
        parts.append(tag("p", words.worked(one)))
    return join([*parts, history.folded(scene, corrected)])


def answers(scene: Scene, known: Places) -> None:
    """List who answers for each headline figure and topic, and let managers say so."""
    state = scene.store.state
    metrics, topics = owners.owners(state, "metric"), owners.owners(state, "topic")
    cards.title(_("Who answers for what"), _("Each figure and topic has one owner, or nobody yet"))
    figures = [(_(one.metric.label), metrics.get(one.id)) for one in HEADLINES]
    owned = [(name, topics[name]) for name in known.topics if name in topics]
    told = [[text(name), _owner(owner)] for name, owner in (*figures, *owned)]
    show(tables.report([_("Figure or topic"), _("Who")], told))
    if free := [name for name in known.topics if name not in topics]:
        said = ngettext("{n} topic: nobody", "{n} topics: nobody", len(free)).format(n=number(len(free)))
        show(fold(said, [tag("p", listing(free))]), "mk-free")
    if scene.viewer.role in ("manager", "admin"):
        _edit(scene, known)


def _owner(name: str | None) -> Safe:
    return text(name) if name else tag("span", _("nobody"), "worse")


def _edit(scene: Scene, known: Places) -> None:
    keys = [("metric", one.id) for one in HEADLINES] + [("topic", name) for name in known.topics]
    with (
        st.popover(_("Say who…"), icon=":material/edit:", type="tertiary", key="say_who"),
        st.form("say_who_form", border=False),
    ):
        kind, key = st.selectbox(_("Figure or topic"), keys, format_func=_named, key="who_what")
        name = acting.owner(scene, known, "who_name")
        st.caption(_("Leave it empty for nobody."))
        if st.form_submit_button(_("Save"), type="primary"):
            acting.tried(partial(_put, known, kind, key, name), _("It is written down."))


def _named(one: tuple[str, str]) -> str:
    return _(METRICS[one[1]].label) if one[0] == "metric" else one[1]


def _put(known: Places, kind: str, key: str, name: str | None) -> None:
    told = acting.checked_owner(known, name) if name else None
    owners.put(acting.state(), session.current(), kind, key, told, acting.moment())
