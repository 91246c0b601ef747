"""Know when a centre is open: whether an instant is inside its hours, and business time between two instants.

All times here are local seconds since 1970-01-01 on the site's wall clock. A schedule is in force from one
day to another; several may be in force at once, and then the centre is open while any of them is.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from metrics.periods import DAY_S, EPOCH


@dataclass(frozen=True)
class Opening:
    """Open on an ISO weekday from a second of the day to another; 86,400 is midnight at its end."""

    weekday: int
    from_s: int
    to_s: int


@dataclass(frozen=True)
class Schedule:
    """Weekly opening hours with holidays, in force from a day to a day (exclusive); None is open-ended."""

    openings: tuple[Opening, ...]
    holidays: frozenset[dt.date] = frozenset()
    since: dt.date | None = None
    until: dt.date | None = None

    def holds_on(self, day: dt.date) -> bool:
        """Tell whether the schedule is in force and no holiday closes it on a day."""
        begun = self.since is None or day >= self.since
        ended = self.until is not None and day >= self.until
        return begun and not ended and day not in self.holidays


def open_stretches(schedules: Sequence[Schedule], first: dt.date, last: dt.date) -> pl.DataFrame:
    """List the stretches [start, end) in which any schedule is open, merged and sorted, with `before`.

    before is the business time of all earlier stretches. first and last are both included.
    """
    days = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
    merged = _merged(sorted(stretch for day in days for stretch in _of_day(schedules, day)))
    table = pl.DataFrame(merged, schema={"start": pl.Int64, "end": pl.Int64}, orient="row")
    length = pl.col("end") - pl.col("start")
    return table.with_columns(before=length.cum_sum() - length)


def is_open(local_s: pl.Series, stretches: pl.DataFrame) -> pl.Series:
    """Mark the local seconds that lie inside a stretch; null stays null."""
    place = _place(local_s, stretches)
    end = stretches["end"].gather(place.clip(lower_bound=0)) if stretches.height else pl.Series([0])
    inside = (place >= 0) & (local_s < end)
    return inside.set(local_s.is_null(), None)


def business_s(since: pl.Series, until: pl.Series, stretches: pl.DataFrame) -> pl.Series:
    """Measure the business seconds between two columns of local seconds; null where one is null.

    Beyond the stretches' days no business time is counted: list them over all days concerned.
    """
    return _elapsed(until, stretches) - _elapsed(since, stretches)


def _of_day(schedules: Sequence[Schedule], day: dt.date) -> Iterable[tuple[int, int]]:
    midnight = (day - EPOCH).days * DAY_S
    openings = (o for schedule in schedules if schedule.holds_on(day) for o in schedule.openings)
    return ((midnight + o.from_s, midnight + o.to_s) for o in openings if o.weekday == day.isoweekday())


def _merged(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in stretches:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _place(local_s: pl.Series, stretches: pl.DataFrame) -> pl.Series:
    found = stretches["start"].search_sorted(local_s.fill_null(0), side="right")
    return pl.Series(found).cast(pl.Int64) - 1


def _elapsed(local_s: pl.Series, stretches: pl.DataFrame) -> pl.Series:
    if stretches.is_empty():
        return (local_s * 0).cast(pl.Int64)
    place = _place(local_s, stretches)
    row = stretches[place.clip(lower_bound=0)]
    within = pl.DataFrame({"at": local_s, "place": place}).hstack(row)
    passed = pl.min_horizontal("at", "end") - pl.col("start") + pl.col("before")
    elapsed = pl.when(pl.col("place") < 0).then(0).otherwise(passed)
    return within.select(pl.when(pl.col("at").is_not_null()).then(elapsed).alias("elapsed"))["elapsed"]
