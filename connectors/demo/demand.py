"""Who contacts the centre on a day, when, about what, and how patient they are.

People come as a Poisson process per queue whose rate changes every quarter of an hour: by weekday, hour,
season, day of the month, opening hours, and a gamma effect of the day. Everything about a contact that does
not depend on others is drawn here, so that a contact can be made again from its day and number alone.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import accumulate
from math import cos, exp, pi
from random import Random

from connectors.demo.dates import QUARTERS, Kind, clock, kind_of, quarters
from connectors.demo.people import language_of
from connectors.demo.world import Queue, Topic, World

MINUTES = {"work": (480, 1200), "short": (480, 780), "closed": (480, 1200)}
WEEKDAYS = (1.06, 0.98, 0.95, 0.96, 1.0, 0.6, 1.15)  # Monday first
WRITTEN_ON = {"work": 1.0, "short": 0.7, "closed": 0.4}
EMERGENCIES, CLOSED, IN_VAIN = 0.12, 0.04, 0.25  # what is left of calls on closed days and outside hours
OF_HOUR = {
    "voice": (1, 1, 1, 1, 1, 1, 4, 20, 50, 88, 100, 98, 88, 80, 80, 80, 78, 70, 58, 44, 12, 6, 3, 2),
    "chat": (0, 0, 0, 0, 0, 0, 0, 5, 45, 75, 90, 95, 90, 85, 85, 85, 85, 85, 80, 70, 10, 0, 0, 0),
    "written": (8, 5, 3, 2, 2, 4, 12, 30, 60, 85, 95, 90, 80, 75, 75, 70, 65, 60, 55, 55, 60, 55, 35, 18),
}
DAY_SHAPE = 55.0  # of the gamma effect: one day is about 13 % more or less than another alike
MENU_EXITS, MISROUTED, BALKING, CALL_BACKS, MISSED, HELD = 0.03, 0.05, 0.03, 0.12, 0.015, 0.2
LONGEST_PATIENCE_S, LONGEST_TALK_S = 2400, 2400
MISROUTE_TALK_S = 75
SPREAD_TALK, SPREAD_WRAP, SPREAD_PATIENCE = 0.65, 0.5, 0.95  # sigma of the lognormals

Key = tuple[int, int]  # the day's ordinal and the number of a contact in it


@dataclass(slots=True)
class Needs:
    """What one visit to a queue would take, whoever answers it; spans in ms."""

    queue: int
    patience: int | None
    leaves_as: str
    ring: int
    misses: bool
    talk: int
    hold: int
    wrap: int
    ended_by: str = "customer"


@dataclass(slots=True)
class Inquiry:
    """One contact as it comes in; `needs` are its visits, a second one where the first queue is wrong."""

    key: Key
    started: int
    customer: int
    language: str
    channel: str
    entry: int
    topic: str
    menu: int | None
    menu_path: str | None
    is_exit: bool
    is_closed: bool
    needs: list[Needs] = field(default_factory=list)


def rates(queue: Queue, day: date) -> list[float]:
    """Give the contacts expected in each quarter hour of an average day like this one."""
    kind = kind_of(day)
    profile = OF_HOUR["written" if queue.is_written else queue.channel]
    total = sum(profile) * QUARTERS / 24
    return [
        queue.daily * _season(queue, day) * profile[n // 4] / total * _of_kind(queue, kind, n)
        for n in range(QUARTERS)
    ]


@lru_cache(maxsize=64)
def open_between(zone: str, day: date) -> tuple[int, int]:
    """Say when calls and chats begin to be answered on a day, and until when."""
    at = clock(day, zone)
    opens, closes = MINUTES[kind_of(day)]
    return at(opens), at(closes)


@lru_cache(maxsize=6)
def demand(centre: World, day: date) -> tuple[Inquiry, ...]:
    """Draw the contacts of a day, in their order."""
    found = [inquiry for n in range(len(centre.queues)) for inquiry in _of_queue(centre, n, day)]
    found.sort(key=lambda each: each.started)
    ordinal = day.toordinal()
    for n, each in enumerate(found):
        each.key = (ordinal, n)
    return tuple(found)


def arrivals(expected: list[float], edges: list[tuple[int, int]], draws: Random) -> Iterator[int]:
    """Draw a Poisson process whose rate is constant within each of the stretches."""
    sums = [0.0, *accumulate(expected)]
    at = draws.expovariate(1.0)
    while at < sums[-1]:
        n = bisect_right(sums, at) - 1
        begin, end = edges[n]
        yield begin + int((end - begin) * (at - sums[n]) / expected[n])
        at += draws.expovariate(1.0)


def visit_needs(queue: Queue, n: int, talk_s: float, draws: Random) -> Needs:
    """Draw what a visit to a queue would take."""
    spoken = queue.channel == "voice"
    talk = min(_lognormal(draws, SPREAD_TALK) * talk_s, LONGEST_TALK_S)
    held = spoken and draws.random() < HELD
    calls_back = spoken and draws.random() < CALL_BACKS
    patience = _patience(queue, draws)
    return Needs(
        queue=n,
        patience=patience if not calls_back or patience is None else min(patience, _asks_after(draws)),
        leaves_as="callback" if calls_back else "abandoned",
        ring=int(draws.uniform(2000, 7000)) if spoken else 0,
        misses=spoken and draws.random() < MISSED,
        talk=int(1000 * max(talk, 4)),
        hold=int(1000 * draws.uniform(20, 150)) if held else 0,
        wrap=int(1000 * queue.wrap_s * _lognormal(draws, SPREAD_WRAP)),
        ended_by="customer" if draws.random() < 0.6 else "agent",
    )


def _of_queue(centre: World, n: int, day: date) -> Iterator[Inquiry]:
    queue, kind = centre.queues[n], kind_of(day)
    draws = centre.random(day, "demand", queue.name)
    effect = draws.gammavariate(DAY_SHAPE, 1 / DAY_SHAPE)
    expected = [rate * effect for rate in rates(queue, day)]
    opens, closes = open_between(centre.zone, day)
    for started in arrivals(expected, quarters(day, centre.zone), draws):
        inquiry = _inquiry(centre, n, started, draws)
        is_served = kind != "closed" or centre.queues[inquiry.entry].is_emergency
        is_open = is_served and opens <= started + (inquiry.menu or 0) < closes
        inquiry.is_closed = not queue.is_written and not is_open
        yield inquiry


def _inquiry(centre: World, owner: int, started: int, draws: Random) -> Inquiry:
    queue, others = centre.queues[owner], centre.wrong_for[owner]
    topic = _topic(queue, draws.random())
    customer = int(centre.customers * draws.random() ** 1.35)
    entry = draws.choice(others) if others and draws.random() < MISROUTED else owner
    spoken = queue.channel == "voice"
    path = _menu_path(centre.queues[entry], draws) if spoken else None
    inquiry = Inquiry(
        key=(0, 0),
        started=started,
        customer=customer,
        language=language_of(centre.seed, customer),
        channel=queue.channel,
        entry=entry,
        topic=topic.name,
        menu=int(1000 * draws.uniform(6, 14) * (path.count(">") + 1)) if path else None,
        menu_path=path,
        is_exit=spoken and draws.random() < MENU_EXITS,
        is_closed=False,
    )
    inquiry.needs = [visit_needs(queue, owner, topic.talk_s, draws)]
    if entry != owner:
        inquiry.needs.insert(0, visit_needs(centre.queues[entry], entry, MISROUTE_TALK_S, draws))
    return inquiry


def _topic(queue: Queue, share: float) -> Topic:
    for topic in queue.topics:
        if share < topic.weight:
            return topic
        share -= topic.weight
    return queue.topics[-1]


def _menu_path(queue: Queue, draws: Random) -> str:
    """Keys pressed: wandering into another branch and back now and then, then the queue's own."""
    detour = f"{draws.randint(1, 5)}>*>" if draws.random() < 0.08 else ""
    return f"{detour}{queue.menu_key}>{draws.randint(1, 3)}"


def _patience(queue: Queue, draws: Random) -> int | None:
    """Lognormal about the queue's median, but for those who hang up as soon as they hear that they wait."""
    if queue.patience_s is None:
        return None
    if draws.random() < BALKING:
        return int(1000 * draws.uniform(1, 12))
    return int(1000 * min(queue.patience_s * exp(draws.gauss(0, SPREAD_PATIENCE)), LONGEST_PATIENCE_S))


def _asks_after(draws: Random) -> int:
    return int(1000 * draws.uniform(90, 240))


def _lognormal(draws: Random, sigma: float) -> float:
    """A lognormal number whose mean is 1."""
    return exp(draws.gauss(0, sigma) - sigma * sigma / 2)


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
