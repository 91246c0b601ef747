"""Days and weeks of a site, and the instants at which they begin on its wall clock."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEK = 7


@dataclass(frozen=True)
class Days:
    """From the first to the last day, both included."""

    first: date
    last: date

    @property
    def count(self) -> int:
        return (self.last - self.first).days + 1

    def earlier(self, days: int) -> "Days":
        """The same stretch, that many days before."""
        return Days(self.first - timedelta(days), self.last - timedelta(days))


def week_of(day: date, start: int) -> Days:
    """The week of a day, where weeks begin with that ISO weekday."""
    first = day - timedelta((day.isoweekday() - start) % WEEK)
    return Days(first, first + timedelta(WEEK - 1))


def begins(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which a day begins on the site's wall clock."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def instants(days: Days, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """First instant of the first day and first instant after the last one."""
    return begins(days.first, zone), begins(days.last + timedelta(1), zone)
