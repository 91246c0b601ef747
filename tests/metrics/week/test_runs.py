"""A run of weeks is told only where both the run and what it adds up to are beyond chance."""

import pytest

from metrics.week.decompose import Sums
from metrics.week.runs import run
from metrics.week.spread import Spread


def weeks(*percent, n=10_000):
    return [Sums(round(one * n / 100), n) for one in percent]


@pytest.mark.parametrize(
    ("newest_first", "expected"),
    [
        (weeks(90, 88, 86, 84, 82, 80), 5),
        (weeks(70, 72, 74, 76, 78, 80), -5),
        (weeks(70, 72, 74, 76, 78, 80, 79), -5),
        (weeks(90, 88, 86, 84, 82, 83), 0),
        (weeks(90, 88, 88, 86, 84, 82, 80), 0),
        (weeks(70, 72, 74, 74, 76, 78, 80), 0),
        (weeks(80.5, 80.4, 80.3, 80.2, 80.1, 80, n=1_000), 0),
        ([*weeks(90, 88, 86), Sums(), *weeks(82, 80, 78)], 0),
        (weeks(90), 0),
    ],
    ids=[
        "five weeks up",
        "five weeks down",
        "up before",
        "four alone may be chance",
        "a week like the one before ends it",
        "nor does it go on over one, downwards",
        "five small steps within noise",
        "a week without a value ends it",
        "one week",
    ],
)
def test_runs(newest_first, expected):
    assert run(newest_first, Spread(), 7) == expected


def test_four_weeks_are_beyond_chance_where_one_figure_is_looked_at():
    assert run(weeks(90, 88, 86, 84, 82, 83), Spread(), 1) == 4


def test_weeks_that_swing_anyway_make_no_run():
    assert run(weeks(90, 88, 86, 84, 82, 80), Spread(times=12, changes=12), 7) == 0
