"""The frames of goodwill: whose contact a gesture was in, who gave it, when it is known, who may see it."""

from datetime import timedelta

import polars as pl
import pytest

from metrics import compute
from store.read import Filters, Viewer, open_reading
from store.schema import AGENTS, CUSTOMERS, GESTURES, empty
from tests.factories import NOON
from tests.store.sent import Sent
from tests.store.tracing import call, leg_of, refresh, sent

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
FOREVER = NOON + 99 * DAY
MANAGER, EXECUTIVE = Viewer("Dana", "manager"), Viewer("Noa", "executive")
LEAD, OUTSIDER = Viewer("Rina", "lead", frozenset({"North"})), Viewer("Outsider", "lead")


def rows(table, *given):
    return pl.DataFrame(
        [{"source": "bank", "version": 1, **one} for one in given], schema=empty(table).schema
    )


def gesture(contact="bank:1", at=NOON, **given):
    """Build a credit of 40 that DORIT gave on her own word, five minutes after a contact began."""
    plain = {
        "gesture_id": f"bank:g{contact}",
        "contact_id": contact,
        "customer_id": "bank:anna",
        "kind": "credit",
        "cost": 40.0,
        "authority": "agent",
        "granted_at": at + 5 * MINUTE,
    }
    return {**plain, **given}


def load(store, calls, gestures, now=NOON, **tables):
    told = sent("bank", calls)
    others = {name: rows(table, *given) for name, (table, given) in tables.items()}
    made = {"gestures": rows(GESTURES, *gestures)} if gestures is not None else {}
    refresh(store, "bank", Sent({**told.tables, **made, **others}), now=now)


def reading(store, settings, as_of=FOREVER, viewer=MANAGER, **filters):
    return open_reading(store, settings, viewer, Filters(as_of, hindsight=True, **filters))


def gestures(store, settings, **given):
    return reading(store, settings, **given).gestures().sort("gesture_id").collect().to_dicts()


def served(store, settings, **given):
    return reading(store, settings, **given).served().sort("contact_id").collect().to_dicts()


def figure(store, settings, metric="gesture_rate", **given):
    found = compute(reading(store, settings, **given).frames, [metric])[metric][0]
    return found["numerator"], found["denominator"]


def test_a_gesture_carries_what_is_known_of_its_contact(store, settings):
    load(store, [call("1", language="he", site="Haifa")], [gesture()])

    (found,) = gestures(store, settings)

    names = ("person", "channel", "queue", "topic_family", "language", "site", "started_at", "agent_id")
    assert [found[name] for name in names] == [
        *("bank:anna", "voice", "Billing", "refund", "he", "Haifa", NOON, "bank:DORIT")
    ]
    assert (found["kind"], found["cost"], found["is_approved"]) == ("credit", 40.0, False)


def test_who_gave_it_goes_before_who_handled_it_last(store, settings):
    row, (first,) = call("1", ended_at=NOON + HOUR)
    legs = [first, leg_of(row, 2, "Technical", 60, agent_id="bank:AVI")]
    load(store, [(row, legs), call("2", "boris")], [gesture(agent_id="bank:DORIT")])

    assert [one["agent_id"] for one in gestures(store, settings)] == ["bank:DORIT"]
    assert [one["agent_id"] for one in served(store, settings)] == ["bank:DORIT", "bank:DORIT"]


def test_several_in_one_contact_are_one_contact_with_a_gesture(store, settings):
    made = [gesture(), gesture(gesture_id="bank:h", cost=None, authority="team lead")]
    load(store, [call("1"), call("2", "boris")], made)

    one, other = served(store, settings)

    names = ("gestures", "gestures_priced", "cost_mills", "is_approved")
    assert [one[name] for name in names] == [2, 1, 40_000, True]
    assert [other[name] for name in names] == [0, 0, 0, None]
    assert figure(store, settings) == (1, 2)
    assert figure(store, settings, "gesture_cost") == (40, None)


def test_a_source_that_tells_of_no_gesture_has_no_rate(store, settings):
    load(store, [call("1")], None)

    assert served(store, settings)[0]["gestures"] is None
    assert figure(store, settings) == (0, 0)


def test_an_unanswered_contact_is_none_to_give_in(store, settings):
    row, (leg,) = call("2", "boris")
    lost = (row, [{**leg, "outcome": "abandoned", "answered_at": None, "agent_id": None}])
    load(store, [call("1"), lost, call("3", direction="internal")], [gesture(), gesture("bank:2")])

    assert figure(store, settings) == (1, 1)
    assert figure(store, settings, "gesture_cost") == (80, None)


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [(NOON + 4 * MINUTE, (0, 1)), (NOON + 5 * MINUTE, (1, 1))],
    ids=["a minute before it was given", "given"],
)
def test_a_gesture_is_not_known_before_it_was_given(store, settings, as_of, expected):
    load(store, [call("1"), call("0", at=NOON - 9 * DAY)], [gesture(), gesture("bank:0", NOON - 9 * DAY)])

    assert figure(store, settings, as_of=as_of, start=NOON - DAY) == expected


def test_it_counts_in_the_week_of_the_contact(store, settings):
    load(store, [call("1")], [gesture(granted_at=NOON + 20 * DAY)], now=NOON + 30 * DAY)

    assert figure(store, settings, start=NOON - DAY, end=NOON + DAY) == (1, 1)
    assert figure(store, settings, "gestures", start=NOON - DAY, end=NOON + DAY) == (1, None)


def test_a_gesture_without_a_contact_still_costs(store, settings):
    load(store, [call("1")], [gesture(None, gesture_id="bank:x", agent_id="bank:AVI")])

    assert figure(store, settings, "gesture_cost") == (40, None)
    assert figure(store, settings) == (0, 1)
    assert gestures(store, settings, where=(("channel", ("voice",)),)) == []


def teams(store):
    known = [
        {"agent_id": f"bank:{name}", "valid_from": NOON - 99 * DAY, "team": team}
        for name, team in (("DORIT", "North"), ("AVI", "South"))
    ]
    row, (leg,) = call("2", "boris")
    load(
        store,
        [call("1"), (row, [{**leg, "agent_id": "bank:AVI"}])],
        [gesture(), gesture("bank:2")],
        agents=(AGENTS, known),
    )


def test_a_lead_sees_what_the_own_team_gave(store, settings):
    teams(store)

    assert [one["contact_id"] for one in gestures(store, settings, viewer=LEAD)] == ["bank:1"]
    assert [one["contact_id"] for one in served(store, settings, viewer=LEAD)] == ["bank:1"]
    assert served(store, settings, viewer=OUTSIDER) == []


def test_an_executive_knows_neither_customers_nor_agents(store, settings):
    teams(store)
    made, answered = (one(store, settings, viewer=EXECUTIVE) for one in (gestures, served))

    assert {row["agent_id"] for row in made + answered} == {None}
    assert {name for row in made + answered for name in (row["person"], row["customer_id"])}.isdisjoint(
        {"bank:anna", "bank:boris"}
    )
    assert {row["team"] for row in made} == {"North", "South"}


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"agent": "bank:AVI"}, (1, 1)),
        ({"team": "North"}, (1, 1)),
        ({"queue": "Technical"}, (0, 0)),
        ({"queue": "Billing"}, (2, 2)),
    ],
)
def test_narrowed_to_what_is_looked_at(store, settings, where, expected):
    teams(store)
    narrowed = tuple((name, (value,)) for name, value in where.items())

    assert figure(store, settings, where=narrowed) == expected
    assert figure(store, settings, "gestures", where=narrowed)[0] == expected[0]


def test_what_contacts_are_alike_in(store, settings):
    row, (leg,) = call("1", ended_at=NOON + HOUR)
    legs = [
        {**leg, "wait_ms": 20_000, "talk_ms": 60_000, "hold_ms": 5_000, "wrap_ms": 1_000},
        leg_of(row, 2, "Technical", 60, wait_ms=30_000, talk_ms=10_000, hold_ms=2_000, wrap_ms=None),
    ]
    silent, (spoken,) = call("2", at=NOON + DAY)
    unknown = (silent, [{**spoken, "hold_ms": None, "talk_ms": None}])
    early = call("0", at=NOON - 20 * DAY)
    record = {"customer_id": "bank:anna", "valid_from": NOON - 99 * DAY, "segment": "home"}
    load(
        store, [early, (row, legs), unknown], [gesture()], now=NOON + 9 * DAY, customers=(CUSTOMERS, [record])
    )

    rows = reading(store, settings).compared().sort("contact_id").collect().to_dicts()

    told = {row["contact_id"]: row for row in rows}
    names = ("contact_no", "segment", "wait_ms", "hold_ms", "handle_ms")
    assert [told["bank:1"][name] for name in names] == [1, "home", 50_000, 7_000, 78_000]
    assert [told["bank:2"][name] for name in names[:2]] == [2, "home"]
    assert [told["bank:2"][name] for name in names[3:]] == [None, None]
