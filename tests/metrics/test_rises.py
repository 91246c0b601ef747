"""The tests behind a rise: an incomplete beta function, dispersion, and what may be claimed of many."""

from math import comb

import numpy as np
import pytest

from metrics.rises import chance, claimed, dispersion, incomplete_beta


@pytest.mark.parametrize("n", [1, 7, 40, 400])
@pytest.mark.parametrize("p", [0.03, 0.5, 0.9])
def test_the_chance_is_the_tail_of_the_binomial(n, p):
    at_least = np.arange(1, n + 1)
    tails = [sum(comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(x, n + 1)) for x in at_least]
    told = chance(at_least.astype(float), (n - at_least).astype(float), np.full(n, p), 1.0)

    assert told == pytest.approx(tails, rel=1e-8, abs=1e-12)


def test_nothing_now_is_no_rise():
    assert chance(np.array([0.0]), np.array([5.0]), np.array([0.1]), 1.0).tolist() == [1.0]


def test_the_beta_function_at_its_edges_and_in_the_middle():
    told = incomplete_beta(np.array([2.0, 0.5, 3.0]), np.array([3.0, 0.5, 3.0]), np.array([0.5, 0.5, 0.5]))

    assert told == pytest.approx([0.6875, 0.5, 0.5], abs=1e-12)


def test_over_dispersed_weeks_make_a_rise_less_sure():
    now, before, part = np.array([30.0]), np.array([80.0]), np.array([0.2])

    assert chance(now, before, part, 1.0)[0] < 0.05 < chance(now, before, part, 4.0)[0]


def test_dispersion_is_one_by_chance_and_grows_with_the_weeks():
    draws = np.random.default_rng(1)
    even = draws.poisson(20, (400, 8)).astype(float)
    rates = draws.gamma(4, 5, (400, 8))
    uneven = draws.poisson(rates).astype(float)
    expected = np.ones_like(even)

    assert dispersion(even, expected).mean() == pytest.approx(1.1, abs=0.15)
    assert dispersion(uneven, expected).mean() == pytest.approx(6, abs=0.7)
    assert dispersion(np.full((1, 8), 3.0), np.full((1, 8), 2.0)).tolist() == [1.0]


def test_of_many_only_those_are_claimed_that_the_rate_allows():
    p = np.array([0.001, 0.9, 0.02, 0.012, 0.2])

    assert claimed(p, 0.05).tolist() == [True, False, True, True, False]
    assert claimed(np.array([0.04, 0.045, 0.9]), 0.05).tolist() == [False, False, False]
    assert claimed(np.array([0.04, 0.045, 0.05]), 0.05).tolist() == [True, True, True]
    assert claimed(np.array([]), 0.05).tolist() == []
