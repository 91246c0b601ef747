"""How teams worked in a window: who covered the queues, and which breaks, meetings and wrap-ups were long."""

from collections import Counter
from datetime import datetime, timedelta

import polars as pl

from metrics import teams
from metrics.teams.told import COVER, HOURS, LONG, SKILLS
from settings import Settings
from store.asked import inside
from store.covering import cover
from store.opened import Store
from store.read import Filters, Reading, Viewer, open_reading

USUAL = timedelta(weeks=8)  # up to the end of the window: what is usual
MOMENT = timedelta(microseconds=1)


def long_states(reading: Reading, filters: Filters, zone: str) -> pl.DataFrame:
    """Give breaks, meetings and wrap-ups that began in the window: `teams.judged_long`, weekday and hour.

    The reading holds what is usual too (`USUAL`); started is the wall clock's.
    """
    states = reading.states()
    assert states is not None  # nothing is narrowed but the team
    judged = teams.judged_long(states.filter(pl.col("state").is_in(list(teams.LONG_STATES))).collect())
    rows = inside(judged.lazy(), filters, "started_at").collect()
    local = pl.col("started_at").dt.convert_time_zone(zone)
    return rows.with_columns(
        started=local.dt.replace_time_zone(None),
        weekday=local.dt.weekday().cast(pl.Int64),
        hour=local.dt.hour().cast(pl.Int64),
    )


def usual_window(filters: Filters) -> Filters:
    """Widen a window to what tells what is usual in it."""
    end = filters.end or filters.as_of
    start = filters.start or end - USUAL
    return Filters(filters.as_of, min(start, end - USUAL), filters.end, filters.where)


def frames(
    store: Store, settings: Settings, viewer: Viewer, filters: Filters, publication: int | None = None
) -> dict[str, pl.DataFrame] | None:
    """Read all that `metrics.teams.told` tells of; None before the first publication.

    A window without a beginning begins with the first contact.
    """
    whole = Filters(filters.as_of, filters.start, filters.end)
    reading = open_reading(store, settings, viewer, whole, publication)
    if reading is None:
        return None
    end = min(filters.end or filters.as_of, filters.as_of)
    first = reading.contacts.select(pl.col("started_at").min()).collect().item()
    start = filters.start or first or end
    found = cover(
        store, settings, viewer, (start, end), filters.as_of, weekdays(start, end, settings), publication
    )
    usual = open_reading(store, settings, viewer, usual_window(whole), publication, dimensions=("team",))
    assert found is not None  # something was published
    assert usual is not None
    long = long_states(usual, whole, settings.site.timezone)
    return {COVER: found.visits, HOURS: found.hours, SKILLS: found.skills, LONG: long}


def weekdays(start: datetime, end: datetime, settings: Settings) -> dict[int, int]:
    """Count how often each ISO weekday came in a window, on the site's calendar."""
    zone = settings.site.zone
    first, last = (at.astimezone(zone).date() for at in (start, max(end - MOMENT, start)))
    days = ((first + timedelta(n)).isoweekday() for n in range((last - first).days + 1))
    return dict(Counter(days))
