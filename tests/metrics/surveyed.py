"""Invitations to say how a contact was; what is not given is a call of anna's, rated 5 of 5 an hour later."""

import datetime as dt
from typing import Any

import polars as pl

from metrics.compute import Frames
from tests.metrics.rows import INSTANT, NOON, contacts, visits

SCHEMA = {
    "survey_id": pl.String,
    "contact_id": pl.String,
    "kind": pl.String,
    "invited_at": INSTANT,
    "answered_at": INSTANT,
    "score": pl.Float64,
    "scale_min": pl.Float64,
    "scale_max": pl.Float64,
    "started_at": INSTANT,
    "started_local_s": pl.Int64,
    "person": pl.String,
    "channel": pl.String,
    "topic": pl.String,
    "topic_family": pl.String,
    "queue": pl.String,
    "agent_id": pl.String,
    "team": pl.String,
    "site": pl.String,
    "language": pl.String,
    "segment": pl.String,
    "is_transferred": pl.Boolean,
    "is_repeat": pl.Boolean,
    "is_promise_broken": pl.Boolean,
    "wait_ms": pl.Int64,
}
SCALES = {"csat": (1.0, 5.0), "nps": (0.0, 10.0), "ces": (1.0, 7.0), "resolved": (0.0, 1.0)}


def answer(score: float | None = 5, kind: str = "csat", days: float = 0, **given: Any) -> dict[str, Any]:
    """Build an invitation about a contact so many days after noon; without a score nobody answered it."""
    at = NOON + dt.timedelta(days=days)
    low, high = SCALES[kind]
    plain = {
        "contact_id": "c",
        "kind": kind,
        "invited_at": at,
        "answered_at": None if score is None else at + dt.timedelta(hours=1),
        "score": score,
        "scale_min": low,
        "scale_max": high,
        "started_at": at,
        "started_local_s": int(at.timestamp()),
        "person": "anna",
        "channel": "voice",
        "queue": "A",
        "is_transferred": False,
        "is_repeat": False,
        "wait_ms": 10_000,
    }
    return {**plain, **given}


def surveys(*rows: dict[str, Any]) -> pl.LazyFrame:
    """Gather invitations."""
    return pl.LazyFrame(list(rows), schema=SCHEMA)


def frames(*rows: dict[str, Any]) -> Frames:
    """Gather invitations as metrics see them."""
    return Frames(visits(), contacts(), surveys=surveys(*rows))
