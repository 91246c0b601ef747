"""Contacts with their legs, written as people speak of them: A(wait 40, handle 120), then B."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import polars as pl

from metrics.centre import Centre
from metrics.routes import routed
from tests.metrics.rows import CONTACT, INSTANT, NOON, VISIT, local_s

LEG = {
    **VISIT,
    "leg_no": pl.Int64,
    "ended_by": pl.String,
    "transferred_to": pl.String,
    "disposition": pl.String,
}
WHO = {
    **CONTACT,
    "source": pl.String,
    "customer_id": pl.String,
    "direction": pl.String,
    "ended_at": INSTANT,
    "language": pl.String,
    "menu_ms": pl.Int64,
    "menu_steps": pl.Int64,
    "menu_path": pl.String,
}
RECORD = {
    "customer_id": pl.String,
    "valid_from": INSTANT,
    "home_queue": pl.String,
    "language": pl.String,
    "segment": pl.String,
    "plan": pl.String,
}
Legs = Sequence[dict[str, Any]]


def leg(queue: str | None, wait_s: float | None, handle_s: float | None, **given: Any) -> dict[str, Any]:
    """Build a leg, answered by somebody of that queue; a handling of None was abandoned."""
    outcome = given.get("outcome", "abandoned" if handle_s is None else "answered")
    plain = {
        "queue": queue,
        "wait_ms": None if wait_s is None else round(1000 * wait_s),
        "outcome": outcome,
        "agent_id": f"bank:{queue}" if outcome == "answered" else None,
        "talk_ms": None if handle_s is None else round(1000 * handle_s),
    }
    return {**plain, **given}


def contact_of(*path: dict[str, Any], contact_id: str = "c", at: dt.datetime = NOON, **given: Any) -> Any:
    """Build a contact and its legs, one after another on the clock."""
    legs, began = [], at
    for n, step in enumerate(path, 1):
        answered = began + dt.timedelta(milliseconds=step["wait_ms"] or 0)
        ended = answered + dt.timedelta(milliseconds=step["talk_ms"] or 0)
        clock = {
            "contact_id": contact_id,
            "source": "bank",
            "leg_no": n,
            "queued_at": began,
            "queued_local_s": local_s(began),
            "answered_at": answered if step["outcome"] == "answered" else None,
            "ended_at": ended,
        }
        legs.append({**clock, **step})
        began = ended
    about = {"contact_id": contact_id, "source": "bank", "direction": "inbound", "ended_at": began}
    clock = {"started_at": at, "started_local_s": local_s(at)}
    return {**about, **clock, **given}, legs


def gathered(*contacts: Any) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    """Gather legs, and the contacts they belong to."""
    legs = [step for _contact, legs in contacts for step in legs]
    return pl.LazyFrame(legs, schema=LEG), pl.LazyFrame([each for each, _legs in contacts], schema=WHO)


def routes(*contacts: Any, centre: Centre | None = None) -> pl.DataFrame:
    """Route contacts, in the order of their ids."""
    found = routed(*gathered(*contacts), centre or Centre())
    return found.sort("contact_id").collect()


def one_route(*path: dict[str, Any], centre: Centre | None = None, **given: Any) -> dict[str, Any]:
    """Route one contact."""
    return routes(contact_of(*path, **given), centre=centre).row(0, named=True)


C1 = contact_of(leg("A", 40, 120), leg("B", 200, 300), contact_id="c1")
C2 = contact_of(leg("B", 60, 240), contact_id="c2")
C3 = contact_of(leg("A", 30, 60), leg("B", 90, 30), leg("A", 120, 400), contact_id="c3")
C4 = contact_of(leg("A", 40, 120), leg("B", 300, None), contact_id="c4")
