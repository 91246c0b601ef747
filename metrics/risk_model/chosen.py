"""Choose who makes the list: the score, until a model has shown that it is at least as good."""

from dataclasses import dataclass
from math import sqrt
from typing import Literal

import polars as pl

from metrics.intervals import Z
from metrics.risk_model.backtest import Backtest
from metrics.risk_model.frames import TESTED
from metrics.risk_model.learned import ENOUGH, Kind

Why = Literal["few", "leak", "untested", "worse", "model", "better"]


@dataclass(frozen=True)
class Difference:
    """How many more leavers one way listed than another in the last Mondays, with its 95 % interval."""

    weeks: int
    value: int
    low: float
    high: float


@dataclass(frozen=True)
class Chosen:
    """Who makes the list and why, with what the comparisons came to where they could be made.

    few: too few have left. leak: evidence that tells too much. untested: no three Mondays yet. worse: the
    logistic lists fewer leavers than the score, beyond noise. model: the logistic. better: the challenger
    lists more than the logistic, beyond noise.
    """

    kind: Kind
    why: Why
    over_score: Difference | None = None
    over_logistic: Difference | None = None


def chosen(found: Backtest, leavers: int, leaks: list[str]) -> Chosen:
    """Choose by the last three Mondays that both ways were tested on."""
    if leavers < ENOUGH:
        return Chosen("score", "few")
    ours, theirs = difference(found, "logistic", "score"), difference(found, "challenger", "logistic")
    if leaks:
        return Chosen("score", "leak", ours, theirs)
    if ours.weeks < TESTED:
        return Chosen("score", "untested", ours, theirs)
    if ours.high < 0:
        return Chosen("score", "worse", ours, theirs)
    if theirs.weeks >= TESTED and theirs.low > 0:
        return Chosen("challenger", "better", ours, theirs)
    return Chosen("logistic", "model", ours, theirs)


def difference(found: Backtest, one: Kind, other: Kind) -> Difference:
    """Compare the leavers that two ways listed on the same Mondays, the last three.

    A person whom only one of them lists says so on several Mondays: people, not places, are drawn by chance
    (the normal interval of a sum of independent differences).
    """
    tested = found.weeks.filter(pl.col("kind").is_in([one, other])).group_by("at").len()
    last = tested.filter(pl.col("len") == 2).sort("at").tail(TESTED)
    sign = pl.when(pl.col("kind") == one).then(1).otherwise(-1)
    hits = found.places.filter("left", pl.col("kind").is_in([one, other])).join(last, on="at", how="semi")
    people = hits.group_by("person").agg(d=sign.sum().cast(pl.Int64))["d"]
    value, half = int(people.sum()), Z * sqrt(float((people**2).sum()))
    return Difference(last.height, value, value - half, value + half)
