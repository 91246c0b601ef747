"""What is remembered from one fetch to the next, as text: where reading stopped, calls, agents."""

import base64
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from connectors.asterisk.agents import Agent
from connectors.asterisk.ledger import Ledger
from connectors.asterisk.lines import Line

CALLS, AGENTS, PLACE, PEOPLE = "calls", "agents", "place", "people"


def remembered(cursor: Mapping[str, str]) -> Ledger:
    """The ledger as it stood when the cursor was written."""
    calls: Any = _unpacked(cursor[CALLS]) if CALLS in cursor else {"newest": 0, "lines": []}
    agents = json.loads(cursor.get(AGENTS, "{}"))
    known = {name: Agent(**values) for name, values in agents.items()}
    return Ledger(_lines(calls["lines"]), known, calls["newest"])


def written(ledger: Ledger, place: Any) -> dict[str, str]:
    """The cursor for a ledger, and for the place in the source up to which it was read."""
    lines = [[*line[:-2], list(line.data)] for call in ledger.calls.values() for line in call.lines]
    agents = {name: asdict(agent) for name, agent in ledger.agents.known.items()}
    return {
        PLACE: _text(place),
        CALLS: _packed({"newest": ledger.newest, "lines": lines}),
        AGENTS: _text(agents),
    }


def place(cursor: Mapping[str, str]) -> Any:
    """Up to where the source was read; None where it never was."""
    return json.loads(cursor[PLACE]) if PLACE in cursor else None


def _lines(rows: list[list[Any]]) -> Iterator[Line]:
    for row in rows:
        yield Line._make([*row[:-1], tuple(row[-1]), ""])


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _packed(value: Any) -> str:
    """A value as short text: the rows of 6 busy hours are megabytes."""
    return base64.b85encode(zlib.compress(_text(value).encode())).decode()


def _unpacked(text: str) -> Any:
    return json.loads(zlib.decompress(base64.b85decode(text)))
