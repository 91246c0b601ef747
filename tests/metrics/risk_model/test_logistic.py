"""The regression by closed checks: nothing known, everything known, and what lies between."""

import numpy as np
import pytest

from metrics.risk_model.calibrated import ENOUGH_FOR_STEPS, calibrated
from metrics.risk_model.logistic import chances, fit
from metrics.risk_model.trees import challenger, grown

PRIOR = np.array([2.0, 1.0, -0.5])
TRUE = np.array([1.0, 0.0, -2.0])


def drawn(n, seed=1):
    draws = np.random.default_rng(seed)
    x = draws.random((n, 3))
    return x, (draws.random(n) < chances(x @ TRUE - 1)).astype(float), np.ones(n)


def test_without_data_the_weights_are_those_believed():
    found = fit(np.zeros((0, 3)), np.zeros(0), np.zeros(0), PRIOR)

    assert found.weights == tuple(PRIOR)
    assert found.intercept == 0


def test_with_a_loose_prior_it_is_the_maximum_likelihood():
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 (a second for each process that collects)

    x, y, weight = drawn(4_000)
    plain = LogisticRegression(C=np.inf, tol=1e-10, max_iter=1_000).fit(x, y)

    found = fit(x, y, weight, PRIOR, precision=1e-9)

    assert found.weights == pytest.approx(plain.coef_[0], abs=1e-4)
    assert found.intercept == pytest.approx(plain.intercept_[0], abs=1e-4)


def test_more_data_count_for_more_than_what_is_believed():
    far = [np.abs(np.array(fit(*drawn(n), PRIOR).weights) - TRUE).max() for n in (20, 200_000)]

    assert far[0] > 0.7
    assert far[1] < 0.1


def test_one_row_of_weight_three_is_three_rows():
    x, y, weight = drawn(60)

    thrice = fit(np.repeat(x, 3, axis=0), np.repeat(y, 3), np.repeat(weight, 3), PRIOR)

    assert fit(x, y, 3 * weight, PRIOR).weights == pytest.approx(thrice.weights)


def test_what_is_unknown_adds_nothing():
    x, y, weight = drawn(300)
    unknown, absent = x.copy(), x.copy()
    unknown[::3, 1], absent[::3, 1] = np.nan, 0

    assert fit(unknown, y, weight, PRIOR) == fit(absent, y, weight, PRIOR)


def test_where_nobody_left_the_answer_is_finite():
    x, _y, weight = drawn(100)
    found = fit(x, np.zeros(100), weight, PRIOR)

    assert -40 < found.intercept < -5
    assert np.isfinite(found.weights).all()


@pytest.mark.parametrize(
    ("leavers", "kind"),
    [(ENOUGH_FOR_STEPS - 1, "platt"), (ENOUGH_FOR_STEPS, "isotonic")],
    ids=["few", "enough"],
)
def test_probabilities_hold_on_average_and_never_turn_the_order_around(leavers, kind):
    x, y, weight = drawn(5_000)
    odds = 3 * (x @ TRUE)  # three times too sure of itself
    found = calibrated(odds, y, weight, leavers)
    told = found.chances(np.sort(odds))

    assert found.kind == kind
    assert told.mean() == pytest.approx(y.mean(), abs=0.01)
    assert (np.diff(told) >= 0).all()


def test_a_ranking_that_is_the_wrong_way_round_becomes_one_share():
    x, y, weight = drawn(2_000)
    told = calibrated(-(x @ TRUE), y, weight, leavers=10).chances(np.array([-3.0, 3.0]))

    assert told == pytest.approx([y.mean()] * 2, abs=0.001)


def test_trees_keep_the_signs_and_find_the_truth():
    x, y, weight = drawn(4_000)
    known = x.copy()
    x[::7, 1] = np.nan
    found = challenger(x, y, weight, (1, 1, -1))
    steps = np.column_stack([np.full(50, 0.5), np.full(50, 0.5), np.linspace(0, 1, 50)])
    odds = found.log_odds(x)

    assert (np.diff(found.log_odds(steps)) <= 1e-12).all()
    assert chances(odds).mean() == pytest.approx(y.mean(), abs=0.01)
    assert np.corrcoef(odds, known @ TRUE)[0, 1] > 0.9


def test_trees_as_kept_tell_what_scikit_learn_tells():
    x, y, weight = drawn(2_000)
    x = x.astype(np.float32)
    x[::5, 2] = np.nan
    signs = (1, 1, -1)

    told = grown(x, y, weight, signs).decision_function(x)

    assert challenger(x, y, weight, signs).log_odds(x) == pytest.approx(told, abs=1e-12)


def test_what_is_unknown_of_everybody_grows_no_branch():
    x, y, weight = drawn(2_000)
    x[:, 1] = np.nan

    found = challenger(x, y, weight, (1, 1, -1))

    assert {int(node[0]) for tree in found.trees for node in tree if not node[6]} == {0, 2}
