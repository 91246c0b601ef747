"""Order those scored on a Monday by what was learnt before, and tell chances that were tested."""

from collections.abc import Mapping
from datetime import datetime

import numpy as np
import polars as pl

from metrics.risk.evidence import Evidence
from metrics.risk_model.backtest import ranked
from metrics.risk_model.features import features, keys
from metrics.risk_model.learned import Learned, as_scored
from metrics.risk_model.studied import Study

TESTED = ("worse", "model", "better")  # why one makes the list, where past Mondays were there to say so
CHANCE_DIGITS = 4


def in_order(
    facts: pl.DataFrame,
    scores: pl.DataFrame,
    as_of: datetime,
    learned: Learned,
    evidence: Mapping[str, Evidence],
) -> pl.DataFrame:
    """Give scores in the order of what was learnt, ranked anew, with chance: of leaving, null untold."""
    rows = ranked(features(facts, scores, as_of, evidence), keys(evidence), learned, evidence)
    chance: object = None
    if learned.calibration is not None:
        chance = np.round(learned.calibration.chances(rows["log_odds"].to_numpy()), CHANCE_DIGITS)
    places = rows.select(
        "person",
        rank=pl.int_range(1, pl.len() + 1),
        chance=pl.Series("chance", chance, pl.Float64) if chance is not None else pl.lit(None, pl.Float64),
    )
    return scores.drop("rank").join(places, on="person").sort("rank")


def by_points(scores: pl.DataFrame) -> pl.DataFrame:
    """Give scores in their own order, without chances."""
    return scores.with_columns(pl.lit(None, pl.Float64).alias("chance"))


def orders(found: Study, evidence: Mapping[str, Evidence]) -> Learned | None:
    """Give what orders a list by a study; None where nothing was tested, or other weights hold since."""
    if found.chosen.why not in TESTED or found.names != tuple(keys(evidence)):
        return None
    if found.learned["score"].ranker != as_scored(evidence):
        return None
    return found.learned[found.chosen.kind]
