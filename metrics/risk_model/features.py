"""Turn evidence into features: of each evidence how much of its points it adds to the score."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np
import polars as pl

from metrics.risk.evidence import EVIDENCE, Evidence
from metrics.risk.score import added
from metrics.risk_model.frames import Floats


class LeakError(ValueError):
    """A row holds what nobody knew at its instant."""


def keys(evidence: Mapping[str, Evidence]) -> list[str]:
    """Give the evidence that weighs anything, in its order: the columns of the features."""
    return [key for key, each in evidence.items() if each.points]


def features(
    facts: pl.DataFrame,
    scores: pl.DataFrame,
    as_of: datetime,
    evidence: Mapping[str, Evidence] = EVIDENCE,
) -> pl.DataFrame:
    """Give a row per person of scores: person, rank, value, then a Float32 per evidence that weighs.

    A feature is the share of its points that evidence adds, faded and at a quarter where it is not the
    largest of its family, so that features times weights are the points. Null is unknown. Raises LeakError
    where a fact is of later than as_of.
    """
    _none_later(facts, as_of)
    names = keys(evidence)
    weights = {key: evidence[key].points for key in names}
    told = added(facts, as_of, evidence).lazy()
    share = (
        pl.col("tenths") / 10 / pl.col("evidence").replace_strict(weights, return_dtype=pl.Float64)
    ).cast(pl.Float32)
    sums = [share.filter(pl.col("evidence") == key).sum().alias(key) for key in names]
    has = [(pl.col("evidence") == key).any().alias(f"has_{key}") for key in names]
    found = told.group_by("person").agg(*sums, *has)
    whole = scores.lazy().join(found, on="person", how="left")
    return whole.select("person", "rank", "value", *(_known(key) for key in names)).collect()


def _known(key: str) -> pl.Expr:
    is_told = pl.col(f"has_{key}").fill_null(value=False)
    is_unknown = pl.col("unknown").list.contains(key)
    return pl.when(is_told).then(pl.col(key)).when(~is_unknown).then(pl.lit(0, pl.Float32)).alias(key)


def _none_later(facts: pl.DataFrame, as_of: datetime) -> None:
    later = facts.filter(pl.col("at") > as_of)["evidence"].unique().sort()
    if not later.is_empty():
        raise LeakError(f"Known only after {as_of:%Y-%m-%d %H:%M}: {', '.join(later)}.")


def matrix(rows: pl.DataFrame, names: Sequence[str]) -> Floats:
    """Give the features as an array of float32, rows × names; unknown is NaN."""
    if not names:
        return np.zeros((rows.height, 0), np.float32)
    columns = [rows[name].cast(pl.Float32).fill_null(float("nan")).to_numpy() for name in names]
    return np.column_stack(columns).astype(np.float32)
