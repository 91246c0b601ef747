"""Past Mondays as they were replayed, and what was learnt from them, as literal rows."""

from datetime import UTC, datetime, timedelta

import polars as pl

from metrics.risk import EVIDENCE
from metrics.risk_model.backtest import DUE, PLACES, TOLD, WEEKS, Backtest
from metrics.risk_model.calibrated import Calibration
from metrics.risk_model.chosen import Chosen, Difference
from metrics.risk_model.features import keys
from metrics.risk_model.learned import Learned, as_scored
from metrics.risk_model.logistic import Linear
from metrics.risk_model.studied import Study
from metrics.risk_model.told import by_week, on_the_same, reliability, together

FIRST = datetime(2026, 1, 5, tzinfo=UTC)
MONDAYS = [FIRST + n * timedelta(days=7) for n in range(3)]
LISTS = {"score": ("ann", "bob", "cid", "dan"), "logistic": ("ann", "bob", "eve", "fay")}
LEAVERS = ("ann", "bob", "eve", "gus")
NOTHING: tuple[str, ...] = ()


def replayed(mondays=MONDAYS, lists=LISTS, leavers=LEAVERS, people=400):
    """The same lists on each Monday; of `people` those leave who are named."""
    weeks = [
        {
            "at": at,
            "kind": kind,
            "people": people,
            "leavers": len(leavers),
            "judged": len(names),
            "hits": len(set(names) & set(leavers)),
            "squares": 3.6,
            "usual_squares": 4.0,
            "learnt_from": 60,
        }
        for at in mondays
        for kind, names in lists.items()
    ]
    places = [
        {"at": at, "kind": kind, "person": name, "left": name in leavers}
        for at in mondays
        for kind, names in lists.items()
        for name in names
    ]
    due = [{"at": at, "person": name} for at in mondays for name in leavers]
    told = [
        {"kind": kind, "chance": chance, "n": n, "left": left}
        for kind in lists
        for chance, n, left in ((0.004, 1_000, 5), (0.3, 30, 7))
        if mondays
    ]
    return Backtest(
        timedelta(days=28),
        4,
        pl.DataFrame(weeks, schema=WEEKS),
        pl.DataFrame(places, schema=PLACES),
        pl.DataFrame(due, schema=DUE),
        pl.DataFrame(told, schema=TOLD),
    )


def ways(**learnt):
    """The score, and a logistic that learnt other points of some evidence; both calibrated."""
    points = {key: EVIDENCE[key].points for key in keys(EVIDENCE)} | (learnt or {"complaint": 30.0})
    platt = Calibration("platt", (1.0, -3.0))
    return {
        "score": Learned("score", as_scored(EVIDENCE), platt),
        "logistic": Learned("logistic", Linear(0.0, tuple(each / 10 for each in points.values())), platt),
    }


def studied(kind="logistic", why="model", found=None, leavers=60, leaks=NOTHING, **learnt):
    """A study of these Mondays; learnt: points of evidence as the logistic learnt them."""
    told = replayed() if found is None else found
    over = Difference(3, 3, -1.0, 7.0)
    return Study(
        MONDAYS[-1] + timedelta(days=35),
        told.horizon,
        told.capacity,
        tuple(keys(EVIDENCE)),
        leavers,
        tuple(leaks),
        Chosen(kind, why, None if why == "few" else over, None),
        {"score": ways()["score"]} if why == "few" else ways(**learnt),
        by_week(told),
        together(told),
        together(on_the_same(told)),
        reliability(told),
    )
