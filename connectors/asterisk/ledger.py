"""Everything known while a log is read: calls that are open or ended of late, agents, and each row's fate."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from connectors.asterisk.agents import Agent, Agents
from connectors.asterisk.calls import Call
from connectors.asterisk.lines import EXCLUDED, OF_AGENTS, OF_CALLS, RESTART, SECOND, Line
from connectors.asterisk.visits import NO_CALL
from language import _, marked

KEPT = 6 * 3600 * SECOND  # how long a call that has ended is remembered: its late rows still belong to it
GIVEN_UP = 12 * 3600 * SECOND  # after how long without an event an open call has ended unseen
A_LEAP = 3600 * SECOND

NO_AGENT = marked("it names no agent")
NO_TIME = marked("its time is empty")
UNKNOWN = marked("an event that is not known")


@dataclass
class Fates:
    """What became of some rows: each is in exactly one of the three."""

    loaded: list[Line] = field(default_factory=list)
    excluded: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[Line, str]] = field(default_factory=list)


class Ledger:
    """Calls by their id and agents by their name; `touched` calls have changed and were not written yet."""

    def __init__(
        self, lines: Iterable[Line] = (), agents: dict[str, Agent] | None = None, newest: int = 0
    ) -> None:
        self.calls: dict[str, Call] = {}
        self.agents = Agents(agents)
        self.newest = newest
        self.touched: set[str] = set()
        self._ahead: int | None = None
        for line in lines:
            self._append(line)
        for call in self.calls.values():
            call.fold()

    def take(self, lines: list[Line]) -> Fates:
        """Let rows happen, in the order of the log, and say what became of each."""
        fates, start = Fates(), 0
        for n, line in enumerate(lines):
            if line.event == RESTART:
                self._stretch(lines[start:n], fates)
                self._restart(line, fates)
                start = n + 1
        self._stretch(lines[start:], fates)
        return fates

    def settle(self, keep_from: int | None = None) -> None:
        """Give up calls that went silent, and forget those that ended long ago and are written."""
        oldest = self.newest - KEPT if keep_from is None else min(self.newest - KEPT, keep_from)
        for name, call in list(self.calls.items()):
            if call.is_open and call.newest < self.newest - GIVEN_UP:
                call.give_up()
                self.touched.add(name)
            if not call.is_open and call.newest < oldest and name not in self.touched:
                del self.calls[name]

    def _stretch(self, lines: list[Line], fates: Fates) -> None:
        """Take rows between two starts of the switch."""
        placed = [self._append(line) if line.event in OF_CALLS and line.call else None for line in lines]
        for name in {line.call for line, place in zip(lines, placed, strict=True) if place is not None}:
            self.calls[name or ""].fold()
            self.touched.add(name or "")
        for line, place in zip(lines, placed, strict=True):
            fault = self._fault(line, place)
            if line.event in EXCLUDED:
                fates.excluded[EXCLUDED[line.event]] += 1
            elif fault:
                fates.faults.append((line, fault))
            else:
                fates.loaded.append(line)
                self.agents.take(line)
                self._advance(line.at or 0)

    def _advance(self, at: int) -> None:
        """Move the newest instant; a leap counts when the next row is there as well: a clock may be wrong."""
        if at <= self.newest + A_LEAP:
            self.newest, self._ahead = max(self.newest, at), None
        elif self._ahead is not None and at >= self._ahead - A_LEAP:
            self.newest = max(self.newest, min(at, self._ahead))
            self._ahead = at if at > self.newest + A_LEAP else None
        else:
            self._ahead = at

    def _append(self, line: Line) -> int:
        name = line.call or ""
        call = self.calls.setdefault(name, Call(name))
        call.lines.append(line)
        return len(call.lines) - 1

    def _fault(self, line: Line, place: int | None) -> str | None:
        if place is not None:
            return self.calls[line.call or ""].faults.get(place)
        if line.event in OF_CALLS:
            return _(NO_CALL)
        if line.event not in OF_AGENTS:
            return _(UNKNOWN)
        if line.agent is None:
            return _(NO_AGENT)
        return _(NO_TIME) if line.at is None else None

    def _restart(self, line: Line, fates: Fates) -> None:
        fates.excluded[EXCLUDED[RESTART]] += 1
        if line.at is None:
            return
        for call in self.calls.values():
            if call.is_open:
                call.restart(line)
                self.touched.add(call.name)
        self.agents.take(line)
        self._advance(line.at)
