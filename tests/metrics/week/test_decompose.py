"""A change is taken apart without a rest, and each part's error is that of repeated draws."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.week.decompose import Sums, decompose, total

BEFORE = {"A": Sums(540, 600), "B": Sums(200, 400)}
NOW = {"A": Sums(320, 400), "B": Sums(360, 600)}


def sizes(before, now):
    return {(one.segment, one.kind): one.size for one in decompose(before, now).effects}


def test_the_anchor_of_the_definitions():
    found = decompose(BEFORE, NOW)

    assert sizes(BEFORE, NOW) == {
        ("A", "mix"): Fraction("-.028"),
        ("B", "mix"): Fraction("-.032"),
        ("A", "rate"): Fraction("-.05"),
        ("B", "rate"): Fraction(".05"),
    }
    assert (found.before, found.now, found.change) == (Fraction(".74"), Fraction(".68"), Fraction("-.06"))


def test_a_segment_on_one_side_only_is_new_or_ended():
    before, now = {"A": Sums(50, 100), "old": Sums(90, 100)}, {"A": Sums(50, 100), "new": Sums(20, 100)}
    middle = (Fraction(140, 200) + Fraction(70, 200)) / 2

    assert sizes(before, now) == {
        ("A", "mix"): 0,
        ("A", "rate"): 0,
        ("new", "new"): Fraction(1, 2) * (Fraction(1, 5) - middle),
        ("old", "ended"): -Fraction(1, 2) * (Fraction(9, 10) - middle),
    }


@pytest.mark.parametrize(
    ("before", "now"),
    [({}, NOW), (BEFORE, {}), ({"A": Sums(0, 0)}, NOW)],
    ids=["none", "none now", "no rows"],
)
def test_nothing_to_divide_by_is_no_change(before, now):
    assert decompose(before, now) is None


shares = st.integers(0, 10_000).flatmap(lambda n: st.builds(Sums, st.integers(0, n), st.just(n)))
waits = st.lists(st.integers(0, 10**7), max_size=6).map(
    lambda each: Sums(sum(each), len(each), sum(one**2 for one in each))
)
NAMES = st.sampled_from(["Billing", "Orders", "Chat", "Technical", None])


@given(data=st.data(), values=st.sampled_from([shares, waits]))
def test_parts_add_up_to_the_change_exactly(data, values):
    before, now = (data.draw(st.dictionaries(NAMES, values)) for _side in "01")
    found = decompose(before, now)
    is_known = bool(total(before).n and total(now).n)

    assert (found is not None) == is_known
    assert not is_known or sum(one.size for one in found.effects) == found.change
    assert not is_known or found.change == total(now).value - total(before).value
    assert not is_known or all(one.error >= 0 for one in found.effects)


def drawn(random, shares, values, n, runs):
    """Draw periods: segments multinomial, hits binomial within each."""
    sizes = random.multinomial(n, shares, size=runs)
    hits = random.binomial(sizes, values)
    names = ["A", "B", "C"]
    return [
        {name: Sums(int(x), int(m)) for name, x, m in zip(names, hit, size, strict=True)}
        for hit, size in zip(hits, sizes, strict=True)
    ]


def test_errors_are_those_of_repeated_draws():
    random = np.random.default_rng(5)
    before = drawn(random, [0.5, 0.3, 0.2], [0.9, 0.6, 0.7], 2_000, 400)
    now = drawn(random, [0.4, 0.4, 0.2], [0.8, 0.6, 0.9], 1_500, 400)
    found = [decompose(one, other).effects for one, other in zip(before, now, strict=True)]
    spread = np.array([[float(effect.size) for effect in each] for each in found]).std(axis=0, ddof=1)
    told = np.array([[effect.error for effect in each] for each in found]).mean(axis=0)

    assert len(told) == 6
    assert told == pytest.approx(spread, rel=0.12)


def test_errors_of_means_are_those_of_repeated_draws():
    random = np.random.default_rng(7)

    def period(mean):
        waits = np.round(random.exponential([mean, 40], (300, 2)) * 1000).astype(int)
        return {
            name: Sums(int(each.sum()), 300, int((each**2).sum()))
            for name, each in zip("AB", waits.T, strict=True)
        }

    found = [decompose(period(60), period(90)).effects for _run in range(400)]
    rates = [[float(one.size) for one in each if one.kind == "rate"] for each in found]
    told = [[one.error for one in each if one.kind == "rate"] for each in found]

    # Half of all rows are of each segment here, always; errors allow for as many as come by chance too.
    assert np.mean(told, axis=0) == pytest.approx(np.std(rates, axis=0, ddof=1), rel=0.15)


def test_a_segment_in_which_all_say_the_same_is_not_certain():
    found = decompose({"A": Sums(5, 5), "B": Sums(50, 100)}, {"A": Sums(4, 4), "B": Sums(50, 100)})

    assert all(one.error > 0 for one in found.effects if one.segment == "A" and one.kind == "rate")
