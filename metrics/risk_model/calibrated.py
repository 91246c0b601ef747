"""Turn log-odds into probabilities that hold: learnt from people whom the log-odds were not learnt from."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from metrics.risk_model.frames import Floats
from metrics.risk_model.logistic import chances, fit

ENOUGH_FOR_STEPS = 500  # leavers: with fewer, steps follow chance (Niculescu-Mizil & Caruana 2005, fig. 8)


@dataclass(frozen=True)
class Calibration:
    """How log-odds become probabilities: a slope and a shift, or steps between points.

    With "platt" at is (slope, shift) and chance is empty; with "isotonic" both are the points, in order.
    """

    kind: Literal["platt", "isotonic"]
    at: tuple[float, ...]
    chance: tuple[float, ...] = ()

    def chances(self, log_odds: Floats) -> Floats:
        """Give a probability for each."""
        if self.kind == "platt":
            return chances(self.at[0] * log_odds + self.at[1])
        return np.interp(log_odds, self.at, self.chance)


def calibrated(log_odds: Floats, y: Floats, weight: Floats, leavers: int) -> Calibration:
    """Learn from log-odds what share left: by steps where enough did, else by a slope and a shift (Platt)."""
    if leavers >= ENOUGH_FOR_STEPS:
        return _steps(log_odds, y, weight)
    line = fit(log_odds[:, None], y, weight, np.ones(1), precision=1.0)
    if line.weights[0] < 0:  # never turn the order around
        line = fit(np.zeros((len(y), 1)), y, weight, np.zeros(1))
    return Calibration("platt", (line.weights[0], line.intercept))


def _steps(log_odds: Floats, y: Floats, weight: Floats) -> Calibration:
    # TRICKY: scikit-learn takes a second to import, and every process that knows the job would pay for it.
    from sklearn.isotonic import IsotonicRegression  # noqa: PLC0415

    model = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip")
    model.fit(log_odds, y, sample_weight=weight)
    at, chance = model.X_thresholds_, model.y_thresholds_
    return Calibration("isotonic", tuple(map(float, at)), tuple(map(float, chance)))
