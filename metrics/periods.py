"""Cut time as the site's people do: local hours, weekdays, days, weeks, months.

Local columns count seconds since 1970-01-01 on the site's wall clock, so that a day of a clock change keeps
its 23 or 25 hours and needs no time zone here.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

DAY_S = 86_400
THURSDAY = 4  # 1970-01-01
EPOCH = dt.date(1970, 1, 1)


@dataclass(frozen=True)
class Period:
    """A half-open stretch of absolute time [start, end); None is open."""

    start: dt.datetime | None = None
    end: dt.datetime | None = None

    def holds(self, anchor: str) -> pl.Expr:
        """Mark the rows whose anchor lies in the period; a row without an anchor lies in none."""
        at = pl.col(anchor)
        since = pl.lit(True) if self.start is None else at >= pl.lit(self.start)
        until = pl.lit(True) if self.end is None else at < pl.lit(self.end)
        return since & until


ALL = Period()


def hour(local_s: pl.Expr) -> pl.Expr:
    """Tell the hour of the day, 0–23."""
    return local_s % DAY_S // 3600


def day(local_s: pl.Expr) -> pl.Expr:
    """Number the local day, from 1970-01-01 on."""
    return local_s // DAY_S


def weekday(local_s: pl.Expr) -> pl.Expr:
    """Tell the ISO weekday, Monday is 1."""
    return (day(local_s) + THURSDAY - 1) % 7 + 1


def week(local_s: pl.Expr, week_start: int = 1) -> pl.Expr:
    """Number the first day of the local week; week_start is the ISO weekday that weeks begin on."""
    return day(local_s) - (weekday(local_s) - week_start) % 7


def month(local_s: pl.Expr) -> pl.Expr:
    """Count the local months since the year 0."""
    date = as_date(day(local_s))
    return date.dt.year().cast(pl.Int64) * 12 + date.dt.month() - 1


def as_date(day_number: pl.Expr) -> pl.Expr:
    """Turn the number of a day into its date."""
    return day_number.cast(pl.Int32).cast(pl.Date)


def first_of_month(months: pl.Expr) -> pl.Expr:
    """Turn a count of months into the date of the month's first day."""
    return pl.date(months // 12, months % 12 + 1, 1)


def keys(week_start: int) -> dict[str, Callable[[pl.Expr], pl.Expr]]:
    """List how each stretch of time is taken from a local column, as integers that group fast."""
    return {
        "hour": hour,
        "weekday": weekday,
        "day": day,
        "week": lambda local_s: week(local_s, week_start),
        "month": month,
    }


DECODED = {"day": as_date, "week": as_date, "month": first_of_month}
