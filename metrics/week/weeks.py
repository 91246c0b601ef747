"""Which weeks are looked at: the week itself, thirteen before it, and the same ones a year earlier."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from language import _
from metrics import periods
from metrics.days import WEEK, Days, instants, week_of
from metrics.week.headlines import Headline

BEFORE = 13  # weeks before: of a run, and to learn how much weeks differ anyway
YEAR = 52  # weeks, so that weekdays line up
COMPARED: Mapping[str, tuple[int, ...]] = {
    "before": (1,),
    "month": (1, 2, 3, 4),
    "year": (YEAR,),
}  # how many weeks back, by what is compared with
LONG = timedelta(28)  # who is decided later than this is too few to matter


class WeekError(ValueError):
    """Say which week cannot be told of, and which can."""


@dataclass(frozen=True)
class Weeks:
    """A week as it is known as of an instant; `start` is the ISO weekday on which the site's weeks begin."""

    days: Days
    as_of: datetime
    zone: ZoneInfo
    start: int

    def back(self, weeks: int) -> "Weeks":
        """The week so many weeks before."""
        return Weeks(self.days.earlier(WEEK * weeks), self.as_of, self.zone, self.start)

    @property
    def end(self) -> datetime:
        return instants(self.days, self.zone)[1]

    def known(self, headline: Headline) -> "Weeks":
        """The newest week up to this one of which a metric is known; of most it is this one."""
        found = self
        while found.end + headline.ripens > self.as_of:
            found = found.back(1)
        return found

    def is_provisional(self, headline: Headline) -> bool:
        """Tell whether rows of the week may still come."""
        return self.as_of < self.end + headline.ripens + headline.settles

    def lag(self, headline: Headline) -> timedelta | None:
        """How long after its end what is told of a week was decided at the latest; None where it was all."""
        found = self.as_of - self.end - headline.ripens
        return None if found >= LONG else found


def newest(as_of: datetime, zone: ZoneInfo, start: int) -> Weeks:
    """The last week that is over."""
    today = as_of.astimezone(zone).date()
    return Weeks(week_of(today - timedelta(WEEK), start), as_of, zone, start)


def week_at(day: date, as_of: datetime, zone: ZoneInfo, start: int) -> Weeks:
    """The week of a day. Raises WeekError for one that is not over."""
    found, last = Weeks(week_of(day, start), as_of, zone, start), newest(as_of, zone, start)
    if found.days.first > last.days.first:
        sentence = _("The week of {day} is not over; the newest that is began on {newest}.")
        raise WeekError(sentence.format(day=day.isoformat(), newest=last.days.first.isoformat()))
    return found


def placed(rows: pl.LazyFrame, headline: Headline, week: Weeks, back: tuple[int, ...]) -> pl.LazyFrame:
    """Give each row of some weeks how many weeks `back` it lies; rows decided too late for a week are out.

    A row counts where it was decided as soon after its week's end as those of the newest week had to be.
    """
    of_week = pl.DataFrame(
        {
            "week": [(week.back(n).days.first - periods.EPOCH).days for n in back],
            "back": back,
            "until": [week.back(n).end + (week.lag(headline) or LONG) for n in back],
        },
        schema={"week": pl.Int64, "back": pl.Int64, "until": pl.Datetime("us", "UTC")},
    )
    keyed = rows.with_columns(week=periods.week(pl.col(headline.anchor), week.start).cast(pl.Int64))
    found = keyed.join(of_week.lazy(), on="week", how="inner")
    if headline.settled is None or week.lag(headline) is None:
        return found
    return found.filter(headline.settled.le(pl.col("until")).fill_null(value=True))
