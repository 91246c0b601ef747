"""What the menu, the back office and call-backs send to a queue."""

from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
import pytest

from metrics.bottlenecks.counts import Counts
from metrics.bottlenecks.days import Sent, days, usual
from metrics.bottlenecks.seen import People, Ticks, looks
from metrics.bottlenecks.stages import (
    arrived,
    by_back_office,
    by_call_backs,
    by_menu,
    overdue_letters,
    overdue_promises,
)

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
HOUR_MS = 3_600_000
INSTANT = pl.Datetime("us", "UTC")
WAY = {"ended_at": None, "menu_outcome": "queued", "is_menu": True, "is_looping": False, "option": "1>2"}
CONTACTS = {
    "contact_id": pl.String,
    "person": pl.String,
    "started_at": INSTANT,
    "ended_at": INSTANT,
    "menu_outcome": pl.String,
    "is_menu": pl.Boolean,
    "is_looping": pl.Boolean,
    "option": pl.String,
}
CAME = pl.DataFrame(
    {"contact_id": ["c"], "leg_no": [1], "queue": ["cards"], "queued_at": [NOON], "from_queue": [None]},
    schema_overrides={"from_queue": pl.String, "queued_at": INSTANT},
)


def contact(name="c", **told):
    return {"contact_id": name, "person": "p", "started_at": NOON - MINUTE, **WAY, **told}


def contacts(*rows):
    return pl.DataFrame(rows, schema=CONTACTS)


def test_who_was_moved_here_did_not_come_of_their_own_accord():
    visits = pl.concat([CAME.with_columns(leg_no=pl.lit(2, pl.Int64), queue=pl.lit("loans")), CAME])
    moved = CAME.with_columns(contact_id=pl.lit("m"), from_queue=pl.lit("loans"))

    assert arrived(pl.concat([visits, moved])).select("contact_id", "queue").rows() == [("c", "cards")]


@pytest.mark.parametrize(
    ("told", "before", "n"),
    [
        ({}, [], 0),
        ({"option": None}, [], 1),
        ({"is_looping": True}, [], 1),
        ({"is_menu": False, "option": None}, [], 0),
        ({}, [contact("x", menu_outcome="exited", ended_at=NOON - HOUR)], 1),
        ({}, [contact("x", menu_outcome="exited", ended_at=NOON - 121 * MINUTE)], 0),
        ({}, [contact("x", menu_outcome="exited", ended_at=NOON - HOUR, person="q")], 0),
        ({}, [contact("x", menu_outcome="completed", ended_at=NOON - HOUR)], 0),
    ],
    ids=[
        "by a choice",
        "without a choice",
        "in circles",
        "met no menu",
        "hung up in it an hour before",
        "more than two hours before",
        "somebody else",
        "was done in the menu",
    ],
)
def test_who_did_not_find_the_way_came_by_the_menu(told, before, n):
    found = by_menu(CAME, contacts(contact(**told), *before))

    assert found.rows() == [("cards", "menu", NOON, None)] * n


@pytest.mark.parametrize(
    ("elsewhere", "n"),
    [(49, 1), (48, 0), (5, 0)],
    ids=["that leads elsewhere", "that few chose", "that is new"],
)
def test_who_came_by_an_option_that_leads_elsewhere_came_astray(elsewhere, n):
    names = [f"o{number}" for number in range(elsewhere)]
    others = pl.concat([CAME.with_columns(contact_id=pl.lit(one), queue=pl.lit("loans")) for one in names])
    asked = contacts(contact(), *(contact(one, person=None) for one in names))

    assert by_menu(pl.concat([CAME, others]), asked).rows() == [("cards", "menu", NOON, None)] * n


def test_an_option_that_leads_to_two_queues_leads_nobody_astray():
    names = [f"o{number}" for number in range(100)]
    queues = ["loans" if number % 4 else "cards" for number in range(100)]
    rows = [
        CAME.with_columns(contact_id=pl.lit(one), queue=pl.lit(to))
        for one, to in zip(names, queues, strict=True)
    ]

    assert by_menu(pl.concat(rows), contacts(*(contact(one, person=None) for one in names))).height == 0


def letter(**told):
    row = {"contact_id": "l", "person": "p", "queue": "Letters", "queued_at": NOON - DAY, "wait_ms": None}
    return pl.DataFrame(
        [row | {"outcome": "waiting", "threshold_ms": 4 * HOUR_MS} | told],
        schema_overrides={"wait_ms": pl.Int64, "queued_at": INSTANT, "person": pl.String},
    )


@pytest.mark.parametrize(
    ("told", "n"),
    [
        ({}, 1),
        ({"threshold_ms": 25 * HOUR_MS}, 0),
        ({"outcome": "answered", "wait_ms": 3 * HOUR_MS}, 0),
        ({"outcome": "answered", "wait_ms": 23 * HOUR_MS}, 0),
        ({"outcome": "answered", "wait_ms": 25 * HOUR_MS}, 1),
        ({"outcome": "answered"}, 0),
        ({"queued_at": NOON - 8 * DAY}, 0),
        ({"person": "q"}, 0),
        ({"person": None}, 0),
        ({"contact_id": "c"}, 0),
    ],
    ids=[
        "still not answered",
        "not overdue yet",
        "answered in time",
        "answered late, before the call",
        "answered after the call",
        "nobody knows when",
        "more than a week ago",
        "somebody else's",
        "nobody's",
        "the same contact",
    ],
)
def test_who_waits_for_an_overdue_letter_came_by_the_back_office(told, n):
    found = by_back_office(CAME, contacts(contact()), overdue_letters(letter(**told)))

    assert found.rows() == [("cards", "back_office", NOON, "Letters")] * n


def promise(**told):
    row = {"contact_id": "o", "person": "p", "kind": "credit", "due_at": NOON - DAY, "queue": "cards"}
    return pl.DataFrame(
        [row | {"attempted_at": None, "kept_at": None} | told],
        schema_overrides=dict.fromkeys(("due_at", "attempted_at", "kept_at"), INSTANT),
    )


@pytest.mark.parametrize(
    ("told", "n"),
    [
        ({}, 1),
        ({"due_at": NOON - HOUR}, 0),
        ({"kept_at": NOON - HOUR}, 0),
        ({"kept_at": NOON + HOUR}, 1),
        ({"attempted_at": NOON - DAY}, 0),
        ({"kind": "call_back"}, 0),
    ],
    ids=["overdue", "due today", "kept late, before", "kept later", "tried in time", "a call-back"],
)
def test_who_waits_for_what_was_promised_came_by_the_back_office(told, n):
    found = by_back_office(CAME, contacts(contact()), overdue_promises(promise(**told), "Asia/Jerusalem"))

    assert found.rows() == [("cards", "back_office", NOON, None)] * n


def test_of_several_things_the_oldest_counts_once():
    late = pl.concat([overdue_promises(promise(), "UTC"), overdue_letters(letter())])

    assert by_back_office(CAME, contacts(contact()), late)["behind"].to_list() == ["Letters"]


@pytest.mark.parametrize(
    ("told", "n"),
    [
        ({}, 1),
        ({"attempted_at": NOON - 89 * MINUTE}, 1),
        ({"attempted_at": NOON - 90 * MINUTE}, 0),
        ({"kept_at": NOON - 2 * HOUR}, 0),
        ({"queue": None}, 0),
        ({"kind": "credit"}, 0),
        ({"due_at": None}, 0),
    ],
    ids=[
        "not made",
        "made a while before",
        "long before",
        "kept before",
        "no queue",
        "no call-back",
        "no day",
    ],
)
def test_a_call_back_falls_due_unless_it_was_made_long_before(told, n):
    due = promise(**{"kind": "call_back", "due_at": NOON, **told})

    assert by_call_backs(due).rows() == [("cards", "callbacks", NOON, None)] * n


AT = np.array([round(NOON.timestamp() * 1e6)], dtype=np.int64)
NONE = np.array([], dtype=np.int64)


def minutes_before(*minutes):
    return np.sort(AT[0] - np.array(minutes, dtype=np.int64) * 60_000_000)


def counted(arrivals, **sent):
    came = minutes_before(*np.linspace(1, 80, arrivals).astype(int))
    return Counts(
        came, came, *[NONE] * 7, np.array([]), sent={kind: minutes_before(*n) for kind, n in sent.items()}
    )


def tick(arrivals=60.0, **sent):
    of = {kind: Sent(np.array([n]), 1.0) for kind, n in sent.items()}
    nothing = np.array([0.0])
    return Ticks(AT, np.array([300]), np.array([arrivals]), nothing, nothing, nothing, nothing, sent=of)


def stage(ticks, of):
    return looks("cards", ticks, of, People(), None).select("stage_kind", "stage_n", "stage_usual").row(0)


def test_of_several_stages_the_one_furthest_over_its_usual_is_seen():
    of = counted(60, menu=[5, 10, 15], callbacks=[5, 6, 7, 8, 100])

    assert stage(tick(menu=2.0, callbacks=1.0), of) == ("callbacks", 4.0, 1.0)
    assert stage(tick(menu=0.0, callbacks=4.0), of) == ("menu", 3.0, 0.0)


def test_where_twice_as_many_others_come_twice_as_many_are_usual_but_for_call_backs():
    assert stage(tick(arrivals=32.0, menu=2.0), counted(64, menu=[1, 2, 3, 4])) == ("menu", 4.0, 4.0)
    assert stage(tick(arrivals=32.0, callbacks=2.0), counted(64, callbacks=[1, 2]))[2] == 2.0


def test_a_stage_of_which_nothing_is_told_or_usual_is_unknown():
    assert stage(tick(), counted(60)) == (None, None, None)
    assert stage(tick(menu=float("nan")), counted(60, menu=[1])) == (None, None, None)


def test_what_a_stage_usually_sends_is_the_mean_of_six_weeks():
    at = (np.arange(49)[:, None] * 1440 + np.arange(1440)[None, :]) * 60_000_000
    ones = np.ones(at.shape, dtype=np.bool_)
    table = days(at, ones, ones, 1)
    due = np.sort(at[7 * np.arange(6), 600] - 1)
    twice = np.sort(np.concatenate([due, due[:3]]))
    counted_ = Counts(at[0, :1], *[NONE] * 8, np.array([]), sent={"callbacks": twice})

    known = usual(table, counted_, 7).sent["callbacks"].usual

    assert known.shape == (7, 1440)
    assert known[0, 600] == 1.5
    assert known[0, 590] == 0.0


def test_before_anybody_came_to_a_queue_nothing_is_known_of_it():
    at = (np.arange(49)[:, None] * 1440 + np.arange(1440)[None, :]) * 60_000_000
    ones = np.ones(at.shape, dtype=np.bool_)
    came = np.sort(at[7 * np.arange(2, 6), 600] - 1)
    counted_ = Counts(came, *[NONE] * 8, np.array([]))

    known = usual(days(at, ones, ones, 1), counted_, 7)

    assert (known.arrivals[0, 600], known.arrivals[1, 600]) == (1.0, 0.0)
    assert np.isnan(usual(days(at[:35], ones[:35], ones[:35], 1), counted_, 7).arrivals[0, 600])
