"""Give each window its usual: the same person's at the same hours of other weeks, nothing having happened.

A person is held against nobody but himself, so that those who always call often, and to whom more happens,
count for nothing. Weeks differ; so a person's contacts in those other weeks are taken by how many contacts
everybody else made then (a ratio of sums), which is the season, the holiday and the growth in one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt
import polars as pl

from metrics.prevention.moved import moved
from metrics.prevention.timeline import Places, line

WEEKS = 4  # before and after: near enough to be alike, and enough to tell a rare contact
HOUR = timedelta(hours=1)
FEWEST_OUTSIDE = 0.1  # of all people: with fewer of them nobody is left to tell the season by
Numbers = npt.NDArray[np.float64]


def controls(
    windows: pl.DataFrame, blocked: pl.DataFrame, since: datetime, until: datetime, zone: str
) -> pl.DataFrame:
    """List the windows that each is held against: episode, who, begins, ends.

    windows hold joined_at and left_at as well (`with_spans`). What they are held against lies one to four
    weeks before and after at the same local time, is as long, could be watched whole, lies within the time
    the person was a customer, and touches no window of `blocked` of the same person.
    """
    length = pl.col("ends") - pl.col("begins")
    was_there = (pl.col("joined_at") <= pl.col("at")).fill_null(value=True)
    stayed = (pl.col("left_at") >= pl.col("at") + length).fill_null(value=True)
    is_seen = (pl.col("at") >= since) & (pl.col("at") + length <= until)
    each = []
    for at in moved(windows["begins"], [*range(-WEEKS, 0), *range(1, WEEKS + 1)], zone):
        kept = windows.with_columns(at=at).filter(is_seen & was_there & stayed)
        each.append(kept.select("episode", "who", begins="at", ends=pl.col("at") + length))
    return _free(pl.concat(each), blocked)


def with_spans(windows: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """Put joined_at and left_at of the person beside windows, by spans: null is unknown."""
    return windows.join(spans, on="who", how="left", maintain_order="left")


def _free(near: pl.DataFrame, blocked: pl.DataFrame) -> pl.DataFrame:
    """Leave out what overlaps a blocked window: the last one that begins before it ends reaches into it."""
    begun, reach = _sorted(blocked, "open_until")
    at = np.searchsorted(begun, line(near, "ends"), side="left") - 1
    return near.filter(~pl.Series(_reached(reach, at) > line(near, "begins")))


def _sorted(blocked: pl.DataFrame, until: str) -> tuple[Places, Places]:
    """Sort windows by their beginning, each with how far those up to it reach; people do not overlap."""
    begins, ends = line(blocked, "begins"), line(blocked, until)
    order = np.argsort(begins, kind="stable")
    return begins[order], np.maximum.accumulate(ends[order])


def _reached(reach: Places, at: Places) -> Places:
    return np.asarray(np.where(at >= 0, reach[np.maximum(at, 0)] if reach.size else 0, -1))


@dataclass(frozen=True)
class Season:
    """How many contacts a person makes to whom nothing happened, added up from hour to hour.

    first: where the hours begin, in seconds since 1970; made and unknown: sums up to each hour, of contacts a
    person and of hours of which nobody can tell, since too few people were left.
    """

    first: float
    made: Numbers
    unknown: Numbers

    def of(self, windows: pl.DataFrame) -> pl.Series:
        """Say how many contacts a person would make in each window; null where nobody can tell."""
        begins, ends = (self._places(windows[name]) for name in ("begins", "ends"))
        made, unknown = (_at(sums, ends) - _at(sums, begins) for sums in (self.made, self.unknown))
        known = np.where(unknown > 0, np.nan, made)
        return pl.Series("season", known, dtype=pl.Float64).fill_nan(None)

    def _places(self, at: pl.Series) -> tuple[Places, Numbers]:
        """Find the hour of each instant, and how much of it is over."""
        hours = np.clip((_seconds(at) - self.first) / HOUR.total_seconds(), 0, len(self.made) - 1)
        whole = np.minimum(hours.astype(np.int64), max(len(self.made) - 2, 0))
        return whole, hours - whole


def _at(sums: Numbers, places: tuple[Places, Numbers]) -> Numbers:
    whole, part = places
    return np.asarray(sums[whole] + part * np.append(np.diff(sums), 0.0)[whole])


def season(
    blocked: pl.DataFrame, contacts: pl.DataFrame, people: int, since: datetime, until: datetime
) -> Season:
    """Learn the season from the contacts outside of all `blocked` windows; people: how many there are."""
    first, last = since.timestamp(), until.timestamp()
    edges = np.arange(first, last + HOUR.total_seconds(), HOUR.total_seconds())
    outside = _outside(contacts, blocked)
    made = np.histogram(_seconds(outside["started_at"]), edges)[0].astype(np.float64)
    middle = (edges[:-1] + edges[1:]) / 2
    begun, over = (np.sort(_seconds(blocked[name])) for name in ("begins", "ends"))
    is_in = np.searchsorted(begun, middle) - np.searchsorted(over, middle)
    left = np.maximum(people - is_in, 0).astype(np.float64)
    is_known = left >= max(FEWEST_OUTSIDE * people, 1)
    rate = np.where(is_known, made / np.maximum(left, 1), 0.0)
    sums = [np.concatenate([[0.0], np.cumsum(each)]) for each in (rate, (~is_known).astype(np.float64))]
    return Season(first, sums[0], sums[1])


def _outside(contacts: pl.DataFrame, blocked: pl.DataFrame) -> pl.DataFrame:
    begun, reach = _sorted(blocked, "ends")
    own = line(contacts, "started_at")
    return contacts.filter(~pl.Series(_reached(reach, np.searchsorted(begun, own, side="left") - 1) >= own))


def _seconds(at: pl.Series) -> Numbers:
    return at.dt.epoch("us").to_numpy().astype(np.float64) / 1e6


def counted(windows: pl.DataFrame, contacts: pl.DataFrame) -> pl.Series:
    """Count the person's contacts in each window, after its beginning up to its end."""
    places = np.sort(line(contacts, "started_at"))
    ends = (np.searchsorted(places, line(windows, name), side="right") for name in ("ends", "begins"))
    return pl.Series("contacts", next(ends) - next(ends), dtype=pl.Int64)
