"""Periods in the site's own days: presets, custom ranges, and what each is compared with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from language import marked
from metrics.days import Days, begins, instants, week_of

__all__ = ["Days", "begins", "instants", "week_of"]

CUSTOM = "custom"
DEFAULT = "4w"


@dataclass(frozen=True)
class Preset:
    """A period that moves with the clock; `days` takes today and the ISO weekday that weeks begin with."""

    label: str
    days: Callable[[date, int], Days]


def ending_yesterday(count: int) -> Callable[[date, int], Days]:
    """Whole days up to yesterday."""
    return lambda today, _start: Days(today - timedelta(count), today - timedelta(1))


def month_of(day: date) -> Days:
    """The calendar month of a day."""
    first = day.replace(day=1)
    following = (first + timedelta(31)).replace(day=1)
    return Days(first, following - timedelta(1))


PRESETS: dict[str, Preset] = {
    "today": Preset(marked("Today"), lambda today, _start: Days(today, today)),
    "yesterday": Preset(marked("Yesterday"), ending_yesterday(1)),
    "7d": Preset(marked("Last 7 days"), ending_yesterday(7)),
    "4w": Preset(marked("Last 4 weeks"), ending_yesterday(28)),
    "6w": Preset(marked("Last 6 weeks"), ending_yesterday(42)),
    "13w": Preset(marked("Last 13 weeks"), ending_yesterday(91)),
    "week": Preset(marked("This week"), week_of),
    "last_week": Preset(marked("Last week"), lambda today, start: week_of(today - timedelta(7), start)),
    "month": Preset(marked("This month"), lambda today, _start: month_of(today)),
    "last_month": Preset(
        marked("Last month"), lambda today, _start: month_of(today.replace(day=1) - timedelta(1))
    ),
}


def weeks_back(days: Days, against: str) -> int:
    """How many whole weeks lie between a period and what it is compared with, so that weekdays line up."""
    return 52 if against == "year" else -(-days.count // 7)


def compared(days: Days, against: str) -> Days:
    """The period to compare with: the whole weeks just before it, or 52 weeks earlier."""
    return days.earlier(7 * weeks_back(days, against))


def so_far(days: Days, now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The instants of a period, of one that is still running only up to now."""
    start, end = instants(days, zone)
    return start, max(start, min(end, now))


def told_until(days: Days, now: datetime, newest: datetime | None, zone: ZoneInfo) -> datetime:
    """The instant up to which the data tell of a period: now, or their newest contact where that is in it.

    Data that reach the period's last day tell of all of it, unless that day is today.
    """
    if newest is None:
        return now
    newest_day, today = (at.astimezone(zone).date() for at in (newest, now))
    return now if newest_day >= days.last and days.last < today else min(now, newest)


def so_far_before(days: Days, against: str, now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The instants compared with: a running period against the same part of the earlier one."""
    back = timedelta(7 * weeks_back(days, against))
    start, end = instants(compared(days, against), zone)
    local = (now.astimezone(zone).replace(tzinfo=None) - back).replace(tzinfo=zone).astimezone(UTC)
    return start, max(start, min(end, local))
