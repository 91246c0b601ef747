"""Promises and the contacts of those who were promised something; what is not given is anna's call-back."""

import datetime as dt
from typing import Any

import polars as pl

from metrics.complaints import clocked
from metrics.compute import Frames
from metrics.promises import judged
from tests.metrics.rows import INSTANT, NOON, contacts, visits

ZONE = "Asia/Jerusalem"  # two hours ahead of UTC at NOON
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
PROMISE = {
    **dict.fromkeys(("promise_id", "contact_id", "person", "topic_family", "kind"), pl.String),
    **dict.fromkeys(("made_at", "due_at", "attempted_at", "kept_at"), INSTANT),
    **dict.fromkeys(("queue", "channel", "topic", "site", "agent_id", "team"), pl.String),
    "due_local_s": pl.Int64,
}
COMPLAINT = {
    **dict.fromkeys(("complaint_id", "queue", "channel", "topic", "site", "agent_id", "team"), pl.String),
    **dict.fromkeys(("complained_at", "answered_at", "ended_at", "started_at"), INSTANT),
    "is_told": pl.Boolean,
    "started_local_s": pl.Int64,
}
CONTACT = {
    **dict.fromkeys(("contact_id", "person", "topic_family"), pl.String),
    "started_at": INSTANT,
}


def promise(due: dt.datetime | None = NOON, **given: Any) -> dict[str, Any]:
    """Build a call-back that anna was promised the day before it is due, about a refund."""
    plain = {
        "promise_id": "p",
        "contact_id": "first",
        "person": "anna",
        "topic_family": "refund",
        "kind": "call_back",
        "made_at": NOON - DAY,
        "due_at": due,
        "due_local_s": None if due is None else int(due.timestamp()),
        "queue": "A",
        "agent_id": "dana",
        "team": "North",
    }
    return {**plain, **given}


def came(at: dt.datetime, **given: Any) -> dict[str, Any]:
    """Build a contact of anna's about a refund."""
    return {"contact_id": "again", "person": "anna", "topic_family": "refund", "started_at": at, **given}


def promised(
    *rows: dict[str, Any], now: dt.datetime, asked: list[dict[str, Any]] | None = None
) -> pl.LazyFrame:
    """Judge promises against the contacts of those who asked after them."""
    own = pl.LazyFrame(asked or [], schema=CONTACT)
    return judged(pl.LazyFrame(list(rows), schema=PROMISE), own, now, ZONE)


def complaints(*rows: dict[str, Any], now: dt.datetime) -> pl.LazyFrame:
    """Let the clocks of complaints run."""
    return clocked(pl.LazyFrame(list(rows), schema=COMPLAINT), now)


def frames(*rows: dict[str, Any], now: dt.datetime) -> Frames:
    """Gather promises as metrics see them."""
    return Frames(visits(), contacts(), promises=promised(*rows, now=now).collect().lazy())
