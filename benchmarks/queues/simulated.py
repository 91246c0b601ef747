"""A queue of a centre, simulated contact by contact, with incidents planted in it.

Open 12 hours a day, seven days a week. Contacts come at random by hour and weekday; days differ by a gamma
effect (CV 10 %), half hours by another (8 %). Handle times are lognormal by topic, patience is exponential.
As many agents are planned as Erlang A needs for 80 % in 20 s at the true usual rates; a quarter of an hour
may have one in twenty, or one, fewer (7 % of them) or more (5 %): breaks that slipped. Nobody is ill and no
other incident happens but the planted ones. First come, first served: starts never run backwards, so one pass
over the arrivals with a heap of agents is exact.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import heapify, heappop, heappush, heapreplace

import numpy as np
from numpy.typing import NDArray

from metrics.queueing import Goal, agents_needed

Numbers = NDArray[np.float64]
Generator = np.random.Generator

DAY, SLOT, QUARTER = 720, 30, 15  # minutes
SLOTS, QUARTERS = DAY // SLOT, DAY // QUARTER
LASTS = 120
THRESHOLD_S, SHORT_S, PATIENCE_S, IN_TIME = 20.0, 5.0, 240.0, 0.8
TOPICS = ((0.5, 210.0), (0.3, 300.0), (0.2, 405.0))  # share of contacts, mean handle time
SIGMA = 0.8
HANDLE_S = sum(share * mean for share, mean in TOPICS)
MOVED, MOVED_HANDLE = 0.05, 0.6  # usually moved here by others' mistake; how much of a contact they take
WAVE = 0.45
WEEKDAYS = np.array([1.15, 1.05, 1.0, 1.0, 1.0, 0.85, 0.8])
HALF_HOURS = np.array(
    [
        *(0.6, 0.75, 0.95, 1.1, 1.2, 1.25, 1.25, 1.2, 1.1, 1.05, 1.0, 1.0),
        *(1.0, 1.05, 1.1, 1.1, 1.05, 1.0, 0.95, 0.9, 0.85, 0.75, 0.65, 0.55),
    ]
)
HALF_HOURS = HALF_HOURS / HALF_HOURS.mean()
DAY_SHAPE, SLOT_SHAPE = 100.0, 156.0
KINDS = (
    "staff −20 %",
    "staff −30 %",
    "volume ×1.4",
    "volume ×1.6",
    "handle ×1.3",
    "handle ×1.5",
    "misroutes",
)
WAYS = ("not there", "in other states", "not planned")  # of a staffing incident


@dataclass(frozen=True)
class Incident:
    """What was planted: only the score reads it. late, share: by how much it made more customers late."""

    day: int
    minute: int
    kind: str
    way: str
    late: int
    share: float


@dataclass(frozen=True)
class Day:
    """What a centre's systems know of a day: contacts in their order, and agents by quarter hours."""

    came_s: Numbers
    wait_s: Numbers
    is_gone: NDArray[np.bool_]
    handle_s: Numbers
    topic: NDArray[np.int8]
    is_moved: NDArray[np.bool_]
    staffed: NDArray[np.int64]
    scheduled: NDArray[np.int64]
    elsewhere: NDArray[np.int64]


@dataclass(frozen=True)
class Drawn:
    """What chance brings to a day, before anybody is served."""

    came_s: Numbers
    handle_s: Numbers
    patience_s: Numbers
    topic: NDArray[np.int8]
    is_moved: NDArray[np.bool_]
    rates: Numbers
    staffed: NDArray[np.int64]
    scheduled: NDArray[np.int64]


def simulated(
    base: float, weeks: int, seed: Sequence[int], a_week: float
) -> tuple[list[Day], list[Incident]]:
    """Simulate a queue of `base` contacts in a mean half hour, with so many incidents a week on average."""
    random = np.random.default_rng(seed)
    days, incidents = [], []
    for week in range(weeks):
        planted = int(random.integers(7)) if random.random() < a_week else -1
        for weekday in range(7):
            drawn = _drawn(base, weekday, random)
            if weekday != planted:
                days.append(_served(drawn))
                continue
            day, incident = _with_incident(drawn, 7 * week + weekday, random)
            days.append(day)
            incidents.append(incident)
    return days, incidents


@lru_cache(maxsize=4096)
def planned(contacts: float) -> int:
    """How many agents a half hour of so many contacts is given."""
    return agents_needed(contacts / 1800, HANDLE_S, PATIENCE_S, Goal("in_time", IN_TIME, THRESHOLD_S))


def _drawn(base: float, weekday: int, random: Generator) -> Drawn:
    usual = base * WEEKDAYS[weekday] * HALF_HOURS
    effect = random.gamma(DAY_SHAPE, 1 / DAY_SHAPE) * random.gamma(SLOT_SHAPE, 1 / SLOT_SHAPE, SLOTS)
    rates = usual * effect
    counts = random.poisson(rates)
    starts = np.repeat(np.arange(SLOTS) * SLOT * 60.0, counts)
    came = np.sort(starts + random.uniform(0, SLOT * 60, counts.sum()))
    scheduled = np.repeat([planned(round(float(each), 2)) for each in usual], SLOT // QUARTER)
    some = np.maximum(1, np.round(0.05 * scheduled)).astype(np.int64)
    slipped = random.random(QUARTERS)
    staffed = scheduled + some * ((slipped > 0.95).astype(np.int64) - (slipped < 0.07))
    moved = random.random(came.size) < MOVED
    handle, topic = _handled(came.size, random)
    patience = random.exponential(PATIENCE_S, came.size)
    return Drawn(came, handle, patience, topic, moved, rates, np.maximum(staffed, 1), scheduled)


def _handled(n: int, random: Generator) -> tuple[Numbers, NDArray[np.int8]]:
    topic = random.choice(len(TOPICS), n, p=[share for share, _mean in TOPICS]).astype(np.int8)
    means = np.array([mean for _share, mean in TOPICS])[topic]
    return random.lognormal(np.log(means) - SIGMA**2 / 2, SIGMA), topic


def _served(drawn: Drawn, elsewhere: NDArray[np.int64] | None = None) -> Day:
    came, patience = drawn.came_s, drawn.patience_s
    starts = _starts(came, drawn.handle_s, patience, drawn.staffed)
    is_gone = starts - came > patience
    return Day(
        came,
        np.where(is_gone, patience, starts - came),
        is_gone,
        drawn.handle_s,
        drawn.topic,
        drawn.is_moved,
        drawn.staffed,
        drawn.scheduled,
        np.zeros(QUARTERS, dtype=np.int64) if elsewhere is None else elsewhere,
    )


def _starts(came: Numbers, handle: Numbers, patience: Numbers, staffed: NDArray[np.int64]) -> Numbers:
    """When each would be answered, if he stays; agents come and, once free, go at quarter hours."""
    free = [0.0] * int(staffed[0])
    heapify(free)
    changes = [(900.0 * n, int(staffed[n])) for n in range(1, QUARTERS) if staffed[n] != staffed[n - 1]]
    changes.append((float("inf"), 0))
    place, (at, agents) = 0, changes[0]
    starts = []
    for begun, takes, stays in zip(came.tolist(), handle.tolist(), patience.tolist(), strict=True):
        start = max(begun, free[0])
        while start >= at:
            while len(free) < agents:
                heappush(free, at)
            while len(free) > agents:
                heappop(free)
            place += 1
            at, agents = changes[place]
            start = max(begun, free[0])
        starts.append(start)
        if start - begun <= stays:
            heapreplace(free, start + takes)
    return np.array(starts)


def _with_incident(drawn: Drawn, day: int, random: Generator) -> tuple[Day, Incident]:
    """Serve a day with an incident, and the same day without: the difference is the harm it did."""
    minute = int(random.integers(60, DAY - LASTS - 30))
    kind, way = str(random.choice(KINDS)), str(random.choice(WAYS))
    name, _space, size = kind.partition(" ")
    if name == "staff":
        happened = _fewer(drawn, minute, float(size[1:3]) / 100, way)
    elif name == "handle":
        inside = (drawn.came_s >= minute * 60) & (drawn.came_s < (minute + LASTS) * 60)
        longer = np.where(inside, drawn.handle_s * float(size[1:]), drawn.handle_s)
        happened = _served(_changed(drawn, handle_s=longer))
    else:
        more = WAVE if name == "misroutes" else float(size[1:]) - 1
        happened = _served(_more(drawn, minute, more, name == "misroutes", random))
    late, share = _harm(happened, _served(drawn), minute)
    return happened, Incident(day, minute, kind, way if name == "staff" else "", late, share)


def _changed(drawn: Drawn, **values: object) -> Drawn:
    return Drawn(**{**drawn.__dict__, **values})  # type: ignore[arg-type]


def _fewer(drawn: Drawn, minute: int, part: float, way: str) -> Day:
    """Take a part of the agents away, whole ones, so that it comes out right over the two hours."""
    missing, owed = np.zeros(QUARTERS, dtype=np.int64), 0.0
    first = minute // QUARTER
    for quarter in range(first, first + LASTS // QUARTER):
        owed += part * drawn.staffed[quarter]
        missing[quarter] = min(int(owed + 0.5), drawn.staffed[quarter] - 1)
        owed -= missing[quarter]
    scheduled = drawn.scheduled - missing if way == "not planned" else drawn.scheduled
    elsewhere = missing if way == "in other states" else None
    return _served(_changed(drawn, staffed=drawn.staffed - missing, scheduled=scheduled), elsewhere)


def _more(drawn: Drawn, minute: int, part: float, is_wave: bool, random: Generator) -> Drawn:
    """Let a part more contacts come for two hours, by the rates of the day."""
    minutes = np.arange(minute, minute + LASTS)
    counts = random.poisson(part * drawn.rates[minutes // SLOT] / SLOT)
    came = np.repeat(minutes, counts) * 60.0 + random.uniform(0, 60, counts.sum())
    handle, topic = _handled(came.size, random)
    handle = handle * (MOVED_HANDLE if is_wave else 1.0)
    order = np.argsort(np.concatenate([drawn.came_s, came]), kind="stable")
    added = {
        "came_s": came,
        "handle_s": handle,
        "patience_s": random.exponential(PATIENCE_S, came.size),
        "topic": topic,
        "is_moved": np.full(came.size, is_wave),
    }
    joined = {name: np.concatenate([getattr(drawn, name), each])[order] for name, each in added.items()}
    return _changed(drawn, **joined)


def _harm(happened: Day, otherwise: Day, minute: int) -> tuple[int, float]:
    """How many more were late from its begin to a quarter hour after its end, and by how much their share."""

    def late(day: Day) -> tuple[int, int]:
        inside = (day.came_s >= minute * 60) & (day.came_s < (minute + LASTS + QUARTER) * 60)
        return int((day.wait_s[inside] > THRESHOLD_S).sum()), int(inside.sum())

    (with_it, n), (without, of) = late(happened), late(otherwise)
    return with_it - without, with_it / max(n, 1) - without / max(of, 1)
