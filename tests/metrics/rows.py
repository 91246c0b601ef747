"""Rows as metrics see them; what is not given is a plain one: answered after ten seconds, at noon."""

import datetime as dt
from typing import Any

import polars as pl

from metrics.compute import Frames

NOON = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
INSTANT = pl.Datetime("us", "UTC")
VISIT = {
    "contact_id": pl.String,
    "source": pl.String,
    "queue": pl.String,
    "channel": pl.String,
    "site": pl.String,
    "topic": pl.String,
    "agent_id": pl.String,
    "team": pl.String,
    "queued_at": INSTANT,
    "queued_local_s": pl.Int64,
    "wait_ms": pl.Int64,
    "outcome": pl.String,
    "answered_at": INSTANT,
    "talk_ms": pl.Int64,
    "hold_ms": pl.Int64,
    "wrap_ms": pl.Int64,
    "ended_at": INSTANT,
    "ended_local_s": pl.Int64,
    "threshold_ms": pl.Int64,
    "short_ms": pl.Int64,
    "is_outside_hours": pl.Boolean,
}
CONTACT = {
    "contact_id": pl.String,
    "queue": pl.String,
    "channel": pl.String,
    "site": pl.String,
    "topic": pl.String,
    "agent_id": pl.String,
    "team": pl.String,
    "started_at": INSTANT,
    "started_local_s": pl.Int64,
    "menu_outcome": pl.String,
    "is_outside_hours": pl.Boolean,
}
STATE = {
    "agent_id": pl.String,
    "team": pl.String,
    "site": pl.String,
    "started_at": INSTANT,
    "state": pl.String,
    "ended_at": INSTANT,
}


def visit(
    wait_s: float | None = 10, outcome: str = "answered", at: dt.datetime = NOON, **given: Any
) -> dict[str, Any]:
    """Build one queue visit; its wall clock is UTC."""
    wait_ms = None if wait_s is None else round(wait_s * 1000)
    left = at + dt.timedelta(milliseconds=wait_ms or 0)
    ended = left + dt.timedelta(seconds=60)
    plain = {
        "contact_id": "bank:1",
        "source": "bank",
        "queue": "sales",
        "channel": "voice",
        "queued_at": at,
        "queued_local_s": local_s(at),
        "wait_ms": wait_ms,
        "outcome": outcome,
        "answered_at": left if outcome == "answered" else None,
        "talk_ms": 50_000 if outcome == "answered" else None,
        "wrap_ms": 10_000 if outcome == "answered" else None,
        "ended_at": ended,
        "ended_local_s": local_s(ended),
        "threshold_ms": 20_000,
        "short_ms": 5_000,
        "is_outside_hours": False,
    }
    return {**plain, **given}


def contact(at: dt.datetime = NOON, **given: Any) -> dict[str, Any]:
    """Build one contact that went through the menu into a queue."""
    plain = {
        "contact_id": "bank:1",
        "queue": "sales",
        "channel": "voice",
        "started_at": at,
        "started_local_s": local_s(at),
        "menu_outcome": "queued",
        "is_outside_hours": False,
    }
    return {**plain, **given}


def handled(start_s: float, end_s: float, at: dt.datetime = NOON, **given: Any) -> dict[str, Any]:
    """Build a visit that bank:DORIT handled between these seconds after `at`."""
    start, end = (at + dt.timedelta(seconds=s) for s in (start_s, end_s))
    return visit(at=start, wait_s=0, **{"agent_id": "bank:DORIT", "ended_at": end, **given})


def state(
    name: str, start_s: float, end_s: float | None, at: dt.datetime = NOON, **given: Any
) -> dict[str, Any]:
    """Build a stretch of a state of bank:DORIT between these seconds after `at`; None lasts."""
    start = at + dt.timedelta(seconds=start_s)
    end = None if end_s is None else at + dt.timedelta(seconds=end_s)
    return {"agent_id": "bank:DORIT", "started_at": start, "state": name, "ended_at": end, **given}


def local_s(at: dt.datetime) -> int:
    """Read an instant as the wall clock of a site on UTC."""
    return int(at.timestamp())


def visits(*rows: dict[str, Any]) -> pl.LazyFrame:
    """Gather queue visits."""
    return pl.LazyFrame(list(rows), schema=VISIT)


def contacts(*rows: dict[str, Any]) -> pl.LazyFrame:
    """Gather contacts."""
    return pl.LazyFrame(list(rows), schema=CONTACT)


def frames(*rows: dict[str, Any]) -> Frames:
    """Gather queue visits, without any contacts."""
    return Frames(visits(*rows), contacts())


def states(*rows: dict[str, Any]) -> pl.LazyFrame:
    """Gather stretches of agents' states."""
    return pl.LazyFrame(list(rows), schema=STATE)


def worked(
    handling: list[dict[str, Any]], of_agents: list[dict[str, Any]] | None, zone: str = "UTC"
) -> Frames:
    """Gather handled visits and stretches of states; None where states cannot be had."""
    stretches = None if of_agents is None else states(*of_agents)
    return Frames(visits(*handling), contacts(), states=stretches, zone=zone)


def many(n: int, **given: Any) -> list[dict[str, Any]]:
    """Build n visits alike."""
    return [visit(**given)] * n


def one(rows: pl.LazyFrame, metric: pl.Expr) -> dict[str, float | None]:
    """Compute one figure over all rows."""
    figure: dict[str, float | None] = rows.select(metric).collect().item()
    return figure
