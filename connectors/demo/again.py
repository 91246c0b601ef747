"""What customers do after a contact: nothing, or they come again.

They come again when they had left a queue or found nobody, when an agent rang off, when nothing was solved,
and when a promise was not kept: sooner or later, mostly on the same channel.
"""

from dataclasses import dataclass, field
from math import exp
from random import Random
from statistics import NormalDist

from connectors.demo.arrivals import when_open
from connectors.demo.chance import mixed, share
from connectors.demo.dates import local_date
from connectors.demo.floor import Visit, visits_of
from connectors.demo.inquiry import Inquiry, visit_needs
from connectors.demo.promises import CALL_BACK_WITHIN, Promise, is_lost, promised
from connectors.demo.threads import CAUSES, Owed, Thread, inquiry_of, thread_of
from connectors.demo.world import World

MOST = 9  # contacts that one leads to
RETRIES = {"abandoned": 0.5, "closed": 0.3, "completed": 0.12, "failed": 0.4}
COMES_AGAIN = {"cut off": 0.85, "unsolved": 0.72, "chased": 0.6}
# Median of the time until somebody comes again, in hours, and the spread (sigma of the lognormal).
AFTER = {"retry": (0.4, 0.9), "cut off": (0.1, 0.7), "unsolved": (30, 0.9), "chased": (3, 0.7)}
LONGEST_AFTER = 12 * 24 * 3_600_000
SAME_QUEUE = 0.8
CALL_BACK_DELAY_S, RINGS_S, REACHED = (600, 5400), (15, 30), 0.8
STANDARD = NormalDist()
# What is decided by chance of a contact (see chance.share); for call-backs so many further on.
UNSOLVED, AGAIN, GAP, WHERE, CUT, CUT_AFTER = range(6)
OF_CALL_BACK = 16
WHEN, DUE, CALL, LATE = 1, 101, 102, 103  # generators of their own


@dataclass
class Aftermath:
    """What those do who are done with a contact on one day. `end` is the day's last instant, in ms."""

    centre: World
    end: int
    coming: list[Thread] = field(default_factory=list)
    owed: list[Owed] = field(default_factory=list)
    came: list[tuple[Inquiry, tuple[Visit, ...]]] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)

    def left(self, visit: Visit, at: int) -> Visit | None:
        """Decide about somebody whose contact has ended; give the visit or call-back that follows today."""
        made: Inquiry = visit.owner
        if visit.outcome == "callback":
            return self._asked_back(made, at)
        if visit.outcome != "answered":
            return self._retries(made, visit.outcome, at)
        shift = OF_CALL_BACK if visit.is_call_back else 0
        visit.is_unsolved = made.is_drifting or share(made.mix, UNSOLVED + shift) < self._unsolved(visit, at)
        if visit.is_cut:
            return self._comes_again(made, "cut off", at)
        if made.is_drifting:
            return None
        if not visit.is_call_back and (promise := promised(self.centre, made, visit.agent or 0, at)):
            return self._is_promised(made, promise)
        return self._comes_again(made, "unsolved", at, shift) if visit.is_unsolved else None

    def done(self, made: Inquiry, at: int) -> Visit | None:
        """Decide about somebody who got no further than the menu, or found the centre closed."""
        if made.is_closed:
            return self._retries(made, "closed", at)
        return self._retries(made, "completed", at) if made.menu_outcome == "completed" else None

    def cut_short(self, cuts: float, visit: Visit) -> int | None:
        """Say after how many ms an agent who does such things rings off, None where he does not."""
        made: Inquiry = visit.owner
        if visit.is_call_back or made.channel != "voice" or share(made.mix, CUT) >= cuts:
            return None
        return int(2000 + 6000 * share(made.mix, CUT_AFTER))

    def _asked_back(self, made: Inquiry, at: int) -> Visit | None:
        """Make the call-back that somebody asked for in a queue, unless it is forgotten."""
        promise = Promise(made, None, "call_back", at, at + CALL_BACK_WITHIN)
        self.promises.append(promise)
        if is_lost(self.centre, made, at):
            return self._chases(made, promise)
        draws = Random(mixed(made.mix + DUE))
        due = at + int(1000 * draws.uniform(*CALL_BACK_DELAY_S))
        owed = Owed(thread_of(self.centre, made), at, promise.due, -1)
        return call_back(self.centre, made, owed, due)

    def _unsolved(self, visit: Visit, at: int) -> float:
        topic, told = visit.owner.topic, self.centre.stories
        usual = topic.unsolved
        if told is not None:
            usual = told.unsolved(topic.name, usual, local_date(at, self.centre.zone))
        agent = self.centre.agents[visit.agent or 0]
        return 1.0 if visit.is_cut else min(usual * exp(-0.3 * agent.quality), 0.95)

    def _is_promised(self, made: Inquiry, promise: Promise) -> Visit | None:
        self.promises.append(promise)
        if promise.kept is not None:
            return None
        if promise.kind == "call_back" and not is_lost(self.centre, made, promise.made):
            thread = thread_of(self.centre, made)
            self.owed.append(Owed(thread, promise.made, promise.due, promise.agent or 0))
            return None
        return self._chases(made, promise)

    def _chases(self, made: Inquiry, promise: Promise) -> Visit | None:
        return self._comes_again(made, "chased", promise.due)

    def _retries(self, made: Inquiry, outcome: str, at: int) -> Visit | None:
        shift = OF_CALL_BACK if outcome == "failed" else 0
        if made.is_drifting or share(made.mix, AGAIN + shift) >= RETRIES.get(outcome, 0):
            return None
        return self._follow(made, "retry", at, shift)

    def _comes_again(self, made: Inquiry, cause: str, at: int, shift: int = 0) -> Visit | None:
        if share(made.mix, AGAIN + shift) >= COMES_AGAIN[cause]:
            return None
        return self._follow(made, cause, at, shift)

    def _follow(self, made: Inquiry, cause: str, at: int, shift: int) -> Visit | None:
        if made.key[2] >= MOST:
            return None
        thread = self._thread(made, cause, at, shift)
        if thread.at >= self.end:
            self.coming.append(thread)
            return None
        return self.begin(inquiry_of(self.centre, thread))

    def begin(self, made: Inquiry) -> Visit | None:
        """Let somebody come today who has not left; give the visit that has to enter a queue."""
        if made.key[2] and self.centre.has_left(made.customer, local_date(made.started, self.centre.zone)):
            return None
        visits = visits_of(made)
        self.came.append((made, visits))
        if visits and not visits[0].ended:
            return visits[0]
        return self.done(made, made.started + (made.menu or 0))

    def _thread(self, made: Inquiry, cause: str, at: int, shift: int) -> Thread:
        median_h, sigma = AFTER[cause]
        chance = min(max(share(made.mix, GAP + shift), 1e-9), 1 - 1e-9)
        gap = int(3_600_000 * median_h * exp(sigma * STANDARD.inv_cdf(chance)))
        ordinal, n, following = made.key
        queue, topic = self._where(made, cause, shift)
        begun = at + max(min(gap, LONGEST_AFTER), 20_000)
        if not self.centre.queues[queue].is_written:
            begun = when_open(self.centre.zone, begun, lambda: Random(mixed(made.mix + WHEN + shift)))
        return Thread(ordinal, n, following + 1, begun, made.customer, queue, topic, CAUSES.index(cause))

    def _where(self, made: Inquiry, cause: str, shift: int) -> tuple[int, int]:
        """The queue and its topic: mostly the same, now and then another that answers it too."""
        places = self.centre.handling[made.topic.name]
        others = [place for place in places if place[0] != made.owner]
        chance = share(made.mix, WHERE + shift)
        queue, topic = made.owner, made.topic
        if others and cause in {"unsolved", "chased"} and chance >= SAME_QUEUE:
            queue, topic = others[int((chance - SAME_QUEUE) / (1 - SAME_QUEUE) * len(others)) % len(others)]
        return queue, self.centre.queues[queue].topics.index(topic)


def call_back(centre: World, made: Inquiry, owed: Owed, due: int) -> Visit:
    """The call that an agent makes to somebody who was promised one."""
    draws = Random(mixed(made.mix + CALL))
    queue = centre.queues[made.owner]
    needs = visit_needs(queue, made.owner, made.topic.talk_s, draws)
    needs.patience, needs.misses = None, False
    needs.ring = int(1000 * draws.uniform(*RINGS_S))
    visit = Visit(made, needs, due, is_call_back=True, is_reached=draws.random() < REACHED)
    visit.owed = owed
    return visit
