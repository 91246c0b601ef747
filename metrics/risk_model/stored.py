"""What is learnt of who leaves, as JSON and back: plain numbers, nobody's name."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

import polars as pl

from metrics.ratio import FIGURE
from metrics.risk.grounds import INSTANT
from metrics.risk_model.calibrated import Calibration
from metrics.risk_model.chosen import Chosen, Difference
from metrics.risk_model.learned import Kind, Learned
from metrics.risk_model.logistic import Linear
from metrics.risk_model.told import FIGURES
from metrics.risk_model.trees import Trees

Schema = dict[str, pl.DataType | type[pl.DataType]]
VERSION = 3  # of the recipe: features, gap, horizons, priors, trees, calibration, choice and who is listed
COUNTS: Schema = dict.fromkeys(("people", "leavers"), pl.Int64)
BY_WEEK: Schema = {
    "at": INSTANT,
    "kind": pl.String,
    **COUNTS,
    "learnt_from": pl.Int64,
    **dict.fromkeys(FIGURES, FIGURE),
}
TOGETHER: Schema = {"kind": pl.String, "weeks": pl.Int64, **COUNTS, **dict.fromkeys(FIGURES, FIGURE)}
RELIABILITY: Schema = {
    "kind": pl.String,
    "at_least": pl.Float64,
    "below": pl.Float64,
    "n": pl.Int64,
    "expected": pl.Float64,
    "share": FIGURE,
}


def coefficients(learned: Mapping[Kind, Learned]) -> str:
    """Write down what ranks people, of each way."""
    told = {kind: asdict(each.ranker) for kind, each in learned.items()}
    return json.dumps(told, allow_nan=False)


def calibrations(learned: Mapping[Kind, Learned]) -> str:
    """Write down what makes probabilities, of each way."""
    told = {kind: each.calibration and asdict(each.calibration) for kind, each in learned.items()}
    return json.dumps(told, allow_nan=False)


def restored(coefficients: str, calibrations: str) -> dict[Kind, Learned]:
    """Read both again."""
    rankers, shares = json.loads(coefficients), json.loads(calibrations)
    return {kind: Learned(kind, _ranker(told), _calibration(shares[kind])) for kind, told in rankers.items()}


def _ranker(told: dict[str, Any]) -> Linear | Trees:
    if "weights" in told:
        return Linear(told["intercept"], tuple(told["weights"]))
    trees = tuple(tuple(tuple(node) for node in tree) for tree in told["trees"])
    return Trees(told["baseline"], trees)


def _calibration(told: dict[str, Any] | None) -> Calibration | None:
    if told is None:
        return None
    return Calibration(told["kind"], tuple(told["at"]), tuple(told["chance"]))


def choice(chosen: Chosen) -> dict[str, Any]:
    """Give a choice as plain values."""
    return asdict(chosen)


def restored_choice(told: dict[str, Any]) -> Chosen:
    """Read it again."""
    differences = (told[name] and Difference(**told[name]) for name in ("over_score", "over_logistic"))
    return Chosen(told["kind"], told["why"], *differences)


def rows(frame: pl.DataFrame) -> list[dict[str, Any]]:
    """Give a frame's rows as plain values; instants in ISO 8601."""
    return [
        {name: each.isoformat() if isinstance(each, datetime) else each for name, each in row.items()}
        for row in frame.iter_rows(named=True)
    ]


def restored_rows(told: list[dict[str, Any]], schema: Schema) -> pl.DataFrame:
    """Read them again."""
    texts = {name: pl.String if dtype == INSTANT else dtype for name, dtype in schema.items()}
    frame = pl.DataFrame(told, schema=texts)
    instants = [name for name, dtype in schema.items() if dtype == INSTANT]
    return frame.with_columns(pl.col(instants).str.to_datetime(time_zone="UTC", time_unit="us"))
