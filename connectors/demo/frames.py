"""A simulated day as frames of our tables, with all that will have happened (see `cuts`)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import polars as pl

from connectors.demo.day import Day
from connectors.demo.demand import Inquiry
from connectors.demo.floor import Visit
from connectors.demo.world import Agent, World
from store.schema import AGENTS, CONTACTS, INSTANT, LEGS, STATES, Dtype, Table

MENU_END, TALK_END = "menu_ended_at", "talked_until"
ORIGIN, COMPLAINT = "demo", "Complaint"
STRETCH = {"agent": pl.Int64, "started_at": pl.Int64, "state": pl.String, "reason": pl.String}
OF_CONTACT = (
    *("contact_id", "channel", "direction", "entry_queue", "started_at", "ended_at", "menu_ms", "menu_steps"),
    *("menu_path", "menu_outcome", MENU_END, "customer_id", "language", "origin"),
    *("topic", "topic_source", "is_complaint"),
)
OF_LEG = (
    *("contact_id", "leg_no", "queue", "queued_at", "wait_ms", "ring_ms", "missed_rings", "outcome"),
    *("answered_at", "agent_id", "talk_ms", "hold_ms", "wrap_ms", "ended_at", "ended_by", "transferred_to"),
    TALK_END,
)


@dataclass(frozen=True)
class Frames:
    """What happened on a day, or on several: contacts, legs and agent_states with their hidden instants."""

    contacts: pl.DataFrame
    legs: pl.DataFrame
    states: pl.DataFrame


def frames(day: Day, source: str) -> Frames:
    """Write down a day."""
    centre = day.centre
    contacts = [_contact(centre, *each) for each in day.contacts]
    contacts += [_called_back(visit) for visit in day.call_backs]
    legs = [
        _leg(centre, _id(inquiry), n, visit)
        for inquiry, visits in day.contacts
        for n, visit in enumerate(_happened(visits), 1)
    ]
    legs += [_leg(centre, _id_of_call_back(visit), 1, visit) for visit in day.call_backs]
    return Frames(
        framed(CONTACTS, _columns(OF_CONTACT, contacts), source, MENU_END),
        framed(LEGS, _columns(OF_LEG, legs), source, TALK_END),
        _states(day, source),
    )


def agents(centre: World, since: int, source: str) -> pl.DataFrame:
    """List the agents, valid from an instant."""
    rows = [
        (since, each.id, since, each.name, each.email, each.team, each.lead, skills(centre, each))
        for each in centre.agents
    ]
    names = ("version", "agent_id", "valid_from", "name", "email", "team", "lead", "skills")
    return framed(AGENTS, _columns(names, rows), source)


def skills(centre: World, agent: Agent) -> str:
    """Name the queues that an agent takes."""
    return ", ".join(centre.queues[queue].name for queue in agent.queues)


def framed(table: Table, columns: Mapping[str, Any], source: str, *hidden: str) -> pl.DataFrame:
    """Columns with bare ids and instants in ms as a frame of a table, hidden instants beside its own."""
    schema: dict[str, Dtype] = {"version": pl.Int64, **table.columns, **dict.fromkeys(hidden, INSTANT)}
    plain = {name: pl.Int64 if schema[name] == INSTANT else schema[name] for name in columns}
    made = pl.DataFrame(columns, schema=plain)
    return made.select(
        pl.lit(source).alias("source"), *(_of(name, schema[name], made) for name in schema)
    ).with_columns((pl.lit(f"{source}:") + pl.col(name)).alias(name) for name in table.ids)


def _of(name: str, dtype: Dtype, made: pl.DataFrame) -> pl.Expr:
    if name not in made.columns:
        return pl.lit(None, dtype).alias(name)
    return pl.from_epoch(name, "ms").cast(INSTANT) if dtype == INSTANT else pl.col(name)


def _columns(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> dict[str, Any]:
    return dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else {name: [] for name in names}


@lru_cache(maxsize=256)
def _on(ordinal: int) -> str:
    return f"{date.fromordinal(ordinal):%y%m%d}"


def _id(inquiry: Inquiry) -> str:
    ordinal, n = inquiry.key
    return f"{_on(ordinal)}-{n:05d}"


def _id_of_call_back(visit: Visit) -> str:
    return f"{_id(visit.owner)}-b"


def _happened(visits: Sequence[Visit]) -> Iterator[Visit]:
    """The visits that took place: another one follows only an answer."""
    for visit in visits:
        yield visit
        if visit.outcome != "answered":
            return


def _left(visit: Visit) -> int | None:
    """When the customer was done with a visit."""
    return visit.talked_until if visit.outcome == "answered" else visit.ended


def _contact(centre: World, inquiry: Inquiry, visits: Sequence[Visit]) -> tuple[Any, ...]:
    last = next(reversed(list(_happened(visits))), None)
    menu_end = None if inquiry.menu is None else inquiry.started + inquiry.menu
    path = inquiry.menu_path
    return (
        *(_id(inquiry), inquiry.channel, "inbound", centre.queues[inquiry.entry].name, inquiry.started),
        *(menu_end if last is None else _left(last), inquiry.menu, path and path.count(">") + 1, path),
        *(path and ("exited" if inquiry.is_exit else "queued"), menu_end),
        *_about(inquiry, last),
    )


def _called_back(visit: Visit) -> tuple[Any, ...]:
    own = (_id_of_call_back(visit), "voice", "callback", None, visit.queued, _left(visit))
    return (*own, *(None,) * 5, *_about(visit.owner, visit))


def _about(inquiry: Inquiry, last: Visit | None) -> tuple[Any, ...]:
    """What is known of a contact in any direction; the agent who ends it notes the topic."""
    who = (f"c{inquiry.customer:06d}", inquiry.language, ORIGIN)
    if last is None or last.outcome != "answered":
        return (*who, None, None, None)
    return (*who, inquiry.topic, "agent", int(inquiry.topic == COMPLAINT))


def _leg(centre: World, contact: str, n: int, visit: Visit) -> tuple[Any, ...]:
    is_answered, needs = visit.outcome == "answered", visit.needs
    onward = visit.then if is_answered else None
    left = visit.answered if is_answered else visit.ended
    queue = None if visit.is_call_back else centre.queues[needs.queue].name
    wait = None if left is None or visit.is_call_back else left - visit.queued
    agent, ring = (None, None) if visit.agent is None else (centre.agents[visit.agent].id, needs.ring or None)
    return (
        *(contact, n, queue, visit.queued, wait, ring, visit.missed, visit.outcome, visit.answered, agent),
        *(visit.talk, needs.hold if is_answered else None, needs.wrap if is_answered else None, visit.ended),
        *(_ended_by(visit), onward and centre.queues[onward.needs.queue].name, visit.talked_until),
    )


def _ended_by(visit: Visit) -> str | None:
    if visit.outcome == "waiting":
        return None
    if visit.outcome == "answered":
        return visit.needs.ended_by if visit.then is None else "transfer_blind"
    return "system" if visit.outcome in {"closed", "failed"} else "customer"


def _states(day: Day, source: str) -> pl.DataFrame:
    """The stretches of a day; the last one of each agent goes on."""
    told = pl.DataFrame(day.stretches, schema=STRETCH, orient="row")
    ids = pl.Series([agent.id for agent in day.centre.agents])
    until = pl.when(pl.col("agent").shift(-1) == pl.col("agent")).then(pl.col("started_at").shift(-1))
    rows = told.with_columns(agent_id=ids.gather(told["agent"]), ended_at=until)
    return framed(STATES, rows.drop("agent").to_dict(as_series=False), source)
