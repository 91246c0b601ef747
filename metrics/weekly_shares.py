"""Count the contacts of a topic, or those in which words were written, by week of their beginning."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

from metrics.periods import DAY_S, EPOCH
from metrics.spoken import Spoken

BEFORE, NEWEST = 8, 4  # weeks before at most; newest weeks that may be told as one rise
LEAST_BEFORE = 4
LEAST_DAYS = 3  # of a week in progress that is judged
WEEK = 7


@dataclass(frozen=True)
class Weeks:
    """The weeks looked at, the newest last: the day that the oldest begins on, and how many days count."""

    first: dt.date
    count: int
    days: int = WEEK

    @property
    def starts(self) -> list[dt.date]:
        return [self.first + dt.timedelta(WEEK * n) for n in range(self.count)]


@dataclass(frozen=True)
class Rise:
    """A share by week, n of `of`, and since which week (its place) it is no longer what was usual."""

    n: tuple[int, ...]
    of: tuple[int, ...]
    since: int

    @property
    def before(self) -> slice:
        return slice(max(0, self.since - BEFORE), self.since)

    @property
    def now(self) -> float | None:
        return share(self.n[-1:], self.of[-1:])

    @property
    def usual(self) -> float | None:
        return share(self.n[self.before], self.of[self.before])


def share(n: tuple[int, ...], of: tuple[int, ...]) -> float | None:
    """Divide sums; None of nothing."""
    return sum(n) / sum(of) if sum(of) else None


def weeks(first: dt.date, last: dt.date, week_start: int, most: int = BEFORE + NEWEST) -> Weeks | None:
    """Choose the weeks to judge, of data that are whole from the first to the last day.

    A week in progress is judged by its days so far, each week before by as many, once there are LEAST_DAYS.
    None where fewer than LEAST_BEFORE weeks lie before it.
    """
    begun = last - dt.timedelta((last.isoweekday() - week_start) % WEEK)
    days = (last - begun).days + 1
    if days < LEAST_DAYS:
        begun, days = begun - dt.timedelta(WEEK), WEEK
    count = min((begun - first).days // WEEK, most - 1)
    return Weeks(begun - dt.timedelta(WEEK * count), count + 1, days) if count >= LEAST_BEFORE else None


def placed(contacts: pl.DataFrame, at: Weeks) -> pl.DataFrame:
    """Give each contact of these weeks its place: contact_id, person, family ("" where not known), w.

    contacts: contact_id, person, topic_family, started_local_s.
    """
    day = pl.col("started_local_s") // DAY_S - (at.first - EPOCH).days
    rows = contacts.select("contact_id", "person", family=pl.col("topic_family").fill_null(""), day=day)
    inside = (pl.col("day") >= 0) & (pl.col("day") < WEEK * at.count) & (pl.col("day") % WEEK < at.days)
    return rows.filter(inside).with_columns(w=pl.col("day") // WEEK).drop("day")


def by_week(rows: pl.DataFrame, at: Weeks) -> tuple[int, ...]:
    """Count placed rows by week."""
    found = dict(rows.group_by("w").len().iter_rows())
    return tuple(found.get(w, 0) for w in range(at.count))


def counted(
    rows: pl.DataFrame, said: Spoken, family: str, keys: Collection[str], at: Weeks, since: int
) -> Rise:
    """Count a topic, or its contacts with any of the terms, by week of those that could have been counted."""
    whole = among(rows, said, family, keys)
    return Rise(by_week(contacts_with(rows, said, family, keys), at), by_week(whole, at), since)


def among(rows: pl.DataFrame, said: Spoken, family: str, keys: Collection[str]) -> pl.DataFrame:
    """Give what a share is of: the topic's contacts with a text, or all whose topic is known."""
    if keys:
        return rows.filter(family=family).join(said.writers, on="contact_id", how="semi")
    return rows.filter(pl.col("family") != "")


def contacts_with(rows: pl.DataFrame, said: Spoken, family: str, keys: Collection[str]) -> pl.DataFrame:
    """Give the contacts of a topic in which any of the terms was written, or all without terms."""
    mine = rows.filter(family=family)
    if not keys:
        return mine
    terms = said.terms.filter(pl.col("key").is_in(list(keys))).select("term")
    return mine.join(said.said.join(terms, on="term", how="semi"), on="contact_id", how="semi")
