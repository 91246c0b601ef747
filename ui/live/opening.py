"""Whether the centre is closed now, and when it opens again."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import polars as pl

from language import _, weekday
from settings import Hours, Settings
from store import policy
from store.derive import local_s

LOOK_AHEAD_DAYS = 21
DAY = timedelta(days=1)


def closed(settings: Settings, queues: Iterable[str], at: datetime) -> frozenset[str]:
    """Which of the queues are closed at an instant; none where no hours are set."""
    named = pl.DataFrame({"queue": list(queues), "now_at": at}, schema_overrides={"queue": pl.String})
    if not settings.hours or not named.height:
        return frozenset()
    rows = named.with_columns(local_s("now_at", settings.site.timezone))
    shut = rows.filter(policy.is_outside_hours(settings.hours, "now_local_s"))
    return frozenset(shut["queue"])


def opens(settings: Settings, queues: Iterable[str], at: datetime) -> str:
    """When the first of the queues opens again, in words: 08:00, tomorrow 08:00, Sunday 08:00."""
    local = at.astimezone(settings.site.zone).replace(tzinfo=None)
    chosen = [_of_queue(settings.hours, queue) for queue in queues]
    found = [first for hours in chosen if hours and (first := _next(hours, local))]
    if not found:
        return ""
    first = min(found)
    hour, days = f"{first:%H:%M}", (first.date() - local.date()).days
    if days == 0:
        return hour
    if days == 1:
        return _("tomorrow {hour}").format(hour=hour)
    return _("{weekday} {hour}").format(weekday=weekday(first.isoweekday(), "wide"), hour=hour)


def _of_queue(hours: Iterable[Hours], queue: str) -> Hours | None:
    return next((one for one in reversed(tuple(hours)) if one.queue in (None, queue)), None)


def _next(hours: Hours, local: datetime) -> datetime | None:
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    for n in range(LOOK_AHEAD_DAYS):
        day = midnight + n * DAY
        if day.date() not in hours.closed_on:
            starts = [day + timedelta(seconds=begin) for begin, _end in hours.week()[day.weekday()]]
            if later := [start for start in starts if start > local]:
                return min(later)
    return None
