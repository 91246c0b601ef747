"""Contacts as the linking of contacts takes them; what is not given is a plain answered call of a minute."""

import datetime as dt
from typing import Any

import polars as pl

from metrics.links import linked
from metrics.repeats import observed
from tests.metrics.rows import INSTANT, NOON

SCHEMA = {
    "contact_id": pl.String,
    "person": pl.String,
    "channel": pl.String,
    "direction": pl.String,
    "topic": pl.String,
    "started_at": INSTANT,
    "ended_at": INSTANT,
    "first_answered_at": INSTANT,
    "is_cut_off": pl.Boolean,
}
SURVEY = {
    "survey_id": pl.String,
    "contact_id": pl.String,
    "kind": pl.String,
    "answered_at": INSTANT,
    "score": pl.Float64,
    "scale_min": pl.Float64,
    "scale_max": pl.Float64,
}
DAY, HOUR, MINUTE = 86_400.0, 3600.0, 60.0


def after(seconds: float | None) -> dt.datetime | None:
    """Give the instant so many seconds after noon."""
    return None if seconds is None else NOON + dt.timedelta(seconds=seconds)


def came(
    name: str, at: float = 0, lasts: float | None = MINUTE, answered: float | None = 10, **given: Any
) -> dict[str, Any]:
    """Build a contact that began `at` seconds after noon, was answered and ended so many seconds later."""
    plain = {
        "contact_id": name,
        "person": "anna",
        "channel": "voice",
        "direction": "inbound",
        "topic": "refund",
        "started_at": after(at),
        "ended_at": None if lasts is None else after(at + lasts),
        "first_answered_at": None if answered is None else after(at + answered),
        "is_cut_off": False,
    }
    return {**plain, **given}


def told(*rows: dict[str, Any]) -> pl.DataFrame:
    """Gather contacts."""
    return pl.DataFrame(list(rows), schema=SCHEMA)


def links(*rows: dict[str, Any], **families: str) -> dict[str, dict[str, Any]]:
    """Link contacts: the columns of each by its id."""
    found = linked(told(*rows), families)
    return {row["contact_id"]: row for row in found.iter_rows(named=True)}


def seen(*rows: dict[str, Any], after_days: float = 100, before_days: float = 100) -> pl.LazyFrame:
    """Link contacts and look at them so many days after noon, with data since so many days before it."""
    as_of, since = after(after_days * DAY), after(-before_days * DAY)
    assert as_of is not None
    assert since is not None
    return observed(linked(told(*rows)).lazy(), as_of, since)
