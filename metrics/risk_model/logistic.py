"""Logistic regression pulled towards what is believed without data."""

from dataclasses import dataclass
from math import log

import numpy as np

from metrics.risk_model.frames import Floats

PRECISION = 4.0  # of each weight: 95 % of what is believed lies within a factor of e = 2.7 of odds
LOOSE = 1e-6  # of the intercept: free, and still finite where everybody or nobody left
STEPS, HALVINGS = 50, 30
CLOSE = 1e-10


@dataclass(frozen=True)
class Linear:
    """Log-odds as a sum: the intercept, and one weight per feature."""

    intercept: float
    weights: tuple[float, ...]

    def log_odds(self, x: Floats) -> Floats:
        """Give the log-odds of each row; what is unknown adds nothing, as in the score."""
        known = np.nan_to_num(np.asarray(x, np.float64), nan=0.0)
        return self.intercept + known @ np.asarray(self.weights, np.float64)


def fit(x: Floats, y: Floats, weight: Floats, prior: Floats, precision: float = PRECISION) -> Linear:
    """Find the weights that are likeliest by data and by a normal prior around `prior` together.

    x is rows × features (NaN adds nothing), y 0 or 1, weight how often each row counts. Without rows the
    weights are the prior's. Newton's method with halved steps on a strictly convex loss: it ends at the only
    minimum (Boyd & Vandenberghe, Convex Optimization, 9.5).
    """
    known = np.nan_to_num(np.asarray(x, np.float64), nan=0.0)
    design = np.column_stack([np.ones(len(known)), known])
    mean = np.concatenate([[0.0], np.asarray(prior, np.float64)])
    pull = np.concatenate([[LOOSE], np.full(len(prior), precision)])
    beta = mean.copy()
    beta[0] = _usual(y, weight)
    for _step in range(STEPS):
        step = _newton(beta, design, y, weight, mean, pull)
        beta, moved = _shortened(beta, step, design, y, weight, mean, pull)
        if moved < CLOSE:
            break
    return Linear(float(beta[0]), tuple(float(each) for each in beta[1:]))


def _usual(y: Floats, weight: Floats) -> float:
    """Begin at the log-odds of the share who left, half a person added to either side."""
    left, all_ = float(y @ weight), float(weight.sum())
    return log((left + 0.5) / (all_ - left + 0.5)) if all_ else 0.0


def _newton(beta: Floats, design: Floats, y: Floats, weight: Floats, mean: Floats, pull: Floats) -> Floats:
    chance = chances(design @ beta)
    slope = design.T @ (weight * (chance - y)) + pull * (beta - mean)
    curve = (design * (weight * chance * (1 - chance))[:, None]).T @ design + np.diag(pull)
    return np.linalg.solve(curve, slope)


def _shortened(
    beta: Floats, step: Floats, design: Floats, y: Floats, weight: Floats, mean: Floats, pull: Floats
) -> tuple[Floats, float]:
    """Go as far along a step as makes the loss smaller; give where that leads and how far it is."""
    before, share = _loss(beta, design, y, weight, mean, pull), 1.0
    for _halving in range(HALVINGS):
        after = beta - share * step
        if _loss(after, design, y, weight, mean, pull) <= before:
            return after, float(np.abs(share * step).max())
        share /= 2
    return beta, 0.0


def _loss(beta: Floats, design: Floats, y: Floats, weight: Floats, mean: Floats, pull: Floats) -> float:
    odds = design @ beta
    fits = weight @ (np.logaddexp(0, odds) - y * odds)
    return float(fits + (pull * (beta - mean) ** 2).sum() / 2)


def chances(log_odds: Floats) -> Floats:
    """Turn log-odds into probabilities, without overflow."""
    return np.exp(-np.logaddexp(0, -np.asarray(log_odds, np.float64)))
