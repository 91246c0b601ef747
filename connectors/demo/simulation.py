"""Days one after the other from the demo's start, each remembered by what it left to the next one."""

from collections import OrderedDict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from threading import RLock

from connectors.demo.dates import DAY, clock, local_day
from connectors.demo.day import Carry, Day, live_through
from connectors.demo.world import Size, World, world

KEPT_DAYS = 3


class Simulation:
    """One centre from its first day on. Keeps the last few days and every day's small carry."""

    def __init__(self, centre: World, first: date) -> None:
        self.centre, self.first = centre, first
        begin = clock(first, centre.zone)(0)
        self._before: dict[date, Carry] = {
            first: Carry(offline=dict.fromkeys(range(len(centre.agents)), begin))
        }
        self._days: OrderedDict[date, Day] = OrderedDict()
        self._lock = RLock()  # the live page's thread and a refresh may ask at once

    def remember(self, day: date, before: Carry) -> None:
        """Begin from what was left to a day, so that those before it need not be lived through again."""
        with self._lock:
            self._before.setdefault(day, before)

    def distance(self, day: date) -> int:
        """Say how many days have to be lived through before this one."""
        with self._lock:
            return min((day - known).days for known in self._before if known <= day)

    def before(self, day: date) -> Carry:
        """What a day finds."""
        with self._lock:
            known = max(each for each in self._before if each <= day)
            while known < day:
                self._live(known)
                known += DAY
            return self._before[day]

    def day(self, day: date) -> Day:
        """Simulate a day, or remember it."""
        with self._lock:
            if day not in self._days:
                self.before(day)
                self._live(day)
            self._days.move_to_end(day)
            return self._days[day]

    def days(self, since: date, until: date) -> Iterator[Day]:
        """The days of a closed span, from the first one of the demo on."""
        day = max(since, self.first)
        while day <= until:
            yield self.day(day)
            day += DAY

    def _live(self, day: date) -> None:
        lived, after = live_through(self.centre, day, self._before[day])
        self._days[day] = lived
        self._before.setdefault(day + DAY, after)
        while len(self._days) > KEPT_DAYS:
            self._days.popitem(last=False)


@lru_cache(maxsize=4)
def simulation(seed: int, size: Size, zone: str, first: date) -> Simulation:
    """The simulation of a centre, shared by all who ask in this process."""
    return Simulation(world(seed, size, zone), first)


def first_day(start: datetime | None, until: datetime, zone: str, weeks: int) -> date:
    """The day on which the demo begins: that of its start, or so many weeks before `until`."""
    if start is not None:
        return local_day(start, zone)
    return local_day(until, zone) - timedelta(weeks=weeks)
