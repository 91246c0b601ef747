"""Gestures and answered contacts; what is not given is a credit of 40 that dana gave anna on her own word."""

import datetime as dt
from typing import Any

import polars as pl

from metrics.compute import Frames
from metrics.gestures import is_approved
from tests.metrics.rows import INSTANT, NOON, contacts, visits

DAY = dt.timedelta(days=1)
BOTH = {
    **dict.fromkeys(("contact_id", "agent_id", "team", "person", "customer_id"), pl.String),
    **dict.fromkeys(
        ("channel", "direction", "topic", "topic_family", "queue", "site", "language"), pl.String
    ),
    "started_at": INSTANT,
    "started_local_s": pl.Int64,
}
GESTURE = {
    **BOTH,
    **dict.fromkeys(("gesture_id", "kind", "authority"), pl.String),
    "cost": pl.Float64,
    "granted_at": INSTANT,
}
SERVED = {
    **BOTH,
    "source": pl.String,
    **dict.fromkeys(("closed_at", "first_answered_at"), INSTANT),
    **dict.fromkeys(("is_counted", "is_reconnect", "is_transferred", "is_approved"), pl.Boolean),
    **dict.fromkeys(("seen_ms", "next_topic_ms", "is_complaint", "is_resolved"), pl.Int64),
    **dict.fromkeys(("gestures", "gestures_priced", "cost_mills"), pl.Int64),
    **dict.fromkeys(("contact_no", "wait_ms", "hold_ms", "handle_ms"), pl.Int64),
    "segment": pl.String,
}


def _plain(days: float) -> dict[str, Any]:
    at = NOON + days * DAY
    return {
        "contact_id": "c",
        "agent_id": "dana",
        "team": "North",
        "person": "anna",
        "customer_id": "anna",
        "channel": "voice",
        "direction": "inbound",
        "topic": "bill",
        "topic_family": "bill",
        "queue": "A",
        "started_at": at,
        "started_local_s": int(at.timestamp()),
    }


def gesture(cost: float | None = 40, days: float = 0, **given: Any) -> dict[str, Any]:
    """Build a gesture in a contact so many days after noon."""
    plain = _plain(days)
    told = {"gesture_id": "g", "kind": "credit", "authority": "agent", "cost": cost}
    return {**plain, **told, "granted_at": plain["started_at"], **given}


def contact(gestures: int | None = 0, days: float = 0, **given: Any) -> dict[str, Any]:
    """Build an answered contact with so many gestures of 40, over a minute later and watched for 40 days."""
    plain = _plain(days)
    over = plain["started_at"] + dt.timedelta(minutes=1)
    told = {
        "source": "bank",
        "closed_at": over,
        "first_answered_at": over,
        "is_counted": True,
        "is_reconnect": False,
        "seen_ms": 40 * 86_400_000,
        "is_transferred": False,
        "contact_no": 1,
        "wait_ms": 10_000,
        "hold_ms": 0,
        "handle_ms": 60_000,
        "gestures": gestures,
        "gestures_priced": gestures,
        "cost_mills": (gestures or 0) * 40_000,
    }
    return {**plain, **told, **given}


def gestures(*rows: dict[str, Any]) -> pl.LazyFrame:
    """Gather gestures as a reading gives them."""
    return pl.LazyFrame(list(rows), schema=GESTURE).with_columns(is_approved=is_approved())


def served(*rows: dict[str, Any]) -> pl.LazyFrame:
    """Gather answered contacts as a reading gives them to be compared."""
    return pl.LazyFrame(list(rows), schema=SERVED)


def frames(given: list[dict[str, Any]], answered: list[dict[str, Any]]) -> Frames:
    """Gather both as metrics see them."""
    return Frames(visits(), contacts(), gestures=gestures(*given), served=served(*answered))
