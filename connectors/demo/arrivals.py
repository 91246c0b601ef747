"""When people come: a Poisson process per queue, and the hours in which the centre answers.

The rate changes every quarter of an hour: by weekday, hour, season, day of the month and opening hours.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from itertools import accumulate
from math import cos, pi
from random import Random

from connectors.demo.dates import DAY, QUARTERS, Kind, clock, kind_of, local_date
from connectors.demo.queues import Queue

MINUTES = {"work": (480, 1200), "short": (480, 780), "closed": (480, 1200)}
WEEKDAYS = (1.06, 0.98, 0.96, 0.97, 0.72, 0.6, 1.12)  # Monday first
WRITTEN_ON = {"work": 1.0, "short": 0.7, "closed": 0.4}
EMERGENCIES, CLOSED, IN_VAIN = 0.12, 0.04, 0.25  # what is left of calls on closed days and outside hours
OF_HOUR = {
    "voice": (1, 1, 1, 1, 1, 1, 4, 20, 50, 84, 96, 94, 88, 84, 82, 82, 80, 70, 50, 36, 12, 6, 3, 2),
    "chat": (0, 0, 0, 0, 0, 0, 0, 5, 45, 75, 90, 95, 90, 85, 85, 85, 85, 85, 80, 70, 10, 0, 0, 0),
    "written": (8, 5, 3, 2, 2, 4, 12, 30, 60, 85, 95, 90, 80, 75, 75, 70, 65, 60, 55, 55, 60, 55, 35, 18),
}
FIRST_HOURS = 480  # minutes after the opening in which those come who could not before


def rates(queue: Queue, day: date) -> list[float]:
    """Give the contacts expected in each quarter hour of an average day like this one."""
    kind = kind_of(day)
    profile = OF_HOUR["written" if queue.is_written else queue.channel]
    total, whole = sum(profile) * QUARTERS / 24, queue.daily * _season(queue, day)
    return [whole * profile[n // 4] / total * _of_kind(queue, kind, n) for n in range(QUARTERS)]


@lru_cache(maxsize=64)
def open_between(zone: str, day: date) -> tuple[int, int]:
    """Say when calls and chats begin to be answered on a day, and until when."""
    at = clock(day, zone)
    opens, closes = MINUTES[kind_of(day)]
    return at(opens), at(closes)


def arrivals(expected: list[float], edges: list[tuple[int, int]], draws: Random) -> Iterator[int]:
    """Draw a Poisson process whose rate is constant within each of the stretches."""
    sums = [0.0, *accumulate(expected)]
    at = draws.expovariate(1.0)
    while at < sums[-1]:
        n = bisect_right(sums, at) - 1
        begin, end = edges[n]
        yield begin + int((end - begin) * (at - sums[n]) / expected[n])
        at += draws.expovariate(1.0)


def in_hours(zone: str, day: date, draws: Random) -> int | None:
    """Draw an instant of a day on which calls are answered; None where none are."""
    if kind_of(day) == "closed":
        return None
    opens, closes = open_between(zone, day)
    return int(draws.uniform(opens, closes))


def when_open(zone: str, at: int, draws: Callable[[], Random]) -> int:
    """Put off to some hour of the next opening what would come while nobody answers."""
    day = local_date(at, zone)
    for _n in range(10):
        opens, closes = open_between(zone, day)
        if kind_of(day) != "closed" and at < closes - 60_000:
            latest = min(60_000 * FIRST_HOURS, closes - opens - 60_000)
            return at if at >= opens else opens + int(draws().uniform(0, latest))
        day, at = day + DAY, 0
    return at


def _season(queue: Queue, day: date) -> float:
    year = 1 + 0.05 * cos(2 * pi * (day.timetuple().tm_yday - 20) / 365)
    invoices = 1.25 if queue.name == "Billing" and day.day <= 4 else 1.0
    return year * invoices * (1.0 if kind_of(day) == "closed" else WEEKDAYS[day.weekday()])


def _of_kind(queue: Queue, kind: Kind, quarter: int) -> float:
    if queue.is_written:
        return WRITTEN_ON[kind]
    if kind == "closed" and queue.is_emergency:
        return EMERGENCIES
    opens, closes = MINUTES[kind]
    is_open = kind != "closed" and opens <= 15 * quarter < closes
    return 1.0 if is_open else (IN_VAIN if kind == "work" else CLOSED)
