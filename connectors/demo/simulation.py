"""Days one after the other from the demo's start, each remembered by what it left to the next one."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from threading import RLock

from connectors.demo.dates import DAY, clock, local_day
from connectors.demo.day import Carry, Day, live_through
from connectors.demo.demand import demand
from connectors.demo.frames import Frames, frames
from connectors.demo.inquiry import Inquiry
from connectors.demo.queues import Size
from connectors.demo.world import World, world

LATER_DAYS = 7  # for so long something new may become known of a contact: an answer, a promise kept
KEPT_DAYS = LATER_DAYS + 3
Of = tuple[int, Size, str, date, bool, str]  # seed, size, zone, first day, with stories, name of the source


class Simulation:
    """One centre from its first day on. Keeps the last days, written down, and every day's small carry."""

    def __init__(self, centre: World, source: str) -> None:
        self.centre, self.first, self.source = centre, centre.first, source
        begin = clock(self.first, centre.zone)(0)
        self._before: dict[date, Carry] = {
            self.first: Carry(offline=dict.fromkeys(range(len(centre.agents)), begin))
        }
        self._days: OrderedDict[date, Frames] = OrderedDict()
        self._lock = RLock()  # the live page's thread and a refresh may ask at once

    @property
    def of(self) -> Of:
        """What `simulation` makes the same one of."""
        centre = self.centre
        return centre.seed, centre.size, centre.zone, self.first, centre.stories is not None, self.source

    def newest(self) -> dict[date, Carry]:
        """What the last days found."""
        with self._lock:
            return dict(self._before)

    def reached(self, day: date) -> date:
        """The last day, up to this one, of which is known what it finds."""
        with self._lock:
            return max(each for each in self._before if each <= day)

    def remember(self, day: date, before: Carry) -> None:
        """Begin from what was left to a day, so that those before it need not be lived through again."""
        with self._lock:
            self._before.setdefault(day, before)

    def before(self, day: date) -> Carry:
        """What a day finds."""
        with self._lock:
            known = max(each for each in self._before if each <= day)
            while known < day:
                self._pass(known)
                known += DAY
            return self._before[day]

    def days(self, days: Sequence[date], drawn: Iterator[tuple[Inquiry, ...]]) -> Frames:
        """Simulate days in a row and write them down at once, remembering only what they leave.

        `drawn` gives the demand of each of them.
        """
        with self._lock:
            self.before(days[0])
            return frames([self._pass(day, next(drawn)) for day in days], self.source)

    def day(self, day: date) -> Frames:
        """Simulate a day and write it down, or remember it."""
        with self._lock:
            if day not in self._days:
                self.before(day)
                self._live(day)
            self._days.move_to_end(day)
            return self._days[day]

    def _live(self, day: date) -> None:
        self._days[day] = frames([self._pass(day)], self.source)
        while len(self._days) > KEPT_DAYS:
            self._days.popitem(last=False)

    def _pass(self, day: date, drawn: tuple[Inquiry, ...] | None = None) -> Day:
        coming = demand(self.centre, day) if drawn is None else drawn
        lived, after = live_through(self.centre, day, self._before[day], coming)
        self._before.pop(day + DAY, None)
        self._before[day + DAY] = after
        self._forget()
        return lived

    def _forget(self) -> None:
        """Keep the newest carries, and the first day's, from which any other can be found again."""
        newest = list(self._before)[-KEPT_DAYS:]
        self._before = {day: self._before[day] for day in {self.first: None, **dict.fromkeys(newest)}}


@lru_cache(maxsize=4)
def simulation(seed: int, size: Size, zone: str, first: date, stories: bool, source: str) -> Simulation:
    """The simulation of a centre, shared by all who ask in this process."""
    return Simulation(world(seed, size, zone, first, stories), source)


def first_day(start: datetime | None, until: datetime, zone: str, weeks: int) -> date:
    """The day on which the demo begins: that of its start, or so many weeks before `until`."""
    if start is not None:
        return local_day(start, zone)
    return local_day(until, zone) - timedelta(weeks=weeks)
