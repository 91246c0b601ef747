from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from store.schema import GESTURES, JOURNEY, NOTES, PROMISES, SURVEYS, empty
from ui.customer import view
from ui.customer.moments import moments, summary
from ui.customer.person import Person

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
UTC_ZONE = ZoneInfo("UTC")


def rows(table, *given):
    schema = {name: dtype for name, dtype in empty(table).schema.items() if name in table.columns}
    return pl.DataFrame([dict.fromkeys(schema) | row for row in given], schema=schema)


def person(**given):
    contact = {"contact_id": "x:1", "channel": "voice", "direction": "inbound", "topic": "Refund"}
    contact |= {"started_at": NOON, "menu_outcome": "queued"}
    legs = [
        {
            "contact_id": "x:1",
            "queue": "Billing",
            "wait_ms": 60_000,
            "outcome": "answered",
            "agent_id": "x:a1",
        },
        {
            "contact_id": "x:1",
            "queue": "Orders",
            "wait_ms": 30_000,
            "outcome": "answered",
            "agent_id": "x:a2",
        },
    ]
    tables = {table.name: rows(table) for table in (NOTES, SURVEYS, PROMISES, GESTURES, JOURNEY)}
    return Person(
        ids=("x:c1",),
        record={"name": "Noa Teacup", "plan": "Fibre 500"},
        contacts=pl.DataFrame([contact]),
        legs=pl.DataFrame(legs).with_columns(agent_name=pl.Series(["Dana", None])),
        rows=tables | {table.name: rows(table, *some) for table, some in given.get("rows", ())},
    )


def test_a_contact_says_its_way_its_wait_and_who_answered():
    [one] = moments(person(), "UTC")

    assert one.what == "Voice · Refund · Answered"
    assert one.note == "Billing → Orders · waited 1\u00a0min\u00a030\u00a0s · with Dana, a2"
    assert one.tone == "worse"  # told twice


def of_one_agent(complained=(), score=None, **given):
    """A contact that one agent answered, by itself no bad one."""
    of = person()
    told = {
        "answered_at": NOON + HOUR,
        "kind": "csat",
        "scale_min": 1.0,
        "scale_max": 5.0,
        "contact_id": "x:1",
    }
    answers = rows(SURVEYS, told | {"score": score}) if score else of.rows[SURVEYS.name]
    return replace(
        of,
        contacts=of.contacts.with_columns(**{name: pl.lit(value) for name, value in given.items()}),
        legs=of.legs.head(1),
        rows={**of.rows, SURVEYS.name: answers},
        complained=frozenset(complained),
    )


@pytest.mark.parametrize(
    ("of", "tone"),
    [
        (of_one_agent(), ""),
        (of_one_agent(is_complaint=1), "worse"),
        (of_one_agent(is_complaint=0), ""),
        (of_one_agent(["x:1"]), "worse"),
        (of_one_agent(["x:2"]), ""),
        (of_one_agent(is_resolved=0), "worse"),
        (of_one_agent(is_resolved=0, resolved_at=NOON + HOUR), ""),
        (of_one_agent(score=1.0), "worse"),
        (of_one_agent(score=4.0), ""),
    ],
    ids=[
        "answered",
        "a complaint",
        "no complaint",
        "a complaint in words",
        "another was a complaint",
        "not solved",
        "solved later",
        "dissatisfied",
        "satisfied",
    ],
)
def test_what_speaks_for_leaving_makes_a_contact_one_that_went_badly(of, tone):
    [found] = [one.tone for one in moments(of, "UTC") if one.contact]

    assert found == tone


def test_everything_stands_in_one_order_the_newest_first():
    note = {"written_at": NOON + HOUR, "author": "agent", "text": "wants a refund"}
    event = {"at": NOON - HOUR, "kind": "card_declined", "detail": "card expired"}
    found = moments(person(rows=((NOTES, [note]), (JOURNEY, [event]))), "UTC")

    assert [one.what for one in found] == ["Note of an agent", "Voice · Refund · Answered", "Card declined"]
    assert [one.tone for one in found] == ["", "worse", "worse"]


def test_a_promise_that_was_not_kept_is_said_to_be_open():
    promise = {"made_at": NOON, "due_at": NOON + HOUR, "kind": "call_back"}
    broken = moments(person(rows=((PROMISES, [promise]),)), "UTC")
    kept = moments(person(rows=((PROMISES, [promise | {"kept_at": NOON + HOUR}]),)), "UTC")

    assert [one.tone for one in broken if one.icon == "handshake"] == ["worse"]
    assert "not kept so far" in next(one.note for one in broken if one.icon == "handshake")
    assert [one.tone for one in kept if one.icon == "handshake"] == [""]


def test_an_invitation_that_nobody_answered_is_no_moment():
    asked = {"invited_at": NOON, "kind": "csat", "scale_min": 1.0, "scale_max": 5.0}
    told = asked | {"answered_at": NOON + HOUR, "score": 1.0, "comment": "never again <b>"}
    silent, loud = (moments(person(rows=((SURVEYS, [one]),)), "UTC") for one in (asked, told))

    assert [one.icon for one in silent] == ["call"]
    assert loud[0].what == "Satisfaction: 1 of 5"
    assert loud[0].tone == "worse"


def test_what_people_wrote_is_escaped_and_runs_its_own_way():
    note = {"written_at": NOON, "author": "customer", "text": "<script>שלום</script>"}
    drawn = view.line(moments(person(rows=((NOTES, [note]),)), "UTC"), UTC_ZONE)

    assert "&lt;script&gt;" in drawn
    assert 'dir="auto"' in drawn


def test_the_facts_leave_out_what_is_not_known():
    drawn = view.facts(person())

    assert "Fibre 500" in drawn
    assert "Loyalty" not in drawn


def test_the_headline_counts_the_customers_own_contacts():
    assert summary(person()) == "1 contact"
