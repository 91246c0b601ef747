"""What the page Bottlenecks says of when a queue rings, and how often it would have."""

import pytest

from store.calibrations import Calibrated, Levels, Pool, Rung
from tests.alerts import NOON
from tests.ui.rung import plain
from ui.bottlenecks import rules

NEVER = 99.0
TRIED = [(0.6, 9, 400.0), (0.75, 6, 90.0)]


def told(plan):
    """Give the row of missing people, of queues with these thresholds."""
    queues = {queue: Levels(0.2, {"plan": threshold}) for queue, threshold in plan.items()}
    pool = Pool(dict.fromkeys(plan, 1), {"plan": Rung(6, 90.0)}, {"plan": TRIED}, 8.0)
    [row] = rules.rows(Calibrated(NOON, NOON, NOON, 8.0, queues, (pool,)), pool)
    return [plain(cell) for cell in row]


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ({"cards": 0.6, "loans": 0.6}, "at least 60 % of the people planned are missing<"),
        ({"cards": 0.75, "loans": 0.6}, "at least 60 % of the people planned are missing; cards: at 75 %<"),
        (
            {"cards": NEVER, "loans": 0.6},
            "at least 60 % of the people planned are missing; cards: does not ring<",
        ),
        (
            {"cards": NEVER},
            ">does not ring: even at the highest threshold it would ring more than once a week<",
        ),
    ],
    ids=["shared", "one has its own", "one does not ring", "none rings"],
)
def test_the_threshold_of_queues_chosen_together_is_the_shared_one(plan, expected):
    assert expected in told(plan)[0]


@pytest.mark.parametrize(
    ("threshold", "expected"),
    [
        (0.75, "at 60 %: 9 times · 75 % is the highest tried, so it cannot be made quieter"),
        (0.6, "at 75 %: 6 times · 60 % is the lowest tried, so it cannot be made louder"),
        (NEVER, "–"),
    ],
    ids=["the highest", "the lowest", "none fits"],
)
def test_a_threshold_at_the_end_of_those_tried_says_so(threshold, expected):
    assert told({"cards": threshold})[-1] == expected


@pytest.mark.parametrize(
    ("h0", "expected"),
    [
        (0.2, "over 20 % wait too long"),
        (0.92, "over 92 % wait too long<small>common there: a lower limit would ring too often"),
    ],
    ids=["as in any queue", "more than in others"],
)
def test_why_it_takes_more_in_a_queue_than_in_others_is_said(h0, expected):
    assert plain(rules.too_much(h0)).removesuffix("</small>") == expected


@pytest.mark.parametrize(
    ("cause", "threshold", "expected"),
    [
        ("plan", 0.16, "at least 16 % of the people planned are missing"),
        ("volume", 3.25, "contacts are above usual by 3.25 times their usual swing"),
        ("longer", 2.9, "contacts are longer than usual by 2.9 times their usual swing"),
    ],
)
def test_a_rule_is_said_in_words(cause, threshold, expected):
    assert plain(rules.when(cause, threshold)) == expected


def test_beside_a_rule_stands_what_a_lower_and_a_higher_one_would_ring():
    tried = [(2.0, 31, 400.0), (3.0, 6, 90.0), (4.0, 1, 20.0)]

    assert rules.elsewhere("volume", 3.0, tried) == "at 2: 31 times · at 4: 1 time"
    assert rules.elsewhere("volume", 2.5, tried) == "at 2: 31 times · at 3: 6 times"
    assert rules.elsewhere("volume", 3.0, []) == "–"


@pytest.mark.parametrize(
    ("weeks", "expected"),
    [
        (3.0, "Under 4 weeks say too little"),
        (5.5, "Eight weeks are wanted"),
        (8.0, "at most 0.5 times a week in each, on average; one of them may ring more often."),
    ],
    ids=["too few", "some", "whole"],
)
def test_how_far_thresholds_can_be_believed_is_said(weeks, expected):
    assert expected in rules.basis(Calibrated(NOON, NOON, NOON, weeks, {}, ()))


@pytest.mark.parametrize(
    ("times", "queue_weeks", "expected"),
    [
        (
            {"Social": 7, "Chat": 2, "Mail": 1},
            24.0,
            (
                "Chat, Mail and Social: chosen together, being of like size"
                " · 0.42 times a week in each, on average"
            ),
        ),
        ({"Chat": 2, "Mail": 1}, 0.0, "Chat and Mail: chosen together, being of like size"),
        ({"Chat": 2}, 8.0, "Chat"),
    ],
    ids=["three", "nothing replayed", "one alone"],
)
def test_queues_chosen_together_are_said_with_how_often_they_ring_on_average(times, queue_weeks, expected):
    assert plain(rules.together(Pool(times, {}, {}, queue_weeks))) == expected


@pytest.mark.parametrize(
    ("live", "expected"),
    [
        ([], "No minute of them was seen as it happened"),
        ([(16.0, 0.0), (8.0, 0.0)], "No minute of them was seen as it happened"),
        ([(16.0, 0.25), (8.0, 1.0)], "50 % of their minutes were seen as they happened, the others"),
        ([(16.0, 1.0)], "Every minute of them was seen as it happened."),
    ],
    ids=["nothing replayed", "history alone", "both", "all live"],
)
def test_what_was_replayed_is_said_to_be_seen_or_worked_out(live, expected):
    pools = tuple(Pool({}, {}, {}, weeks, share) for weeks, share in live)

    assert plain(rules.origin(Calibrated(NOON, NOON, NOON, 8.0, {}, pools))).startswith(expected)


def test_that_costs_differ_from_those_of_the_history_is_said():
    said = rules.stands_on(Calibrated(NOON, NOON, NOON, 8.0, {}, ()))

    assert said.endswith(
        "from the looks replayed; the history counts it from the contacts, so the two differ."
    )


@pytest.mark.parametrize(
    ("n", "expected"),
    [(7.93, "8 weeks"), (5.5, "5.5 weeks"), (1.0, "1 week"), (1.2, "1.2 weeks")],
    ids=["a few hours short", "a half", "one", "more than one"],
)
def test_weeks_are_whole_to_a_day(n, expected):
    assert rules.weeks(n) == expected
