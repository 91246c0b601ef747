"""Learn whom to call from who left: the score as it is, the logistic and its challenger, each calibrated."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from metrics.risk.evidence import Evidence
from metrics.risk_model.calibrated import Calibration, calibrated
from metrics.risk_model.features import keys
from metrics.risk_model.frames import Floats
from metrics.risk_model.lessons import PARTS, Lessons
from metrics.risk_model.logistic import Linear, fit
from metrics.risk_model.trees import Trees, challenger

Kind = Literal["score", "logistic", "challenger"]
KINDS: tuple[Kind, ...] = ("score", "logistic", "challenger")
ENOUGH = 50  # people who left, before anything is learnt from them


@dataclass(frozen=True)
class Learned:
    """What ranks people, and what makes probabilities of it; null while too few have left."""

    kind: Kind
    ranker: Linear | Trees
    calibration: Calibration | None


def as_scored(evidence: Mapping[str, Evidence]) -> Linear:
    """Give the score as log-odds: points are log likelihood ratios × 10."""
    return Linear(0.0, tuple(float(prior) for prior in priors(evidence)))


def priors(evidence: Mapping[str, Evidence]) -> Floats:
    """Give what each feature is believed to weigh before anybody left."""
    return np.array([evidence[key].points / 10 for key in keys(evidence)])


def learn(
    found: Lessons, evidence: Mapping[str, Evidence], kinds: Collection[Kind] = KINDS
) -> dict[Kind, Learned]:
    """Learn the score's probabilities and other kinds; while fewer than ENOUGH left, the score alone."""
    score = as_scored(evidence)
    if found.leavers < ENOUGH:
        return {"score": Learned("score", score, None)}
    prior = priors(evidence)
    signs = [1 if each > 0 else -1 for each in prior]
    told = score.log_odds(found.x)
    ways: dict[Kind, Callable[[Lessons], Linear | Trees]] = {
        "logistic": lambda rows: fit(rows.x, rows.y, rows.weight, prior),
        "challenger": lambda rows: challenger(rows.x, rows.y, rows.weight, signs),
    }
    made: dict[Kind, Learned] = {
        "score": Learned("score", score, calibrated(told, found.y, found.weight, found.leavers))
    }
    for kind, way in ways.items():
        if kind in kinds:
            made[kind] = Learned(kind, way(found), out_of_parts(found, way))
    return made


def out_of_parts(found: Lessons, way: Callable[[Lessons], Linear | Trees]) -> Calibration:
    """Calibrate by log-odds that were learnt from other people."""
    odds = np.zeros(len(found.y))
    for part in range(PARTS):
        mine = found.part == part
        if mine.any():
            odds[mine] = way(found.only(~mine)).log_odds(found.x[mine])
    return calibrated(odds, found.y, found.weight, found.leavers)
