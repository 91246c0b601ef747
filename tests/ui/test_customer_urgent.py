from dataclasses import replace
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from store.schema import CONTACTS, GESTURES, JOURNEY, LEGS, NOTES, PROMISES, SURVEYS, empty
from ui.customer import promises
from ui.customer.moments import moments
from ui.customer.person import Person
from ui.customer.urgent import calm, first

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def rows(table, *given):
    schema = empty(table).schema
    return pl.DataFrame([dict.fromkeys(schema) | row for row in given], schema=schema)


def person(record=None, **given):
    tables = {table.name: rows(table) for table in (NOTES, SURVEYS, PROMISES, GESTURES, JOURNEY)}
    told = {name: rows(table, *given.get(name, ())) for name, table in KINDS.items()}
    return Person(
        ids=("x:c1",),
        record=record or {},
        contacts=rows(CONTACTS, *given.get("contacts", ())).sort("started_at"),
        legs=rows(LEGS, *given.get("legs", ())),
        rows=tables | told,
        now=NOW,
    )


LAST = "Last contact Mon 2 Mar 2026, 11:00"
KINDS = {table.name: table for table in (NOTES, SURVEYS, PROMISES, JOURNEY)}


def contact(number, at, **given):
    plain = {"contact_id": f"x:{number}", "channel": "voice", "direction": "inbound", "topic": "Refund"}
    return plain | {"started_at": at, "ended_at": at + HOUR, "menu_outcome": "queued"} | given


def leg(number, outcome="answered", **given):
    plain = {"contact_id": f"x:{number}", "leg_no": 1, "queue": "Billing", "wait_ms": 60_000}
    return plain | {"outcome": outcome} | given


def promise(due, **given):
    return {"made_at": due - DAY, "due_at": due, "kind": "call_back", "contact_id": "x:1", **given}


def told(of):
    return [one.what for one in first(of, "UTC")]


def test_a_broken_call_back_comes_first_and_leads_to_its_contact():
    survey = {"answered_at": NOW - DAY, "kind": "csat", "score": 1.0, "scale_min": 1.0, "scale_max": 5.0}
    of = person(promises=[promise(NOW - DAY)], surveys=[survey])
    [broken, unhappy] = first(of, "UTC")

    assert broken.what == "Promised a call-back by Sun 1 Mar 2026, 12:00: not made"
    assert (broken.tone, broken.contact) == ("breach", "x:1")
    assert unhappy.what == "Last survey: Satisfaction: 1 of 5"


@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        ([contact(1, NOW - 9 * DAY, is_complaint=1)], ["Complained Sat 21 Feb 2026, 12:00"]),
        ([contact(1, NOW - HOUR, is_complaint=1)], ["Complained Mon 2 Mar 2026, 11:00"]),
        (
            [
                contact(1, NOW - 9 * DAY, is_complaint=1),
                contact(2, NOW - 8 * DAY, topic="Line", is_complaint=1),
            ],
            ["Complained Sun 22 Feb 2026, 12:00"],
        ),
        ([contact(1, NOW - 31 * DAY, is_complaint=1)], []),
        ([contact(1, NOW - 9 * DAY)], []),
    ],
    ids=["of late", "just now", "the last of two", "long ago", "no complaint"],
)
def test_a_complaint_is_known_first(contacts, expected):
    assert told(person(contacts=contacts)) == expected


def test_a_complaint_heard_in_words_is_known_first():
    of = replace(person(contacts=[contact(1, NOW - 9 * DAY)]), complained=frozenset({"x:1"}))

    assert told(of) == ["Complained Sat 21 Feb 2026, 12:00"]


@pytest.mark.parametrize(
    ("days", "solved", "is_calm"),
    [(9, 0, False), (9, 1, True), (31, 0, True)],
    ids=["not solved of late", "solved", "not solved long ago"],
)
def test_that_nothing_went_badly_is_said_only_where_nothing_did(days, solved, is_calm):
    of = person(contacts=[contact(1, NOW - days * DAY, is_resolved=solved)], legs=[leg(1)])

    assert ("went badly" in calm(moments(of, "UTC"), of)) == is_calm


def test_an_attempt_that_reached_nobody_is_said():
    [one] = first(person(promises=[promise(NOW - DAY, attempted_at=NOW - DAY)]), "UTC")

    assert one.note == "tried Sun 1 Mar 2026, 12:00, nobody was reached"


@pytest.mark.parametrize(
    ("row", "state"),
    [
        (promise(NOW - timedelta(minutes=15)), "due"),
        (promise(NOW - timedelta(minutes=16)), "broken"),
        (promise(NOW - 11 * HOUR, kind="credit"), "due"),
        (promise(NOW - 13 * HOUR, kind="credit"), "broken"),
        (promise(NOW - DAY, kept_at=NOW - DAY + timedelta(minutes=15)), "kept"),
        (promise(NOW - DAY, kept_at=NOW - HOUR), "late"),
        (promise(NOW - DAY) | {"due_at": None}, "open"),
    ],
    ids=[
        "a call-back within its grace",
        "a call-back after it",
        "a credit until its day ends",
        "a credit of yesterday",
        "kept within the grace",
        "kept late",
        "without a date",
    ],
)
def test_a_promise_is_broken_only_after_its_grace(row, state):
    assert promises.state(row | {"kept_at": row.get("kept_at")}, NOW, "UTC") == state


def test_a_broken_promise_is_forgotten_once_one_of_its_kind_was_kept():
    kept = promise(NOW - HOUR, kept_at=NOW - HOUR)

    assert told(person(promises=[promise(NOW - DAY), kept])) == []
    assert len(told(person(promises=[promise(NOW - DAY), kept | {"kind": "credit"}]))) == 1


def test_an_old_broken_promise_stays_in_the_line_only():
    assert told(person(promises=[promise(NOW - 31 * DAY)])) == []


def test_who_waits_for_an_answer_is_said():
    waits = contact(1, NOW - HOUR, channel="email", ended_at=None)
    [one] = first(person(contacts=[waits], legs=[leg(1, "waiting", wait_ms=None)]), "UTC")

    assert one.what == "Waits for an answer since Mon 2 Mar 2026, 11:00"
    assert (one.note, one.contact) == ("E-mail · Refund · Billing", "x:1")


def test_a_finished_leg_of_a_contact_without_an_end_is_not_open():
    ended = leg(1, ended_at=NOW)

    assert told(person(contacts=[contact(1, NOW - HOUR, ended_at=None)], legs=[ended])) == [LAST]


def test_several_contacts_about_one_topic_are_counted_over_channels():
    calls = [contact(1, NOW - 29 * DAY), contact(2, NOW - DAY, channel="chat"), contact(3, NOW - 31 * DAY)]
    ours = contact(4, NOW - DAY, direction="callback")
    [one] = first(person(contacts=[*calls, ours], legs=[leg(n) for n in range(1, 5)]), "UTC")

    assert one.what == "2 contacts about Refund in 30 days"
    assert one.note == "by Voice and Chat, the last Sun 1 Mar 2026, 12:00"
    assert one.contact == "x:2"


@pytest.mark.parametrize("outcome", ["abandoned", "closed", "failed"])
def test_a_last_attempt_that_reached_nobody_is_said(outcome):
    of = person(contacts=[contact(1, NOW - HOUR)], legs=[leg(1, outcome)])

    assert told(of) == ["Reached nobody at the last attempt, Mon 2 Mar 2026, 11:00"]


def test_an_attempt_that_reached_nobody_is_past_once_somebody_answered():
    calls = [contact(1, NOW - 2 * HOUR, topic=None), contact(2, NOW - HOUR, topic=None)]

    assert told(person(contacts=calls, legs=[leg(1, "abandoned"), leg(2)])) == [LAST]


def test_only_the_last_survey_counts():
    scale = {"kind": "csat", "scale_min": 1.0, "scale_max": 5.0}
    bad = {"answered_at": NOW - 2 * DAY, "score": 1.0, **scale}
    good = {"answered_at": NOW - DAY, "score": 5.0, **scale}

    assert told(person(surveys=[bad, good])) == []
    assert told(person(surveys=[bad])) == ["Last survey: Satisfaction: 1 of 5"]


def test_the_customers_last_words_are_quoted_and_cut():
    notes = [{"written_at": NOW - DAY, "author": "customer", "text": "א" * 200}]
    notes.append({"written_at": NOW - HOUR, "author": "agent", "text": "done"})
    [one] = first(person(notes=notes), "UTC")

    assert one.words == "א" * 160 + "…"


def test_trouble_of_late_and_the_contracts_end_are_said():
    late = {"at": NOW - DAY, "kind": "delivery_late", "detail": "4 days"}
    viewed = {"at": NOW - DAY, "kind": "page_viewed", "detail": "/leave"}
    of = person(record={"contract_ends_on": "2026-03-20"}, journey_events=[late, viewed])

    assert told(of) == ["Late delivery, Sun 1 Mar", "The contract ends on 20 Mar 2026"]


def test_a_contract_that_ended_of_late_is_said_and_a_long_ended_one_is_not():
    assert told(person(record={"contract_ends_on": "2026-02-20"})) == ["The contract ended on 20 Feb 2026"]
    assert told(person(record={"contract_ends_on": "2025-11-20"})) == []


def test_the_last_contact_of_the_week_is_said_with_the_desks_it_passed():
    ways = [leg(1, ended_by="transfer_blind"), leg(1, leg_no=2, queue="Technical")]
    [last] = first(person(contacts=[contact(1, NOW - HOUR)], legs=ways), "UTC")

    assert (last.what, last.contact, last.tone) == (LAST, "x:1", "worse")
    assert last.note.startswith("Voice · Refund · Billing → Technical · waited 2")
    assert told(person(contacts=[contact(1, NOW - 8 * DAY)], legs=[leg(1)])) == []


def test_who_left_is_said_to_have_left_and_no_longer_has_a_contract():
    of = person(record={"contract_ends_on": "2026-03-20", "churned_on": "2026-02-20"})

    assert told(of) == ["Left as a customer on 20 Feb 2026"]


def test_nothing_is_pressing_where_nothing_is_known():
    assert told(person()) == []
    assert told(person(record={"contract_ends_on": "soon"})) == []
