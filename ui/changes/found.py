"""What the page *Changes* reads: the log with its results, actions with theirs, places and owners."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from metrics.catalog import METRICS
from metrics.metric import Metric
from store import action_results, actions, corrections, process_changes, roll_outs
from store.action_results import Result
from store.actions import Decided
from store.aims import Aim, is_before
from store.before_after import outcomes, proposal
from store.change_places import Places, places
from store.corrections import Corrected
from store.outcome import Case, Outcome
from store.process_changes import Logged
from store.roll_outs import Basis
from store.weekdays import ended_by
from ui.scene import Scene


@dataclass(frozen=True)
class Change:
    """A change with what came of it."""

    logged: Logged
    outcome: Outcome
    corrected: tuple[Corrected, ...] = ()

    @property
    def metric(self) -> Metric:
        return METRICS[self.logged.draft.aim.metric]

    @property
    def is_withdrawn(self) -> bool:
        return self.logged.withdrawn_why is not None

    @property
    def withdrawal(self) -> Corrected | None:
        """Who withdrew it, and when."""
        return next((one for one in self.corrected if "withdrawn_why" in one.now), None)

    @property
    def is_withdrawn_late(self) -> bool:
        """Whether its first results could be seen when it was withdrawn."""
        gone = self.withdrawal
        return gone is not None and not is_before(self.logged.draft.on, gone.at)


def changes(scene: Scene) -> list[Change]:
    """Read the log with what came of each."""
    logged = process_changes.logged(scene.store.state, scene.viewer)
    found = _outcomes(scene, _key(scene), tuple(one.case for one in logged))
    told = corrections.listed(scene.store.state, "change")
    return [Change(one, each, told.get(one.id, ())) for one, each in zip(logged, found, strict=True)]


def decided(scene: Scene) -> list[Decided]:
    """List the actions that the viewer may see: open ones first, each by when it is due."""
    found = actions.listed(scene.store.state, scene.viewer)
    return sorted(found, key=lambda one: (not one.is_open, one.due, one.id))


def results(scene: Scene, of: Sequence[Decided]) -> list[Result]:
    """Say of each action whether it worked."""
    return _results(scene, _key(scene), tuple(of))


def known_places(scene: Scene) -> Places:
    """List where something can be changed."""
    return _places(scene, _key(scene))


def basis(scene: Scene, aim: Aim) -> Basis | None:
    """Say how a figure was of late, to plan by."""
    return _basis(scene, _key(scene), aim)


def proposed(scene: Scene, case: Case) -> str | None:
    """Propose what to compare with."""
    return proposal(scene.store, scene.settings, case, scene.now)[0]


def review_week(scene: Scene) -> date:
    """Give the first day of the week that a review looks at now: the last whole one."""
    return ended_by(scene.now, scene.settings.site).first


def _key(scene: Scene) -> tuple[str, ...]:
    return (*scene.key[:4], scene.today.isoformat())


@st.cache_data(max_entries=32, show_spinner=False)
def _outcomes(_scene: Scene, key: tuple[str, ...], cases: tuple[Case, ...]) -> list[Outcome]:  # noqa: ARG001
    return outcomes(_scene.store, _scene.settings, _scene.viewer, cases, _scene.now)


@st.cache_data(max_entries=32, show_spinner=False)
def _results(_scene: Scene, key: tuple[str, ...], of: tuple[Decided, ...]) -> list[Result]:  # noqa: ARG001
    return action_results.results(_scene.store, _scene.settings, _scene.viewer, of, _scene.now)


@st.cache_data(max_entries=16, show_spinner=False)
def _places(_scene: Scene, key: tuple[str, ...]) -> Places:  # noqa: ARG001
    return places(_scene.store, _scene.settings, _scene.viewer, _scene.now)


@st.cache_data(max_entries=32, show_spinner=False)
def _basis(_scene: Scene, key: tuple[str, ...], aim: Aim) -> Basis | None:  # noqa: ARG001
    return roll_outs.basis(_scene.store, _scene.settings, aim, _scene.now)
