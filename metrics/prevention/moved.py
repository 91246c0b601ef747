"""Move instants by whole weeks of a zone's wall clock, all at once.

Polars asks the zone for each instant; half a million events and eight weeks take it seconds. A zone changes
its clock a few times a year, so looking each instant up between those changes takes a tenth.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

WEEK_US = 7 * 24 * 3600 * 1_000_000
STEP = "15m"  # no zone changes its clock in between
NEVER = np.iinfo(np.int64).min  # how numpy writes no instant


def moved(at: pl.Series, weeks: Sequence[int], zone: str) -> Iterator[pl.Series]:
    """Give instants so many weeks later (or earlier) at the same local time, for each of the weeks.

    A time that comes twice is the first of both; one that the clock jumps over is null.
    """
    told = at.dt.epoch("us").to_numpy().astype(np.int64)
    changes, before, now = _changes(told, WEEK_US * (1 + max(map(abs, weeks), default=0)), zone)
    offsets = np.append(before, now[-1:])
    local = told + offsets[np.searchsorted(changes, told, side="right")]
    for week in weeks:
        wall = local + week * WEEK_US
        last = np.searchsorted(changes + before, wall, side="right")
        jumped = wall < np.append(NEVER, changes + now)[last]
        found = np.where(jumped, NEVER, wall - offsets[last])
        yield pl.Series("at", found.astype("datetime64[us]")).dt.replace_time_zone("UTC")


def _changes(told: np.ndarray, around: int, zone: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """When a zone changes its clock around some instants: at, by how much it is off UTC before, and then."""
    ends = [told.min() - around, told.max() + around] if told.size else [0, 0]
    first, last = pl.Series(ends).cast(pl.Datetime("us", "UTC")).dt.truncate("1h")
    steps = pl.datetime_range(first, last, STEP, eager=True)
    wall = steps.dt.convert_time_zone(zone).dt.replace_time_zone(None)
    off = (wall - steps.dt.replace_time_zone(None)).dt.total_microseconds().to_numpy()
    at = np.flatnonzero(np.diff(off))
    changes = steps.dt.epoch("us").to_numpy()
    if not at.size:  # one change long before everything, to what holds throughout
        return np.array([NEVER // 2]), off[:1], off[:1]
    return changes[at + 1], off[at], off[at + 1]
