"""What became of a watched problem: still high, fallen back, and its share after each change."""

import pytest

from metrics.watched import Step, became, steps
from metrics.weekly_shares import Rise

OF = (200,) * 16
LOW, HIGH = (4,) * 8, (40,) * 4


def test_a_problem_that_stays_high_is_still_up():
    told = became((*LOW, *HIGH, *HIGH), OF, 9)

    assert told.usual == pytest.approx(4 / 200)
    assert told.is_up[8:] == (True,) * 8
    assert told.fell is None


def test_a_problem_that_fell_back_says_since_which_week():
    told = became((*LOW, *HIGH, 5, 3, 4, 4), OF, 9)

    assert told.is_up[8:] == (True,) * 4 + (False,) * 4
    assert told.fell == 12


def test_a_week_between_high_ones_is_no_fall():
    assert became((*LOW, 40, 4, 40, 40, 40, 4, 40, 40), OF, 9).fell is None


def test_what_never_was_high_did_not_fall():
    told = became((4,) * 16, OF, 9)

    assert not any(told.is_up)
    assert told.fell is None


def test_without_weeks_before_it_nobody_says_what_was_usual():
    told = became((*HIGH, *HIGH), (200,) * 8, 5)

    assert told.usual is None
    assert told.is_up == (None,) * 8


def test_a_week_without_contacts_is_not_up():
    told = became((*LOW, 40, 0), (200,) * 9 + (0,), 8)

    assert told.is_up[-1] is False
    assert told.rise.now is None


def test_each_change_has_the_whole_weeks_after_it():
    rise = Rise((1, 2, 3, 4, 5, 6), (10,) * 6, 0)

    assert steps(rise, [1, 4]) == [Step(2, 7, 20), Step(1, 6, 10)]
    assert steps(rise, [5]) == [Step(0, 0, 0)]
    assert steps(rise, [2, 2]) == [Step(0, 0, 0), Step(3, 15, 30)]
    assert Step(0, 0, 0).share is None
