"""What a change of process did: the anchor, placebo dates, the words that a design allows, roll-outs."""

import math
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.experiments import Sums, compared, days_of, judged, past, people_needed, rolled_out
from metrics.experiments.differences import Difference

MONDAY = date(2026, 3, 2)
WEEKDAYS = (1, 2, 3, 4, 5)


def test_the_worked_difference_in_differences():
    found = compared(Sums(240, 2000), Sums(180, 2000), Sums(300, 3000), Sums(285, 3000))

    assert found.points == pytest.approx(-0.025)
    assert found.error == pytest.approx(0.01235, abs=5e-6)


def test_a_mean_has_the_error_of_its_spread():
    # 1, 2, 3 before; 2, 4, 6 after: means 2 and 4, variances of the means 1/3 and 4/3
    found = compared(Sums(6, 3, 14), Sums(12, 3, 56))

    assert found == Difference(2.0, pytest.approx(math.sqrt(5 / 3)))


@pytest.mark.parametrize(
    "periods",
    [
        (Sums(0, 0), Sums(3, 10)),
        (Sums(1, 2), Sums(3, 10), Sums(1, 2), Sums(0, 0)),
        (Sums(5, 1, 25), Sums(6, 3, 14)),
    ],
)
def test_a_period_without_enough_says_nothing(periods):
    found = compared(*periods)

    assert not found.is_known
    assert judged(found, "up").verdict == "unknown"


counts = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(st.tuples(counts, counts, counts, counts))
def test_swapping_the_two_changes_the_sign_alone(four):
    a, b, c, d = (Sums(k, n) for k, n in four)
    there, back = compared(a, b, c, d), compared(c, d, a, b)

    assert there.points == pytest.approx(-back.points)
    assert there.error == pytest.approx(back.error)


def test_a_past_that_strays_makes_less_of_the_present():
    strays = [Difference(0.03 * sign, 0.01) for sign in (1, -1, 1, -1)]
    calm = [Difference(0.005 * sign, 0.01) for sign in (1, -1, 1, -1)]
    found = Difference(0.04, 0.01)

    assert past(strays).spread == pytest.approx(3)
    assert past(strays).is_flat is False
    assert judged(found, "up", has_comparison=True, before=past(strays)).verdict == "noise"
    assert past(calm).spread == 1
    assert judged(found, "up", has_comparison=True, before=past(calm)).verdict == "consistent"


def test_of_few_placebo_dates_nobody_can_tell_whether_the_past_was_flat():
    three = past([Difference(0.001, 0.01)] * 3)

    assert three.is_flat is None
    assert judged(Difference(0.04, 0.01), "up", has_comparison=True, before=three).verdict == "after"


@pytest.mark.parametrize(
    ("points", "is_random", "has_comparison", "verdict", "as_expected"),
    [
        (0.04, True, False, "caused", True),
        (-0.04, True, False, "caused", False),
        (0.04, False, True, "consistent", True),
        (0.04, False, False, "after", True),
        (0.01, True, True, "noise", None),
        (0.0, False, True, "noise", None),
    ],
)
def test_what_may_be_said_follows_from_how_the_change_was_made(
    points, is_random, has_comparison, verdict, as_expected
):
    flat = past([Difference(0.001, 0.01)] * 8)
    said = judged(
        Difference(points, 0.01), "up", is_random=is_random, has_comparison=has_comparison, before=flat
    )

    assert (said.verdict, said.as_expected) == (verdict, as_expected)


def test_chance_is_that_of_a_difference_as_large_either_way():
    told = past([Difference(0.0, 0.01)] * 8)

    assert told.chance(Difference(-0.0196, 0.01)) == pytest.approx(0.05, abs=1e-4)
    assert told.chance(Difference(math.nan, 0.01)) == 1


def test_contacts_needed_are_those_of_the_textbook():
    assert people_needed(0.5, 0.1, 100).contacts == 388
    assert people_needed(0.5, 0.1, 100).days == 8
    assert people_needed(0.5, -0.1, 100, design=2).contacts == 775


@pytest.mark.parametrize(("base", "gain"), [(0.5, 0.0), (0.95, 0.05), (0.0, 0.1), (0.1, -0.2)])
def test_shares_that_cannot_be_are_refused(base, gain):
    with pytest.raises(ValueError, match="not allowed"):
        people_needed(base, gain, 100)


@given(st.integers(1, 6).map(lambda pairs: 2 * pairs), st.text(max_size=5))
def test_of_each_weekday_half_of_the_days_are_of_the_new_way(weeks, seed):
    plan = days_of(MONDAY, weeks, WEEKDAYS, seed)

    assert plan == days_of(MONDAY, weeks, WEEKDAYS, seed)
    for weekday in WEEKDAYS:
        assert sum(day.is_new for day in plan if day.on.isoweekday() == weekday) == weeks // 2
    assert {day.on.isoweekday() for day in plan} == set(WEEKDAYS)


@pytest.mark.parametrize("weeks", [0, 1, 3])
def test_weeks_that_make_no_pairs_are_refused(weeks):
    with pytest.raises(ValueError, match="even number"):
        days_of(MONDAY, weeks, WEEKDAYS, "a")


def test_a_roll_out_is_judged_by_how_its_days_differ():
    plan = days_of(MONDAY, 2, (1, 2, 3, 4, 5, 6, 7), "a")
    old = iter([Sums(10, 100), Sums(30, 100)] * 4)
    new = iter([Sums(20, 100), Sums(40, 100)] * 4)
    found = rolled_out(plan, {day.on: next(new if day.is_new else old) for day in plan})
    n_old = sum(not day.is_new for day in plan)

    assert n_old == 7
    # seven days each: 10 30 10 30 10 30 10, R = 130/700; Σ (y − R n)² = 685.7…; × 7/6 / 700² either side
    spread = sum((y - 100 * 130 / 700) ** 2 for y in (10, 30, 10, 30, 10, 30, 10))
    assert found.points == pytest.approx(0.1)
    assert found.error == pytest.approx(math.sqrt(2 * spread * 7 / 6 / 700**2))


def test_days_without_contacts_and_of_no_plan_count_for_nothing():
    plan = days_of(MONDAY, 4, (1, 2, 3, 4, 5), "a")
    known = {day.on: Sums(1 + at % 2, 10) for at, day in enumerate(plan[1:])}
    found = rolled_out(plan, known)

    assert found.is_known
    assert rolled_out(plan, known | {plan[0].on: Sums(0, 0)}) == found
    assert rolled_out(plan, known | {MONDAY + timedelta(days=5): Sums(9, 9)}) == found
    assert not rolled_out(plan[:4], known).is_known


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_where_nothing_changed_days_that_resemble_themselves_ring_no_more_often_than_said(seed):
    """Days share a level of their own, which contacts taken one by one would take for a change."""
    drawn, rang, naive, times = np.random.default_rng(seed), 0, 0, 300
    for at in range(times):
        plan = days_of(MONDAY, 8, WEEKDAYS, f"{seed} {at}")
        found = {}
        for day in plan:
            level = min(0.95, max(0.05, drawn.normal(0.7, 0.1)))
            found[day.on] = Sums(drawn.binomial(60, level), 60)
        rang += judged(rolled_out(plan, found), "up", is_random=True).verdict == "caused"
        sides = [[found[day.on] for day in plan if day.is_new is new] for new in (False, True)]
        old, new = (Sums(sum(one.total for one in side), sum(one.n for one in side)) for side in sides)
        naive += judged(compared(old, new), "up", is_random=True).verdict == "caused"

    assert rang / times <= 0.10
    assert naive / times > 0.15
