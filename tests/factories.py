"""Rows as a connector would send them; what is not given is a plain one."""

from datetime import UTC, datetime, timedelta

import polars as pl

from store.derive import derived_contacts, derived_legs
from store.schema import CONTACTS, LEGS, STATES, empty

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
ZONE = "Asia/Jerusalem"


def contacts(*rows: dict[str, object]) -> pl.DataFrame:
    """Build contacts: inbound calls of 10:00 that lasted ten minutes."""
    plain = {
        "source": "bank",
        "version": 1,
        "contact_id": "bank:1",
        "channel": "voice",
        "direction": "inbound",
        "started_at": NOON - timedelta(hours=2),
        "ended_at": NOON - timedelta(hours=1, minutes=50),
    }
    frame = pl.DataFrame([{**plain, **row} for row in rows], schema=empty(CONTACTS).schema)
    return derived_contacts(frame, ZONE)


def legs(of: pl.DataFrame, *rows: dict[str, object]) -> pl.DataFrame:
    """Build legs of the contacts `of`: visits of queue PS, answered after 20 s."""
    plain = {
        "source": "bank",
        "version": 1,
        "contact_id": "bank:1",
        "leg_no": 1,
        "queue": "PS",
        "queued_at": NOON - timedelta(hours=2),
        "wait_ms": 20_000,
        "outcome": "answered",
        "answered_at": NOON - timedelta(hours=2) + timedelta(seconds=20),
        "agent_id": "bank:DORIT",
        "talk_ms": 60_000,
        "ended_at": NOON - timedelta(hours=2) + timedelta(seconds=80),
    }
    frame = pl.DataFrame([{**plain, **row} for row in rows], schema=empty(LEGS).schema)
    return derived_legs(frame, of, ZONE)


def states(*rows: dict[str, object]) -> pl.DataFrame:
    """Build stretches of agents' states: Dorit was available from 10:00 on for an hour."""
    plain = {
        "source": "bank",
        "version": 1,
        "agent_id": "bank:DORIT",
        "started_at": NOON - timedelta(hours=2),
        "state": "available",
        "ended_at": NOON - timedelta(hours=1),
    }
    return pl.DataFrame([{**plain, **row} for row in rows], schema=empty(STATES).schema)
