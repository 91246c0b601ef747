"""Before and after by whole weeks: which weeks, which placebo dates, which comparison."""

import math
import random

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.experiments import Difference, Sums, judged, past
from metrics.experiments.blocks import blocks, difference, length, placebos, proposed, seen, swayed
from metrics.intervals import Z
from metrics.week.spread import Spread

OLDEST, N = -12, 2000


def shares(seed, lift=0.0, sway=0.0):
    """Weeks of a share of .8, from OLDEST to 3: with a lift from week 0 on, and what weeks have in common."""
    draws = random.Random(seed)

    def counted(at):
        p = 0.8 + lift * (at >= 0) + draws.uniform(-sway, sway)
        return sum(draws.random() < p for _each in range(N))

    return {at: Sums(counted(at), N) for at in range(OLDEST, 4)}


def verdict(ours, theirs, oldest=OLDEST, weeks=4):
    before = seen(ours, theirs, oldest, weeks)
    return judged(difference(ours, theirs, 0, weeks), "up", has_comparison=theirs is not None, before=before)


def swaying(draws):
    """Weeks of a share of .8 that sway by up to 5 points, each by itself."""
    counts = draws.binomial(N, 0.8 + draws.uniform(-0.05, 0.05, 4 - OLDEST))
    return {at: Sums(float(count), N) for at, count in enumerate(counts, OLDEST)}


def test_days_are_added_up_to_weeks_from_the_change_on():
    cells = pl.DataFrame({"day": [93, 99, 100, 106, 107], "x": [1, 2, 3, 4, 5], "n": [10] * 5})
    ms = pl.Series("squares", [None] * 5, pl.Int128)

    assert blocks(cells.with_columns(ms), 100) == {-1: Sums(3, 20), 0: Sums(7, 20), 1: Sums(5, 10)}


def test_a_mean_is_told_in_its_own_unit():
    cells = pl.DataFrame({"day": [100], "x": [6000], "n": [3], "squares": [14_000_000]})

    assert blocks(cells, 100, 1000) == {0: Sums(6, 3, 14)}


@pytest.mark.parametrize(
    ("oldest", "after", "weeks"),
    [
        (-12, 9, 4),
        (-11, 9, 4),
        (-10, 9, 3),
        (-8, 9, 2),
        (-12, 1, 1),
        (-5, 9, 1),
        (-3, 2, 2),
        (0, 5, 0),
        (-9, 0, 0),
    ],
    ids=[
        "a long past",
        "the shortest past for four weeks",
        "one week less",
        "the demo's",
        "one week after",
        "placebos for one week",
        "no placebos at all",
        "no past",
        "too early",
    ],
)
def test_it_takes_as_many_weeks_as_leave_placebo_dates(oldest, after, weeks):
    assert length(oldest, after) == weeks


def test_placebo_dates_end_before_the_change():
    flat = dict.fromkeys(range(OLDEST, 0), Sums(8, 10)) | dict.fromkeys(range(4), Sums(10, 10))

    found = placebos(flat, flat, OLDEST, 4)

    assert list(found) == [-4, -5, -6, -7, -8]
    assert {one.points for one in found.values()} == {0}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_planted_gain_is_found_and_called_consistent_beside_a_flat_past(seed):
    found = verdict(shares(seed, lift=0.05), shares(seed + 100))

    assert (found.verdict, found.as_expected) == ("consistent", True)
    assert abs(found.difference.points - 0.05) < 3 * found.difference.error


def test_where_nothing_was_planted_something_is_said_no_oftener_than_one_time_in_twenty():
    said = [verdict(shares(seed), shares(seed + 100)).verdict for seed in range(60)]

    assert said.count("noise") >= 57


def test_a_past_that_strayed_never_lets_a_change_be_called_consistent():
    found = verdict(shares(1, lift=-0.4, sway=0.08), shares(101))

    assert found.verdict == "after"


def test_a_spread_that_is_learnt_from_few_dates_is_widened_to_students_point():
    strayed = past([Difference(0.02 * sign, 0.01) for sign in (1, -1, 1, -1, 1)])
    calm = past([Difference(0.01 * sign, 0.01) for sign in (1, -1, 1, -1, 1)])

    assert strayed.widened(Difference(0.1, 0.01)).error * Z == pytest.approx(0.02 * 2.571, rel=0.005)
    assert calm.widened(Difference(0.1, 0.01)).error == 0.01


def test_how_far_single_weeks_sway_is_learnt_from_those_before_the_change():
    ours = {at: Sums(40 + 20 * (at % 2), 100) for at in range(-4, 1)}
    even = dict.fromkeys(range(-4, 1), Sums(50, 100))

    # gaps .1 about their mean, variances .0025 alone and .005 beside: 16 / 3 and 8 / 3
    assert swayed(ours, None, -4) == Spread(pytest.approx(math.sqrt(16 / 3)), 3)
    assert swayed(ours, even, -4) == Spread(pytest.approx(math.sqrt(8 / 3)), 3)
    assert swayed(even, None, -4) == Spread(1.0, 3)


@pytest.mark.parametrize(
    "weeks",
    [{-3: Sums(4, 10), -2: Sums(8, 10), -1: Sums(4, 10)}, dict.fromkeys(range(-4, 0), Sums(10, 10))],
    ids=["too few weeks", "nothing that could sway"],
)
def test_of_weeks_that_tell_nothing_no_sway_is_learnt(weeks):
    assert swayed(weeks, None, -4) == Spread()


def test_an_error_is_widened_by_what_says_more_placebo_dates_or_single_weeks():
    found, strays = Difference(0.1, 0.01), [Difference(0.02 * sign, 0.01) for sign in (1, -1, 1, -1, 1)]
    by_dates = past(strays).widened(found).error

    assert past(strays, Spread(1.5, 11)).widened(found).error == by_dates
    assert past(strays, Spread(3.0, 11)).widened(found).error * Z == pytest.approx(0.03 * 2.201, rel=0.005)


def test_what_the_past_proposes_of_six_is_called_a_change_about_as_often_as_said_where_weeks_sway():
    draws, said, dates_alone, times = np.random.default_rng(1), 0, 0, 150
    for _each in range(times):
        ours, others = swaying(draws), {str(n): swaying(draws) for n in range(6)}
        theirs = others[proposed(ours, others, OLDEST, 4)]
        said += verdict(ours, theirs).verdict != "noise"
        flat = past(list(placebos(ours, theirs, OLDEST, 4).values()))
        found = difference(ours, theirs, 0, 4)
        dates_alone += judged(found, "up", has_comparison=True, before=flat).verdict != "noise"

    assert said / times <= 0.07
    assert dates_alone / times > 0.10


def test_without_a_comparison_it_only_changed_after():
    assert verdict(shares(1, lift=0.05), None).verdict == "after"


def test_the_comparison_is_the_flat_one_with_most_behind_it():
    small = {at: Sums(one.total / 20, one.n / 20) for at, one in shares(7).items()}
    large = {at: Sums(one.total * 4, one.n * 4) for at, one in shares(5, sway=0.08).items()}
    others = {"swaying": large, "flat": shares(6), "flat but small": small}

    assert proposed(shares(1), others, OLDEST, 4) == "flat"
    assert proposed(shares(1), {"swaying": others["swaying"]}, OLDEST, 4) == "swaying"
    assert proposed(shares(1), {}, OLDEST, 4) is None


@given(st.lists(st.integers(0, N), min_size=8, max_size=8))
def test_what_comes_after_the_change_has_no_say_in_what_it_is_compared_with(counts):
    others = {"a": shares(5), "b": shares(6)}
    later = [Sums(count, N) for count in counts]
    turned = {
        "a": others["a"] | dict(zip(range(4), later[:4], strict=True)),
        "b": others["b"] | dict(zip(range(4), later[4:], strict=True)),
    }

    assert proposed(shares(1), turned, OLDEST, 4) == proposed(shares(1), others, OLDEST, 4)
