import datetime as dt

import pytest

from metrics import Frames, compute
from metrics.turned import turned
from tests.metrics.followed_up import DAY, HOUR, called, came, followup, followups, one, said
from tests.metrics.rows import NOON, contacts, visits

MINUTE = dt.timedelta(minutes=1)
BEFORE, AFTER = NOON - HOUR, NOON + HOUR
WORKS = {"done_at": BEFORE, "done_by": "Dana", "outcome": "works"}


@pytest.mark.parametrize(
    ("now", "given", "calls", "state"),
    [
        (NOON - 3 * DAY, {}, [], "open"),
        (BEFORE, {}, [], "due_today"),
        (NOON, {}, [], "due_today"),
        (NOON + MINUTE, {}, [], "overdue"),
        (AFTER, WORKS, [], "in_time"),
        (AFTER, {**WORKS, "done_at": NOON}, [], "in_time"),
        (AFTER, {**WORKS, "done_at": NOON + MINUTE}, [], "late"),
        (AFTER, {**WORKS, "outcome": "still_broken"}, [], "in_time"),
        (AFTER, {**WORKS, "outcome": "not_reached"}, [], "not_reached"),
        (AFTER, {**WORKS, "outcome": "not_needed"}, [], "let_be"),
        (AFTER, {}, [called(BEFORE)], "in_time"),
        (AFTER, {}, [called(NOON + MINUTE)], "late"),
        (AFTER, {}, [called(BEFORE, is_answered=False)], "overdue"),
        (AFTER, {}, [called(NOON - 9 * HOUR)], "overdue"),
        (AFTER, {}, [called(BEFORE, topic_family="delivery")], "overdue"),
        (AFTER, {}, [called(BEFORE, topic_family=None)], "in_time"),
        (AFTER, {}, [called(BEFORE, person="boris")], "overdue"),
        (AFTER, {**WORKS, "outcome": "not_reached"}, [called(NOON + MINUTE)], "late"),
        (AFTER, {**WORKS, "done_at": AFTER}, [called(BEFORE)], "in_time"),
        (NOON + 20 * DAY, {}, [called(NOON + 15 * DAY)], "overdue"),
    ],
    ids=[
        *("open", "due today", "at its moment", "overdue", "marked in time", "marked at its moment"),
        *("marked late", "reached, still broken", "not reached", "not needed", "seen in the data"),
        *("seen late", "nobody picked up", "called before it was opened", "about something else"),
        *("about what nobody knows", "somebody else", "reached after all", "seen before it was marked"),
        "two weeks late",
    ],
)
def test_what_became_of_a_call(now, given, calls, state):
    assert one(now, {"calls": calls}, **given)["state"] == state


@pytest.mark.parametrize(
    ("given", "calls", "by"),
    [
        (WORKS, [], "person"),
        ({}, [called(BEFORE)], "data"),
        (WORKS, [called(NOON - 2 * HOUR)], "person"),
        ({**WORKS, "outcome": "not_reached"}, [called(BEFORE)], "data"),
        ({}, [], None),
    ],
    ids=["marked", "seen", "both", "seen though not reached at first", "neither"],
)
def test_marked_and_seen_are_told_apart(given, calls, by):
    assert one(AFTER, {"calls": calls}, **given)["made_by"] == by


OVER = NOON + 14 * DAY
LATER = NOON + 3 * DAY


@pytest.mark.parametrize(
    ("since", "now", "expected"),
    [
        ({}, OVER, True),
        ({}, OVER - MINUTE, None),
        ({"contacts": [came(LATER)]}, OVER, False),
        ({"contacts": [came(NOON - MINUTE)]}, OVER, True),
        ({"contacts": [came(OVER)]}, OVER, False),
        ({"contacts": [came(OVER + MINUTE)]}, OVER + DAY, True),
        ({"contacts": [came(LATER, topic_family="delivery")]}, OVER, True),
        ({"contacts": [came(LATER, topic_family=None)]}, OVER, None),
        ({"contacts": [came(LATER, topic_family=None), came(LATER)]}, OVER, False),
        ({"contacts": [came(LATER, person="boris")]}, OVER, True),
        ({"answers": [said(LATER, 0.25)]}, OVER, False),
        ({"answers": [said(LATER, 0.5)]}, OVER, True),
        ({"answers": [said(LATER, 0.5), said(LATER + DAY, 0.0)]}, OVER, True),
        ({"answers": [said(LATER, 0.2, question="nps", is_low=True)]}, OVER, False),
        ({"answers": [said(LATER, 0.2, question="ces", is_low=False)]}, OVER, True),
        ({"answers": [said(LATER, 1.0)], "contacts": [came(LATER)]}, OVER, False),
        ({"left": [{"person": "anna", "left_at": LATER}]}, OVER, False),
        ({"left": [{"person": "anna", "left_at": NOON - DAY}]}, OVER, False),
        ({"left": [{"person": "anna", "left_at": OVER + DAY}]}, OVER + DAY, True),
        (
            {"left": [{"person": "anna", "left_at": LATER}], "contacts": [came(LATER, topic_family=None)]},
            OVER,
            False,
        ),
    ],
    ids=[
        *("nothing more was heard", "too early to say", "came again", "came before it was due"),
        *("came on the last day", "came later", "about something else", "about what nobody knows"),
        *("one of them about the same", "somebody else", "no better answer", "a better answer"),
        *("the next answer counts", "low on another question", "not low on another question"),
        *("content but came again", "left", "left before", "left later", "left for sure"),
    ],
)
def test_whether_the_customer_turned(since, now, expected):
    assert one(now, since)["turned"] is expected


def test_of_nobody_known_nothing_is_told():
    found = one(OVER, {"calls": [called(BEFORE, person=None)]}, person=None)

    assert (found["state"], found["turned"]) == ("overdue", None)


def test_who_asks_about_what_nobody_knows_may_have_come_about_the_same():
    assert one(OVER, {"contacts": [came(LATER)]}, topic_family=None)["turned"] is None
    assert one(OVER, topic_family=None)["turned"] is True


def rate(*rows, now=AFTER, by=(), **since):
    return compute(
        Frames(visits(), contacts(), followups=followups(*rows, now=now, **since)), ["followup_rate"], by
    )


def test_the_rate_by_hand():
    """Due: 1 in time, 2 late, 3 overdue, 4 not reached; not due: 5 (made early), 6; 7 was not needed."""
    table = rate(
        followup(id=1, **WORKS),
        followup(id=2, **{**WORKS, "done_at": NOON + MINUTE}),
        followup(id=3),
        followup(id=4, **{**WORKS, "outcome": "not_reached"}),
        followup(NOON + DAY, id=5, **WORKS),
        followup(NOON + DAY, id=6),
        followup(id=7, **{**WORKS, "outcome": "not_needed"}),
    )

    assert [table.item()[part] for part in ("value", "numerator", "denominator")] == [0.25, 1, 4]


def test_without_anything_due_there_is_no_rate():
    assert rate(followup(NOON + DAY)).item()["value"] is None


def test_the_rate_of_a_team_and_a_kind():
    rows = [
        followup(id=1, **WORKS),
        followup(id=2, team="South", kind="complaint"),
        followup(id=3, team="South", kind="complaint", **WORKS),
    ]

    table = rate(*rows, by=["team", "kind"])

    assert [row[:2] for row in table.rows()] == [("North", "low_answer"), ("South", "complaint")]
    assert [one["value"] for one in table["followup_rate"]] == [1.0, 0.5]


def groups(n, turned_in_time, turned_otherwise):
    """Give n called in time and n not, and those of each who came again."""
    rows = [followup(id=at, person=f"p{at}", **(WORKS if at < n else {})) for at in range(2 * n)]
    again = [came(LATER, person=f"p{at}") for at in range(turned_in_time, n)]
    return followups(
        *rows,
        now=OVER,
        contacts=again + [came(LATER, person=f"p{at}") for at in range(n + turned_otherwise, 2 * n)],
    )


def test_who_was_called_in_time_is_compared_with_the_others():
    """Newcombe 1998, method 10: 9/10 .5958 to .9821 and 4/10 .1682 to .6873."""
    found = turned(groups(10, 9, 4))

    assert (found.in_time["value"], found.others["value"]) == (0.9, 0.4)
    low, high = 0.5 - (0.3042**2 + 0.2873**2) ** 0.5, 0.5 + (0.0821**2 + 0.2318**2) ** 0.5
    assert found.bounds == pytest.approx((low, high), abs=1e-3)


def test_fewer_than_ten_on_a_side_are_too_few_to_compare():
    found = turned(groups(9, 9, 4))

    assert found.bounds is None
    assert (found.in_time["denominator"], found.others["denominator"]) == (9, 9)


def test_nothing_at_all_is_no_figure():
    found = turned(followups(now=NOON))

    assert (found.in_time["value"], found.others["value"], found.bounds) == (None, None, None)
