"""Put the measures of an agent together: who is clearly above what was expected, and who is tied.

All measures count the same: the score is their mean, so that what was chosen is not what came out best.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from metrics.recognition import LEAST, LEAST_MEASURES
from metrics.recognition.chance import beyond_chance
from metrics.recognition.score import CAUTIOUS_Z

EVIDENCE = ("measure", "agent_id", "n", "observed", "expected", "theta", "se", "low", "high", "noise")
BEFORE = ("n_before", "observed_before")  # of who improved alone


@dataclass(frozen=True)
class Judged:
    """Who is clearly above, the first on top, and of the others only how many there are.

    above: agent_id, score, se, low, is_tied (with the first); evidence: EVIDENCE of those alone.
    """

    above: pl.DataFrame
    evidence: pl.DataFrame
    as_expected: int
    not_enough: int


def judged(
    measures: Mapping[str, pl.DataFrame], least: int = LEAST, least_measures: int = LEAST_MEASURES
) -> Judged:
    """Judge agents by some measures, each as `score.scored` gives it.

    Clearly above: at least two measures of `least` cases say something; the cautious end of their mean is
    above what was expected, more clearly than chance makes one in five of those named; two are not below
    what was expected, and none is clearly below.
    """
    told = _long(measures)
    said = told.filter(pl.col("n") >= least, pl.col("noise") > 0)
    agents = _of_agents(said)
    enough = beyond_chance(agents.filter(pl.col("measures") >= least_measures))
    is_above = (
        (pl.col("low") > 0)
        & pl.col("is_beyond_chance")
        & (pl.col("not_below") >= least_measures)
        & ~pl.col("is_clearly_below")
    )
    above = tied(enough.filter(is_above).select("agent_id", "score", "se", "low"))
    named = above.select("agent_id")
    return Judged(
        above=above,
        evidence=said.join(named, on="agent_id", how="semi"),
        as_expected=enough.height - above.height,
        not_enough=told["agent_id"].n_unique() - enough.height,
    )


def tied(above: pl.DataFrame) -> pl.DataFrame:
    """Sort by the cautious end and mark who cannot be told apart from the first, at 80 %."""
    order = above.sort(["low", "agent_id"], descending=[True, False])
    apart = (pl.col("se") ** 2 + pl.col("se").first() ** 2).sqrt()
    is_tied = pl.col("score").first() - pl.col("score") <= CAUTIOUS_Z * apart
    return order.with_columns(is_tied=is_tied)


def _long(measures: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    rows = [
        each.with_columns(measure=pl.lit(name)).select(*EVIDENCE, *set(BEFORE).intersection(each.columns))
        for name, each in measures.items()
    ]
    return pl.concat(rows, how="diagonal_relaxed")


def _of_agents(said: pl.DataFrame) -> pl.DataFrame:
    k = pl.len()
    agents = said.group_by("agent_id").agg(
        measures=k,
        score=pl.col("theta").mean(),
        se=(pl.col("se") ** 2).sum().sqrt() / k,
        noise=(pl.col("noise") ** 2).sum().sqrt() / k,
        not_below=(pl.col("theta") >= 0).sum(),
        is_clearly_below=(pl.col("high") < 0).any(),
    )
    return agents.with_columns(low=pl.col("score") - CAUTIOUS_Z * pl.col("se")).sort("agent_id")
