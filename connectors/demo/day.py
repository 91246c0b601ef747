"""One simulated day: its demand and what earlier days left over meet its roster on the floor.

Spoken contacts end within their day. What is handed on to the next one is small: which written contacts are
open, which call-backs are owed, and since when each agent is offline.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from connectors.demo.demand import Inquiry, Key, demand, open_between, visit_needs
from connectors.demo.floor import Floor, Stretch, Visit
from connectors.demo.roster import roster
from connectors.demo.world import World

CALL_BACK_DELAY_S, FIRST_HOUR_S = (600, 5400), (60, 3600)
REACHED, RINGS_S = 0.8, (15, 30)


@dataclass(frozen=True)
class Carry:
    """What a day leaves to the next one."""

    open: tuple[Key, ...] = ()
    owed: tuple[Key, ...] = ()
    offline: dict[int, int] = field(default_factory=dict)  # agent: since

    def written(self) -> str:
        """The same as text."""
        return json.dumps([self.open, self.owed, list(self.offline.items())], separators=(",", ":"))

    @staticmethod
    def read(text: str) -> "Carry":
        """Raises ValueError or TypeError where the text is not one's own."""
        opened, owed, offline = json.loads(text)
        return Carry(tuple(map(_key, opened)), tuple(map(_key, owed)), {int(n): int(at) for n, at in offline})


@dataclass(frozen=True)
class Day:
    """All that happens on a day: its contacts with their visits, and the written ones that it found open.

    `stretches` are what each agent does, in order, beginning with the one that was going on.
    """

    day: date
    centre: World
    contacts: tuple[tuple[Inquiry, tuple[Visit, ...]], ...]
    call_backs: tuple[Visit, ...]
    stretches: tuple[Stretch, ...]


def live_through(centre: World, day: date, before: Carry) -> tuple[Day, Carry]:
    """Simulate a day from what earlier days left."""
    new = [(inquiry, _visits(inquiry)) for inquiry in demand(centre, day)]
    old = [(each, _visits(each)) for each in (_found(centre, key) for key in before.open)]
    opens, _closes = open_between(centre.zone, day)
    owed = [_owed(centre, key, opens) for key in before.owed]
    floor = Floor(centre.agents, [int(1000 * queue.ahead_s) for queue in centre.queues])
    floor.asked_back = lambda visit: _asked_back(centre, visit)
    floor.run(
        roster(centre, day),
        (visits[0] for _each, visits in (*old, *new) if visits and not visits[0].ended),
        owed,
    )
    stretches = _ordered(floor.stretches, before.offline)
    after = Carry(
        open=tuple(sorted(visit.owner.key for visit in floor.unanswered)),
        owed=tuple(sorted(visit.owner.key for visit in floor.unkept)),
        offline=_offline(stretches),
    )
    made = tuple(sorted(floor.dialled, key=lambda visit: visit.queued))
    return Day(day, centre, (*old, *new), made, tuple(stretches)), after


def _visits(inquiry: Inquiry) -> tuple[Visit, ...]:
    """The visits that a contact would make, the first one ready to begin."""
    if inquiry.is_exit:
        return ()
    queued = inquiry.started + (inquiry.menu or 0)
    if inquiry.is_closed:
        closed = replace(inquiry.needs[0], queue=inquiry.entry)
        return (Visit(inquiry, closed, queued, outcome="closed", ended=queued),)
    visits = [Visit(inquiry, needs, queued) for needs in inquiry.needs]
    for visit, following in pairwise(visits):
        visit.then = following
    return tuple(visits)


def _found(centre: World, key: Key) -> Inquiry:
    return demand(centre, date.fromordinal(key[0]))[key[1]]


def _asked_back(centre: World, visit: Visit) -> tuple[int, Visit]:
    draws = centre.random(*visit.owner.key, "call-back due")
    due = visit.deadline + int(1000 * draws.uniform(*CALL_BACK_DELAY_S))
    return due, _call_back(centre, visit.owner, due)


def _owed(centre: World, key: Key, opening: int) -> Visit:
    """A call-back that an earlier day did not come to: in the first hour of this one."""
    draws = centre.random(*key, "call-back late")
    return _call_back(centre, _found(centre, key), opening + int(1000 * draws.uniform(*FIRST_HOUR_S)))


def _call_back(centre: World, inquiry: Inquiry, due: int) -> Visit:
    """The call that an agent makes to somebody who asked for it."""
    draws = centre.random(*inquiry.key, "call-back")
    owner = inquiry.needs[-1].queue
    queue = centre.queues[owner]
    talk_s = next(topic.talk_s for topic in queue.topics if topic.name == inquiry.topic)
    needs = visit_needs(queue, owner, talk_s, draws)
    rings = int(1000 * draws.uniform(*RINGS_S))
    dialled = replace(needs, patience=None, ring=rings, misses=False)
    return Visit(inquiry, dialled, due, is_call_back=True, is_reached=draws.random() < REACHED)


def _ordered(said: Iterable[Stretch], offline: dict[int, int]) -> list[Stretch]:
    """Put what agents did in order; one state said twice in a row, or for no time, is no stretch."""
    going_on = [(agent, since, "offline", None) for agent, since in offline.items()]
    kept: list[Stretch] = []
    for stretch in sorted([*going_on, *said], key=lambda each: each[:2]):
        if kept and kept[-1][0] == stretch[0]:
            if kept[-1][2:] == stretch[2:]:
                continue
            if kept[-1][1] == stretch[1]:
                kept.pop()
        kept.append(stretch)
    return kept


def _offline(stretches: list[Stretch]) -> dict[int, int]:
    return {agent: since for agent, since, _state, _reason in stretches}


def _key(pair: list[int]) -> Key:
    return int(pair[0]), int(pair[1])
