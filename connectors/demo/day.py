"""One simulated day: its demand and what earlier days left over meet its roster on the floor.

Spoken contacts end within their day. What is handed on to the next one is small: which written contacts are
open, which call-backs are owed, who will come again, and since when each agent is offline.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from random import Random

from connectors.demo.again import LATE, Aftermath, call_back
from connectors.demo.arrivals import open_between
from connectors.demo.chance import mixed
from connectors.demo.dates import clock
from connectors.demo.floor import Floor, Stretch, Visit, visits_of
from connectors.demo.inquiry import Inquiry
from connectors.demo.promises import Promise
from connectors.demo.roster import roster
from connectors.demo.threads import Owed, Thread, inquiry_of, thread_of
from connectors.demo.world import World

FIRST_HOUR_S = (60, 3600)
WHEN = itemgetter(0, 1)  # of a stretch: whose and since when


@dataclass(frozen=True)
class Carry:
    """What a day leaves to the next one."""

    open: tuple[Thread, ...] = ()
    owed: tuple[Owed, ...] = ()
    coming: tuple[Thread, ...] = ()
    offline: dict[int, int] = field(default_factory=dict)  # agent: since

    def written(self) -> str:
        """The same as text."""
        told = [self.open, self.owed, self.coming, list(self.offline.items())]
        return json.dumps(told, separators=(",", ":"))

    @staticmethod
    def read(text: str) -> "Carry":
        """Raises ValueError or TypeError where the text is not one's own."""
        opened, owed, coming, offline = json.loads(text)
        return Carry(
            tuple(Thread(*each) for each in opened),
            tuple(Owed(Thread(*thread), *rest) for thread, *rest in owed),
            tuple(Thread(*each) for each in coming),
            {int(n): int(at) for n, at in offline},
        )


@dataclass(frozen=True)
class Day:
    """All that happens on a day: its contacts with their visits, and the written ones that it found open.

    `stretches` are what each agent does, in order, beginning with the one that was going on. `promises` are
    those made on this day, and again those of earlier days whose call-back was tried on it.
    """

    day: date
    centre: World
    contacts: tuple[tuple[Inquiry, tuple[Visit, ...]], ...]
    call_backs: tuple[Visit, ...]
    stretches: tuple[Stretch, ...]
    promises: tuple[Promise, ...] = ()


def live_through(centre: World, day: date, before: Carry, drawn: Iterable[Inquiry]) -> tuple[Day, Carry]:
    """Simulate a day from what earlier days left and from those who come of their own accord."""
    at = clock(day, centre.zone)
    after = Aftermath(centre, at(1440))
    floor = Floor(centre.agents, [int(1000 * queue.ahead_s) for queue in centre.queues])
    floor.left, floor.cut_short = after.left, after.cut_short
    old = [(each, visits_of(each)) for each in (inquiry_of(centre, thread) for thread in before.open)]
    first = [visits[0] for _each, visits in old]
    first += _arrive(after, drawn)
    first += _arrive(after, (inquiry_of(centre, each) for each in before.coming if each.at < at(1440)))
    floor.run(roster(centre, day), first, [_owed(centre, each, day) for each in before.owed])
    stretches = _ordered(floor.stretches, before.offline)
    made = tuple(sorted(floor.dialled, key=lambda visit: visit.queued))
    left = Carry(
        open=tuple(sorted(thread_of(centre, visit.owner) for visit in floor.unanswered)),
        owed=tuple(sorted([*after.owed, *(visit.owed for visit in floor.unkept)])),
        coming=tuple(sorted([*after.coming, *(each for each in before.coming if each.at >= at(1440))])),
        offline=_offline(stretches),
    )
    promises = tuple(_turned_out(after.promises, made))
    return Day(day, centre, (*old, *after.came), made, tuple(stretches), promises), left


def _arrive(after: Aftermath, inquiries: Iterable[Inquiry]) -> list[Visit]:
    return [visit for each in inquiries if (visit := after.begin(each)) is not None]


def _owed(centre: World, owed: Owed, day: date) -> Visit:
    """A call-back that an earlier day left over: in the first hour of this one."""
    opens, _closes = open_between(centre.zone, day)
    made = inquiry_of(centre, owed.thread)
    draws = Random(mixed(made.mix + LATE))
    due = opens + int(1000 * draws.uniform(*FIRST_HOUR_S))
    return call_back(centre, made, owed, due)


def _turned_out(made: Iterable[Promise], calls: Iterable[Visit]) -> Iterable[Promise]:
    """The promises of a day with what was tried on it; those of earlier days that were tried now."""
    tried = {visit.owner.key: visit for visit in calls}
    for promise in made:
        call = tried.pop(promise.owner.key, None) if promise.kind == "call_back" else None
        yield promise if call is None else _called(promise, call)
    for call in tried.values():
        owed: Owed = call.owed
        who = None if owed.agent < 0 else owed.agent
        yield _called(Promise(call.owner, who, "call_back", owed.made, owed.due), call)


def _called(promise: Promise, call: Visit) -> Promise:
    tried = call.answered if call.outcome == "answered" else call.ended
    return promise._replace(attempted=tried, kept=call.answered)


def _ordered(said: Iterable[Stretch], offline: dict[int, int]) -> list[Stretch]:
    """Put what agents did in order; one state said twice in a row, or for no time, is no stretch."""
    going_on = [(agent, since, "offline", None) for agent, since in offline.items()]
    kept: list[Stretch] = []
    for stretch in sorted([*going_on, *said], key=WHEN):
        if kept and kept[-1][0] == stretch[0]:
            if kept[-1][2:] == stretch[2:]:
                continue
            if kept[-1][1] == stretch[1]:
                kept.pop()
        kept.append(stretch)
    return kept


def _offline(stretches: list[Stretch]) -> dict[int, int]:
    return {agent: since for agent, since, _state, _reason in stretches}
