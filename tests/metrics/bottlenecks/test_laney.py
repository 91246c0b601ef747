"""The p′ chart: by hand, against the p chart, and how often it calls noise a change."""

import numpy as np
import pytest

from metrics.bottlenecks.laney import chart

BY_HAND = np.array([20, 30, 25, 35, 20, 30, 25, 35.0]), np.full(8, 100.0)


def simulated(seed: int, spread: float, weeks: int = 40) -> tuple[np.ndarray, np.ndarray]:
    """Weekly shares of about a quarter whose true value varies by `spread`."""
    random = np.random.default_rng(seed)
    of = random.integers(800, 1200, weeks).astype(np.float64)
    true = np.clip(0.25 + spread * random.standard_normal(weeks), 0.01, 0.99)
    return random.binomial(of.astype(int), true).astype(np.float64), of


def test_the_limits_are_those_computed_by_hand():
    # p̄ = 220/800 = .275, σ = sqrt(.275 · .725 / 100) = .044651; ranges of p .1 .05 .1 .15 .1 .05 .1, mean
    # .092857 / σ = 2.07960; / 1.128 = 1.84362 = σ_z; 3 · σ · σ_z = .246960
    drawn = chart(*BY_HAND)

    assert drawn is not None
    assert drawn.centre == pytest.approx(0.275)
    assert drawn.sigma_z == pytest.approx(1.84362, abs=1e-5)
    assert (drawn.low[0], drawn.high[0]) == pytest.approx((0.028040, 0.521960), abs=1e-6)
    assert not any(drawn.is_out)


def test_without_over_dispersion_it_is_the_p_chart():
    sigmas = [chart(*simulated(seed, 0.0)).sigma_z for seed in range(200)]

    assert np.mean(sigmas) == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize("spread", [0.0, 0.02, 0.05], ids=["chance alone", "some", "much"])
def test_weeks_that_only_vary_are_seldom_called_out(spread: float):
    of_all = np.mean([np.mean(chart(*simulated(seed, spread)).is_out) for seed in range(150)])

    assert of_all < 0.009  # nominal .0027, with limits that are estimated from 40 weeks


def test_a_p_chart_would_call_them_out():
    n, of = simulated(1, 0.05)
    sigma = np.sqrt(0.25 * 0.75 / of)

    assert np.mean(np.abs(n / of - 0.25) > 3 * sigma) > 0.2


def test_a_drift_is_out_of_limits_learnt_before_it_and_a_shift_runs_on_one_side():
    n, of = simulated(2, 0.01)
    drifted = chart(n + of * np.r_[np.zeros(20), np.full(20, 0.15)], of, learnt=20)
    shifted = chart(n + of * np.r_[np.zeros(20), np.full(20, 0.03)], of, learnt=20)

    assert drifted is not None
    assert all(drifted.is_out[20:])
    assert shifted is not None
    assert any(shifted.is_shifted[27:])
    assert not any(shifted.is_shifted[:20])


@pytest.mark.parametrize(
    ("n", "of"),
    [(np.ones(7), np.full(7, 9.0)), (np.zeros(9), np.full(9, 9.0)), (np.zeros(9), np.zeros(9))],
    ids=["seven weeks", "never", "nothing"],
)
def test_where_no_limit_can_be_told_there_is_no_chart(n, of):
    assert chart(n, of) is None


def test_a_week_without_contacts_has_no_share_and_ends_no_run():
    n, of = np.r_[np.full(8, 20.0), 0, np.full(4, 30.0), 0, np.full(5, 30.0)], np.full(19, 100.0)
    of[[8, 13]] = 0
    drawn = chart(n, of, learnt=8)
    varied = chart(np.r_[BY_HAND[0], n[8:]], of, learnt=8)

    assert drawn is not None
    assert np.isnan(drawn.share[8])
    assert not drawn.is_out[8]
    assert varied is not None
    assert [place for place, is_shifted in enumerate(varied.is_shifted) if is_shifted] == [16, 17, 18]
