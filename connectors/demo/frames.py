"""A simulated day as frames of our tables, with all that will have happened (see `cuts`).

Beside the columns of our tables stand hidden ones: instants that are shown in no column, and what is true of
a contact (who it really was, why, whether anything was solved), from which `said` makes answers and notes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import polars as pl

from connectors.demo.chance import Key, share_of
from connectors.demo.day import Day
from connectors.demo.floor import Visit
from connectors.demo.inquiry import Inquiry
from connectors.demo.promises import Promise
from connectors.demo.world import Agent, World
from store.schema import AGENTS, CONTACTS, INSTANT, LEGS, PROMISES, STATES, Dtype, Table

MENU_END, TALK_END, CONTACT_START = "menu_ended_at", "talked_until", "contact_started_at"
ORIGIN, COMPLAINT = "demo", "Complaint"
STRETCH = {"agent": pl.Int64, "started_at": pl.Int64, "state": pl.String, "reason": pl.String}
OF_CONTACT = (
    *("contact_id", "channel", "direction", "entry_queue", "started_at", "ended_at", "menu_ms", "menu_steps"),
    *("menu_path", "menu_outcome", MENU_END, "customer_id", "language", "origin"),
    *("topic", "topic_source", "is_complaint"),
    *("mix", "customer", "following", "cause", "about", "is_unsolved", "agent", "is_cut"),
)
TRUE: dict[str, Dtype] = {
    "mix": pl.UInt64,
    "customer": pl.Int64,
    "following": pl.Int64,
    "cause": pl.String,
    "about": pl.String,
    "is_unsolved": pl.Boolean,
    "agent": pl.Int64,
    "is_cut": pl.Boolean,
}
HIDDEN: dict[str, Dtype] = {MENU_END: INSTANT, **TRUE}
OF_LEG = (
    *("contact_id", "leg_no", "queue", "queued_at", "wait_ms", "ring_ms", "missed_rings", "outcome"),
    *("answered_at", "agent_id", "talk_ms", "hold_ms", "wrap_ms", "ended_at", "ended_by", "transferred_to"),
    *("disposition", TALK_END),
)
OF_PROMISE = (
    *("promise_id", "contact_id", "customer_id", "agent_id", "kind", "made_at", "due_at", "attempted_at"),
    *("kept_at", CONTACT_START),
)
WITHHELD = 0.06  # of the callers show no number, so nobody knows who they are
NO_NUMBER, SAYS_SOLVED = 60, 61  # see chance.share
TRUE_WORD, HOPEFUL_WORD = 0.96, 0.45  # how often an agent writes "solved": where it is, and where it is not
RECORDS = {"voice": "t", "chat": "t", "email": "d", "social": "d"}  # which system knows the customer


@dataclass(frozen=True)
class Frames:
    """What happened on a day, or on several, with the hidden columns."""

    contacts: pl.DataFrame
    legs: pl.DataFrame
    states: pl.DataFrame
    promises: pl.DataFrame


def frames(days: Sequence[Day], source: str) -> Frames:
    """Write down some days, in their order."""
    centre = days[0].centre
    contacts = [row for day in days for row in _contacts(centre, day)]
    legs = [row for day in days for row in _legs(centre, day)]
    promises = [_promise(centre, each) for day in days for each in day.promises]
    return Frames(
        _worded(
            _nameless(framed(CONTACTS, _columns(OF_CONTACT, contacts), source, {MENU_END: INSTANT, **TRUE}))
        ),
        framed(LEGS, _columns(OF_LEG, legs), source, {TALK_END: INSTANT}),
        _states(days, source),
        framed(PROMISES, _columns(OF_PROMISE, promises), source, {CONTACT_START: INSTANT}),
    )


def agents(centre: World, since: int, source: str) -> pl.DataFrame:
    """List the agents, valid from an instant."""
    rows = [
        (since, each.id, since, each.name, each.email, each.team, each.lead, ", ".join(_queues(centre, each)))
        for each in centre.agents
    ]
    names = ("version", "agent_id", "valid_from", "name", "email", "team", "lead", "skills")
    return framed(AGENTS, _columns(names, rows), source)


def abilities(centre: World, source: str) -> pl.DataFrame:
    """Say which queues each agent takes, one a line: agent_id, queues."""
    rows = [(f"{source}:{each.id}", "\n".join(_queues(centre, each))) for each in centre.agents]
    return pl.DataFrame(rows, schema={"agent_id": pl.String, "queues": pl.String}, orient="row")


def _queues(centre: World, agent: Agent) -> list[str]:
    return [centre.queues[queue].name for queue in agent.queues]


def framed(
    table: Table, columns: Mapping[str, Any], source: str, hidden: Mapping[str, Dtype] | None = None
) -> pl.DataFrame:
    """Columns with bare ids and instants in ms as a frame of a table, hidden columns beside its own."""
    schema: dict[str, Dtype] = {"version": pl.Int64, **table.columns, **(hidden or {})}
    plain = {name: pl.Int64 if schema[name] == INSTANT else schema[name] for name in columns}
    made = pl.DataFrame(columns, schema=plain)
    return made.select(
        pl.lit(source).alias("source"), *(_of(name, schema[name], made) for name in schema)
    ).with_columns(prefixed(source, name) for name in table.ids)


def prefixed(source: str, name: str) -> pl.Expr:
    """An id with the name of its source."""
    return (pl.lit(f"{source}:") + pl.col(name)).alias(name)


def contact_id(key: Key) -> str:
    """The id of a contact: those of one case begin alike."""
    ordinal, n, following = key
    return f"{_on(ordinal)}-{n:05d}-{following}" if following else f"{_on(ordinal)}-{n:05d}"


def _of(name: str, dtype: Dtype, made: pl.DataFrame) -> pl.Expr:
    if name not in made.columns:
        return pl.lit(None, dtype).alias(name)
    return pl.from_epoch(name, "ms").cast(INSTANT) if dtype == INSTANT else pl.col(name)


def _columns(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> dict[str, Any]:
    return dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else {name: [] for name in names}


@lru_cache(maxsize=256)
def _on(ordinal: int) -> str:
    return f"{date.fromordinal(ordinal):%y%m%d}"


def _id_of_call_back(visit: Visit) -> str:
    return f"{contact_id(visit.owner.key)}-b"


def _happened(visits: Sequence[Visit]) -> Iterator[Visit]:
    """The visits that took place: another one follows only an answer."""
    for visit in visits:
        yield visit
        if visit.outcome != "answered":
            return


def _left(visit: Visit) -> int | None:
    """When the customer was done with a visit."""
    return visit.talked_until if visit.outcome == "answered" else visit.ended


def _contacts(centre: World, day: Day) -> list[tuple[Any, ...]]:
    rows = [_contact(centre, *each) for each in day.contacts]
    return rows + [_called_back(visit) for visit in day.call_backs]


def _legs(centre: World, day: Day) -> list[tuple[Any, ...]]:
    rows = [
        _leg(centre, contact_id(inquiry.key), n, visit)
        for inquiry, visits in day.contacts
        for n, visit in enumerate(_happened(visits), 1)
    ]
    return rows + [_leg(centre, _id_of_call_back(visit), 1, visit) for visit in day.call_backs]


def _contact(centre: World, inquiry: Inquiry, visits: Sequence[Visit]) -> tuple[Any, ...]:
    last = next(reversed(list(_happened(visits))), None)
    menu_end = None if inquiry.menu is None else inquiry.started + inquiry.menu
    path = inquiry.menu_path
    return (
        *(contact_id(inquiry.key), inquiry.channel, "inbound", centre.queues[inquiry.entry].name),
        *(inquiry.started, menu_end if last is None else _left(last), inquiry.menu),
        *(path and path.count(">") + 1, path, inquiry.menu_outcome, menu_end),
        *_about(inquiry, last),
    )


def _called_back(visit: Visit) -> tuple[Any, ...]:
    own = (_id_of_call_back(visit), "voice", "callback", None, visit.queued, _left(visit))
    return (*own, *(None,) * 5, *_about(visit.owner, visit))


def _about(inquiry: Inquiry, last: Visit | None) -> tuple[Any, ...]:
    """What is known of a contact in any direction, and what is true; who ends it notes the topic."""
    who = (record(inquiry.channel, inquiry.customer), inquiry.language, ORIGIN)
    cause = "drifting" if inquiry.is_drifting else inquiry.cause
    topic = inquiry.topic.name
    case = (inquiry.mix, inquiry.customer, inquiry.key[2], cause, topic)
    if last is None or last.outcome != "answered":
        return (*who, None, None, None, *case, None, None, None)
    noted = (topic, "agent", int(topic == COMPLAINT))
    return (*who, *noted, *case, last.is_unsolved, last.agent, last.is_cut)


def record(channel: str, customer: int) -> str:
    """The number of a customer in the system that a channel belongs to."""
    return f"{RECORDS[channel]}{customer:06d}"


def _nameless(kept: pl.DataFrame) -> pl.DataFrame:
    """Take the customer from the calls that show no number."""
    withheld = (pl.col("channel") == "voice") & (share_of(pl.col("mix"), NO_NUMBER) < WITHHELD)
    return kept.with_columns(customer_id=pl.when(~withheld).then("customer_id"))


def _worded(kept: pl.DataFrame) -> pl.DataFrame:
    """Put down whether the agent says that it is solved."""
    part = pl.when("is_unsolved").then(HOPEFUL_WORD).otherwise(TRUE_WORD)
    said = (share_of(pl.col("mix"), SAYS_SOLVED) < part).cast(pl.Int64)
    return kept.with_columns(is_resolved=pl.when(pl.col("is_unsolved").is_not_null()).then(said))


def _promise(centre: World, promise: Promise) -> tuple[Any, ...]:
    made = promise.owner
    contact, who = contact_id(made.key), record(made.channel, made.customer)
    agent = None if promise.agent is None else centre.agents[promise.agent].id
    return (
        *(f"p{contact}", contact, who, agent, promise.kind),
        *(promise.made, promise.due, promise.attempted, promise.kept, made.started),
    )


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
        *(_ended_by(visit), onward and centre.queues[onward.needs.queue].name),
        *(needs.disposition if onward else None, visit.talked_until),
    )


def _ended_by(visit: Visit) -> str | None:
    if visit.outcome == "waiting":
        return None
    if visit.outcome == "answered":
        return visit.needs.ended_by if visit.then is None else "transfer_blind"
    return "system" if visit.outcome in {"closed", "failed"} else "customer"


def _states(days: Sequence[Day], source: str) -> pl.DataFrame:
    """The stretches of each day; the last one of each agent goes on."""
    told = pl.DataFrame([row for day in days for row in day.stretches], schema=STRETCH, orient="row")
    of_day = pl.Series([day.day.toordinal() for day in days for _row in day.stretches])
    ids = pl.Series([agent.id for agent in days[0].centre.agents])
    following = pl.struct("agent", "day").shift(-1) == pl.struct("agent", "day")
    rows = told.with_columns(agent_id=ids.gather(told["agent"]), day=of_day).with_columns(
        ended_at=pl.when(following).then(pl.col("started_at").shift(-1))
    )
    return framed(STATES, rows.drop("agent", "day").to_dict(), source)
