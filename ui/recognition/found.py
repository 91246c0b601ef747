"""What the page Recognition shows: a week as it was nominated, with names and customers' words of now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from language import _
from metrics.recognition.told import Nominee
from store import awards, ideas, recognition, signed
from store.awards import Given
from store.ideas import Logged
from store.kind_words import words_of
from store.recognition import Week
from store.signed import Names
from store.team_weeks import TeamWeek, team_weeks
from store.thanked import Person, Thanks, of_teams, people, thanks
from ui.scene import Scene

Words = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Found:
    """A week, narrowed to a team where one is chosen. signed: who acted; words: texts by id."""

    week: Week
    team: str
    thanks: tuple[Thanks, ...]
    above: tuple[Nominee, ...]
    ideas: tuple[Logged, ...]
    history: tuple[Given, ...]
    people: Mapping[str, Person]
    words: Words
    signed: Names

    def name(self, agent: str) -> str:
        """Give the name of an agent."""
        return self.people[agent].name if agent in self.people else _("a colleague")

    def place(self, agent: str, team: str | None = None) -> str:
        """Say where somebody works: queue and team."""
        one = self.people.get(agent)
        known = (one.queue, one.team) if one else (None, team)
        return " · ".join(dict.fromkeys(name for name in known if name))

    def of(self, award: str) -> list[Thanks]:
        """Give who has an award."""
        return [one for one in self.thanks if one.given.award == award]


def nominated(scene: Scene, week: date) -> Week:
    """Give a week of the list as it was nominated."""
    kept = recognition.read(scene.store.state, week, scene.viewer)
    assert kept is not None  # it is in the list
    return kept


def unnamed(scene: Scene) -> set[str]:
    """List who would rather not be named."""
    return awards.left(scene.store.state)


def found(scene: Scene, week: Week, team: str) -> Found:
    """Read all that is shown of a week."""
    state, viewer = scene.store.state, scene.viewer
    given = thanks(state, viewer, week)
    history = [one for one in awards.history(state, viewer) if one.week <= week.week]
    logged = ideas.logged(state, viewer)
    ids = {agent for one in given for agent in _of(one)} | {one.agent_id for one in week.nominees}
    ids |= {one.agent_id for one in history} | {one.agent_id for one in logged}
    ids |= {one.agent_id for one in week.held}
    texts = {text for one in week.nominees for text in one.quotes}
    out = awards.left(state)
    is_meant = {one: not team or one.given.team == team for one in given}
    return Found(
        week,
        team,
        tuple(one for one in given if is_meant[one]),
        tuple(one for one in week.of("best") if not team or one.team == team),
        tuple(one for one in logged if one.week == week.week and (not team or one.team == team)),
        tuple(one for one in history if not team or one.team == team),
        _people(scene, scene.key[:4], week.week, tuple(sorted(ids - out))),
        _words(scene, scene.key[:4], week.week, tuple(sorted(texts)), tuple(sorted(out))),
        signed.names(state),
    )


def _of(one: Thanks) -> set[str]:
    among = {*one.draw.among, *one.draw.had_turn} if one.draw else set()
    lately = {each.agent_id for each in one.lately}
    return {one.given.agent_id, *among, *lately, *([one.given.instead_of] if one.given.instead_of else [])}


@st.cache_data(max_entries=32, show_spinner=False)
def _people(
    _scene: Scene,
    key: tuple[str, ...],  # noqa: ARG001
    week: date,
    agents: tuple[str, ...],
) -> Mapping[str, Person]:
    return people(_scene.store, _scene.settings, _scene.viewer, week, agents)


@st.cache_data(max_entries=32, show_spinner=False)
def _words(
    _scene: Scene,
    key: tuple[str, ...],  # noqa: ARG001
    week: date,
    texts: tuple[str, ...],
    out: tuple[str, ...],  # noqa: ARG001
) -> Words:
    rows = words_of(_scene.store, _scene.settings, _scene.viewer, week, texts)
    return {row["text_id"]: row for row in rows.iter_rows(named=True)}


def texts(scene: Scene, week: date, ids: tuple[str, ...]) -> Words:
    """Read some texts of the weeks up to a week."""
    return _words(
        scene, scene.key[:4], week, tuple(sorted(ids)), tuple(sorted(awards.left(scene.store.state)))
    )


def own_agents(scene: Scene) -> list[Person]:
    """List whom the viewer may choose."""
    return _own_agents(scene, scene.key[:4])


@st.cache_data(max_entries=16, show_spinner=False)
def _own_agents(_scene: Scene, key: tuple[str, ...]) -> list[Person]:  # noqa: ARG001
    return of_teams(_scene.store, _scene.settings, _scene.viewer)


def own_week(scene: Scene, week: date, team: str) -> TeamWeek | None:
    """Give a team's own week; None where nothing is known of it."""
    return _own_weeks(scene, scene.key[:4], week, tuple(sorted(awards.left(scene.store.state)))).get(team)


@st.cache_data(max_entries=16, show_spinner=False)
def _own_weeks(
    _scene: Scene,
    key: tuple[str, ...],  # noqa: ARG001
    week: date,
    out: tuple[str, ...],  # noqa: ARG001
) -> Mapping[str, TeamWeek]:
    return team_weeks(_scene.store, _scene.settings, week)


def newest(scene: Scene) -> list[date]:
    """List the weeks that were nominated, the newest first."""
    return recognition.weeks(scene.store.state)
