"""A team's week, read for the meeting about it: what the page, the PDF and the workbook draw from.

Who needs help is not in it, so that no file can hold it (`store.coaching`).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

import polars as pl

from language import _
from metrics.compare import is_judgeable
from metrics.days import WEEK, Days, begins
from metrics.week.changed import Changed
from metrics.week.foremost import foremost
from metrics.week.headlines import HEADLINES, Headline
from settings import Settings
from settings.targets import target
from store import action_results, recognition
from store.asked import Filters, ReadError, Viewer
from store.opened import Store
from store.read import open_reading
from store.schema import AGENTS
from store.state import State
from store.thanked import thanks
from store.what_changed import WhatChanged

Stands = Literal["met", "missed", "few", "untargeted", "unknown", "unjudged"]
OF_QUEUES = "visits"  # rows of waits, which are over before a team is met
UNKNOWN_TO_TEAMS = ("abandon_rate",)  # who gave up met no team


@dataclass(frozen=True)
class Score:
    """One dimension of the week: its change, its target, how it stands to that, and who answers for it."""

    metric: str
    found: Changed | None
    target: float | None
    stands: Stands
    owner: str | None = None


@dataclass(frozen=True)
class Acted:
    """An action: what, who, since which day or by when, and whether it worked, graded by its design."""

    number: int
    what: str
    owner: str
    metric: str
    on: date
    state: action_results.State
    said: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class Praised:
    """Who has an award of the week, or (of the first) is clearly above what was expected."""

    award: str
    agent_id: str
    team: str | None
    has_it: bool
    name: str = ""


@dataclass(frozen=True)
class Grown:
    """A growing problem in words, its share now and before, of n contacts."""

    what: str
    now: float | None
    usual: float | None
    n: int


@dataclass(frozen=True)
class Overdue:
    """Promises overdue now: how many, and those that do most harm (kind, due_at, late_s and more)."""

    count: int
    rows: pl.DataFrame


@dataclass(frozen=True)
class Voices:
    """The words that a team should hear, chosen by a rule from so many texts; the bad name no agent."""

    good: pl.DataFrame
    bad: pl.DataFrame
    texts: int


@dataclass(frozen=True)
class Review:
    """A week of some teams, or of all (teams empty); what could not be read is None.

    foremost: the changes on the week before that are told. month, year: changes by metric on the four weeks
    before, and on the same week a year before.
    """

    week: Days
    teams: tuple[str, ...]
    as_of: datetime
    publication: int
    foremost: tuple[Changed, ...]
    month: Mapping[str, Changed]
    year: Mapping[str, Changed]
    scores: tuple[Score, ...]
    nominees: tuple[Praised, ...] | None = None
    actions: tuple[Acted, ...] | None = None
    voices: Voices | None = None
    overdue: Overdue | None = None
    growing: tuple[Grown, ...] | None = None

    @property
    def team(self) -> str:
        """The team, where it is of one."""
        return self.teams[0] if len(self.teams) == 1 else ""


def looking(viewer: Viewer, team: str) -> Viewer:
    """Look as the lead of a team does, whoever it is; without a team as oneself.

    Raises ReadError for a lead of other teams, and for who may not see single agents.
    """
    if not viewer.sees_agents or (viewer.role == "lead" and team and team not in viewer.teams):
        raise ReadError(_("Unknown team {team!r}.").format(team=team))
    return replace(viewer, role="lead", teams=frozenset({team})) if team else viewer


def teams(store: Store, settings: Settings, viewer: Viewer, as_of: datetime) -> tuple[str, ...]:
    """List the teams that somebody may choose from: a lead's own, else all on record."""
    if viewer.role == "lead":
        return tuple(sorted(viewer.teams))
    reading = open_reading(store, settings, viewer, Filters(as_of))
    if reading is None:
        return ()
    found = reading.rows(AGENTS).select(pl.col("team").drop_nulls().unique().sort()).collect()
    return tuple(found["team"])


def review(found: WhatChanged, settings: Settings, viewer: Viewer, owners: Mapping[str, str]) -> Review:
    """Put together what a week's changes say; viewer: who looks, a lead where it is about teams."""
    told = [one for one in found.changes if _is_told(one.headline, viewer)]
    by = {
        name: {one.headline.id: one for one in told if one.comparison == name} for name in ("month", "year")
    }
    return Review(
        week=found.week,
        teams=tuple(sorted(viewer.teams)) if viewer.role == "lead" else (),
        as_of=found.as_of,
        publication=found.publication,
        foremost=foremost(told),
        month=by["month"],
        year=by["year"],
        scores=tuple(
            _score(found, one, settings, viewer, owners) for one in HEADLINES if _is_told(one, viewer)
        ),
    )


def _is_told(headline: Headline, viewer: Viewer) -> bool:
    return viewer.role != "lead" or headline.id not in UNKNOWN_TO_TEAMS


def _score(
    found: WhatChanged, headline: Headline, settings: Settings, viewer: Viewer, owners: Mapping[str, str]
) -> Score:
    known = [found.of(headline.id, name) for name in ("before", "month", "year")]
    one = next((each for each in known if each is not None), None)
    goal = target(settings.targets, headline.id, found.week.last)
    stands = _stands(headline, one, goal, is_team=viewer.role == "lead")
    return Score(headline.id, one, goal, stands, owners.get(headline.id))


def _stands(headline: Headline, one: Changed | None, goal: float | None, *, is_team: bool) -> Stands:
    if one is None:
        return "unknown"
    if is_team and headline.rows == OF_QUEUES:
        return "unjudged"
    if goal is None:
        return "untargeted"
    n = one.now.sums.n
    if not is_judgeable(headline.metric, {"value": float(one.value), "denominator": n, "n": n}):
        return "few"
    is_met = float(one.value) >= goal if headline.metric.direction == "higher" else float(one.value) <= goal
    return "met" if is_met else "missed"


def nominees(store: Store, settings: Settings, viewer: Viewer, week: date) -> tuple[Praised, ...] | None:
    """Name who is praised for a week; None where nobody has been nominated yet."""
    found = praised(store.state, viewer, week)
    if found is None:
        return None
    end = begins(week + timedelta(WEEK), settings.site.zone)
    names = named(store, settings, viewer, [one.agent_id for one in found], end)
    told = [replace(one, name=names.get(one.agent_id) or one.agent_id) for one in found]
    return tuple(sorted(told, key=lambda one: (not one.has_it, one.award, one.name)))


def praised(state: State, viewer: Viewer, week: date) -> tuple[Praised, ...] | None:
    """List who has the awards of a week, then who else is clearly above; of a lead's own teams.

    None where nobody has been nominated yet.
    """
    found = recognition.read(state, week, viewer)
    if found is None:
        return None
    given = [one.given for one in thanks(state, viewer, found)]
    having = {(one.award, one.agent_id): one.team for one in given}
    every = {**having, **{(one.award, one.agent_id): one.team for one in found.of("best")}}
    listed = [Praised(*who, team, who in having) for who, team in every.items()]
    own = [one for one in listed if viewer.role != "lead" or one.team in viewer.teams]
    return tuple(sorted(own, key=lambda one: (not one.has_it, one.award, one.agent_id)))


def named(
    store: Store, settings: Settings, viewer: Viewer, agents: Collection[str], at: datetime
) -> dict[str, str]:
    """Give the names of agents as their records stood at an instant."""
    reading = open_reading(store, settings, viewer, Filters(at))
    if reading is None or not agents:
        return {}
    rows = pl.DataFrame({"agent_id": sorted(set(agents))}).with_columns(at=pl.lit(at))
    told = reading.named(rows, "at").select("agent_id", "agent_name").iter_rows()
    return {agent_id: name for agent_id, name in told if name}
