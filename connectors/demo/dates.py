"""The days of the demo's centre: a Sunday–Thursday week, a short Friday, Jewish holidays, a zone's clock."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Literal
from zoneinfo import ZoneInfo

Kind = Literal["work", "short", "closed"]
Clock = Callable[[float], int]
DAY = timedelta(days=1)
FRIDAY, SATURDAY = 4, 5
QUARTERS = 96
# Days after the first of Tishri that are no working days; those of Nisan count from 15 Nisan.
OF_TISHRI = (0, 1, 9, 14, 21)
OF_NISAN = (0, 6, 50)
PARTS_OF_DAY = 25_920  # 24 hours of 1080 parts; a month has 29 days and 13 753 parts
EPOCH = -1_373_427  # the ordinal of the day from which the calendar counts


@lru_cache(maxsize=512)
def kind_of(day: date) -> Kind:
    """Say whether the centre works the whole day, until noon, or answers emergencies only."""
    if day.weekday() == SATURDAY or day in holidays(day.year):
        return "closed"
    return "short" if day.weekday() == FRIDAY else "work"


@lru_cache(maxsize=16)
def holidays(year: int) -> frozenset[date]:
    """Find the holidays of a civil year."""
    tishri, pesach = new_year(year + 3761), new_year(year + 3761) - 163 * DAY
    autumn = {tishri + n * DAY for n in OF_TISHRI}
    return frozenset(autumn | {pesach + n * DAY for n in OF_NISAN} | {_independence(pesach)})


def new_year(hebrew_year: int) -> date:
    """Find the first of Tishri by the mean new moon and its postponements."""
    return date.fromordinal(EPOCH + _elapsed(hebrew_year) + _postponed(hebrew_year))


def _elapsed(hebrew_year: int) -> int:
    months = (235 * hebrew_year - 234) // 19
    day = months * 29 + (12_084 + 13_753 * months) // PARTS_OF_DAY
    return day + ((3 * (day + 1)) % 7 < 3)  # never on a Sunday, Wednesday or Friday


def _postponed(hebrew_year: int) -> int:
    """Days by which a year is put off so that no year has 356 or 382 days."""
    before, this, after = (_elapsed(hebrew_year + n) for n in (-1, 0, 1))
    if after - this == 356:
        return 2
    return 1 if this - before == 382 else 0


def _independence(pesach: date) -> date:
    """Find the fifth of Iyar, moved away from the Sabbath and its eve."""
    moved = {4: -1, 5: -2, 0: 1}
    nominal = pesach + 20 * DAY
    return nominal + moved.get(nominal.weekday(), 0) * DAY


def local_day(instant: datetime, zone: str) -> date:
    """The local day of an instant."""
    return instant.astimezone(ZoneInfo(zone)).date()


@lru_cache(maxsize=8192)
def _quarter_on(quarter: int, zone: str) -> date:
    return datetime.fromtimestamp(900 * quarter, ZoneInfo(zone)).date()


def local_date(at: int, zone: str) -> date:
    """The local day of an instant in ms; no zone changes its day within a quarter of an hour of UTC."""
    return _quarter_on(at // 900_000, zone)


def milliseconds(instant: datetime) -> int:
    """Milliseconds since 1970 of an instant."""
    return (instant - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


@lru_cache(maxsize=256)
def clock(day: date, zone: str) -> Clock:
    """Give the function that says at which millisecond the local clock shows a minute of the day."""
    local = ZoneInfo(zone)

    def at(minute: float) -> int:
        whole = datetime.combine(day + DAY * (minute // 1440), time(), local)
        return milliseconds((whole + timedelta(minutes=minute % 1440)).astimezone(UTC))

    midnight = at(0)
    is_even = at(1440) - midnight == 86_400_000  # no clock change, as all but two days of a year
    return (
        (lambda minute: midnight + int(60_000 * minute) if 0 <= minute <= 1440 else at(minute))
        if is_even
        else at
    )


@lru_cache(maxsize=64)
def quarters(day: date, zone: str) -> list[tuple[int, int]]:
    """Cut a day into its 96 quarter hours; one that the clock skips has no length."""
    at = clock(day, zone)
    edges = accumulate((at(15 * n) for n in range(QUARTERS + 1)), max)
    return list(pairwise(edges))
