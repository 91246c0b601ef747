"""What changed in a week, and where, as the viewer may know it (`metrics.week`)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

import polars as pl

from metrics.days import Days, instants
from metrics.week.changed import Changed, Comparison, changed
from metrics.week.cuts import CUTS
from metrics.week.headlines import HEADLINES, Headline, Rows
from metrics.week.sums import Frames, Summed, is_mixed, summed
from metrics.week.weeks import BEFORE, COMPARED, YEAR, Weeks, newest, week_at
from settings import Settings
from store.headline_rows import (
    DIMENSIONS,
    collected_rows,
    first_day,
    known_since,
    reader,
    table_of,
)
from store.keeping import kept_since, since_of
from store.opened import Store
from store.read import Filters, Reading, Viewer, open_reading
from store.smallest import too_small

REACH = timedelta(weeks=BEFORE + 1)  # of the weeks before; one more, since some metrics are known later
COMPARISONS: Final[tuple[Comparison, ...]] = ("before", "month", "year")


@dataclass(frozen=True)
class WhatChanged:
    """All headline metrics' changes in a week.

    untold: what cannot be compared, since no such weeks are known. newest: when the newest contact of all
    began, by which one sees whether the week is whole.
    """

    publication: int
    week: Days
    as_of: datetime
    newest: datetime | None
    changes: tuple[Changed, ...]
    untold: tuple[tuple[str, Comparison], ...]

    def of(self, metric: str, comparison: Comparison = "before") -> Changed | None:
        """Give one change; None where it is not told."""
        found = (one for one in self.changes if one.headline.id == metric and one.comparison == comparison)
        return next(found, None)


def what_changed(
    store: Store,
    settings: Settings,
    viewer: Viewer,
    as_of: datetime,
    day: date | None = None,
    publication: int | None = None,
) -> WhatChanged | None:
    """Take apart the changes of a day's week, of the last one that is over by default.

    None before the first publication. Raises WeekError for a week that is not over.
    """
    zone, start = settings.site.zone, settings.site.week_start
    week = newest(as_of, zone, start) if day is None else week_at(day, as_of, zone, start)
    whole = open_reading(store, settings, reader(viewer), Filters(as_of), publication)
    if whole is None:
        return None
    first, last = (
        whole.contacts.select(first=pl.col("started_at").min(), last=pl.col("started_at").max())
        .collect()
        .row(0)
    )
    known_from = first_day(settings, first, as_of)
    sums = weekly_sums(store, settings, viewer, week, whole.publication.id)
    found, untold = [], []
    for one in sums:
        since = known_since(
            one.headline, known_from, since_of(kept_since(store.state), table_of(one.headline)), settings
        )
        whole_weeks = one.since(since)
        for comparison in COMPARISONS:
            oldest = one.weeks.back(max(COMPARED[comparison])).days.first
            held = _withheld(one, comparison, viewer, settings.access.smallest_group)
            told = changed(whole_weeks, comparison, held) if oldest >= since else None
            if told is None:
                untold.append((one.headline.id, comparison))
            else:
                found.append(told)
    return WhatChanged(whole.publication.id, week.days, as_of, last, tuple(found), tuple(untold))


def families(reading: Reading) -> pl.LazyFrame:
    """Give what each contact was about: contact_id, topic_family."""
    return reading.linked().select("contact_id", "topic_family")


def weekly_sums(
    store: Store,
    settings: Settings,
    viewer: Viewer,
    week: Weeks,
    publication: int,
    headlines: Sequence[Headline] = HEADLINES,
) -> list[Summed]:
    """Sum up headline metrics over the weeks before and those of a year ago."""
    year = week.back(YEAR)
    spans = [(week.days.earlier(REACH.days).first, week), (year.days.earlier(7).first, year)]
    readings = []
    for begin, last in spans:
        start, end = instants(Days(begin, last.days.last), settings.site.zone)
        filters = Filters(week.as_of, start, end)
        reading = open_reading(store, settings, reader(viewer), filters, publication, dimensions=DIMENSIONS)
        assert reading is not None  # it was just there
        readings.append(reading)
    frames = _frames(readings, {one.rows for one in headlines})
    channels = readings[0].contacts.select(pl.col("channel").unique()).collect().to_series().drop_nulls()
    is_executive = viewer.role == "executive"
    return [
        summed(frames, one, week, is_mixed=is_mixed(channels.to_list()), with_agents=is_executive)
        for one in headlines
    ]


def _frames(readings: Collection[Reading], kinds: Collection[Rows]) -> Frames:
    """Put the rows of several stretches together, read once for all metrics of a kind."""
    found = [collected_rows(reading, kinds) for reading in readings]
    return {kind: pl.concat([one[kind] for one in found], how="vertical").lazy() for kind in kinds}


def _withheld(
    one: Summed, comparison: Comparison, viewer: Viewer, smallest: int
) -> dict[str, frozenset[str]]:
    """Name by cut the segments of which the viewer may know nothing."""
    if viewer.role == "lead":
        teams = {name for name in one.cells["team"].unique() if name is not None}
        return {"team": frozenset(teams - viewer.teams)}
    if viewer.role != "executive":
        return {}
    sides = ([0], COMPARED[comparison])
    return {
        cut.name: frozenset().union(*(too_small(one.members(cut.name, side), smallest) for side in sides))
        for cut in CUTS
    }
