"""Errors are widened by as much as weeks differ anyway, never narrowed."""

import numpy as np
import pytest

from metrics.week.decompose import Effect, Sums
from metrics.week.spread import Spread, critical, learnt

FEW = {"A": Sums(500, 1_000), "B": Sums(300, 1_000)}


def weeks(swing, count=60):
    """Weeks of two segments whose true shares swing by so much beside chance, the newest first."""
    random = np.random.default_rng(3)
    return [
        {
            name: Sums(int(random.binomial(1_000, np.clip(p + random.normal(0, swing), 0, 1))), 1_000)
            for name, p in (("A", 0.5), ("B", 0.3))
        }
        for _week in range(count)
    ]


def test_weeks_that_differ_by_chance_alone_widen_little():
    assert learnt(weeks(0)).whole.times == pytest.approx(1, abs=0.25)


def test_weeks_that_swing_widen_by_as_much():
    # By chance alone the whole's share differs by .011, by the swings of two segments by .035 more.
    assert learnt(weeks(0.05)).whole.times == pytest.approx(np.hypot(0.0112, 0.0354) / 0.0112, rel=0.25)


def test_one_bad_week_among_many_widens_nothing():
    calm = weeks(0, 13)
    calm[6] = {name: Sums(100, 1_000) for name in calm[6]}

    assert learnt(calm).whole.times < 2


@pytest.mark.parametrize("count", [0, 1, 4], ids=["none", "one", "three changes"])
def test_a_few_weeks_teach_nothing(count):
    assert learnt([FEW] * count).whole == Spread()


def test_what_came_or_went_is_judged_as_the_mix_of_all():
    found = learnt(weeks(0.05))
    came = Effect("C", "new", 0, 1.0, Sums(), Sums(1, 2), is_more=True)

    assert found.of(came) == found.of_all["mix"]


@pytest.mark.parametrize(
    ("z", "changes", "expected"), [(1.959964, 10, 2.228), (1.959964, 5, 2.571), (2.575829, 12, 3.055)]
)
def test_critical_is_students_t(z, changes, expected):
    assert critical(z, changes) == pytest.approx(expected, rel=0.005)
    assert critical(z, float("inf")) == z
