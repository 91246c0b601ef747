"""The floor: contacts meet agents, event by event. Instants and spans in ms.

* Each queue is first come, first served. A contact goes to the agent who has been idle longest of those who
  take its queue; chats to the one with the fewest at the moment. An agent who comes free takes the one who
  has waited longest in any of the own queues, and makes a promised call-back where nobody waits.
* Patience runs until the answer: who gives up while a phone rings has abandoned.
* A break, a meeting and the end of a shift begin once the agent has finished.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import Any

from connectors.demo.inquiry import Inquiry, Needs
from connectors.demo.roster import Pause, Shift
from connectors.demo.teams import Agent

MISSED_RING, AWAY_AFTER_MISS = 20_000, 60_000
UNSKILLED = 1.15  # how much longer a contact takes in a queue that is not the agent's own
ONE_MORE_CHAT = 0.2  # how much longer a chat takes for each other one of the agent
NEVER = 1 << 62

Stretch = tuple[int, int, str, str | None]  # agent, since, state, reason
Handler = Callable[[int, Any], None]


@dataclass(slots=True, eq=False)
class Visit:
    """One visit to a queue and what became of it. `then` follows when an agent transfers it.

    A call-back is no visit to a queue: an agent dials, `is_reached` or not; it is what was `owed`.
    """

    owner: Any
    needs: Needs
    queued: int
    then: "Visit | None" = None
    is_call_back: bool = False
    is_reached: bool = True
    missed: int = 0
    outcome: str = "waiting"
    agent: int | None = None
    answered: int | None = None
    talk: int | None = None
    talked_until: int | None = None
    ended: int | None = None
    is_cut: bool = False
    is_unsolved: bool = False
    owed: Any = None

    @property
    def deadline(self) -> int:
        return NEVER if self.needs.patience is None else self.queued + self.needs.patience


@dataclass
class Floor:
    """One day of the floor. `ahead` holds per queue how much sooner than its turn a contact is taken.

    `left` is told of each contact that ends, with the instant, and may give a visit with which the customer
    comes again, or a call-back; `cut_short` says when an agent rings off.
    """

    agents: Sequence[Agent]
    ahead: Sequence[int]
    stretches: list[Stretch] = field(default_factory=list)
    dialled: list[Visit] = field(default_factory=list)
    left: Callable[[Visit, int], Visit | None] = lambda _visit, _at: None
    cut_short: Callable[[float, Visit], int | None] = lambda _cuts, _visit: None

    def __post_init__(self) -> None:
        self._events: list[tuple[int, int, Handler, Any]] = []
        self._count = 0
        self._free: dict[int, None] = {}  # who may take a contact, the longest idle first
        self._load = [0] * len(self.agents)
        self._takes = [agent.queues for agent in self.agents]
        self._plans: list[list[Pause | None]] = [[] for _agent in self.agents]  # None: the end of the shift
        self._stays = [False] * len(self.agents)
        self._waiting: list[deque[Visit]] = [deque() for _queue in self.ahead]
        self._promised: list[deque[Visit]] = [deque() for _queue in self.ahead]

    def run(self, shifts: Iterable[Shift], visits: Iterable[Visit], call_backs: Iterable[Visit] = ()) -> None:
        """Let the day happen: every visit ends but those of queues where people wait without end."""
        for shift in shifts:
            self._plan(shift)
        self._events += [(visit.queued, n, self._enter, visit) for n, visit in enumerate(visits, self._count)]
        self._count = len(self._events)
        for visit in call_backs:
            self._at(visit.queued, self._due, visit)
        heapify(self._events)
        self._pass()
        self._close()
        self._pass()

    def _pass(self) -> None:
        while self._events:
            at, _count, handler, what = heappop(self._events)
            handler(at, what)

    @property
    def unanswered(self) -> list[Visit]:
        """The written contacts that wait for another day."""
        return [visit for line in self._waiting for visit in line]

    @property
    def unkept(self) -> list[Visit]:
        """The call-backs that nobody had time for."""
        return [visit for line in self._promised for visit in line]

    def _at(self, instant: int, handler: Handler, what: Any) -> None:
        self._count += 1
        heappush(self._events, (instant, self._count, handler, what))

    def _plan(self, shift: Shift) -> None:
        self._stays[shift.agent] = shift.stays
        self._at(shift.begin, self._begin, shift.agent)
        self._at(shift.end, self._interrupt, (shift.agent, None))
        for pause in shift.pauses:
            self._at(pause.at, self._interrupt, (shift.agent, pause))

    def _say(self, agent: int, at: int, state: str, reason: str | None = None) -> None:
        self.stretches.append((agent, at, state, reason))

    # What happens to agents.

    def _begin(self, at: int, agent: int) -> None:
        self._next(at, agent)

    def _interrupt(self, at: int, what: tuple[int, Pause | None]) -> None:
        agent, pause = what
        self._plans[agent].append(pause)
        if agent in self._free and not self._load[agent]:
            self._next(at, agent)
        else:
            self._free.pop(agent, None)  # takes no further chat

    def _next(self, at: int, agent: int) -> None:
        """Let an agent who has finished something do what comes next."""
        self._free.pop(agent, None)
        if self._plans[agent] and self._turns_away(at, agent):
            return
        capacity = self.agents[agent].capacity
        while self._load[agent] < capacity and (visit := self._first(at, agent)) is not None:
            self._assign(at, agent, visit)
        if not self._load[agent]:
            promised = self._call_back(agent)
            if promised is not None:
                self._dial(at, agent, promised)
                return
            self._say(agent, at, "available")
        if self._load[agent] < capacity:
            self._free[agent] = None

    def _turns_away(self, at: int, agent: int) -> bool:
        """Begin what was planned, once the agent has nothing in hand."""
        if self._load[agent]:
            return True
        plans = self._plans[agent]
        if None in plans:
            if self._stays[agent] and any(self._live(at, queue) for queue in self.agents[agent].queues):
                return False
            plans.clear()
            self._say(agent, at, "offline")
            return True
        pause = plans.pop(0)
        assert pause is not None
        self._say(agent, at, pause.state, pause.reason)
        self._at(at + pause.length, self._next, agent)
        return True

    def _finished(self, at: int, agent: int) -> None:
        self._load[agent] -= 1
        self._next(at, agent)

    # What happens to contacts.

    def _enter(self, at: int, visit: Visit) -> None:
        agent = self._idle(visit.needs.queue)
        if agent is None:
            self._waiting[visit.needs.queue].append(visit)
            self._watch(visit)
        else:
            self._assign(at, agent, visit)

    def _watch(self, visit: Visit) -> None:
        """Look again when the patience of somebody who waits has run out."""
        if visit.needs.patience is not None:
            self._at(visit.deadline, self._expire, visit)

    def _expire(self, _at: int, visit: Visit) -> None:
        if visit.outcome == "waiting":
            self._give_up(visit)

    def _idle(self, queue: int) -> int | None:
        """Find who takes the next contact of a queue."""
        least, found = NEVER, None
        for agent in self._free:
            load = self._load[agent]
            if load < least and queue in self._takes[agent]:
                if not load:
                    return agent
                least, found = load, agent
        return found

    def _live(self, at: int, queue: int) -> bool:
        """Say whether anybody waits in a queue, after those who gave up have left it."""
        line = self._waiting[queue]
        while line and line[0].deadline <= at:
            visit = line.popleft()
            if visit.outcome == "waiting":
                self._give_up(visit)
        return bool(line)

    def _first(self, at: int, agent: int) -> Visit | None:
        """Take who is next in the queues of an agent."""
        first, earliest = None, NEVER
        for queue in self._takes[agent]:
            if self._waiting[queue] and self._live(at, queue):
                due = self._waiting[queue][0].queued - self.ahead[queue]
                if due < earliest:
                    first, earliest = queue, due
        return None if first is None else self._waiting[first].popleft()

    def _assign(self, at: int, agent: int, visit: Visit) -> None:
        needs, deadline = visit.needs, visit.deadline
        answers = at + (MISSED_RING if visit.needs.misses else needs.ring)
        self._load[agent] += 1
        if self._load[agent] >= self.agents[agent].capacity:
            self._free.pop(agent, None)
        if answers > at:
            self._say(agent, at, "ringing")
        if deadline <= answers:
            self._give_up(visit)
            self._at(deadline, self._finished, agent)
        elif needs.misses:
            self._at(answers, self._missed, (agent, visit))
        else:
            self._answer(answers, agent, visit)

    def _answer(self, at: int, agent: int, visit: Visit) -> None:
        needs, who, load = visit.needs, self.agents[agent], self._load[agent]
        pace = (
            who.speed * (1 if needs.queue == who.queues[0] else UNSKILLED) * (1 + ONE_MORE_CHAT * (load - 1))
        )
        visit.outcome, visit.agent, visit.answered = "answered", agent, at
        visit.talk = int(needs.talk * pace)
        if who.cuts and visit.then is None and (short := self.cut_short(who.cuts, visit)):
            visit.talk, visit.is_cut = short, True
            visit.needs = needs = replace(needs, hold=0, wrap=0, ended_by="agent")
        visit.talked_until = at + visit.talk + needs.hold
        visit.ended = visit.talked_until + needs.wrap
        if load == 1:
            self._say(agent, at, "on_contact")
        if who.capacity == 1 and needs.wrap:
            self._say(agent, visit.talked_until, "wrap_up")
        if visit.then is not None:
            visit.then.queued = visit.talked_until
            self._at(visit.talked_until, self._enter, visit.then)
        else:
            self._leave(visit, visit.talked_until)
        self._at(visit.ended, self._finished, agent)

    def _leave(self, visit: Visit, at: int) -> None:
        again = self.left(visit, at)
        if again is not None:
            self._at(again.queued, self._due if again.is_call_back else self._enter, again)

    def _missed(self, at: int, what: tuple[int, Visit]) -> None:
        """An agent did not pick up: the call goes on to somebody else, or back to the head of the queue."""
        agent, visit = what
        visit.missed += 1
        visit.needs = _without_miss(visit.needs)
        self._load[agent] -= 1
        self._say(agent, at, "break", "missed call")
        self._at(at + AWAY_AFTER_MISS, self._next, agent)
        other = self._idle(visit.needs.queue)
        if other is None:
            self._waiting[visit.needs.queue].appendleft(visit)
            self._watch(visit)
        else:
            self._assign(at, other, visit)

    def _give_up(self, visit: Visit) -> None:
        visit.outcome, visit.ended = visit.needs.leaves_as, visit.deadline
        self._leave(visit, visit.deadline)

    # Call-backs.

    def _due(self, at: int, visit: Visit) -> None:
        agent = self._idle(visit.needs.queue)
        if agent is None:
            self._promised[visit.needs.queue].append(visit)
        else:
            self._free.pop(agent)
            self._dial(at, agent, visit)

    def _call_back(self, agent: int) -> Visit | None:
        for queue in self._takes[agent]:
            if self._promised[queue]:
                return self._promised[queue].popleft()
        return None

    def _dial(self, at: int, agent: int, visit: Visit) -> None:
        self._load[agent] += 1
        self._say(agent, at, "ringing")
        self.dialled.append(visit)
        visit.queued, picked_up = at, at + visit.needs.ring
        if visit.is_reached:
            self._answer(picked_up, agent, visit)
            return
        visit.outcome, visit.agent, visit.ended = "failed", agent, picked_up
        self._leave(visit, picked_up)
        self._at(picked_up, self._finished, agent)

    def _close(self) -> None:
        """Those who still wait give up when their patience ends; written contacts wait on."""
        for queue in range(len(self._waiting)):
            self._live(NEVER - 1, queue)


def visits_of(inquiry: Inquiry) -> tuple[Visit, ...]:
    """The visits that a contact would make, the first one ready to begin."""
    if inquiry.is_exit:
        return ()
    queued = inquiry.started + (inquiry.menu or 0)
    if inquiry.is_closed:
        closed = replace(inquiry.needs[0], queue=inquiry.entry)
        return (Visit(inquiry, closed, queued, outcome="closed", ended=queued),)
    if len(inquiry.needs) == 1:
        return (Visit(inquiry, inquiry.needs[0], queued),)
    visits = [Visit(inquiry, needs, queued) for needs in inquiry.needs]
    for visit, following in pairwise(visits):
        visit.then = following
    return tuple(visits)


def _without_miss(needs: Needs) -> Needs:
    return replace(needs, misses=False)
