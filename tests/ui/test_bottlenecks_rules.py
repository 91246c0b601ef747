"""What the page Bottlenecks says of when a queue rings, and how often it would have."""

import pytest

from store.calibrations import Calibrated, Levels, Pool, Rung
from tests.alerts import NOON
from ui.bottlenecks import rules

NEVER = 99.0
TRIED = [(0.6, 9, 400.0), (0.75, 6, 90.0)]


def plain(said):
    return said.replace("\u00a0", " ")


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
