"""Read the queue_log of an Asterisk switch: its files while they grow and rotate, or its table.

Every ENTERQUEUE is a visit (a leg) of the call that its channel's id names; what each event means and how
contradictory rows are resolved stands in `visits`, the states of agents in `agents`. The files keep UTC; a
table, and its export with a header, keep the connector's local clock (see `clock`).
A row counts in the run that reads it first, as it was judged then.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from connectors.asterisk import carry, people
from connectors.asterisk.clock import micros
from connectors.asterisk.frames import agents_now, visits_now
from connectors.asterisk.ledger import Ledger
from connectors.asterisk.options import options
from connectors.asterisk.report import Reporter, sentences
from connectors.asterisk.table import TableTail
from connectors.asterisk.tail import Tail
from connectors.base import Batch, Live


class Asterisk:
    """The `asterisk` connector."""

    kind = "asterisk"
    by_window = False

    def __init__(self, name: str, given: Mapping[str, Any], zone: str, folder: Path) -> None:
        self.name = name
        self.options = options(dict(given))
        self.zone = self.options.timezone or zone
        self.folder = folder
        self._tail: Tail | TableTail | None = None
        self._ledger = Ledger()

    def check(self) -> list[str]:
        """Read everything and say what was found; raises what `fetch` raises."""
        return sentences(self.name, self.zone, self._run(None, None, {}))

    def fetch(self, since: datetime | None, until: datetime, cursor: Mapping[str, str]) -> Iterator[Batch]:
        """Yield the calls that have changed, each whole, and the stretches of agents' states.

        With `since` None every new row is loaded. With a window everything is read, only calls that began in
        it and stretches that began in it are loaded, and nothing is remembered.
        """
        return self._run(since, until, cursor if since is None else {})

    def live(self, since: datetime, now: datetime, cursor: Mapping[str, str]) -> Live:
        """Tell who waits and talks, which visits ended since an instant, and what each agent does.

        Reads only what was added since the last call on this object. What ended more than 6 hours before the
        cursor was written is not told again.
        """
        if self._tail is None:
            self._ledger = carry.remembered(cursor)
            self._tail = self._opened(cursor)
        ledger, begin = self._ledger, micros(since)
        for chunk in self._tail.read():
            ledger.take(chunk.lines)
        ledger.touched.clear()
        ledger.agents.stretches()
        ledger.settle(keep_from=begin)
        visits = visits_now(ledger.calls.values(), self.name, begin)
        return Live(now, visits, agents_now(ledger.agents.known, self.name))

    def _run(
        self, since: datetime | None, until: datetime | None, cursor: Mapping[str, str]
    ) -> Iterator[Batch]:
        yield from self._people(since, cursor)
        ledger, tail = carry.remembered(cursor), self._opened(cursor)
        reporter = Reporter(self.name, self._origin, self.options.caller_is_customer, since, until)
        for chunk in tail.read():
            fates = ledger.take(chunk.lines)
            yield reporter.batch(chunk, fates, ledger)
        if reporter.has_read or tail.notices:
            last = reporter.rest(ledger, tail.notices)
            yield last if since is not None else _remembering(last, carry.written(ledger, tail.place))

    def _people(self, since: datetime | None, cursor: Mapping[str, str]) -> Iterator[Batch]:
        if self.options.agents is None:
            return
        content = people.read(self.folder / Path(self.options.agents).expanduser())
        fingerprint = people.fingerprint(content)
        if cursor.get(carry.PEOPLE) != fingerprint:
            batch = people.batch(content, self.options.agents, self.name, self.zone)
            yield batch if since is not None else _remembering(batch, {carry.PEOPLE: fingerprint})

    def _opened(self, cursor: Mapping[str, str]) -> Tail | TableTail:
        place = carry.place(cursor)
        if self.options.url is not None:
            return TableTail(self.options.url, self.options.table, self.folder, self.zone, place)
        return Tail(self.options.patterns, self.folder, self.zone, place)

    @property
    def _origin(self) -> str:
        return self.options.table if self.options.url else ", ".join(self.options.patterns)


def _remembering(batch: Batch, cursor: dict[str, str]) -> Batch:
    return replace(batch, cursor=cursor)
