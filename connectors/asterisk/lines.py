"""Lines of a queue_log: their fields, what each event is about, and what is none of it.

`epoch|callid|queue|agent|event|data1|…` in the file; the same as columns in a table or its export.
Instants are whole microseconds since 1970, UTC.
"""

import csv
import re
from collections.abc import Mapping
from typing import NamedTuple

from connectors.asterisk.clock import Clock
from connectors.errors import BadRecord
from connectors.kinds import quoted
from language import _, marked

SECOND = 1_000_000
EPOCH = re.compile(r"^(\d{9,10})(?:\.(\d{1,6})\d*)?$")
NOBODY = frozenset({"", "NONE", "REALTIME", "MANAGER"})

OF_CALLS = frozenset(
    {
        "ENTERQUEUE",
        "CONNECT",
        "ABANDON",
        "COMPLETEAGENT",
        "COMPLETECALLER",
        "RINGNOANSWER",
        "RINGCANCELED",
        "BLINDTRANSFER",
        "ATTENDEDTRANSFER",
        "TRANSFER",
        "EXITWITHTIMEOUT",
        "EXITWITHKEY",
        "EXITEMPTY",
        "AGENTDUMP",
        "SYSCOMPAT",
        "CALLSTATUS",
    }
)
OF_AGENTS = frozenset(
    {
        "AGENTLOGIN",
        "AGENTLOGOFF",
        "AGENTCALLBACKLOGIN",
        "AGENTCALLBACKLOGOFF",
        "ADDMEMBER",
        "REMOVEMEMBER",
        "PAUSE",
        "UNPAUSE",
        "PAUSEALL",
        "UNPAUSEALL",
        "RINGING",
    }
)
RESTART = "QUEUESTART"
# Rows about no queue visit and no agent's state, each under its own rule.
EXCLUDED = {
    RESTART: marked("QUEUESTART: the switch started; what was open then has ended"),
    "CONFIGRELOAD": marked("CONFIGRELOAD: the switch read its settings again"),
    "PENALTY": marked("PENALTY: an agent's rank in a queue changed"),
    "RINGINUSE": marked("RINGINUSE: a setting of an agent changed"),
    "DID": marked("DID: the number that was dialled"),
    "INFO": marked("INFO: a note of the dial plan"),
}


class Line(NamedTuple):
    """One event; `at` is None where its time is empty."""

    where: str
    row: int
    at: int | None
    call: str | None
    queue: str | None
    agent: str | None
    event: str
    data: tuple[str, ...]
    text: str = ""

    def said(self, n: int) -> str | None:
        """The n-th field of its data from 0, None where it is empty or absent; negative from the end."""
        inside = -len(self.data) <= n < len(self.data)
        return (self.data[n].strip() or None) if inside else None

    def seconds(self, n: int) -> int | None:
        """The n-th field as a whole number of seconds, in microseconds."""
        value = self.said(n)
        return int(value) * SECOND if value and value.isdecimal() and len(value) < 8 else None


def of_pipes(where: str, row: int, text: str) -> Line:
    """Read a line of the file. Raises BadRecord."""
    parts = text.split("|")
    if len(parts) < 5 or not parts[4].strip():
        raise BadRecord(_("is not a line of a queue_log: fewer than five fields between | signs"))
    at = epoch(parts[0].strip())
    if at is None and parts[0].strip():
        raise BadRecord(
            _("its time {time} is not a number of seconds since 1970").format(time=quoted(parts[0]))
        )
    return _line(where, row, at, tuple(parts[1:5]), tuple(parts[5:]), text)


def of_columns(where: str, row: int, values: Mapping[str, str], clock: Clock, text: str) -> Line:
    """Read a row of a table, or of its export, by the names of its columns. Raises BadRecord."""
    event = values.get("event", "").strip()
    if not event:
        raise BadRecord(_("it names no event"))
    written = values.get("time", "").strip()
    numeric = epoch(written)
    at = numeric if numeric is not None or not written else clock.read(written)
    if at is None and written:
        sentence = _("its time {time} is none on the clock of {zone}")
        raise BadRecord(sentence.format(time=quoted(written), zone=clock.zone))
    queue = values.get("queuename", values.get("queue", ""))
    named = (values.get("callid", ""), queue, values.get("agent", ""), event)
    return _line(where, row, at, named, _data(values), text)


def columns(header: str) -> tuple[str, tuple[str, ...]] | None:
    """The delimiter and the columns of a table's export, None where the line is not its header."""
    for delimiter in ",;\t|":
        names = tuple(name.strip().lower() for name in fields(header, delimiter))
        if {"time", "callid", "event"} <= set(names):
            return delimiter, names
    return None


def fields(text: str, delimiter: str) -> list[str]:
    """The fields of one line of a table's export; none where it has a line end in its middle."""
    try:
        return next(csv.reader([text], delimiter=delimiter), [])
    except csv.Error:
        return []


def epoch(text: str) -> int | None:
    """Seconds since 1970 as microseconds, exactly; None where the text is no such number."""
    found = EPOCH.match(text)
    return int(found[1]) * SECOND + int((found[2] or "0").ljust(6, "0")) if found else None


def masked(text: str) -> str:
    """A line with its digits and letters hidden, so that only its shape is seen."""
    return quoted(re.sub(r"[^\W\d_]", "x", re.sub(r"\d", "9", text)))


def _line(
    where: str, row: int, at: int | None, named: tuple[str, ...], data: tuple[str, ...], text: str
) -> Line:
    call, queue, agent = (None if name.strip().upper() in NOBODY else name.strip() for name in named[:3])
    return Line(where, row, at, call, queue, agent, named[3].strip().upper(), data, text)


def _data(values: Mapping[str, str]) -> tuple[str, ...]:
    if "data1" in values:
        given = [values.get(f"data{n}", "") for n in range(1, 7)]
        while given and not given[-1]:
            given.pop()
        return tuple(given)
    return tuple(values.get("data", "").split("|"))
