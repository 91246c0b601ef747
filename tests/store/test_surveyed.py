"""The frame of invitations: whose contact each is about, what is known of it, who may see it."""

from datetime import timedelta

import polars as pl
import pytest

from metrics import compute
from store.read import Filters, Viewer, open_reading
from store.schema import AGENTS, CUSTOMERS, PROMISES, SURVEYS, empty
from tests.factories import NOON
from tests.store.sent import Sent
from tests.store.tracing import call, identity, leg_of, refresh, sent

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
FOREVER = NOON + 99 * DAY
MANAGER, EXECUTIVE = Viewer("Dana", "manager"), Viewer("Noa", "executive")
LEAD, OUTSIDER = Viewer("Rina", "lead", frozenset({"North"})), Viewer("Outsider", "lead")
EVERY = ["bank:1", "bank:2", "bank:9"]


def rows(table, *given):
    return pl.DataFrame(
        [{"source": "bank", "version": 1, **one} for one in given], schema=empty(table).schema
    )


def asked(contact="bank:1", score=5.0, at=NOON, **given):
    """Build an invitation five minutes after a contact, answered an hour later."""
    plain = {
        "survey_id": f"bank:s{contact}",
        "contact_id": contact,
        "customer_id": "bank:anna",
        "kind": "csat",
        "invited_at": at + 5 * MINUTE,
        "answered_at": None if score is None else at + HOUR,
        "score": score,
        "scale_min": 1.0,
        "scale_max": 5.0,
    }
    return {**plain, **given}


def load(store, calls, surveys, now=NOON, ways=None, **tables):
    told = sent("bank", calls, ways)
    others = {name: rows(table, *given) for name, (table, given) in tables.items()}
    refresh(store, "bank", Sent({**told.tables, "surveys": rows(SURVEYS, *surveys), **others}), now=now)


def read(store, settings, as_of=FOREVER, viewer=MANAGER, **filters):
    reading = open_reading(store, settings, viewer, Filters(as_of, hindsight=True, **filters))
    return reading.frames.surveys().sort("survey_id").collect().to_dicts()


def one(store, settings, **given):
    (found,) = read(store, settings, **given)
    return found


def figure(store, settings, metric, as_of=FOREVER, **filters):
    reading = open_reading(store, settings, MANAGER, Filters(as_of, **filters))
    found = compute(reading.frames, [metric])[metric][0]
    return found["value"], found["denominator"]


def test_an_invitation_carries_what_is_known_of_its_contact(store, settings):
    load(store, [call("1", language="he", site="Haifa")], [asked()])

    found = one(store, settings)

    assert {
        name: found[name] for name in ("person", "channel", "queue", "topic", "topic_family", "language")
    } == {
        "person": "bank:anna",
        "channel": "voice",
        "queue": "Billing",
        "topic": "refund",
        "topic_family": "refund",
        "language": "he",
    }
    assert (found["site"], found["agent_id"], found["started_at"]) == ("Haifa", "bank:DORIT", NOON)
    assert (found["is_transferred"], found["is_repeat"], found["is_promise_broken"]) == (False, False, None)


def test_the_answer_counts_in_the_week_of_the_contact(store, settings):
    load(store, [call("1")], [asked(answered_at=NOON + 20 * DAY)], now=NOON + 30 * DAY)
    week = {"start": NOON - DAY, "end": NOON + DAY}

    assert figure(store, settings, "csat", **week) == (1, 1)
    assert figure(store, settings, "csat", start=NOON + 19 * DAY) == (None, 0)


@pytest.mark.parametrize(
    ("as_of", "csat", "responses"),
    [
        (NOON + 4 * MINUTE, (None, 0), (None, 0)),
        (NOON + 6 * MINUTE, (None, 0), (0, 1)),
        (NOON + 59 * MINUTE, (None, 0), (0, 1)),
        (NOON + HOUR, (1, 1), (1, 1)),
    ],
    ids=["before the invitation", "invited", "a minute before the answer", "answered"],
)
def test_an_answer_is_not_known_before_it_came(store, settings, as_of, csat, responses):
    load(store, [call("1")], [asked()], now=NOON + 2 * HOUR)

    assert figure(store, settings, "csat", as_of) == csat
    assert figure(store, settings, "response_rate", as_of) == responses


def test_where_a_contact_came_in_and_that_it_was_moved_on(store, settings):
    row, (first,) = call("1", ended_at=NOON + HOUR)
    legs = [{**first, "ended_by": "transfer_blind"}, leg_of(row, 2, "Technical", 60, wait_ms=30_000)]
    load(store, [(row, legs)], [asked()])

    found = one(store, settings)

    assert (found["queue"], found["is_transferred"]) == ("Billing", True)
    assert found["wait_ms"] == 20_000 + 30_000


def test_the_wait_for_a_written_answer_is_no_wait(store, settings):
    load(store, [call("1", channel="email")], [asked()])

    assert one(store, settings)["wait_ms"] is None


@pytest.mark.parametrize(
    ("days", "given", "is_repeat"),
    [
        (6.9, {}, True),
        (7.1, {}, False),
        (1, {"topic": "outage"}, False),
        (1, {"topic": None}, None),
        (1, {"customer": None}, None),
    ],
    ids=["within a week", "after it", "about another thing", "about nothing known", "nobody known"],
)
def test_what_a_repeat_is(store, settings, days, given, is_repeat):
    at = NOON + days * DAY
    load(
        store,
        [call("1"), call("2", at=at, **given)],
        [asked("bank:2", at=at, customer_id=None)],
        now=at + DAY,
    )

    assert one(store, settings)["is_repeat"] is is_repeat


@pytest.mark.parametrize(
    ("promise", "is_broken"),
    [
        ({"due_at": NOON - HOUR}, True),
        ({"due_at": NOON - 10 * MINUTE}, False),
        ({"due_at": NOON - 13 * DAY}, True),
        ({"due_at": NOON - 15 * DAY}, False),
        ({"due_at": NOON - HOUR, "kept_at": NOON - 50 * MINUTE}, False),
        ({"due_at": NOON - 2 * HOUR, "kept_at": NOON - HOUR}, True),
        ({"due_at": NOON - HOUR, "kind": "delivery"}, False),
        ({"due_at": NOON - DAY, "kind": "delivery"}, True),
        ({"due_at": NOON - HOUR, "customer_id": "bank:boris"}, False),
        ({"due_at": NOON - HOUR, "customer_id": "bank:ann"}, True),
    ],
    ids=[
        "due an hour ago",
        "within the grace",
        "two weeks ago",
        "before that",
        "kept in time",
        "kept too late",
        "a day that is not over",
        "a day that is over",
        "to somebody else",
        "to the same person by another record",
    ],
)
def test_who_was_promised_something_in_vain(store, settings, promise, is_broken):
    made = {
        "promise_id": "bank:p",
        "customer_id": "bank:anna",
        "kind": "call_back",
        "made_at": NOON - 20 * DAY,
    }
    ways = [identity("bank", "anna", "7"), identity("bank", "ann", "7")]
    load(store, [call("1")], [asked()], ways=ways, promises=(PROMISES, [{**made, **promise}]))

    assert one(store, settings)["is_promise_broken"] is is_broken


def test_team_and_segment_are_those_of_the_time(store, settings):
    people = [("North", -9), ("South", 1)]
    agents = [{"agent_id": "bank:DORIT", "valid_from": NOON + at * DAY, "team": team} for team, at in people]
    held = [("gold", -9), ("basic", 1)]
    records = [
        {"customer_id": "bank:anna", "valid_from": NOON + at * DAY, "segment": segment}
        for segment, at in held
    ]
    load(
        store,
        [call("1")],
        [asked()],
        now=NOON + 9 * DAY,
        agents=(AGENTS, agents),
        customers=(CUSTOMERS, records),
    )

    assert (one(store, settings)["team"], one(store, settings)["segment"]) == ("North", "gold")
    assert one(store, settings, viewer=EXECUTIVE)["segment"] == "gold"


@pytest.mark.parametrize(
    ("viewer", "seen"),
    [
        (MANAGER, ["bank:1", "bank:2", "bank:9"]),
        (EXECUTIVE, ["bank:1", "bank:2", "bank:9"]),
        (LEAD, ["bank:1"]),
        (OUTSIDER, []),
    ],
    ids=["a manager", "an executive", "a lead", "an outsider"],
)
def test_who_sees_what(store, settings, viewer, seen):
    row, (leg,) = call("2", customer="boris")
    calls = [call("1"), (row, [{**leg, "agent_id": "bank:ELI"}])]
    team = [("bank:DORIT", "North"), ("bank:ELI", "South")]
    agents = [{"agent_id": who, "valid_from": NOON - DAY, "team": name} for who, name in team]
    surveys = [asked(), asked("bank:2"), asked("bank:9")]
    load(store, calls, surveys, agents=(AGENTS, agents))

    assert [row["contact_id"] for row in read(store, settings, viewer=viewer)] == seen


def test_an_executive_learns_no_customer_and_no_agent(store, settings):
    load(store, [call("1"), call("2", customer=None)], [asked(), asked("bank:2", customer_id=None)])

    first, second = read(store, settings, viewer=EXECUTIVE)

    assert first["agent_id"] is None
    assert first["person"] not in {None, "bank:anna"}
    assert second["person"] is None
    assert read(store, settings, viewer=EXECUTIVE, where=(("agent", ("bank:DORIT",)),)) == []


@pytest.mark.parametrize(
    ("name", "value", "seen"),
    [
        ("queue", "Billing", ["bank:1"]),
        ("agent", "bank:ELI", ["bank:2"]),
        ("team", "North", ["bank:1"]),
        ("channel", "chat", ["bank:2"]),
    ],
)
def test_invitations_are_narrowed_with_their_contacts(store, settings, name, value, seen):
    row, (leg,) = call("2", channel="chat", entry_queue="Technical")
    first = call("1", entry_queue="Billing")
    calls = [first, (row, [{**leg, "queue": "Technical", "agent_id": "bank:ELI"}])]
    team = [("bank:DORIT", "North"), ("bank:ELI", "South")]
    agents = [{"agent_id": who, "valid_from": NOON - DAY, "team": of} for who, of in team]
    load(store, calls, [asked(), asked("bank:2"), asked("bank:9")], agents=(AGENTS, agents))

    assert [row["contact_id"] for row in read(store, settings, where=((name, (value,)),))] == seen


def test_who_is_back_at_once_after_a_drop_on_our_side_comes_no_second_time(store, settings):
    row, (leg,) = call("1")
    at = NOON + 3 * MINUTE
    calls = [(row, [{**leg, "ended_by": "system"}]), call("2", at=at)]
    load(store, calls, [asked("bank:2", at=at)], now=NOON + DAY)

    assert one(store, settings)["is_repeat"] is False
