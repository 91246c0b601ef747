"""Before and after by whole weeks: which weeks, which placebo dates, which comparison."""

import random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.experiments import Difference, Sums, judged, past
from metrics.experiments.blocks import blocks, difference, length, placebos, proposed
from metrics.intervals import Z

OLDEST, N = -12, 2000


def shares(seed, lift=0.0, sway=0.0):
    """Weeks of a share of .8, from OLDEST to 3: with a lift from week 0 on, and what weeks have in common."""
    draws = random.Random(seed)

    def counted(at):
        p = 0.8 + lift * (at >= 0) + draws.uniform(-sway, sway)
        return sum(draws.random() < p for _each in range(N))

    return {at: Sums(counted(at), N) for at in range(OLDEST, 4)}


def verdict(ours, theirs, oldest=OLDEST, weeks=4):
    seen = past(list(placebos(ours, theirs, oldest, weeks).values()))
    return judged(difference(ours, theirs, 0, weeks), "up", has_comparison=theirs is not None, before=seen)


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
    found = verdict(shares(1, lift=0.15, sway=0.08), shares(101))

    assert found.verdict == "after"


def test_a_spread_that_is_learnt_from_few_dates_is_widened_to_students_point():
    strayed = past([Difference(0.02 * sign, 0.01) for sign in (1, -1, 1, -1, 1)])
    calm = past([Difference(0.01 * sign, 0.01) for sign in (1, -1, 1, -1, 1)])

    assert strayed.widened(Difference(0.1, 0.01)).error * Z == pytest.approx(0.02 * 2.571, rel=0.005)
    assert calm.widened(Difference(0.1, 0.01)).error == 0.01


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
