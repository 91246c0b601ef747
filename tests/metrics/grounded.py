"""What is known of customers, as literal rows: what is not given is a plain one."""

from datetime import UTC, date, datetime, timedelta

import polars as pl

from metrics.links import linked
from metrics.repeats import observed
from metrics.risk.grounds import FACTS, INSTANT, Grounds

NOW = datetime(2026, 3, 9, 8, tzinfo=UTC)  # a Monday
DAY = timedelta(days=1)
TEXT, WHOLE, REAL, FLAG = pl.String, pl.Int64, pl.Float64, pl.Boolean
CONTACT = {
    "contact_id": TEXT,
    "person": TEXT,
    "source": TEXT,
    "channel": TEXT,
    "direction": TEXT,
    "started_at": INSTANT,
    "ended_at": INSTANT,
    "topic": TEXT,
    "is_complaint": WHOLE,
    "is_resolved": WHOLE,
    "queue_changes": WHOLE,
    "waited_ms": WHOLE,
    "is_abandoned": FLAG,
}
TEXTS = {
    "text_id": TEXT,
    "contact_id": TEXT,
    "person": TEXT,
    "author": TEXT,
    "at": INSTANT,
    **dict.fromkeys(("is_cancel", "is_competitor", "is_complaint", "is_third_time"), WHOLE),
}
PROMISES = {
    "promise_id": TEXT,
    "person": TEXT,
    "state": TEXT,
    "late_from": INSTANT,
    "chased_at": INSTANT,
}
SURVEYS = {
    "survey_id": TEXT,
    "contact_id": TEXT,
    "person": TEXT,
    "kind": TEXT,
    "answered_at": INSTANT,
    **dict.fromkeys(("score", "scale_min", "scale_max"), REAL),
}
CUSTOMERS = {
    "person": TEXT,
    "source": TEXT,
    "customer_id": TEXT,
    "annual_value": REAL,
    **dict.fromkeys(("joined_on", "contract_ends_on", "churned_on"), pl.Date),
}
PAYMENTS = {"event_id": TEXT, "person": TEXT, "at": INSTANT}


def contact(days: float, **given: object) -> dict[str, object]:
    """An answered call of Ann so many days ago, about the bill, that solved it."""
    at = NOW - days * DAY
    plain = {
        "contact_id": f"c{days:g}",
        "person": "ann",
        "source": "bank",
        "channel": "voice",
        "direction": "inbound",
        "started_at": at,
        "ended_at": at + timedelta(minutes=5),
        "topic": "bill",
        "is_complaint": 0,
        "is_resolved": 1,
        "queue_changes": 0,
        "waited_ms": 20_000,
        "is_abandoned": False,
    }
    return {**plain, **given}


def text(days: float, **given: object) -> dict[str, object]:
    """A note of an agent so many days ago in which nothing was heard."""
    flags = dict.fromkeys(("is_cancel", "is_competitor", "is_complaint", "is_third_time"), 0)
    plain = {"text_id": f"t{days:g}", "contact_id": f"c{days:g}", "person": "ann", "author": "agent"}
    return {**plain, "at": NOW - days * DAY, **flags, **given}


def answer(days: float, score: float, **given: object) -> dict[str, object]:
    """An answer of Ann about the contact of that day, on a scale of five."""
    plain = {"survey_id": f"s{days:g}", "contact_id": f"c{days:g}", "person": "ann", "kind": "csat"}
    timed = {"answered_at": NOW - days * DAY + timedelta(hours=1), "score": score}
    return {**plain, **timed, "scale_min": 1.0, "scale_max": 5.0, **given}


def record(**given: object) -> dict[str, object]:
    """A record of Ann that says nothing else."""
    return {"person": "ann", "source": "bank", "customer_id": "ann", **given}


def frame(rows: list[dict[str, object]], schema: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=schema)


def grounds(
    contacts: list[dict[str, object]] = (),
    texts: list[dict[str, object]] = (),
    surveys: list[dict[str, object]] = (),
    customers: list[dict[str, object]] = (),
    promises: list[dict[str, object]] = (),
    payments: list[dict[str, object]] = (),
    *,
    tells_promises: bool = True,
    tells_payments: bool = True,
) -> Grounds:
    """Put rows together as the store does; the source has told since 300 days."""
    return Grounds(
        as_of=NOW,
        zone="Asia/Jerusalem",
        contacts=_linked(frame([*contacts, contact(300, person="zoe")], CONTACT)),
        texts=frame([*texts, text(300, person="zoe")], TEXTS),
        surveys=frame(list(surveys), SURVEYS),
        customers=frame(list(customers), CUSTOMERS),
        promises=frame(list(promises), PROMISES),
        payments=frame(list(payments), PAYMENTS),
        tells_promises=tells_promises,
        tells_payments=tells_payments,
    )


def _linked(contacts: pl.DataFrame) -> pl.DataFrame:
    answered = contacts.with_columns(
        first_answered_at=pl.when(~pl.col("is_abandoned")).then("started_at"), is_cut_off=False
    )
    told = observed(linked(answered).lazy(), NOW, contacts["started_at"].min())
    return told.collect().with_columns(topic_family="topic")


def fact(evidence: str, days: float = 0, person: str = "ann", ids: tuple[str, ...] = ("x",)) -> pl.DataFrame:
    """A fact that a row so many days ago showed."""
    row = (person, evidence, NOW - days * DAY, len(ids), list(ids))
    return pl.DataFrame([row], schema=FACTS, orient="row")


def someone(person: str = "ann", value: float | None = None, unknown: tuple[str, ...] = ()) -> pl.DataFrame:
    schema = {"person": TEXT, "value": REAL, "unknown": pl.List(TEXT)}
    return pl.DataFrame([(person, value, list(unknown))], schema=schema, orient="row")


def day(days: int) -> date:
    """The site's day so many days from now."""
    return NOW.date() + timedelta(days=days)
