"""Order those scored on a Monday by what was learnt before, and tell chances that were tested."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
import polars as pl

from metrics.intervals import wilson
from metrics.risk.evidence import Evidence
from metrics.risk_model.backtest import ranked
from metrics.risk_model.features import features, keys
from metrics.risk_model.frames import STEP
from metrics.risk_model.learned import Learned, as_scored
from metrics.risk_model.studied import Study

TESTED = ("worse", "model", "better")  # why one makes the list, where past Mondays were there to say so
CHANCE_DIGITS = 4


@dataclass(frozen=True)
class Raised:
    """Those told more than the usual chance: how often, the mean told, the share who left with its 95 %."""

    n: int
    told: float
    left: float
    low: float
    high: float


def in_order(
    facts: pl.DataFrame,
    scores: pl.DataFrame,
    as_of: datetime,
    learned: Learned,
    evidence: Mapping[str, Evidence],
) -> pl.DataFrame:
    """Give scores in the order of what was learnt, ranked anew, with chance: of leaving, null untold."""
    rows = ranked(features(facts, scores, as_of, evidence), keys(evidence), learned, evidence)
    places = rows.select("person", _chance(rows, learned), rank=pl.int_range(1, pl.len() + 1))
    return scores.drop("rank").join(places, on="person").sort("rank")


def _chance(rows: pl.DataFrame, learned: Learned) -> pl.Series:
    if learned.calibration is None:
        return pl.Series("chance", [None] * rows.height, pl.Float64)
    chance = learned.calibration.chances(rows["log_odds"].to_numpy())
    return pl.Series("chance", np.round(chance, CHANCE_DIGITS), pl.Float64)


def by_points(scores: pl.DataFrame) -> pl.DataFrame:
    """Give scores in their own order, without chances."""
    return scores.with_columns(pl.lit(None, pl.Float64).alias("chance"))


def orders(found: Study, evidence: Mapping[str, Evidence]) -> Learned | None:
    """Give what orders a list by a study; None where nothing was tested, or other weights hold since.

    It tells chances only where those told on past Mondays came true.
    """
    if found.chosen.why not in TESTED or found.names != tuple(keys(evidence)):
        return None
    if found.learned["score"].ranker != as_scored(evidence):
        return None
    learned = found.learned[found.chosen.kind]
    return learned if came_true(found) else replace(learned, calibration=None)


def came_true(found: Study) -> bool:
    """Tell whether of those told more than the usual chance as many left as was told, within 95 %."""
    one = raised(found)
    return one is not None and one.low <= one.told <= one.high


def raised(found: Study) -> Raised | None:
    """Hold what was told to those with more than the usual chance against what came; None without any."""
    rows = found.reliability.filter(kind=found.chosen.kind).unnest("share")
    usual = pl.col("numerator").sum() / pl.col("n").sum()
    high = rows.filter(pl.col("at_least") >= usual)
    if not high["n"].sum():
        return None
    worth, n, left = STEP / found.horizon, pl.col("n").sum(), pl.col("numerator").sum()
    low, most = wilson(left * worth, n * worth)
    mean = (pl.col("expected") * pl.col("n")).sum() / n
    return Raised(**high.select(n=n, told=mean, left=left / n, low=low, high=most).row(0, named=True))
