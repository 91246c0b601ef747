"""The vocabulary: which tables Moked keeps and what each column holds.

Instants are UTC microseconds. Durations are whole milliseconds, so that sums are exact in any order.
Flags are 0 or 1. Null means unknown, and unknown is never filled.
"""

import polars as pl

from store.mapped_centre import CHANNELS, QUEUES, TOPICS
from store.said import GESTURES, NOTES, PROMISES, SURVEYS
from store.surroundings import CUSTOMERS, IDENTITIES, JOURNEY, STAFFING
from store.table import INSTANT, REAL, STORE_COLUMNS, TEXT, WHOLE, Dtype, Table
from store.texts import TEXTS, WORDS
from store.traces import PERSONS, TRACES

__all__ = [
    "AGENTS",
    "AGENTS_NOW",
    "AGENT_STATES",
    "CHANNELS",
    "CONTACTS",
    "CORE",
    "CUSTOMERS",
    "DERIVED",
    "DIRECTIONS",
    "ENDED_BY",
    "GESTURES",
    "IDENTITIES",
    "INSTANT",
    "JOURNEY",
    "LEGS",
    "MAPPED",
    "MENU_OUTCOMES",
    "NOTES",
    "OUTCOMES",
    "PERSONS",
    "PROMISES",
    "QUARANTINE",
    "QUEUES",
    "REAL",
    "STAFFING",
    "STATES",
    "STORE_COLUMNS",
    "SURVEYS",
    "TABLES",
    "TEXT",
    "TEXTS",
    "TOPICS",
    "TRACES",
    "VISITS_NOW",
    "WHOLE",
    "WORDS",
    "Dtype",
    "Table",
    "empty",
]

DIRECTIONS = ("inbound", "outbound", "callback", "internal")
OUTCOMES = (
    "answered",
    "abandoned",
    "callback",
    "overflow",
    "voicemail",
    "waiting",
    "exited",
    "closed",
    "failed",
)
ENDED_BY = ("customer", "agent", "transfer_blind", "transfer_consult", "system")
AGENT_STATES = ("available", "on_contact", "wrap_up", "ringing", "break", "meeting", "offline")
MENU_OUTCOMES = ("queued", "exited", "completed")

CONTACTS = Table(
    name="contacts",
    key=("contact_id",),
    begins="started_at",
    anchor="started_at",
    required=("contact_id", "channel", "direction", "started_at"),
    ids=("contact_id", "customer_id", "account_id"),
    allowed={"channel": CHANNELS, "direction": DIRECTIONS, "menu_outcome": MENU_OUTCOMES},
    columns={
        "contact_id": TEXT,
        "customer_id": TEXT,
        "account_id": TEXT,
        "channel": TEXT,
        "direction": TEXT,
        "entry_queue": TEXT,
        "started_at": INSTANT,
        "ended_at": INSTANT,
        "resolved_at": INSTANT,
        "menu_ms": WHOLE,
        "menu_steps": WHOLE,
        "menu_path": TEXT,
        "menu_outcome": TEXT,
        "language": TEXT,
        "site": TEXT,
        "topic": TEXT,
        "topic_source": TEXT,
        "priority": WHOLE,
        "is_complaint": WHOLE,
        "is_resolved": WHOLE,
        "attributes": TEXT,
        "origin": TEXT,  # the file, or whatever a source reads whole, that it came from
    },
    derived={"started_local_s": WHOLE},
)

LEGS = Table(
    name="legs",
    key=("contact_id", "leg_no"),
    begins="queued_at",
    anchor="started_at",
    required=("contact_id", "leg_no", "outcome"),
    ids=("contact_id", "agent_id"),
    allowed={"outcome": OUTCOMES, "ended_by": ENDED_BY},
    columns={
        "contact_id": TEXT,
        "leg_no": WHOLE,
        "queue": TEXT,
        "queued_at": INSTANT,
        "wait_ms": WHOLE,
        "ring_ms": WHOLE,
        "missed_rings": WHOLE,
        "outcome": TEXT,
        "answered_at": INSTANT,
        "agent_id": TEXT,
        "talk_ms": WHOLE,
        "hold_ms": WHOLE,
        "wrap_ms": WHOLE,
        "ended_at": INSTANT,
        "ended_by": TEXT,
        "transferred_to": TEXT,
        "disposition": TEXT,
        "attributes": TEXT,
    },
    # Copies of the contact, so that a metric over ten million visits needs no join.
    derived={
        "started_at": INSTANT,
        "channel": TEXT,
        "direction": TEXT,
        "site": TEXT,
        "topic": TEXT,
        "queued_local_s": WHOLE,
        "ended_local_s": WHOLE,
    },
    whole_by="contact_id",
)

AGENTS = Table(
    name="agents",
    key=("agent_id", "valid_from"),
    begins="valid_from",
    required=("agent_id", "valid_from"),
    ids=("agent_id",),
    columns={
        "agent_id": TEXT,
        "valid_from": INSTANT,
        "name": TEXT,
        "email": TEXT,
        "team": TEXT,
        "lead": TEXT,
        "site": TEXT,
        "skills": TEXT,
    },
)

STATES = Table(
    name="agent_states",
    key=("agent_id", "started_at"),
    begins="started_at",
    anchor="started_at",
    required=("agent_id", "started_at", "state"),
    ids=("agent_id",),
    allowed={"state": AGENT_STATES},
    columns={
        "agent_id": TEXT,
        "started_at": INSTANT,
        "state": TEXT,
        "reason": TEXT,
        "ended_at": INSTANT,  # null while it lasts
    },
)

QUARANTINE = Table(
    name="quarantine",
    key=("source", "where_from", "row_no"),
    required=("where_from", "row_no", "reason"),
    columns={
        "where_from": TEXT,
        "row_no": WHOLE,
        "reason": TEXT,
        "row_text": TEXT,
    },
    whole_by="where_from",
)

CORE = (CONTACTS, LEGS, AGENTS, STATES, QUARANTINE)  # every store has them, the others once a row comes
OTHERS = (SURVEYS, NOTES, PROMISES, GESTURES, CUSTOMERS, IDENTITIES, JOURNEY, STAFFING, QUEUES, TOPICS)
DERIVED = (TRACES, PERSONS, TEXTS)  # made by the store alone
TABLES: dict[str, Table] = {table.name: table for table in CORE + OTHERS + DERIVED}
# What a mapping may fill.
MAPPED: dict[str, Table] = {table.name: table for table in CORE + OTHERS if table is not QUARANTINE}

# What a source tells of this moment: visits that wait or ended of late, and what each agent does.
VISITS_NOW: dict[str, Dtype] = {
    "contact_id": TEXT,
    "leg_no": WHOLE,
    "queue": TEXT,
    "channel": TEXT,
    "direction": TEXT,
    "started_at": INSTANT,
    "queued_at": INSTANT,
    "wait_ms": WHOLE,  # null while it waits
    "outcome": TEXT,
    "answered_at": INSTANT,
    "agent_id": TEXT,
    "talk_ms": WHOLE,
    "hold_ms": WHOLE,
    "wrap_ms": WHOLE,
    "ended_at": INSTANT,
}
AGENTS_NOW: dict[str, Dtype] = {
    "agent_id": TEXT,
    "state": TEXT,
    "since": INSTANT,
    "reason": TEXT,
    "queue": TEXT,  # whose contact the agent has
    "queues": TEXT,  # which the agent serves, one a line; null where the source does not say
}


def empty(table: Table) -> pl.DataFrame:
    """A frame of no rows with the columns that a source sends."""
    return pl.DataFrame(schema={"source": TEXT, "version": WHOLE, **table.columns})
