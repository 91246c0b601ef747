"""Replay past Mondays: whom each way would have listed by what was known then, and who left after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import polars as pl

from metrics.risk.evidence import Evidence
from metrics.risk.grounds import INSTANT
from metrics.risk_model.features import keys, matrix
from metrics.risk_model.frames import TESTED, Left, Week, is_ripe, labelled
from metrics.risk_model.learned import KINDS, Kind, Learned, as_scored, learn
from metrics.risk_model.lessons import lessons

WEEKS: dict[str, pl.DataType | type[pl.DataType]] = {
    "at": INSTANT,
    "kind": pl.String,
    "people": pl.Int64,
    "leavers": pl.Int64,
    "judged": pl.Int64,
    "hits": pl.Int64,
    "squares": pl.Float64,
    "usual_squares": pl.Float64,
    "learnt_from": pl.Int64,
}
PLACES: dict[str, pl.DataType | type[pl.DataType]] = {
    "at": INSTANT,
    "kind": pl.String,
    "person": pl.String,
    "left": pl.Boolean,
}
DUE: dict[str, pl.DataType | type[pl.DataType]] = {"at": INSTANT, "person": pl.String}
TOLD: dict[str, pl.DataType | type[pl.DataType]] = {
    "kind": pl.String,
    "chance": pl.Float64,
    "n": pl.Int64,
    "left": pl.Int64,
}
CHANCE_DIGITS = 5


@dataclass(frozen=True)
class Backtest:
    """What came of past Mondays.

    weeks   a row per Monday and way: people who could be judged, leavers of them; judged and hits of the
            list; squares: the sum of squared errors of the probabilities, usual_squares that of always saying
            the share that left before (both null without any); learnt_from: people who had left
    places  who was on each list, and whether they left (null: before anything could be done)
    due     who left after each Monday
    told    how often each probability was told, and how many of them left
    """

    horizon: timedelta
    capacity: int
    weeks: pl.DataFrame
    places: pl.DataFrame
    due: pl.DataFrame
    told: pl.DataFrame


@dataclass(frozen=True)
class _Week:
    """A Monday being judged: its rows with left, and by whom it was learnt."""

    at: datetime
    rows: pl.DataFrame
    names: Sequence[str]
    capacity: int
    learnt_from: int
    usual: float | None
    evidence: Mapping[str, Evidence]


def backtest(
    weeks: Sequence[Week],
    left: Left,
    until: datetime,
    horizon: timedelta,
    capacity: int,
    evidence: Mapping[str, Evidence],
) -> Backtest:
    """Judge each Monday whose horizon has passed by `until`; left is as known now.

    Each is judged by what was learnt from earlier Mondays alone, with leavers as they were known on it. The
    challenger takes long to learn: it is tested on the last three.
    """
    parts: list[tuple[dict[str, object], pl.DataFrame, pl.DataFrame]] = []
    due = [pl.DataFrame(schema=DUE)]
    names = keys(evidence)
    ripe = [week for week in weeks if is_ripe(week.at, until, horizon, left.zone)]
    for week in ripe:
        taught = lessons(weeks, Left(week.gone, left.told, left.zone), week.at, horizon, names)
        rows = labelled(week, left, horizon)
        usual = float(taught.weight @ taught.y / taught.weight.sum()) if taught.weeks else None
        judged = _Week(week.at, rows, names, capacity, taught.leavers, usual, evidence)
        kinds = KINDS if week.at >= ripe[-TESTED:][0].at else KINDS[:-1]
        parts += [_judged(judged, each) for each in learn(taught, evidence, kinds).values()]
        due.append(rows.filter("left").select(pl.lit(week.at).cast(INSTANT).alias("at"), "person"))
    told = pl.concat([pl.DataFrame(schema=TOLD), *(part[2] for part in parts)])
    return Backtest(
        horizon,
        capacity,
        pl.DataFrame([part[0] for part in parts], schema=WEEKS),
        pl.concat([pl.DataFrame(schema=PLACES), *(part[1] for part in parts)]),
        pl.concat(due),
        told.group_by("kind", "chance").agg(pl.col("n", "left").sum()).sort("kind", "chance"),
    )


def ranked(
    week: pl.DataFrame, names: Sequence[str], learned: Learned, evidence: Mapping[str, Evidence]
) -> pl.DataFrame:
    """Put log_odds and speaks beside the rows of a Monday and order them, the first to call on top.

    The score keeps its own order. speaks: whether the evidence adds up to more than 0 points; nobody else is
    listed, whoever makes the list.
    """
    known = matrix(week, names)
    points = as_scored(evidence).log_odds(known) * 10
    rows = week.with_columns(
        pl.Series("log_odds", learned.ranker.log_odds(known)),
        pl.Series("speaks", np.round(points, 1) > 0),
    )
    if learned.kind == "score":
        return rows.sort("rank")
    return rows.sort("log_odds", "value", "person", descending=[True, True, False], nulls_last=True)


def _judged(week: _Week, learned: Learned) -> tuple[dict[str, object], pl.DataFrame, pl.DataFrame]:
    rows = ranked(week.rows, week.names, learned, week.evidence)
    listed = rows.filter("speaks").head(week.capacity)
    known = rows.filter(pl.col("left").is_not_null())
    left = known["left"].cast(pl.Float64).to_numpy()
    told, squares = _chances(known, learned, left)
    usual = None if squares is None or week.usual is None else float(((week.usual - left) ** 2).sum())
    figures: dict[str, object] = {
        "at": week.at,
        "kind": learned.kind,
        "people": known.height,
        "leavers": int(left.sum()),
        "judged": listed["left"].count(),
        "hits": listed["left"].sum(),
        "squares": squares,
        "usual_squares": usual,
        "learnt_from": week.learnt_from,
    }
    at, kind = pl.lit(week.at).cast(INSTANT).alias("at"), pl.lit(learned.kind).alias("kind")
    return figures, listed.select(at, kind, "person", "left"), told


def _chances(known: pl.DataFrame, learned: Learned, left: object) -> tuple[pl.DataFrame, float | None]:
    if learned.calibration is None:
        return pl.DataFrame(schema=TOLD), None
    chance = learned.calibration.chances(known["log_odds"].to_numpy())
    rows = pl.DataFrame({"chance": np.round(chance, CHANCE_DIGITS), "gone": left})
    sums = rows.group_by("chance").agg(n=pl.len().cast(pl.Int64), left=pl.col("gone").sum().cast(pl.Int64))
    told = sums.select(kind=pl.lit(learned.kind), chance="chance", n="n", left="left")
    return told, float(((chance - np.asarray(left)) ** 2).sum())


__all__ = ["Backtest", "Kind", "backtest", "ranked"]
