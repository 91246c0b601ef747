"""What is usual at a minute of a day: the same minute of the same weekday, over the six weeks before.

Counts lie in tables of days × minutes of the local day. The median of such counts of 90 minutes is what is
usual (DEFINITIONS 7); of rare things, such as contacts moved here, the mean, whose median would be 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from metrics.bottlenecks.counts import US_A_MINUTE, Counts, Instants, between
from metrics.bottlenecks.look import EVIDENCE
from metrics.bottlenecks.usual import Numbers, level, spread

WEEKS, LEAST_WEEKS = 6, 3
FARTHEST = 12 * 60  # minutes before the window that today's level is learnt from, where a queue never closes
SAMPLE = 30  # minutes between windows that the spread is learnt from
LEAST_WINDOWS = 30  # under which a stage's own spread is not known

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Days:
    """The ticks of some days of one queue, as tables of days × ticks of the local day.

    at: the instant, is_there: whether the clock shows it at all on that day (it skips an hour in spring),
    is_open, opened: minutes since the opening, 0 while closed.
    """

    at: Instants
    is_there: Flags
    is_open: Flags
    opened: Instants
    step: int

    @property
    def evidence(self) -> Instants:
        """Minutes of the evidence window, cut at the opening, 1 at least."""
        return np.clip(self.opened, 1, EVIDENCE)


def days(at: Instants, is_there: Flags, is_open: Flags, step: int) -> Days:
    """Lay out ticks of `step` minutes, all tables of days × ticks."""
    flat = (is_open & is_there).ravel()
    ticks = np.arange(flat.size)
    last_closed = np.maximum.accumulate(np.where(flat, -1, ticks))
    opened = np.where(flat, (ticks - last_closed) * step, 0).reshape(at.shape)
    return Days(at, is_there, is_open & is_there, opened, step)


@dataclass(frozen=True)
class Sent:
    """What is usual of one kind of `stages` in the evidence window; nan: under three weeks tell of it."""

    usual: Numbers
    spread: float


@dataclass(frozen=True)
class Usual:
    """What is usual at the ticks of the last days of a table; nan: under three weeks tell of it.

    arrivals: in the evidence window, without today's level; before: from the opening up to that window;
    moved: of the arrivals, moved here. spread: variance / mean of windows, 1 at least. sent: by kind.
    """

    arrivals: Numbers
    before: Numbers
    moved: Numbers
    spread: float
    sent: Mapping[str, Sent] = field(default_factory=dict)


def opening(of: Days) -> Instants:
    """The instant from which on today's level is learnt, for each tick."""
    return np.asarray(of.at - np.clip(of.opened, 1, FARTHEST) * US_A_MINUTE)


def usual(of: Days, counted: Counts, last: int) -> Usual:
    """Learn what is usual on the last `last` days, each from the six weeks before it.

    Before anybody came to a queue nothing is known of it: that is no week in which nobody came.
    """
    after = of.at - of.evidence * US_A_MINUTE
    is_known = of.is_open & (of.at >= counted.queued.min(initial=of.at.max()))
    tables = [
        _where(is_known, between(counted.queued, after, of.at)),
        _where(is_known, between(counted.queued, np.minimum(opening(of), after), after)),
        _where(is_known, between(counted.moved, after, of.at)),
    ]
    arrivals, before = (_typical(table, last, np.nanmedian) for table in tables[:2])
    moved = _typical(tables[2], last, np.nanmean)
    every = max(SAMPLE // of.step, 1)
    varying = _spread(tables[0], tables[1], every)
    sent = {
        kind: _sent(_where(is_known, between(events, after, of.at)), last, every, varying)
        for kind, events in counted.sent.items()
    }
    return Usual(arrivals, before, moved, varying, sent)


def _sent(table: Numbers, last: int, every: int, otherwise: float) -> Sent:
    """The mean, and how far windows of all days that have one are from it; of too few, as far as arrivals."""
    usual = _typical(table, last, np.nanmean)
    many = max(table.shape[0] - 7 * LEAST_WEEKS, 0)
    expected = _typical(table, many, np.nanmean)[:, ::every].ravel()
    if np.count_nonzero(expected >= 1) < LEAST_WINDOWS:
        return Sent(usual, otherwise)
    return Sent(usual, spread(table[table.shape[0] - many :, ::every].ravel(), expected))


def _where(is_known: Flags, table: Instants) -> Numbers:
    return np.where(is_known, table.astype(np.float64), np.nan)


def _typical(table: Numbers, last: int, middle) -> Numbers:  # type: ignore[no-untyped-def]
    """The middle of the same tick over the six weeks before, of which three at least are known."""
    rows = np.arange(table.shape[0] - last, table.shape[0])[:, None] - 7 * np.arange(1, WEEKS + 1)
    weeks = np.where((rows >= 0)[:, :, None], table[np.maximum(rows, 0)], np.nan)
    is_known = np.isfinite(weeks).sum(axis=1) >= LEAST_WEEKS
    found = np.full(is_known.shape, np.nan)
    found[is_known] = middle(np.swapaxes(weeks, 1, 2)[is_known], axis=1)
    return found


def _spread(arrivals: Numbers, before: Numbers, every: int) -> float:
    """How far windows are from what was usual on their day, over all days that have a usual."""
    last = max(arrivals.shape[0] - 7 * LEAST_WEEKS, 0)
    if not last:
        return 1.0
    expected = _typical(arrivals, last, np.nanmedian) * level(
        before[-last:], _typical(before, last, np.nanmedian)
    )
    return spread(arrivals[-last:, ::every].ravel(), expected[:, ::every].ravel())
