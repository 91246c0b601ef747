"""Texts as the metric of signals sees them."""

import datetime as dt
from typing import Any

import polars as pl

from metrics.compute import Frames
from metrics.voices import FLAGS
from tests.metrics.rows import NOON, contacts, visits

NAMES = ("contact_id", "agent_id", "team", "author", "kind", "language", "channel", "queue")
NAMES_TOO = ("topic", "topic_family", "site", "segment", "person")
TEXT = {
    **dict.fromkeys((*NAMES, *NAMES_TOO), pl.String()),
    "started_at": pl.Datetime("us", "UTC"),
    "started_local_s": pl.Int64(),
    **dict.fromkeys(FLAGS, pl.Int64()),
}


def said(contact: str, *signals: str, days: float = 0, **given: Any) -> dict[str, Any]:
    """Build a text about a contact that began so many days after noon, with the signals heard in it."""
    at = NOON + dt.timedelta(days=days)
    flags = {name: int(name.removeprefix("is_") in signals) for name in FLAGS}
    plain = {"author": "agent", "kind": "note", "language": "en", "queue": "sales", "channel": "voice"}
    return {
        "contact_id": contact,
        "started_at": at,
        "started_local_s": int(at.timestamp()),
        **plain,
        **flags,
        **given,
    }


def texts(*rows: dict[str, Any]) -> pl.LazyFrame:
    """Gather texts."""
    return pl.LazyFrame(list(rows), schema=TEXT)


def frames(*rows: dict[str, Any]) -> Frames:
    """Gather texts as metrics see them."""
    return Frames(visits(), contacts(), texts=texts(*rows))
