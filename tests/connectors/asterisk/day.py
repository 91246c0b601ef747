"""A day of a switch's queue_log, made up from a seed: callers, agents on shifts, pauses, transfers."""

import heapq
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from random import Random

QUEUES = {"sales": 0.5, "support": 0.35, "billing": 0.15}
OPENS, CLOSES = 8 * 3600.0, 18 * 3600.0
REASONS = ("Lunch", "Coffee", "Training", "")
GIVES_ON = {"sales": 240.0}  # seconds until EXITWITHTIMEOUT


class Caller:
    """One caller on the way through the queues."""

    def __init__(self, name: str, number: str) -> None:
        self.name, self.number = name, number
        self.queue, self.entered, self.answered = "", 0.0, 0.0
        self.is_waiting = False
        self.visit = 0


class Member:
    """One agent: static (never logs in) or dynamic."""

    def __init__(self, name: str, queues: list[str], is_static: bool) -> None:
        self.name, self.queues, self.is_static = name, queues, is_static
        self.is_here, self.is_paused, self.is_busy = is_static, False, False

    @property
    def is_free(self) -> bool:
        return self.is_here and not self.is_paused and not self.is_busy


class Switch:
    """Plays a day: a heap of what happens next, and the log."""

    def __init__(self, seed: int, day: date, calls: int) -> None:
        self.random = Random(seed)
        self.midnight = datetime.combine(day, time(), UTC)
        self.log: list[tuple[datetime, str]] = []
        self.waiting: dict[str, list[Caller]] = {queue: [] for queue in QUEUES}
        self.members = self._members(max(6, calls // 120))
        self._next: list[tuple[float, int, Callable[[float], None]]] = []
        self._n = 0
        self._calls = calls

    def play(self) -> list[tuple[datetime, str]]:
        self._plan()
        while self._next:
            at, _n, happen = heapq.heappop(self._next)
            happen(at)
        return sorted(self.log, key=lambda each: each[0])

    def at(self, when: float, happen: Callable[[float], None]) -> None:
        self._n += 1
        heapq.heappush(self._next, (when, self._n, happen))

    def write(self, at: float, call: str, queue: str, agent: str, event: str, *data: object) -> None:
        instant = self.midnight + timedelta(microseconds=round(at * 1_000_000))
        micros = (instant - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
        fields = (f"{micros // 1_000_000}.{micros % 1_000_000:06}", call, queue, agent, event, *data)
        self.log.append((instant, "|".join(map(str, fields))))

    def _members(self, n: int) -> list[Member]:
        names = list(QUEUES)
        return [
            Member(f"SIP/{200 + i}", self.random.sample(names, self.random.randint(1, 3)), i % 5 == 4)
            for i in range(n)
        ]

    def _plan(self) -> None:
        self.at(OPENS - 3600, lambda at: self.write(at, "NONE", "NONE", "NONE", "QUEUESTART", ""))
        for hour in (9, 13):
            self.at(hour * 3600 + 0.5, lambda at: self.write(at, "NONE", "NONE", "NONE", "CONFIGRELOAD", ""))
        for member in self.members:
            if not member.is_static:
                start = OPENS - self.random.uniform(0, 1200)
                self.at(start, lambda at, who=member: self._log_in(who, at))
                self.at(
                    CLOSES + self.random.uniform(600, 1800), lambda at, who=member: self._log_off(who, at)
                )
        for n in range(self._calls):
            self.at(self.random.triangular(OPENS, CLOSES, 11 * 3600), lambda at, n=n: self._arrive(n, at))

    def _log_in(self, who: Member, at: float) -> None:
        who.is_here = True
        for n, queue in enumerate(who.queues):
            self.write(at + n / 100_000, "REALTIME", queue, who.name, "ADDMEMBER", "")
        self._plan_pause(who, at)
        self._serve(who, at + 0.01)

    def _log_off(self, who: Member, at: float) -> None:
        if who.is_busy:
            self.at(at + 60, lambda later: self._log_off(who, later))
            return
        who.is_here = False
        for n, queue in enumerate(who.queues):
            self.write(at + n / 100_000, "REALTIME", queue, who.name, "REMOVEMEMBER", "")

    def _plan_pause(self, who: Member, at: float) -> None:
        begins = at + self.random.expovariate(1 / 7200)
        if begins < CLOSES:
            self.at(begins, lambda when: self._pause(who, when))

    def _pause(self, who: Member, at: float) -> None:
        if not who.is_here:
            return
        who.is_paused, reason = True, self.random.choice(REASONS)
        for n, queue in enumerate(who.queues):
            self.write(at + n / 100_000, "NONE", queue, who.name, "PAUSE", reason)
        self.write(at + 0.0001, "NONE", "NONE", who.name, "PAUSEALL", reason)
        self.at(at + self.random.uniform(120, 1800), lambda when: self._resume(who, when))

    def _resume(self, who: Member, at: float) -> None:
        who.is_paused = False
        for n, queue in enumerate(who.queues):
            self.write(at + n / 100_000, "NONE", queue, who.name, "UNPAUSE", "")
        self.write(at + 0.0001, "NONE", "NONE", who.name, "UNPAUSEALL", "")
        self._plan_pause(who, at)
        self._serve(who, at + 0.01)

    def _arrive(self, n: int, at: float) -> None:
        number = self.random.choice(["anonymous", ""]) if self.random.random() < 0.04 else self._number()
        epoch = int(self.midnight.timestamp() + at)
        caller = Caller(f"{epoch}.{n * 2}", number)
        if self.random.random() < 0.2:
            self.write(at - 0.2, caller.name, "NONE", "NONE", "DID", "5550100")
        self._enter(caller, self.random.choices(list(QUEUES), list(QUEUES.values()))[0], at)

    def _number(self) -> str:
        return f"0{self.random.randint(200_000_000, 200_009_999)}"

    def _enter(self, caller: Caller, queue: str, at: float) -> None:
        caller.queue, caller.entered, caller.is_waiting = queue, at, True
        caller.visit += 1
        visit = caller.visit
        self.waiting[queue].append(caller)
        position = len(self.waiting[queue])
        self.write(at, caller.name, queue, "NONE", "ENTERQUEUE", "", caller.number, position)
        patience = self.random.expovariate(1 / 180)
        self.at(at + max(1.0, patience), lambda when: self._leave(caller, visit, when, "ABANDON"))
        if queue in GIVES_ON:
            self.at(at + GIVES_ON[queue], lambda when: self._leave(caller, visit, when, "EXITWITHTIMEOUT"))
        for member in self.members:
            if member.is_free and queue in member.queues and caller.is_waiting:
                self._ring(member, caller, at)

    def _leave(self, caller: Caller, visit: int, at: float, event: str) -> None:
        if not caller.is_waiting or caller.visit != visit:
            return
        self._take_out(caller)
        waited = int(at - caller.entered)
        if event == "ABANDON" and self.random.random() < 0.05:
            self.write(at, caller.name, caller.queue, "NONE", "EXITWITHKEY", 1, 1, 1, waited)
            return
        self.write(at, caller.name, caller.queue, "NONE", event, 1, 1, waited)
        if event == "EXITWITHTIMEOUT" and self.random.random() < 0.6:
            self.at(at + 0.3, lambda when: self._enter(caller, "support", when))

    def _take_out(self, caller: Caller) -> None:
        caller.is_waiting = False
        self.waiting[caller.queue].remove(caller)

    def _serve(self, who: Member, at: float) -> None:
        callers = [caller for queue in who.queues for caller in self.waiting[queue]]
        if who.is_free and callers:
            self._ring(who, min(callers, key=lambda caller: caller.entered), at)

    def _ring(self, who: Member, caller: Caller, at: float) -> None:
        rings = self.random.uniform(2, 7)
        who.is_busy, visit = True, caller.visit
        if self.random.random() < 0.06:
            self.at(at + 8, lambda when: self._no_answer(who, caller, visit, when))
        else:
            self.at(at + rings, lambda when: self._answer(who, caller, visit, rings, when))

    def _no_answer(self, who: Member, caller: Caller, visit: int, at: float) -> None:
        who.is_busy = False
        if caller.is_waiting and caller.visit == visit:
            self.write(at, caller.name, caller.queue, who.name, "RINGNOANSWER", 8000)
        self._serve(who, at + 1)

    def _answer(self, who: Member, caller: Caller, visit: int, rang: float, at: float) -> None:
        if not caller.is_waiting or caller.visit != visit:
            who.is_busy = False
            self._serve(who, at)
            return
        self._take_out(caller)
        caller.answered = at
        waited = int(at - caller.entered)
        self.write(at, caller.name, caller.queue, who.name, "CONNECT", waited, f"{caller.name}1", int(rang))
        talks = self.random.lognormvariate(5, 0.7)
        self.at(at + talks, lambda when: self._hang_up(who, caller, when))

    def _hang_up(self, who: Member, caller: Caller, at: float) -> None:
        who.is_busy, queue, dice = False, caller.queue, self.random.random()
        seconds = (int(caller.answered - caller.entered), int(at - caller.answered), 1)
        if dice < 0.08:
            # The switch's threads write these two in either order.
            late = 0.004 if self.random.random() < 0.3 else 0.0
            self.write(at + late, caller.name, queue, who.name, "BLINDTRANSFER", "600", "internal", *seconds)
            other = self.random.choice([each for each in QUEUES if each != queue])
            self.at(at + 0.002, lambda when: self._enter(caller, other, when))
        elif dice < 0.11:
            self.write(at, caller.name, queue, who.name, "ATTENDEDTRANSFER", "BRIDGE", "b1", *seconds)
        else:
            event = "COMPLETEAGENT" if dice < 0.5 else "COMPLETECALLER"
            self.write(at, caller.name, queue, who.name, event, *seconds)
        self.at(at + 0.5, lambda when: self._serve(who, when))


def lines(seed: int, day: date, calls: int) -> list[tuple[datetime, str]]:
    """The log's lines of a day with about so many calls, each with its instant (UTC), in their order."""
    return Switch(seed, day, calls).play()


def content(told: list[tuple[datetime, str]]) -> bytes:
    """Lines as the file holds them."""
    return "".join(f"{line}\n" for _at, line in told).encode()
