"""Replay stored looks of a queue under some rules, for a whole quarter at once.

The same as `episode.step` look by look (a test holds them together), by columns: weeks of looks are replayed
under dozens of rules to calibrate them. Only episodes of harm; those in which nobody comes have no rules.
"""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

from metrics.bottlenecks.episode import APART, CALM_FOR, FARTHEST, LOST, UNSEEN

Flags = NDArray[np.bool_]
Places = NDArray[np.int64]
US_A_MINUTE = 60_000_000
US_A_WEEK = 604_800e6


def _us(time: timedelta) -> int:
    return time // timedelta(microseconds=1)


@dataclass(frozen=True)
class Track:
    """Looks of one queue in their order, as columns; before: the place of the look 10 minutes before, or -1.

    is_new: looks between which and the one 10 minutes before customers were over T: their harm is new.
    cut: looks at which whatever rings has ended (closed, or two hours before in which no look saw anything).
    minutes: of customers lost up to each look.
    """

    at: Places
    before: Places
    cut: Flags
    minutes: NDArray[np.float64]
    is_new: Flags

    @property
    def weeks(self) -> float:
        """How many weeks the looks span."""
        return float(self.at[-1] - self.at[0]) / US_A_WEEK if self.at.size else 0.0


@dataclass(frozen=True)
class Rang:
    """Episodes of a replay, one element each: places of the first look, of the raising one and of the end."""

    begun: Places
    raised: Places
    ended: Places


def track(looks: pl.DataFrame) -> Track:
    """Prepare the looks of one queue, of `with_strengths`, sorted by at."""
    at = looks["at"].dt.epoch("us").to_numpy().astype(np.int64)
    passed = np.diff(at, prepend=at[:1])
    is_closed, is_blind = ~looks["is_open"].to_numpy(), looks["is_blind"].to_numpy()
    cut = is_closed | (at - _seen_before(at, is_blind) > _us(LOST))
    is_first = cut | np.concatenate(([True], is_closed[:-1]))
    is_counted = ~is_first & ~is_blind
    lost = np.where(is_counted, np.minimum(passed, _us(UNSEEN)) / US_A_MINUTE, 0.0)
    minutes, before = np.cumsum(lost * looks["overdue"].to_numpy()), _before(at, is_closed, cut)
    return Track(at, before, cut, minutes, (before >= 0) & (minutes > minutes[before]))


def _seen_before(at: Places, is_blind: Flags) -> Places:
    """Find when a look saw something for the last time before each; the first ones stand for themselves."""
    seen = np.maximum.accumulate(np.where(is_blind, at[:1], at))
    return np.concatenate((at[:1], seen[:-1]))


def _before(at: Places, is_closed: Flags, cut: Flags) -> Places:
    """Find the newest look that is 10 to 15 minutes old, in the same stretch."""
    found = np.searchsorted(at, at - _us(APART), side="right") - 1
    stretch = np.cumsum(cut)
    there = np.maximum(found, 0)
    fits = (found >= 0) & (at - at[there] <= _us(FARTHEST)) & (stretch == stretch[there])
    return np.where(fits & ~is_closed[there], found, -1)


def endings(of: Track, is_calm: Flags) -> Places:
    """Find the places at which an episode ends, if there is one; calm as `judged` marks it."""
    return np.flatnonzero(of.cut | _calm_for_long(of, is_calm))


def replay(of: Track, is_held: Flags, ends: Places) -> Rang:
    """Find when a queue would have rung; held as `judged` marks it."""
    places = np.flatnonzero(is_held)
    before = of.before[places]
    twice = places[(before >= 0) & is_held[before] & of.is_new[places]]
    last = of.at.size - 1
    until = np.append(ends, last)[np.searchsorted(ends, twice, side="right")]
    raised: list[int] = []
    ended: list[int] = []
    for place, end in zip(twice.tolist(), until.tolist(), strict=True):
        if not ended or place > ended[-1]:
            raised.append(place)
            ended.append(end)
    begun = of.before[np.array(raised, dtype=np.int64)]
    return Rang(begun, np.array(raised, dtype=np.int64), np.array(ended, dtype=np.int64))


def _calm_for_long(of: Track, is_calm: Flags) -> Flags:
    starts = is_calm & ~np.concatenate(([False], is_calm[:-1]))
    since = np.maximum.accumulate(np.where(starts, of.at, np.iinfo(np.int64).min))
    return np.asarray(is_calm & (of.at - since >= _us(CALM_FOR)))


def minutes_lost(of: Track, rang: Rang) -> NDArray[np.float64]:
    """Sum up what customers lost in each episode, from its first look to its end, in minutes."""
    return np.asarray(of.minutes[rang.ended] - of.minutes[rang.begun])
