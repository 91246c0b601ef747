"""Follow-ups and what happened after them; what is not given is anna's, after a low answer about a refund."""

import datetime as dt
from typing import Any

import polars as pl

from metrics.followed import Happened, followed
from metrics.followups import TRIGGER
from tests.metrics.promised import ZONE
from tests.metrics.rows import INSTANT, NOON

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
FOLLOWUP = {
    "id": pl.Int64,
    **dict.fromkeys(("kind", "contact_id", "person", "owner", "done_by", "outcome"), pl.String),
    **dict.fromkeys(("queue", "channel", "topic", "topic_family", "site", "agent_id", "team"), pl.String),
    **dict.fromkeys(("opened_at", "due_at", "done_at"), INSTANT),
    "due_local_s": pl.Int64,
    "question": pl.String,
    "place": pl.Float64,
}
CALL = {
    **dict.fromkeys(("person", "topic_family"), pl.String),
    **dict.fromkeys(("started_at", "answered_at"), INSTANT),
}
ANSWER = {
    **dict.fromkeys(("person", "question"), pl.String),
    "answered_at": INSTANT,
    "place": pl.Float64,
    "is_low": pl.Boolean,
}
LEFT = {"person": pl.String, "left_at": INSTANT}
ABOUT = {"person": "anna", "topic_family": "refund"}


def followup(due: dt.datetime = NOON, **given: Any) -> dict[str, Any]:
    """Build a follow-up that was opened eight hours before it is due."""
    plain = {
        **ABOUT,
        "id": 1,
        "kind": "low_answer",
        "contact_id": "first",
        "opened_at": due - 8 * HOUR,
        "due_at": due,
        "due_local_s": int(due.timestamp()),
        "queue": "A",
        "team": "North",
        "question": "csat",
        "place": 0.25,
    }
    return {**plain, **given}


def called(at: dt.datetime, *, is_answered: bool = True, **given: Any) -> dict[str, Any]:
    """Build a call of ours to anna about a refund."""
    return {**ABOUT, "started_at": at, "answered_at": at if is_answered else None, **given}


def came(at: dt.datetime, **given: Any) -> dict[str, Any]:
    """Build a contact of anna's about a refund."""
    return {**ABOUT, "started_at": at, **given}


def said(at: dt.datetime, place: float, **given: Any) -> dict[str, Any]:
    """Build an answer of anna's on satisfaction."""
    plain = {"question": "csat", "is_low": place <= 0.25}
    return {"person": "anna", "answered_at": at, "place": place, **plain, **given}


def happened(calls: Any = (), contacts: Any = (), answers: Any = (), left: Any = ()) -> Happened:
    """Gather what happened after follow-ups."""
    given = ((calls, CALL), (contacts, {**CALL}), (answers, ANSWER), (left, LEFT))
    return Happened(*(pl.LazyFrame(list(rows), schema=schema) for rows, schema in given))


def followups(*rows: dict[str, Any], now: dt.datetime, **since: Any) -> pl.LazyFrame:
    """Follow up what was opened, as of an instant."""
    return followed(pl.LazyFrame(list(rows), schema=FOLLOWUP), happened(**since), now, ZONE).collect().lazy()


def one(now: dt.datetime, since: dict[str, Any] | None = None, **given: Any) -> dict[str, Any]:
    """Follow up one."""
    return followups(followup(**given), now=now, **(since or {})).collect().row(0, named=True)


def triggers(*rows: dict[str, Any]) -> pl.DataFrame:
    """Gather reasons for follow-ups."""
    return pl.DataFrame(list(rows), schema=TRIGGER)
