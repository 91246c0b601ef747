"""Choose whom to call this week, hold some out of it, and tell how each stands. Pure: no store, no clock.

A list is what was shown on a Monday, a row per customer (LISTED), the first to call on top:
    rank       Int64      1 is the first
    person     String
    points     Float64
    value      Float64    annual value, null where no record tells it
    chance     Float64    of leaving, told by who left before; null where too few have
    reasons    List(Struct)   as in metrics.risk
    is_held_out   Int64   1: held out of action at random, so that the effect of acting can be known
    called_at  Datetime   when somebody called less than a week before; null otherwise

Whoever was called within the last CALLED_AGAIN is shown and not called again; neither these nor those held
out take anybody's place: `capacity` others are to be called.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import Any

import polars as pl

INSTANT = pl.Datetime("us", "UTC")
CALLED_AGAIN = timedelta(days=7)
HELD_OUT = 0.1
SEED = "moked: held out"
REASON = pl.Struct(
    {
        "evidence": pl.String,
        "points": pl.Float64,
        "at": INSTANT,
        "n": pl.Int64,
        "ids": pl.List(pl.String),
    }
)
LISTED: dict[str, Any] = {
    "rank": pl.Int64,
    "person": pl.String,
    "points": pl.Float64,
    "value": pl.Float64,
    "chance": pl.Float64,
    "reasons": pl.List(REASON),
    "is_held_out": pl.Int64,
    "called_at": INSTANT,
}
STATES = ("to_call", "called", "offer", "kept", "lost")
SPOKEN = STATES[1:]  # states that say that somebody spoke with the customer
ACTS = (*STATES, "owner", "note", "next_date", "undone")
STANDING: dict[str, Any] = {
    "person": pl.String,
    "state": pl.String,
    "state_by": pl.String,
    "state_at": INSTANT,
    "owner": pl.String,
    "next_on": pl.String,
    "note": pl.String,
    "called_at": INSTANT,
    "last": pl.Int64,
    "last_act": pl.String,
}


def monday_of(day: date) -> date:
    """Give the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def quarter_of(day: date) -> str:
    """Name the quarter of a day, as in 2026-Q4."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def is_held_out(person: str, quarter: str, share: float = HELD_OUT) -> bool:
    """Draw, the same way each time, whether a customer is held out of action for a whole quarter."""
    drawn = blake2b(f"{SEED}|{quarter}|{person}".encode(), digest_size=8).digest()
    return int.from_bytes(drawn, "big") < share * 2**64


def is_over(day: date, today: date) -> bool:
    """Say whether it may be told who was held out on a day: not before its quarter is over."""
    return quarter_of(day) != quarter_of(today)


def chosen(
    scores: pl.DataFrame,
    capacity: int,
    monday: date,
    as_of: datetime,
    called: Mapping[str, datetime],
    lost: Iterable[str] = (),
) -> pl.DataFrame:
    """List the first `capacity` customers to call, and those between them.

    scores: as in metrics.risk, with chance, in the order in which to call. `called` says when each was called
    last; who is `lost` is not listed, nor who has no points.
    """
    quarter, gone, rows, left = quarter_of(monday), set(lost), [], capacity
    ordered = scores.filter(pl.col("points") > 0).select("person", "points", "value", "chance", "reasons")
    for row in ordered.iter_rows(named=True):
        if not left:
            break
        who = row["person"]
        if who in gone:
            continue
        held, last = is_held_out(who, quarter), called.get(who)
        is_recent = last is not None and as_of - CALLED_AGAIN < last <= as_of
        left -= not (held or is_recent)
        rows.append({**row, "is_held_out": int(held), "called_at": last if is_recent else None})
    numbered = [{"rank": rank, **row} for rank, row in enumerate(rows, 1)]
    return pl.DataFrame(numbered, schema=LISTED)


def standing(acts: pl.DataFrame) -> pl.DataFrame:
    """Tell how each customer stands by what was done (id, person, at, who, act, words, on_date): STANDING.

    "undone" takes back the last step of its customer that still holds.
    """
    last = dict(acts.sort("id").select("person", "id").iter_rows())
    told = [_stands(person, steps, last[person]) for person, steps in _held(acts).items()]
    return pl.DataFrame(told, schema=STANDING)


def newest_step(acts: pl.DataFrame) -> dict[str, Any] | None:
    """Give the last step that still holds, whichever of the names it was written under; None without one."""
    every = [row for steps in _held(acts).values() for row in steps]
    return max(every, key=lambda row: row["id"], default=None)


def _held(acts: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    held: dict[str, list[dict[str, Any]]] = {}
    for row in acts.sort("id").iter_rows(named=True):
        steps = held.setdefault(row["person"], [])
        if row["act"] != "undone":
            steps.append(row)
        elif steps:
            steps.pop()
    return held


def _stands(person: str, steps: list[dict[str, Any]], last: int) -> dict[str, Any]:
    of = {name: [row for row in steps if row["act"] in names] for name, names in OF.items()}
    newest = {name: rows[-1] if rows else {} for name, rows in of.items()}
    state = newest["state"]
    return {
        "person": person,
        "state": state.get("act", "to_call"),
        "state_by": state.get("who"),
        "state_at": state.get("at"),
        "owner": newest["owner"].get("words"),
        "next_on": newest["next_date"].get("on_date"),
        "note": newest["note"].get("words"),
        "called_at": newest["spoken"].get("at"),
        "last": last,
        "last_act": steps[-1]["act"] if steps else None,
    }


OF = {
    "state": STATES,
    "owner": ("owner",),
    "next_date": ("next_date",),
    "note": ("note",),
    "spoken": SPOKEN,
}
