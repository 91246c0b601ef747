"""Local times of weekdays as instants, and the weeks of a centre: by name and by its clock, never by cron."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from settings import WEEKDAYS, Site

WEEK = timedelta(days=7)


def slot_on(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Give the instant of a local time of a day, once.

    TRICKY: 01:30 comes twice when the clock goes back; only the first counts. A time that the clock jumps
    over in spring is taken by the clock of before: 02:30 is then 03:30.
    """
    return datetime.combine(day, at, zone).replace(fold=0).astimezone(UTC)


@dataclass(frozen=True)
class Weekly:
    """Once each local week, on a weekday told by its name: Sunday is 0, 6 or 7 to those who count."""

    weekday: str
    at: time
    zone: ZoneInfo

    def latest(self, now: datetime) -> datetime:
        day = self._day(now)
        return max(slot for slot in map(self._on, (day, day - WEEK)) if slot <= now)

    def following(self, now: datetime) -> datetime:
        day = self._day(now)
        return min(slot for slot in map(self._on, (day, day + WEEK)) if slot > now)

    def _day(self, now: datetime) -> date:
        """The last such weekday that has begun."""
        today = now.astimezone(self.zone).date()
        return today - timedelta((today.weekday() - WEEKDAYS.index(self.weekday)) % 7)

    def _on(self, day: date) -> datetime:
        return slot_on(day, self.at, self.zone)


@dataclass(frozen=True, order=True)
class Week:
    """A week of the centre's own: its first day."""

    first: date

    @property
    def last(self) -> date:
        return self.first + WEEK - timedelta(days=1)

    @property
    def key(self) -> str:
        return self.first.isoformat()

    def earlier(self, weeks: int) -> "Week":
        return Week(self.first - weeks * WEEK)

    def instants(self, site: Site) -> tuple[datetime, datetime]:
        """First instant of it and first instant after it, by the site's clock."""
        return slot_on(self.first, time(), site.zone), slot_on(self.first + WEEK, time(), site.zone)


def week_of(day: date, site: Site) -> Week:
    """The week that a day lies in."""
    return Week(day - timedelta((day.isoweekday() - site.week_start) % 7))


def ended_by(at: datetime, site: Site) -> Week:
    """The newest week that is over at an instant."""
    return week_of(at.astimezone(site.zone).date(), site).earlier(1)
