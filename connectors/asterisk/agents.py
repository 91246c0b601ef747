"""Fold the rows of the log, in their order, into what each agent does.

* available: logged in (AGENTLOGIN, AGENTCALLBACKLOGIN), a member of a queue (ADDMEMBER), or un-paused, with
  nothing else to do. on_contact: from CONNECT to the end of that call. ringing: only where the log tells it
  (RINGING, which not every switch writes), until RINGNOANSWER, RINGCANCELED, or the call is answered or gone.
* break: paused in every queue that the agent is known to serve, for the reason told last; paused in some of
  them leaves the agent available. A pause during a call begins when the call ends. A reason told within a
  second of the break's beginning is its reason from there on.
* PAUSEALL and UNPAUSEALL name the interface where other rows name the member, and rows for each queue follow:
  they hold for an agent who is known by that name, and have no effect otherwise.
* offline: after AGENTLOGOFF, AGENTCALLBACKLOGOFF, or REMOVEMEMBER from the last queue.
* A static member never logs in: nobody knows when it is there. It is on_contact or ringing, or nothing.
* QUEUESTART ends calls and rings, and logs off who had logged in; members and pauses survive in the switch's
  own database. A call whose end was never told is over when its agent does something LONGEST later.
* A row whose time lies before the agent's last one counts at that one.
"""

from dataclasses import dataclass, field
from typing import Any

from connectors.asterisk.lines import RESTART, SECOND, Line

LONGEST = 12 * 3600 * SECOND
LOGIN = frozenset({"AGENTLOGIN", "AGENTCALLBACKLOGIN"})
LOGOFF = frozenset({"AGENTLOGOFF", "AGENTCALLBACKLOGOFF"})
HANGS_UP = frozenset({"COMPLETEAGENT", "COMPLETECALLER", "BLINDTRANSFER", "ATTENDEDTRANSFER", "TRANSFER"})
STOPS_RINGING = frozenset({"RINGNOANSWER", "RINGCANCELED", "AGENTDUMP"})
FOR_ALL_QUEUES = frozenset({"PAUSEALL", "UNPAUSEALL"})
LEAVES = frozenset({"ABANDON", "EXITWITHKEY", "EXITWITHTIMEOUT", "EXITEMPTY", "CONNECT", "SYSCOMPAT"})

Told = tuple[str, int, str, str | None, int | None, int]


@dataclass(slots=True)
class Agent:
    """What is known of one agent; instants in µs."""

    queues: list[str] = field(default_factory=list)  # which it is known to serve
    paused: list[str] = field(default_factory=list)
    is_here: bool | None = None  # None: nobody knows
    is_logged_in: bool = False
    is_all_paused: bool = False  # while no queue is known
    reason: str | None = None
    contacts: dict[str, list[Any]] = field(default_factory=dict)  # call: queue, since
    ringing: list[str] = field(default_factory=list)
    state: str | None = None
    state_reason: str | None = None
    since: int = 0
    at: int = 0

    @property
    def is_paused(self) -> bool:
        return self.is_all_paused or (bool(self.queues) and set(self.queues) <= set(self.paused))

    def now(self) -> tuple[str | None, str | None]:
        """The state that follows from what is known, and the reason of a break."""
        if self.contacts:
            return "on_contact", None
        if self.ringing:
            return "ringing", None
        if not self.is_here:
            return (None if self.is_here is None else "offline"), None
        return ("break", self.reason) if self.is_paused else ("available", None)


class Agents:
    """All agents, and the stretches that have changed since they were last asked for."""

    def __init__(self, known: dict[str, Agent] | None = None) -> None:
        self.known = known or {}
        self._told: dict[tuple[str, int], Told] = {}
        self._ringing = {call for agent in self.known.values() for call in agent.ringing}
        self._talking = {call: name for name, agent in self.known.items() for call in agent.contacts}

    def take(self, line: Line) -> None:
        """Let a row happen."""
        if line.at is None:
            return
        if line.event == RESTART:
            self._restart(line.at)
            return
        if line.call in self._ringing and line.event in LEAVES:
            self._stop_ringing(line.call, line.at)
        if line.agent is not None and line.event in CHANGES and self._is_somebody(line):
            agent = self.known.setdefault(line.agent, Agent())
            _forget_endless(agent, line.at)
            CHANGES[line.event](agent, line)
            if line.event in HANGS_UP:
                self._talking.pop(line.call or "", None)
            if line.event == "RINGING" and line.call:
                self._ringing.add(line.call)
            if line.event == "CONNECT" and line.call:
                self._talking[line.call] = line.agent
            self._settle(line.agent, agent, line.at)
        elif line.event == "ENTERQUEUE" and line.call:
            self._moved_on(line.call, line.at)

    def stretches(self) -> list[Told]:
        """Those that began, changed or ended since the last time: agent, from, state, reason, to, version."""
        told, self._told = list(self._told.values()), {}
        return told

    def _is_somebody(self, line: Line) -> bool:
        return line.agent in self.known or line.event not in FOR_ALL_QUEUES

    def _settle(self, name: str, agent: Agent, at: int) -> None:
        """Bring the agent's stretch to what is known now."""
        at = agent.at = max(at, agent.at)
        state, reason = agent.now()
        if (state, reason) == (agent.state, agent.state_reason):
            return
        if _is_told_why(agent, state, at):
            at = agent.since
        elif agent.state is not None and not (agent.since == at and state is not None):
            self._tell(name, agent, at, at)
        agent.state, agent.state_reason, agent.since = state, reason, at
        if state is not None:
            self._tell(name, agent, None, agent.at)

    def _tell(self, name: str, agent: Agent, ended_at: int | None, version: int) -> None:
        state = agent.state or "offline"
        told = (name, agent.since, state, agent.state_reason, ended_at, version)
        self._told[name, agent.since] = told

    def _restart(self, at: int) -> None:
        self._ringing.clear()
        self._talking.clear()
        for name, agent in self.known.items():
            agent.contacts.clear()
            agent.ringing.clear()
            if agent.is_logged_in:
                agent.is_logged_in = agent.is_here = False
            self._settle(name, agent, at)

    def _stop_ringing(self, call: str | None, at: int) -> None:
        self._ringing.discard(call or "")
        for name, agent in self.known.items():
            if call in agent.ringing:
                agent.ringing.remove(call)
                self._settle(name, agent, at)

    def _moved_on(self, call: str, at: int) -> None:
        """A call that enters a queue is not with an agent any more, whatever the log forgot to say."""
        name = self._talking.pop(call, None)
        if name is not None:
            self.known[name].contacts.pop(call, None)
            self._settle(name, self.known[name], at)


def _is_told_why(agent: Agent, state: str | None, at: int) -> bool:
    """Tell whether it is the reason of a break that has just begun."""
    is_same = agent.state == state == "break" and agent.state_reason is None
    return is_same and at - agent.since <= SECOND


def _forget_endless(agent: Agent, at: int) -> None:
    for call, (_queue, since) in list(agent.contacts.items()):
        if at - since > LONGEST:
            del agent.contacts[call]


def _logs_in(agent: Agent, _line: Line) -> None:
    agent.is_here = agent.is_logged_in = True


def _logs_off(agent: Agent, _line: Line) -> None:
    agent.is_here = agent.is_logged_in = agent.is_all_paused = False
    agent.paused.clear()


def _joins(agent: Agent, line: Line) -> None:
    agent.is_here, agent.is_all_paused = True, False
    _serves(agent, line.queue)
    if line.queue and line.said(0) == "PAUSED":
        _pauses_in(agent, line.queue)


def _leaves(agent: Agent, line: Line) -> None:
    for queues in (agent.queues, agent.paused):
        if line.queue in queues:
            queues.remove(line.queue)
    if not agent.queues:
        agent.is_here, agent.is_all_paused = False, False


def _pauses(agent: Agent, line: Line) -> None:
    agent.reason = line.said(0)
    _comes(agent, line)
    if line.event == "PAUSEALL" or line.queue is None:
        agent.is_all_paused, agent.paused = True, list(agent.queues)
    else:
        _serves(agent, line.queue)
        _pauses_in(agent, line.queue)


def _comes(agent: Agent, line: Line) -> None:
    if agent.is_here is None and line.event not in FOR_ALL_QUEUES:
        agent.is_here = True


def _resumes(agent: Agent, line: Line) -> None:
    _comes(agent, line)
    agent.is_all_paused = False
    _serves(agent, line.queue)
    if line.event == "UNPAUSEALL" or line.queue is None:
        agent.paused.clear()
    elif line.queue in agent.paused:
        agent.paused.remove(line.queue)


def _rings(agent: Agent, line: Line) -> None:
    if line.call and line.call not in agent.ringing:
        agent.ringing.append(line.call)


def _stops_ringing(agent: Agent, line: Line) -> None:
    if line.call in agent.ringing:
        agent.ringing.remove(line.call)


def _answers(agent: Agent, line: Line) -> None:
    if line.call:
        agent.contacts[line.call] = [line.queue, line.at]


def _hangs_up(agent: Agent, line: Line) -> None:
    agent.contacts.pop(line.call or "", None)


def _serves(agent: Agent, queue: str | None) -> None:
    if queue and agent.is_here and queue not in agent.queues:
        agent.queues.append(queue)


def _pauses_in(agent: Agent, queue: str) -> None:
    if queue not in agent.paused:
        agent.paused.append(queue)


CHANGES = {
    **dict.fromkeys(LOGIN, _logs_in),
    **dict.fromkeys(LOGOFF, _logs_off),
    "ADDMEMBER": _joins,
    "REMOVEMEMBER": _leaves,
    "PAUSE": _pauses,
    "PAUSEALL": _pauses,
    "UNPAUSE": _resumes,
    "UNPAUSEALL": _resumes,
    "RINGING": _rings,
    **dict.fromkeys(STOPS_RINGING, _stops_ringing),
    "CONNECT": _answers,
    **dict.fromkeys(HANGS_UP, _hangs_up),
}
