"""What each event does to the queue visits of one call. The rules for what the log says twice, or not:

* A visit is answered by CONNECT, and ended by ABANDON (abandoned), EXITWITHKEY (exited: the caller pressed a
  key), EXITWITHTIMEOUT and EXITEMPTY (overflow: the switch sent the caller on unanswered), COMPLETEAGENT,
  COMPLETECALLER, BLINDTRANSFER, ATTENDEDTRANSFER or TRANSFER. ABANDON after SYSCOMPAT (no common codec) has
  failed. QUEUESTART is the end of what is open: a wait has failed, a conversation was ended by the system.
* A visit that has ended ignores a second end, one that is answered a second answer: that row is set aside.
* Entering a queue while an earlier visit is open ends that one at this instant: answered as it was, or else
  failed. What its own end says when it comes after all (a transfer's is logged late) completes it.
* Where the beginning is missing (the log begins later) the event's own seconds tell it. Otherwise the
  instants win over those seconds, which are kept in attributes where they differ by more than 2 s.
* A phone that rang for less than a second before RINGNOANSWER was busy or away: no missed ring.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from connectors.asterisk.lines import RESTART, SECOND, Line
from language import marked

DISAGREES = 2 * SECOND

NO_CALL = marked("it names no call")
NO_VISIT = marked("no visit of this call to a queue is known, and the row does not tell when it began")
SECOND_END = marked("a second end of a call that was already completed")
SECOND_EXIT = marked("a second end of a visit that had ended already")
SECOND_ANSWER = marked("a second answer of a call that was answered already")
ANSWERED_ALREADY = marked("an unanswered end of a call that was answered already")
OTHER_QUEUE = marked("it names another queue than the one that the call is in")
TWICE = marked("the call had entered this queue at this instant already")


@dataclass(slots=True)
class Visit:
    """One visit to a queue and the conversation that followed; instants and spans in µs."""

    queue: str | None
    queued_at: int
    outcome: str = "waiting"
    answered_at: int | None = None
    agent: str | None = None
    ring: int | None = None
    missed: int = 0
    ended_at: int | None = None
    ended_by: str | None = None
    transferred_to: str | None = None
    disposition: str | None = None
    is_superseded: bool = False
    is_incompatible: bool = False
    told: dict[str, str] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    def end(self, at: int, outcome: str, by: str | None) -> None:
        self.ended_at, self.outcome, self.ended_by = at, outcome, by

    def compare(self, name: str, begun: int | None, at: int, told: int | None) -> None:
        """Keep the seconds that the log tells where they are not those between the instants."""
        if begun is not None and told is not None and abs(at - begun - told) > DISAGREES:
            self.told[name] = str(told // SECOND)


@dataclass(slots=True)
class Visits:
    """The visits of one call so far."""

    all: list[Visit] = field(default_factory=list)
    caller: str | None = None

    @property
    def last(self) -> Visit | None:
        return self.all[-1] if self.all else None

    def apply(self, line: Line, at: int) -> str | None:
        """Let an event happen at this instant; a row that contradicts what is known is told why."""
        return EVENTS[line.event](self, line, at)

    def waiting(self, line: Line, at: int, waited: int | None) -> Visit | str:
        """The visit that waits, begun by the row's own seconds where there is none; or why there is none."""
        visit = self.last
        if visit is None:
            return self._begun(line, at, waited)
        if not visit.is_open:
            return SECOND_END if visit.answered_at is not None else SECOND_EXIT
        if visit.outcome != "waiting":
            return SECOND_ANSWER if line.event == "CONNECT" else ANSWERED_ALREADY
        visit.compare("wait_told_s", visit.queued_at, at, waited)
        return _same_queue(visit, line)

    def answered(self, line: Line, at: int, waited: int | None, talked: int | None) -> Visit | str:
        """The visit whose conversation ends, answered by the row's own seconds where no CONNECT told it."""
        visit = next(
            (each for each in self.all if each.is_superseded and each.agent == line.agent), self.last
        )
        if visit is None:
            begun = self._begun(line, at, None if waited is None or talked is None else waited + talked)
            return begun if isinstance(begun, str) else _answered_before(begun, line, at, talked)
        if not visit.is_open and not visit.is_superseded:
            return SECOND_END if visit.answered_at is not None else SECOND_EXIT
        if visit.outcome == "waiting":
            return _answered_before(visit, line, at, talked)
        if not visit.is_superseded:
            visit.compare("talk_told_s", visit.answered_at, at, talked)
        return _same_queue(visit, line)

    def _begun(self, line: Line, at: int, before: int | None) -> Visit | str:
        if before is None:
            return NO_VISIT
        self.all.append(Visit(line.queue, at - before))
        return self.all[-1]


def _same_queue(visit: Visit, line: Line) -> Visit | str:
    return OTHER_QUEUE if line.queue and visit.queue and line.queue != visit.queue else visit


def _answered_before(visit: Visit, line: Line, at: int, talked: int | None) -> Visit:
    visit.outcome, visit.agent = "answered", line.agent
    visit.answered_at = None if talked is None else max(visit.queued_at, at - talked)
    return visit


def _enter(visits: Visits, line: Line, at: int) -> str | None:
    last = visits.last
    if last and last.is_open:
        if (last.queue, last.queued_at) == (line.queue, at):
            return TWICE
        last.is_superseded = last.outcome == "answered"
        last.end(at, last.outcome if last.is_superseded else "failed", None)
    visits.caller = visits.caller or line.said(1)
    visits.all.append(Visit(line.queue, at))
    return None


def _connect(visits: Visits, line: Line, at: int) -> str | None:
    visit = visits.waiting(line, at, line.seconds(0))
    if isinstance(visit, str):
        return visit
    visit.outcome, visit.answered_at, visit.agent = "answered", at, line.agent
    visit.ring = line.seconds(2)
    return None


def _leaves(outcome: str, by: str, field_no: int) -> "Event":
    """An end without an answer, whose wait stands in this field."""

    def leave(visits: Visits, line: Line, at: int) -> str | None:
        visit = visits.waiting(line, at, line.seconds(field_no))
        if isinstance(visit, str):
            return visit
        if visit.is_incompatible and outcome == "abandoned":
            visit.end(at, "failed", "system")
        else:
            visit.end(at, outcome, by)
        return None

    return leave


def _completes(by: str, wait_no: int) -> "Event":
    """An end of a conversation; its wait stands in this field, its talk in the next."""

    def complete(visits: Visits, line: Line, at: int) -> str | None:
        visit = visits.answered(line, at, line.seconds(wait_no), line.seconds(wait_no + 1))
        if isinstance(visit, str):
            return visit
        visit.end(at if visit.ended_at is None else min(at, visit.ended_at), "answered", by)
        visit.is_superseded = False
        visit.transferred_to = _destination(line)
        return None

    return complete


def _destination(line: Line) -> str | None:
    if line.event in {"BLINDTRANSFER", "TRANSFER"}:
        return line.said(0)
    # BRIDGE and LINK name bridges and channels, which say nothing of where the caller is.
    return line.said(1) if line.event == "ATTENDEDTRANSFER" and line.said(0) == "APP" else None


def _missed(visits: Visits, line: Line, _at: int) -> str | None:
    rang = line.said(0)
    is_a_ring = line.event == "AGENTDUMP" or rang is None or not rang.isdecimal() or int(rang) >= 1000
    if visits.last is None:
        return NO_VISIT
    if visits.last.is_open:
        visits.last.missed += is_a_ring
    return None


def _cancelled(visits: Visits, _line: Line, _at: int) -> str | None:
    return None if visits.all else NO_VISIT


def _incompatible(visits: Visits, _line: Line, _at: int) -> str | None:
    if visits.last is None:
        return NO_VISIT
    visits.last.is_incompatible = True
    return None


def _disposed(visits: Visits, line: Line, _at: int) -> str | None:
    if visits.last is None:
        return NO_VISIT
    visits.last.disposition = line.said(0)
    return None


def _restart(visits: Visits, _line: Line, at: int) -> str | None:
    visit = visits.last
    if visit and visit.is_open:
        visit.end(at, "failed" if visit.outcome == "waiting" else visit.outcome, "system")
    return None


Event = Callable[[Visits, Line, int], str | None]
EVENTS: dict[str, Event] = {
    "ENTERQUEUE": _enter,
    "CONNECT": _connect,
    "ABANDON": _leaves("abandoned", "customer", 2),
    "EXITWITHKEY": _leaves("exited", "customer", 3),
    "EXITWITHTIMEOUT": _leaves("overflow", "system", 2),
    "EXITEMPTY": _leaves("overflow", "system", 2),
    "COMPLETEAGENT": _completes("agent", 0),
    "COMPLETECALLER": _completes("customer", 0),
    "BLINDTRANSFER": _completes("transfer_blind", 2),
    "TRANSFER": _completes("transfer_blind", 2),
    "ATTENDEDTRANSFER": _completes("transfer_consult", -3),
    "RINGNOANSWER": _missed,
    "AGENTDUMP": _missed,
    "RINGCANCELED": _cancelled,
    "SYSCOMPAT": _incompatible,
    "CALLSTATUS": _disposed,
    RESTART: _restart,
}
