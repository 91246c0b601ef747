"""A week's awards as they are told: who has each, by what evidence, whose turn it was, how often before."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from metrics.recognition import AWARDS
from metrics.recognition.told import Draw, Nominee
from settings import Settings
from store import awards
from store.asked import Filters, Viewer
from store.audit import ITSELF
from store.awards import Given
from store.opened import Store
from store.read import open_reading
from store.recognition import Week
from store.recognition_facts import stretch_of
from store.schema import AGENTS
from store.state import State


@dataclass(frozen=True)
class Person:
    """An agent by name: of which team, and in which queue they had most contacts lately."""

    agent_id: str
    name: str
    team: str | None = None
    queue: str | None = None


@dataclass(frozen=True)
class Thanks:
    """Who has an award. nominee, draw: None of who was chosen by a person without being nominated, or drawn.

    times: how often they had it, this week included; last: the week of the time before. lately: who else had
    it in the weeks just before, the newest first.
    """

    given: Given
    nominee: Nominee | None
    draw: Draw | None
    times: int
    last: date | None
    lately: tuple[Given, ...]


def thanks(state: State, viewer: Viewer, week: Week, most: int = 2) -> tuple[Thanks, ...]:
    """List who has the awards of a week, who was drawn or took that place before who was added."""
    history = awards.history(state, viewer)
    mine = [one for one in history if one.week == week.week]
    order = sorted(mine, key=lambda one: (AWARDS.index(one.award), one.act == "added"))
    return tuple(_thanks(one, week, history, most) for one in order)


def _thanks(given: Given, week: Week, history: Collection[Given], most: int) -> Thanks:
    before = [one for one in history if one.award == given.award and one.week < given.week]
    own = [one.week for one in before if one.agent_id == given.agent_id]
    named = (one for one in week.of(given.award) if one.agent_id == given.agent_id)
    drawn = (one for one in week.draws if (one.award, one.drawn) == (given.award, given.agent_id))
    others = [one for one in before if one.agent_id != given.agent_id and one.act != "added"]
    return Thanks(
        given=given,
        nominee=next(named, None),
        draw=next(drawn, None),
        times=len(set(own)) + 1,
        last=max(own, default=None),
        lately=tuple(others[:most]),
    )


def people(
    store: Store, settings: Settings, viewer: Viewer, week: date, agents: Collection[str]
) -> Mapping[str, Person]:
    """Name some agents as they are called now; nobody to an executive, nor who would rather not be named."""
    meant = sorted(set(agents) - awards.left(store.state))
    filters = Filters(settings.now(), *stretch_of(settings, week))
    reading = open_reading(store, settings, ITSELF, filters) if meant and viewer.sees_agents else None
    if reading is None:
        return {}
    is_meant = pl.col("agent_id").is_in(meant)
    records = reading.rows(AGENTS).filter(is_meant).sort("valid_from").unique("agent_id", keep="last")
    legs = reading.legs().filter(is_meant, pl.col("queue").is_not_null(), pl.col("outcome") == "answered")
    counts = legs.group_by("agent_id", "queue").len().sort(["len", "queue"], descending=[True, False])
    queues = counts.group_by("agent_id", maintain_order=True).first().select("agent_id", "queue")
    told = records.select("agent_id", "name", "team").join(queues, on="agent_id", how="left").collect()
    found = {
        row["agent_id"]: {**row, "name": row["name"] or row["agent_id"]} for row in told.rows(named=True)
    }
    return {one: Person(**found.get(one, {"agent_id": one, "name": one})) for one in meant}


def of_teams(store: Store, settings: Settings, viewer: Viewer) -> list[Person]:
    """List whom a viewer may choose: the agents of a lead's own teams, of all to others, by name."""
    reading = open_reading(store, settings, viewer, Filters(settings.now())) if viewer.sees_agents else None
    if reading is None:
        return []
    newest = reading.rows(AGENTS).sort("valid_from").unique("agent_id", keep="last")
    told = newest.select("agent_id", "name", "team").collect()
    found = [Person(agent, name or agent, team) for agent, name, team in told.iter_rows()]
    return sorted(found, key=lambda one: (one.name.casefold(), one.agent_id))
