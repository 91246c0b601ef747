import datetime as dt

import pytest

from metrics.centre import Centre
from tests.metrics.routing_rows import C1, C2, C3, C4, contact_of, leg, one_route, routes
from tests.metrics.rows import NOON

PLANNED = Centre(escalations=[("A", "B", None)])
ONLY_REFUNDS = Centre(escalations=[("A", "B", "Refund")])
OWNERS = Centre(owners={"Refund": ["B"], "Invoice": ["A", "C"]})
MOVED = {"ended_by": "transfer_blind", "transferred_to": "B"}


def test_the_anchor_of_three_contacts():
    found = routes(C1, C2, C3)

    assert found["is_transferred"].to_list() == [True, False, True]
    assert found["is_misroute"].to_list() == [True, False, True]
    assert found["extra_wait_ms"].sum() == 410_000
    assert found["wasted_handle_ms"].sum() == 210_000
    assert found["bounces"].to_list() == [0, 0, 1]


def test_the_anchor_with_a_transfer_that_was_given_up():
    found = routes(C1, C2, C3, C4)

    assert found["is_misroute"].sum() == 3
    assert found["extra_wait_ms"].sum() == 710_000
    assert found["wasted_handle_ms"].sum() == 330_000


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ([leg("A", 5, 60), leg("B", 5, 60)], (True, True)),
        ([leg("A", 5, None), leg("B", 5, 60)], (False, False)),
        ([leg("A", 5, None, outcome="overflow"), leg("B", 5, 60)], (False, False)),
        ([leg("A", 5, 60), leg("A", 5, 60)], (False, False)),
        ([leg("A", 5, 60, ended_by="customer"), leg("B", 5, 60)], (False, False)),
        ([leg("A", 5, 60, ended_by="agent"), leg("B", 5, 60)], (False, False)),
        ([leg("A", 5, 60, ended_by="agent", transferred_to="B"), leg("B", 5, 60)], (True, True)),
        ([leg("A", 5, 60), leg(None, 5, 60), leg("A", 5, 60)], (False, False)),
        ([leg("A", 5, 60), leg(None, 5, 60), leg("B", 5, 60)], (True, True)),
        ([leg(None, 0, 60), leg("B", 5, 60)], (False, False)),
        ([leg("A", 5, 60), leg("B", 5, None, outcome="overflow"), leg("A", 5, 60)], (True, True)),
    ],
    ids=[
        "an agent moves it",
        "nobody had answered",
        "overflow before the answer",
        "another agent of the same queue",
        "the customer ended it and wrote again",
        "an agent ended it and it was opened again",
        "the source names the next queue",
        "a colleague without a queue, and back",
        "a colleague without a queue, who moves it on",
        "it began in no queue",
        "sent away, overflowed, back",
    ],
)
def test_who_moved_a_contact_decides(path, expected):
    found = one_route(*path)

    assert (found["is_transferred"], found["is_misroute"]) == expected


def test_an_overflow_before_the_answer_is_a_flow_out():
    found = one_route(leg("A", 5, None, outcome="overflow"), leg("B", 5, 60))

    assert (found["flow_outs"], found["queue_changes"], found["extra_wait_ms"]) == (1, 0, 0)


def test_transfers_are_counted_by_kind():
    blind = leg("A", 5, 60, ended_by="transfer_blind")
    found = one_route(blind, leg("B", 5, 60, ended_by="transfer_consult"), leg("C", 5, 60))

    assert (found["queue_changes"], found["blind_transfers"], found["consult_transfers"]) == (2, 1, 1)


@pytest.mark.parametrize(
    ("centre", "topic", "expected"),
    [
        (PLANNED, None, False),
        (ONLY_REFUNDS, "Refund", False),
        (ONLY_REFUNDS, "Invoice", True),
        (ONLY_REFUNDS, None, True),
        (Centre(escalations=[("B", "A", None)]), None, True),
    ],
    ids=["of any topic", "of this topic", "of another topic", "topic unknown", "the other way"],
)
def test_a_planned_escalation_is_a_transfer_and_no_misroute(centre, topic, expected):
    found = one_route(leg("A", 5, 60), leg("B", 5, 60), centre=centre, topic=topic)

    assert (found["is_transferred"], found["is_misroute"]) == (True, expected)


def test_going_on_unplanned_after_a_planned_escalation_is_a_misroute():
    found = one_route(leg("A", 5, 60), leg("B", 7, 60), leg("C", 9, 60), centre=PLANNED)

    assert (found["is_misroute"], found["extra_wait_ms"]) == (True, 16_000)


@pytest.mark.parametrize(
    ("disposition", "expected"),
    [("Wrong department", True), ("03 - WRONG LANGUAGE (ru)", True), ("Wrong item", False), (None, False)],
    ids=["in words", "in any case, among others", "about something else", "said nothing"],
)
def test_a_disposition_says_that_it_was_the_wrong_place(disposition, expected):
    other = contact_of(leg("A", 5, 60, disposition="Sold"), contact_id="z")
    found = routes(contact_of(leg("A", 5, 120, disposition=disposition), leg("B", 5, 60)), other)

    assert found["is_misroute_disposition"].to_list() == [expected, False]


def test_a_source_without_dispositions_is_not_judged_by_them():
    assert one_route(leg("A", 5, 60), leg("B", 5, 60))["is_misroute_disposition"] is None


@pytest.mark.parametrize(
    ("topic", "expected"),
    [("Refund", True), ("Invoice", False), ("Other", None), (None, None)],
    ids=["owned by another queue", "owned by this queue", "owner unknown", "topic unknown"],
)
def test_a_topic_shows_that_its_owner_was_not_first(topic, expected):
    found = one_route(leg("A", 5, 120), leg("B", 5, 60), centre=OWNERS, topic=topic)

    assert (found["is_misroute"], found["is_misroute_topic"]) == (True, expected)


def test_a_topic_shows_nothing_of_a_contact_that_never_moved():
    assert one_route(leg("A", 5, 120), centre=OWNERS, topic="Refund")["is_misroute_topic"] is False


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ([leg("A", 5, 90), leg("B", 5, 60)], True),
        ([leg("A", 5, 90.001), leg("B", 5, 60)], False),
        ([leg("A", 5, 200), leg("B", 5, 30), leg("C", 5, 60)], True),
        ([leg("A", 5, 30, answered_at=None, talk_ms=None), leg("B", 5, 60)], None),
        ([leg("A", 5, 0, answered_at=None, talk_ms=40_000, hold_ms=9_000), leg("B", 5, 60)], True),
        (
            [
                leg("A", 5, 0, talk_ms=40_000, hold_ms=60_000, answered_at=NOON + dt.timedelta(hours=1)),
                leg("B", 5, 9),
            ],
            False,
        ),
    ],
    ids=[
        "at 90 s",
        "just over",
        "the second agent was quick",
        "no times",
        "talk and hold",
        "broken instants",
    ],
)
def test_a_quick_transfer_is_evidence(path, expected):
    assert one_route(*path)["is_misroute_quick"] is expected


def test_a_quick_transfer_that_was_planned_is_none():
    assert one_route(leg("A", 5, 30), leg("B", 5, 60), centre=PLANNED)["is_misroute_quick"] is False


def test_a_quick_planned_transfer_before_a_slow_one_is_none():
    found = one_route(leg("A", 5, 30), leg("B", 5, 200), leg("C", 5, 60), centre=PLANNED)

    assert (found["is_misroute"], found["is_misroute_quick"]) == (True, False)


def test_there_and_back_as_planned_is_no_bounce():
    both = Centre(escalations=[("A", "B", None), ("B", "A", None)])
    found = one_route(leg("A", 5, 200), leg("B", 5, 200), leg("A", 5, 60), centre=both)

    assert (found["is_transferred"], found["is_misroute"], found["bounces"]) == (True, False, 0)


@pytest.mark.parametrize(
    ("queues", "expected"),
    [("ABA", (True, 1)), ("ABAB", (True, 2)), ("ABCA", (True, 0)), ("ABBA", (True, 1)), ("ABC", (True, 0))],
    ids=["there and back", "and there again", "round", "two agents there", "on and on"],
)
def test_bounces_are_returns_to_the_queue_that_it_just_left(queues, expected):
    found = one_route(*(leg(queue, 5, 200) for queue in queues))

    assert (found["is_misroute"], found["bounces"]) == expected
    assert found["is_misroute_bounce"] is (expected[1] > 0)


def test_a_misroute_without_evidence_is_still_one():
    found = one_route(leg("A", 40, 120), leg("B", 200, 300))

    assert (found["is_misroute"], found["is_misroute_shown"]) == (True, False)


def test_the_resolving_queue_is_that_of_the_last_agent():
    found = one_route(leg("A", 40, 120), leg("B", 200, 300), leg("C", 9, None))

    assert (found["resolving_queue"], found["resolving_agent_id"]) == ("B", "bank:B")
    assert (found["first_queue"], found["last_queue"]) == ("A", "C")
    assert found["wasted_handle_ms"] == 420_000


def test_handling_before_a_call_back_asked_for_is_that_of_the_last_agent():
    found = one_route(leg("A", 40, 120), leg("B", 200, None, outcome="callback"))

    assert (found["last_queue"], found["extra_wait_ms"], found["wasted_handle_ms"]) == ("B", 200_000, 0)


def test_times_that_are_not_known_make_no_cost():
    found = one_route(leg("A", 40, 120, talk_ms=None), leg("B", None, 300))

    assert (found["is_misroute"], found["extra_wait_ms"], found["wasted_handle_ms"]) == (True, None, None)


def test_a_contact_without_legs_was_not_answered():
    found = one_route(menu_outcome="exited")

    assert (found["is_answered"], found["is_transferred"], found["is_misroute"]) == (False, False, False)
    assert (found["extra_wait_ms"], found["is_misroute_bounce"]) == (0, None)


def test_a_leg_from_agent_to_agent_enters_no_queue():
    assert one_route(leg(None, 0, 60))["is_answered"] is False
