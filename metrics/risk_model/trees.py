"""The challenger: boosted trees that never make of a reason to leave a reason to stay.

Kept as plain numbers, so that a stored model can be used anywhere without unpickling.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

from metrics.risk_model.frames import Floats

if TYPE_CHECKING:
    from sklearn.ensemble import HistGradientBoostingClassifier

SEED = 7
MOST_ROWS = 200_000
PLAIN = ("feature_idx", "num_threshold", "missing_go_to_left", "left", "right", "value", "is_leaf")


@dataclass(frozen=True)
class Trees:
    """Log-odds as the sum of trees: each a list of nodes (feature, threshold, NaN goes left, left, right,
    value, is a leaf)."""

    baseline: float
    trees: tuple[tuple[tuple[float, ...], ...], ...]

    def log_odds(self, x: Floats) -> Floats:
        """Give the log-odds of each row, NaN is unknown."""
        total = np.full(len(x), self.baseline)
        for tree in self.trees:
            total += _walked(np.asarray(tree, np.float64), x)
        return total


def _walked(nodes: Floats, x: Floats) -> Floats:
    """Send each row down a tree, a level at a time; give the value of its leaf."""
    at = np.zeros(len(x), np.int64)
    open_ = np.arange(len(x))
    while (open_ := open_[nodes[at[open_], 6] == 0]).size:
        here = nodes[at[open_]]
        value = x[open_, here[:, 0].astype(np.int64)]
        goes_left = np.where(np.isnan(value), here[:, 2] == 1, value <= here[:, 1])
        at[open_] = np.where(goes_left, here[:, 3], here[:, 4]).astype(np.int64)
    told: Floats = nodes[at, 5]
    return told


def challenger(x: Floats, y: Floats, weight: Floats, signs: Sequence[int]) -> Trees:
    """Grow trees of which none turns an evidence's sign around. Of very many who stayed some are drawn."""
    model = grown(x, y, weight, signs)
    trees = [each[0].nodes for each in model._predictors]
    return Trees(float(model._baseline_prediction.ravel()[0]), tuple(_plain(nodes) for nodes in trees))


def grown(x: Floats, y: Floats, weight: Floats, signs: Sequence[int]) -> "HistGradientBoostingClassifier":
    """Grow the same trees as scikit-learn keeps them."""
    # TRICKY: scikit-learn takes a second to import, and every process that knows the job would pay for it.
    from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: PLC0415

    rows = _drawn(y)
    scale = np.where(y == 1, 1.0, max((y == 0).sum(), 1) / max((y[rows] == 0).sum(), 1))
    model = HistGradientBoostingClassifier(
        learning_rate=0.1,
        max_iter=60,
        max_leaf_nodes=8,
        min_samples_leaf=40,
        l2_regularization=1.0,
        max_bins=64,
        monotonic_cst=list(signs),
        early_stopping=False,
        random_state=SEED,
    )
    told = x[rows]
    # TRICKY: scikit-learn refuses a column without any value; as one value it grows no branch.
    told[:, np.isnan(told).all(axis=0)] = 0
    # TRICKY: threads wait for each other actively: on a busy machine two take ten times as long as one.
    with threadpool_limits(limits=1, user_api="openmp"):
        model.fit(told, y[rows], sample_weight=(weight * scale)[rows])
    return model


def _drawn(y: Floats) -> Floats:
    stayed = np.flatnonzero(y == 0)
    if len(stayed) > MOST_ROWS:
        stayed = np.random.default_rng(SEED).choice(stayed, MOST_ROWS, replace=False)
    return np.sort(np.concatenate([np.flatnonzero(y == 1), stayed]))


def _plain(nodes: Mapping[str, Floats]) -> tuple[tuple[float, ...], ...]:
    columns = np.nan_to_num(np.column_stack([nodes[name].astype(np.float64) for name in PLAIN]))
    return tuple(tuple(float(each) for each in row) for row in columns)
