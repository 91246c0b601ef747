"""How many agents each queue needs and how many are planned, by half hours of a day.

Needed is the work that is expected, in agents, and a margin that grows with its square root (the square-root
staffing rule of Halfin and Whitt). Planned are those whose shift it is, breaks left out on average.
"""

from datetime import date
from math import ceil, sqrt
from typing import Any

from connectors.demo.arrivals import open_between, rates
from connectors.demo.dates import QUARTERS, quarters
from connectors.demo.queues import Queue
from connectors.demo.roster import Shift, planned
from connectors.demo.world import World

HALF_HOUR_S = 1800
MARGIN, AT_WORK = 0.6, 0.88  # of a shift, the rest are breaks and meetings
CHATS_IN_HAND = 2.0


def staffing(centre: World, day: date) -> list[tuple[Any, ...]]:
    """Give queue, start (ms), length (s), required and scheduled agents, for the hours that are open."""
    shifts = planned(centre, day)
    edges = quarters(day, centre.zone)
    opens, closes = open_between(centre.zone, day)
    found = []
    for n, queue in enumerate(centre.queues):
        expected = rates(queue, day)
        ours = [each for each in shifts if centre.agents[each.agent].queues[0] == n]
        for quarter in range(0, QUARTERS, 2):
            begin, end = edges[quarter][0], edges[quarter + 1][1]
            if opens <= begin and end <= closes and end > begin:
                needed = _needed(queue, expected[quarter] + expected[quarter + 1], (end - begin) / 1000)
                found.append((queue.name, begin, HALF_HOUR_S, needed, _there(ours, begin, end)))
    return found


def _needed(queue: Queue, contacts: float, seconds: float) -> float:
    handling = sum(topic.weight * topic.talk_s for topic in queue.topics) + queue.wrap_s
    work = contacts * handling / seconds / (CHATS_IN_HAND if queue.channel == "chat" else 1)
    return float(ceil(work + MARGIN * sqrt(work))) if contacts else 0.0


def _there(shifts: list[Shift], begin: int, end: int) -> float:
    there = sum(max(min(each.end, end) - max(each.begin, begin), 0) for each in shifts) / (end - begin)
    return round(AT_WORK * there, 1)
