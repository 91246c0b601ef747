"""Fold the events of a call into its visits, in the order of their time, then of their rows.

A row without a time stands where it stands in the log. Two rows less than a second out of order keep the
log's order: the clock was set back between them, or two threads wrote at once.
"""

from dataclasses import dataclass, field
from typing import Any

from connectors.asterisk.lines import RESTART, SECOND, Line
from connectors.asterisk.visits import Visit, Visits
from language import _, marked

NO_TIME = marked("its time is empty")


@dataclass(slots=True)
class Call:
    """A call: its rows in the order of the log, and what they come to."""

    name: str
    lines: list[Line] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    caller: str | None = None
    newest: int = 0  # of its rows, µs
    faults: dict[int, str] = field(default_factory=dict)  # by place in `lines`
    told: list[dict[str, Any]] | None = None  # its visits as rows, made once (frames)

    @property
    def is_open(self) -> bool:
        return bool(self.visits) and self.visits[-1].is_open

    @property
    def started_at(self) -> int | None:
        return self.visits[0].queued_at if self.visits else None

    def fold(self) -> None:
        """Make the visits anew of all rows."""
        visits, self.faults, self.told = Visits(), {}, None
        times = _times(self.lines)
        for n in sorted(range(len(times)), key=times.__getitem__):
            fault = _applied(visits, self.lines[n], times[n])
            if fault:
                self.faults[n] = fault
        self.visits, self.caller, self.newest = visits.all, visits.caller, max(times, default=0)

    def restart(self, line: Line) -> None:
        """Let the switch start at this row, which ends what is open."""
        self.lines.append(line._replace(call=self.name, event=RESTART, text=""))
        self.fold()

    def give_up(self) -> None:
        """End what is open at its last event: the log never told its end."""
        visit, self.told = self.visits[-1], None
        visit.end(self.newest, "failed" if visit.outcome == "waiting" else visit.outcome, None)


def _times(lines: list[Line]) -> list[int]:
    times: list[int] = []
    before = 0
    for line in lines:
        at = before if line.at is None or before - SECOND < line.at < before else line.at
        times.append(at)
        before = at
    return times


def _applied(visits: Visits, line: Line, at: int) -> str | None:
    if line.at is not None:
        fault = visits.apply(line, at)
        return _(fault) if fault else None
    fault = _contradiction(visits, line, at)
    return "; ".join(_(each) for each in (fault, NO_TIME) if each)


def _contradiction(visits: Visits, line: Line, at: int) -> str | None:
    """What is wrong with a row beside its missing time, without letting it happen."""
    last = visits.last
    ends = line.event not in {"ENTERQUEUE", "RINGNOANSWER", "RINGCANCELED", "AGENTDUMP", "CALLSTATUS"}
    if last is None or last.is_open or not ends:
        return None
    return visits.apply(line, at)
