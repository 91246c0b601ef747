"""Goodwill: how often, at what cost, by whose approval."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics import Frames, compute
from metrics.gesture_notes import gesture_notes
from metrics.intervals import Z
from tests.metrics.goodwill import contact, frames, gesture
from tests.metrics.rows import contacts, visits

GESTURES = ("gestures", "gesture_cost", "gesture_cost_each", "gesture_approval_rate")
SERVED = ("gesture_rate", "gesture_cost_per_contact")


def one(metric, *rows):
    given, answered = (rows, ()) if metric in GESTURES else ((), rows)
    return compute(frames(list(given), list(answered)), [metric])[metric][0]


def parts(metric, *rows):
    found = one(metric, *rows)
    return found["value"], found["numerator"], found["denominator"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([contact(1), contact(0), contact(0), contact(0)], (0.25, 1, 4)),
        ([contact(3), contact(0)], (0.5, 1, 2)),
        ([contact(None), contact(1)], (1, 1, 1)),
        ([contact(None)], (None, 0, 0)),
        ([], (None, 0, 0)),
    ],
    ids=["one of four", "three in one contact", "a source that tells of none", "none told", "no contact"],
)
def test_share_of_contacts_with_a_gesture(rows, expected):
    assert parts("gesture_rate", *rows) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([gesture(40), gesture(0.1), gesture(0.2)], (40.3, 40.3, None)),
        ([gesture(40), gesture(None)], (40, 40, None)),
        ([gesture(0)], (0, 0, None)),
        ([gesture(None)], (None, 0, None)),
        ([], (0, 0, None)),
    ],
    ids=["sums are exact", "a cost not known", "for nothing", "no cost known", "no gesture"],
)
def test_cost(rows, expected):
    assert parts("gesture_cost", *rows) == expected


def test_a_cost_says_how_much_chance_would_move_it():
    found = one("gesture_cost", gesture(40), gesture(30))

    assert (found["low"], found["high"]) == (0, pytest.approx(70 + Z * 50))


def test_the_cost_of_one_has_the_interval_of_a_mean():
    found = one("gesture_cost_each", gesture(40), gesture(30), gesture(None))

    half = Z * math.sqrt(50 / 2)
    assert (found["value"], found["denominator"]) == (35, 2)
    assert (found["low"], found["high"]) == pytest.approx((35 - half, 35 + half))


def test_the_cost_per_contact_leaves_out_what_nobody_knows_the_cost_of():
    rows = [contact(1), contact(0), contact(0), contact(2, gestures_priced=1), contact(None)]

    assert parts("gesture_cost_per_contact", *rows) == (40 / 3, 40, 3)


@pytest.mark.parametrize(
    ("authority", "approved", "known"),
    [("agent", 0, 1), (" Agent", 0, 1), ("team lead", 1, 1), ("", 0, 0), (None, 0, 0)],
    ids=["the agent's own", "however written", "another's", "nothing", "not known"],
)
def test_who_had_to_approve(authority, approved, known):
    assert parts("gesture_approval_rate", gesture(authority=authority))[1:] == (approved, known)


@pytest.mark.parametrize("by", ["agent", "team", "queue", "topic", "topic_family", "channel", "week"])
def test_groups_add_up(by):
    answered = [
        contact(n % 2, n, contact_id=str(n), agent_id=f"a{n % 3}", team=f"t{n % 2}", queue="AB"[n % 2])
        for n in range(12)
    ]
    made = [gesture(10 + n, n, agent_id=f"a{n % 3}", channel=("voice", "chat")[n % 2]) for n in range(12)]

    whole = compute(frames(made, answered), [*GESTURES, *SERVED])
    table = compute(frames(made, answered), [*GESTURES, *SERVED], by=[by])

    for metric in ("gesture_rate", "gesture_cost"):
        assert table[metric].struct["numerator"].sum() == whole[metric].struct["numerator"].sum() > 0


@pytest.mark.parametrize("by", ["kind", "authority"])
def test_what_was_given_is_told_of_gestures_alone(by):
    made = frames([gesture(kind="credit"), gesture(kind="discount", authority="team lead")], [contact(2)])

    assert compute(made, ["gesture_cost"], by=[by]).height == 2
    with pytest.raises(ValueError, match=f"gesture_rate cannot be told by {by}"):
        compute(made, ["gesture_rate"], by=[by])


def test_rows_without_goodwill_say_so():
    with pytest.raises(ValueError, match="what was given out of goodwill is not known"):
        compute(Frames(visits(), contacts()), ["gesture_rate"])


@settings(max_examples=20, deadline=None)
@given(costs=st.lists(st.none() | st.floats(0, 1e6), max_size=20), seed=st.randoms())
def test_the_order_of_gestures_does_not_matter(costs, seed):
    rows = [gesture(cost, gesture_id=str(n)) for n, cost in enumerate(costs)]
    shuffled = seed.sample(rows, len(rows))

    assert one("gesture_cost", *rows) == one("gesture_cost", *shuffled)


def test_what_is_left_out_is_said():
    made = frames([gesture(), gesture(None), gesture(authority=None), gesture(authority=None)], [])

    assert gesture_notes(made, ["gesture_cost", "gesture_approval_rate", "gestures"]) == {
        "gesture_cost": ["without 1 gesture whose cost is not known"],
        "gesture_approval_rate": ["without 2 gestures whose authority is not known"],
    }
    assert gesture_notes(made, ["gesture_rate"]) == {}
    assert gesture_notes(frames([gesture()], []), ["gesture_cost"]) == {}
