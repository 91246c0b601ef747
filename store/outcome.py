"""What came of something that began on a day: what was asked, and what is known of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

import polars as pl

from metrics import periods
from metrics.experiments import Day, Difference, Judged, Past
from metrics.experiments.told import Weakness
from settings import Settings
from store.aims import Aim
from store.asked import Viewer
from store.daily_sums import Daily, at
from store.smallest import hidden

WEEK = timedelta(7)
OTHERS: Final = ""  # all other places together
Beside = str | Literal[False] | None
PROPOSED: Final = False  # let the past choose what to compare with
UNKNOWN: Final = Past(0, 1.0, 0.0, None)


@dataclass(frozen=True)
class Case:
    """Something that began on a day, and what was expected of it.

    beside: a place to compare with, OTHERS, None for nothing, or PROPOSED. plan: the days of a roll-out by
    chance, which are compared with one another.
    """

    aim: Aim
    since: date
    is_before: bool = True
    beside: Beside = PROPOSED
    plan: tuple[Day, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What came of a case. weeks: how many on either side; 0 while it is too early.

    ready: when the first whole week of it is known. before, after: the figure itself. found: None where too
    little came, or where the viewer may not know (`is_withheld`). weaknesses: why no more can be said.
    lines: by week, counted from the change, the figure here and beside it. others: placebo dates. days: of a
    roll-out, whether the new way held and the figure.
    """

    case: Case
    weeks: int
    ready: date
    beside: str | None = None
    found: Judged | None = None
    before: float | None = None
    after: float | None = None
    n: int = 0
    past: Past = UNKNOWN
    weaknesses: tuple[Weakness, ...] = ()
    lines: tuple[tuple[int, float | None, float | None], ...] = ()
    others: tuple[tuple[date, Difference], ...] = ()
    days: tuple[tuple[date, bool, float | None], ...] = ()
    is_withheld: bool = False


def too_early(case: Case) -> Outcome:
    """Say when the first week of a case is over."""
    return Outcome(case, 0, case.since + WEEK)


def is_hidden(
    daily: Daily, case: Case, beside: str | None, weeks: int, viewer: Viewer, smallest: int
) -> bool:
    """Tell whether so few agents are behind a side that a viewer would learn what one of them did."""
    cut, day = case.aim.cut, number(case.since)
    mine = at(daily.people, cut, case.aim.place)
    other = _beside(daily, cut, mine, beside)
    side = pl.when(mine).then(pl.lit("here")).when(other).then(pl.lit("beside"))
    is_after = pl.when(pl.col("day") < day).then(pl.lit(" before")).otherwise(pl.lit(" after"))
    near = daily.people.filter(pl.col("day").is_between(day - 7 * weeks, day + 7 * weeks, closed="left"))
    return bool(hidden(near.with_columns(group=side + is_after), viewer, smallest))


def _beside(daily: Daily, cut: str | None, mine: pl.Expr, beside: str | None) -> pl.Expr:
    """Mark who is compared with; nobody where nothing is."""
    if beside is None:
        return pl.lit(value=False)
    return ~mine if beside == OTHERS else at(daily.people, cut, beside)


def number(day: date) -> int:
    """Number a day, as rows do."""
    return (day - periods.EPOCH).days


def today(settings: Settings, at: datetime) -> date:
    """Give the day of an instant by the site's clock."""
    return at.astimezone(settings.site.zone).date()
