"""Study who left: learn, replay, look for leaks and choose, all from the same Mondays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

from metrics.risk.evidence import Evidence
from metrics.risk_model.backtest import backtest
from metrics.risk_model.chosen import Chosen, chosen
from metrics.risk_model.features import keys
from metrics.risk_model.frames import Left, Week, horizon_of
from metrics.risk_model.leaks import suspects
from metrics.risk_model.learned import Kind, Learned, learn
from metrics.risk_model.lessons import lessons
from metrics.risk_model.told import by_week, on_the_same, reliability, together


@dataclass(frozen=True)
class Study:
    """What was learnt up to `until`, and what the replay of past Mondays came to.

    names are the evidence that features stand for, in order. learned: all ways that could be learnt; that
    which makes the list is chosen.kind. leavers: people who left in the time learnt from. together tells each
    way of all its Mondays, alike of those on which all ways were tested.
    """

    until: datetime
    horizon: timedelta
    capacity: int
    names: tuple[str, ...]
    leavers: int
    leaks: tuple[str, ...]
    chosen: Chosen
    learned: Mapping[Kind, Learned]
    by_week: pl.DataFrame
    together: pl.DataFrame
    alike: pl.DataFrame
    reliability: pl.DataFrame


def study(
    weeks: Sequence[Week],
    left: Left,
    until: datetime,
    capacity: int,
    evidence: Mapping[str, Evidence],
) -> Study:
    """Study Mondays, the oldest first; left is as known at `until`."""
    horizon, names = horizon_of([week.at for week in weeks], until, left.zone), keys(evidence)
    taught = lessons(weeks, left, until, horizon, names)
    replayed = backtest(weeks, left, until, horizon, capacity, evidence)
    leaks = suspects(taught, names)
    return Study(
        until,
        horizon,
        capacity,
        tuple(names),
        taught.leavers,
        tuple(leaks),
        chosen(replayed, taught.leavers, leaks),
        learn(taught, evidence),
        by_week(replayed),
        together(replayed),
        together(on_the_same(replayed)),
        reliability(replayed),
    )
