"""Say when a promise falls due: from the words for its time, the moment of writing, the zone and the weekend.

Conventions: a day without a time ends at 23:59, a part of a day when it has passed (the morning at 12:00, the
evening at 21:00), a stretch "10 to 12" at its end. "Within 3 business days" counts from the next working day.
"Within 2 hours" is measured by the clock that never changes. A wall time that a clock change skips moves on
by what was skipped; of one that comes twice the later is meant, so that no promise is called broken too soon.
Dates are day before month.
"""

import calendar
import datetime as dt
from collections.abc import Collection
from zoneinfo import ZoneInfo

from metrics.signals.whens import When

LAST_MINUTE = 23 * 60 + 59
MORNING_ENDS = 7 * 60
_HALF_YEAR = dt.timedelta(days=183)
_EXACT = {"minute": 1, "hour": 60}


def due_at(when: When, written_at: dt.datetime, zone: str, weekend: Collection[int]) -> dt.datetime | None:
    """Compute the end (UTC) of the time that a text of written_at gives; None if it is no time to come.

    weekend: ISO weekdays on which nobody works. Raises ValueError for a written_at without a zone.
    """
    if written_at.tzinfo is None:
        raise ValueError("written_at needs a time zone.")
    if when.unit in _EXACT and when.amount is not None:
        return _after(written_at, when.amount * _EXACT[when.unit])
    local = written_at.astimezone(ZoneInfo(zone))
    day = _day(when, local, frozenset(weekend))
    if day is None:
        return None
    return _instant(day, _minute(when), zone, written_at)


def _after(written_at: dt.datetime, minutes: int) -> dt.datetime:
    return written_at.astimezone(dt.UTC) + dt.timedelta(minutes=minutes)


def _instant(day: dt.date, minute: int, zone: str, written_at: dt.datetime) -> dt.datetime | None:
    midnight = dt.datetime.combine(day, dt.time(), tzinfo=ZoneInfo(zone))
    wall = (midnight + dt.timedelta(minutes=minute)).replace(fold=1)
    early = wall.replace(fold=0)
    skipped = wall.astimezone(dt.UTC) < early.astimezone(dt.UTC)
    instant = (early if skipped else wall).astimezone(dt.UTC)
    return instant if instant > written_at else None


def _minute(when: When) -> int:
    """Give the minute of the day: "by 14" as it is, "by 4" is 16:00, "at 9 in the evening" 21:00."""
    if when.clock is None:
        return LAST_MINUTE if when.part is None else when.part
    evening = when.part is not None and when.part > 720
    if when.clock < 720 and (evening or (when.part is None and not when.this and when.clock < MORNING_ENDS)):
        return when.clock + 720
    return min(when.clock, LAST_MINUTE)


def _day(when: When, local: dt.datetime, weekend: frozenset[int]) -> dt.date | None:
    today = local.date()
    if when.weekday is not None and when.unit == "week":
        day = _weekday(when, local)
        ended = day <= _end_of_week(today, following=False, weekend=weekend)
        return day + dt.timedelta(days=7 * (when.following and ended))
    if when.unit is not None:
        return _counted(when, today, weekend)
    if when.date is not None:
        return _dated(when.date, today)
    if when.day is not None:
        return today + dt.timedelta(days=when.day)
    if when.weekday is not None:
        return _weekday(when, local)
    has_passed = _minute(when) <= local.hour * 60 + local.minute
    return today + dt.timedelta(days=1) if has_passed else today


def _weekday(when: When, local: dt.datetime) -> dt.date:
    ahead = ((when.weekday or 0) - local.isoweekday()) % 7
    timed = when.clock is not None or when.part is not None
    is_later_today = timed and not when.following and _minute(when) > local.hour * 60 + local.minute
    return local.date() + dt.timedelta(days=ahead or (0 if is_later_today else 7))


def _dated(date: tuple[int, int | None, int | None], today: dt.date) -> dt.date | None:
    day, month, year = date
    if not day:
        return None
    if month is None:
        here = _date(today.year, today.month, day)
        return here if here and here >= today else _date(*_next_month(today), day)
    found = _date(year or today.year, month, day)
    if found and not year and today - found > _HALF_YEAR:
        return _date(today.year + 1, month, day)
    return found


def _next_month(day: dt.date) -> tuple[int, int]:
    return (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)


def _date(year: int, month: int, day: int) -> dt.date | None:
    fits = 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
    return dt.date(year, month, day) if fits else None


def _counted(when: When, today: dt.date, weekend: frozenset[int]) -> dt.date | None:
    if when.amount is not None and when.lead == "within":
        return _ahead(when.amount, str(when.unit), today, weekend)
    ends = {"day": _end_of_day, "business_day": _end_of_day, "week": _end_of_week, "month": _end_of_month}
    end = ends.get(str(when.unit))
    return end(today, when.following, weekend) if end else None


def _ahead(amount: int, unit: str, today: dt.date, weekend: frozenset[int]) -> dt.date:
    if unit == "business_day":
        return _working(today, amount, weekend)
    if unit == "month":
        year, month = divmod(today.year * 12 + today.month - 1 + amount, 12)
        return dt.date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))
    return today + dt.timedelta(days=amount * (7 if unit == "week" else 1))


def _working(today: dt.date, amount: int, weekend: frozenset[int]) -> dt.date:
    if len(weekend) >= 7:
        raise ValueError("A weekend of seven days leaves no business day.")
    day = today
    while amount > 0:
        day += dt.timedelta(days=1)
        amount -= day.isoweekday() not in weekend
    return day


def _end_of_day(today: dt.date, following: bool, weekend: frozenset[int]) -> dt.date:
    return _working(today, 1, weekend) if following else today


def _end_of_week(today: dt.date, following: bool, weekend: frozenset[int]) -> dt.date:
    """Give the last working day of this week or the next; a week begins after the weekend."""
    day = today
    while day.isoweekday() in weekend:
        day += dt.timedelta(days=1)
    while weekend and not _is_last(day, weekend):
        day += dt.timedelta(days=1)
    begun = today.isoweekday() not in weekend
    return day + dt.timedelta(days=7 if following and begun else 0)


def _is_last(day: dt.date, weekend: frozenset[int]) -> bool:
    return day.isoweekday() not in weekend and day.isoweekday() % 7 + 1 in weekend


def _end_of_month(today: dt.date, following: bool, _: frozenset[int]) -> dt.date:
    year, month = _next_month(today) if following else (today.year, today.month)
    return dt.date(year, month, calendar.monthrange(year, month)[1])
