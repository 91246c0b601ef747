"""Calls and agents as frames of our tables, for history and for this moment."""

import json
from collections.abc import Iterable
from typing import Any

import polars as pl

from connectors.asterisk.agents import Agent, Told
from connectors.asterisk.calls import Call
from connectors.asterisk.visits import Visit
from store.schema import AGENTS_NOW, CONTACTS, INSTANT, LEGS, STATES, VISITS_NOW, Dtype, Table

NAMELESS = frozenset(
    {
        "anonymous",
        "unknown",
        "unavailable",
        "restricted",
        "private",
        "withheld",
        "none",
        "asterisk",
        "<unknown>",
    }
)
Row = dict[str, Any]


def contacts_and_legs(
    calls: Iterable[Call], source: str, origin: str, caller_is_customer: bool
) -> dict[str, pl.DataFrame]:
    """The contacts of calls, written whole: every visit of theirs is a leg."""
    told = [call for call in calls if call.visits]
    contacts = [_contact(call, source, origin, caller_is_customer) for call in told]
    legs = [row for call in told for row in _legs(call, source)]
    return {"contacts": _frame(CONTACTS, contacts), "legs": _frame(LEGS, legs)}


def states(told: Iterable[Told], source: str) -> pl.DataFrame:
    """Stretches of agents' states; the last word on each counts."""
    rows: list[Row] = [
        {
            "source": source,
            "version": version // 1000,
            "agent_id": f"{source}:{agent}",
            "started_at": started_at,
            "state": state,
            "reason": reason,
            "ended_at": ended_at,
        }
        for agent, started_at, state, reason, ended_at, version in told
    ]
    return _frame(STATES, rows)


def visits_now(calls: Iterable[Call], source: str, since: int) -> pl.DataFrame:
    """Visits that wait or talk now, and those that ended since an instant."""
    rows = [
        row
        for call in calls
        if call.visits and (call.is_open or call.newest >= since)
        for row in _now(call, source)
        if row["ended_at"] is None or row["ended_at"] >= since
    ]
    return _instants(rows, VISITS_NOW)


def agents_now(known: dict[str, Agent], source: str) -> pl.DataFrame:
    """What each agent does whose state is known."""
    rows: list[Row] = [
        {
            "agent_id": f"{source}:{name}",
            "state": agent.state,
            "since": agent.since,
            "reason": agent.state_reason,
            "queue": next((queue for queue, _since in reversed(agent.contacts.values())), None),
            "queues": "\n".join(agent.queues) or None,
        }
        for name, agent in sorted(known.items())
        if agent.state is not None
    ]
    return _instants(rows, AGENTS_NOW)


def is_nameless(caller: str) -> bool:
    """Tell whether a caller's number says that there is none."""
    return caller.lower() in NAMELESS


def _contact(call: Call, source: str, origin: str, caller_is_customer: bool) -> Row:
    first, last = call.visits[0], call.visits[-1]
    caller = call.caller if caller_is_customer else None
    known = caller if caller and not is_nameless(caller) else None
    return {
        "source": source,
        "version": call.newest // 1000,
        "contact_id": f"{source}:{call.name}",
        "customer_id": f"{source}:{known}" if known else None,
        "channel": "voice",
        "direction": "inbound",
        "entry_queue": first.queue,
        "started_at": first.queued_at,
        "ended_at": last.ended_at,
        "origin": origin,
    }


def _legs(call: Call, source: str) -> list[Row]:
    own = {"source": source, "version": call.newest // 1000, "contact_id": f"{source}:{call.name}"}
    return [{**own, "leg_no": n, **_leg(visit, source)} for n, visit in enumerate(call.visits, 1)]


def _leg(visit: Visit, source: str) -> Row:
    left = visit.answered_at if visit.outcome == "answered" else visit.ended_at
    return {
        "queue": visit.queue,
        "queued_at": visit.queued_at,
        "wait_ms": _ms(visit.queued_at, left),
        "ring_ms": None if visit.ring is None else visit.ring // 1000,
        "missed_rings": visit.missed,
        "outcome": visit.outcome,
        "answered_at": visit.answered_at,
        "agent_id": f"{source}:{visit.agent}" if visit.agent else None,
        "talk_ms": _ms(visit.answered_at, visit.ended_at),
        "ended_at": visit.ended_at,
        "ended_by": visit.ended_by,
        "transferred_to": visit.transferred_to,
        "disposition": visit.disposition,
        "attributes": json.dumps(visit.told) if visit.told else None,
    }


def _now(call: Call, source: str) -> list[Row]:
    if call.told is None:
        own = {"channel": "voice", "direction": "inbound", "started_at": call.started_at}
        call.told = [{**row, **own} for row in _legs(call, source)]
    return call.told


def _ms(start: int | None, end: int | None) -> int | None:
    return None if start is None or end is None else (end - start + 500) // 1000


def _frame(table: Table, rows: list[Row]) -> pl.DataFrame:
    schema: dict[str, Dtype] = {"source": pl.String, "version": pl.Int64, **table.columns}
    return _instants(rows, schema)


def _instants(rows: list[Row], schema: dict[str, Dtype]) -> pl.DataFrame:
    """A frame of exactly this schema, its instants given in microseconds."""
    whole = {name: pl.Int64 if dtype == INSTANT else dtype for name, dtype in schema.items()}
    columns = {name: [row.get(name) for row in rows] for name in schema}
    return pl.DataFrame(columns, schema=whole).cast({name: schema[name] for name in schema})
