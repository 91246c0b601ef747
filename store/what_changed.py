"""What changed in a week, and where, as the viewer may know it (`metrics.week`)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

import polars as pl

from metrics.days import Days, instants
from metrics.groups import FIRST_QUEUE
from metrics.repeats import QUIET_MS
from metrics.week.changed import Changed, Comparison, changed
from metrics.week.cuts import CUTS
from metrics.week.headlines import HEADLINES, Headline, Rows
from metrics.week.sums import Frames, Summed, columns, is_mixed, summed
from metrics.week.weeks import BEFORE, COMPARED, YEAR, Weeks, newest, week_at
from settings import Settings
from store.keeping import kept_since, since_of
from store.opened import Store
from store.read import Filters, Reading, Viewer, open_reading
from store.smallest import too_small

REACH = timedelta(weeks=BEFORE + 1)  # of the weeks before; one more, since some metrics are known later
COMPARISONS: Final[tuple[Comparison, ...]] = ("before", "month", "year")
DIMENSIONS = ("topic", "team")
TABLES: Mapping[Rows, str] = {"surveys": "surveys", "promises": "promises"}  # kept for as long as they are


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
    whole = open_reading(store, settings, _reader(viewer), Filters(as_of), publication)
    if whole is None:
        return None
    first, last = (
        whole.contacts.select(first=pl.col("started_at").min(), last=pl.col("started_at").max())
        .collect()
        .row(0)
    )
    known_from = _first_day(settings, first, as_of)
    sums = weekly_sums(store, settings, viewer, week, whole.publication.id)
    found, untold = [], []
    for one in sums:
        since = _since(
            one.headline, known_from, since_of(kept_since(store.state), _table(one.headline)), settings
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


def _reader(viewer: Viewer) -> Viewer:
    """Read for an executive what a manager sees: only sums leave this module, and none of too few agents."""
    return replace(viewer, role="manager") if viewer.role == "executive" else viewer


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
        reading = open_reading(store, settings, _reader(viewer), filters, publication, dimensions=DIMENSIONS)
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
    found = [_of(reading, kinds) for reading in readings]
    return {kind: pl.concat([one[kind] for one in found], how="vertical").lazy() for kind in kinds}


def _of(reading: Reading, kinds: Collection[Rows]) -> dict[Rows, pl.DataFrame]:
    linked = reading.linked().with_columns(queue=FIRST_QUEUE, agent_id="resolving_agent_id")
    whole = reading.with_team(linked, "started_at").select("contact_id", *columns("contacts")).collect()
    about = whole.lazy().select("contact_id", "topic_family")
    visits = reading.visits.drop("topic_family", strict=False).join(about, on="contact_id", how="left")
    lazy: dict[Rows, pl.LazyFrame] = {
        "visits": visits.select(columns("visits")),
        "contacts": whole.lazy().select(columns("contacts")),
        "surveys": reading.surveys().select(columns("surveys")),
        "promises": reading.promises().select(columns("promises")),
    }
    wanted = [kind for kind in lazy if kind in kinds]
    return dict(zip(wanted, pl.collect_all(lazy[kind] for kind in wanted), strict=True))


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


def _first_day(settings: Settings, first: datetime | None, as_of: datetime) -> date:
    return (first or as_of).astimezone(settings.site.zone).date()


def _table(headline: Headline) -> str:
    return TABLES.get(headline.rows, "contacts")


def _since(headline: Headline, known_from: date, kept: datetime | None, settings: Settings) -> date:
    """Say from which day on weeks are known whole; who starts an issue only after seven days."""
    ready = known_from + timedelta(milliseconds=QUIET_MS) if headline.id == "fcr" else known_from
    return ready if kept is None else max(ready, kept.astimezone(settings.site.zone).date())
