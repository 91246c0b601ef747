"""Hand over what was read in batches that account for every row, and say in sentences what was found."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

import polars as pl

from connectors.accounting import spoiled_quarantine
from connectors.asterisk.calls import Call
from connectors.asterisk.clock import micros
from connectors.asterisk.frames import contacts_and_legs, states
from connectors.asterisk.ledger import Fates, Ledger
from connectors.asterisk.lines import OF_CALLS, Line, masked
from connectors.asterisk.tail import Chunk
from connectors.base import EMPTY, OUTSIDE, Batch
from connectors.errors import Refused
from connectors.reading import Spoiled
from language import _, instant, ngettext, number

STRANGE_ROWS = 20  # a first piece of a file with so many rows, none of them a queue_log's, is another file


class Reporter:
    """Makes the batches of one fetch; a call that is still open waits for the last one."""

    def __init__(
        self,
        source: str,
        origin: str,
        caller_is_customer: bool,
        since: datetime | None,
        until: datetime | None,
    ) -> None:
        self.source, self.origin, self.caller_is_customer = source, origin, caller_is_customer
        self.since = None if since is None else micros(since)
        self.until = None if until is None else micros(until)
        self.has_read = False
        self._repeated = self._disagreeing = self._late = 0

    def batch(self, chunk: Chunk, fates: Fates, ledger: Ledger) -> Batch:
        """What became of some rows. Raises Refused where they are no log's."""
        _need_log(chunk)
        self.has_read = True
        self._repeated += chunk.repeated
        excluded = Counter(fates.excluded)
        loaded = [line for line in fates.loaded if self._is_inside(line, ledger)]
        excluded[EMPTY] += chunk.empty
        excluded[OUTSIDE] += len(fates.loaded) - len(loaded)
        faulty = [Spoiled(line.row, reason, line.text) for line, reason in fates.faults]
        closed = [ledger.calls[name] for name in ledger.touched if not ledger.calls[name].is_open]
        tables = self._tables(closed, ledger)
        return Batch(
            tables=tables,
            read=chunk.read,
            loaded=len(loaded),
            excluded={rule: n for rule, n in excluded.items() if n},
            quarantined=spoiled_quarantine(self.source, chunk.where, [*chunk.spoiled, *faulty]).sort(
                "row_no"
            ),
            wheres=(chunk.where,) if chunk.is_beginning and self.since is None else (),
        )

    def rest(self, ledger: Ledger, notices: Iterable[str]) -> Batch:
        """The calls that are open at the end, and what people should know; `notices` are of what was read."""
        ledger.settle()
        tables = self._tables([ledger.calls[name] for name in ledger.touched], ledger)
        return Batch(tables=tables, notices=(*notices, *self._notices()))

    def _tables(self, calls: list[Call], ledger: Ledger) -> dict[str, pl.DataFrame]:
        ledger.touched.difference_update(call.name for call in calls)
        ledger.settle()
        told = sorted(
            (call for call in calls if self._began_inside(call.started_at)),
            key=lambda call: (call.started_at or 0, call.name),
        )
        self._note(told)
        stretches = [each for each in ledger.agents.stretches() if self._began_inside(each[1])]
        return {
            **contacts_and_legs(told, self.source, self.origin, self.caller_is_customer),
            "agent_states": states(stretches, self.source),
        }

    def _note(self, calls: Iterable[Call]) -> None:
        for call in calls:
            self._disagreeing += sum(bool(visit.told) for visit in call.visits)
            self._late += self.until is not None and (call.started_at or 0) >= self.until

    def _is_inside(self, line: Line, ledger: Ledger) -> bool:
        if self.since is None:
            return True
        call = ledger.calls.get(line.call or "") if line.event in OF_CALLS else None
        return self._began_inside(call.started_at if call else line.at)

    def _began_inside(self, at: int | None) -> bool:
        if self.since is None:
            return True
        return at is not None and self.since <= at < (self.until or 0)

    def _notices(self) -> Iterator[str]:
        if self._disagreeing:
            yield ngettext(
                "{n} visit lasted more than 2 s longer or shorter by its rows' instants than the log says;"
                " the instants hold.",
                "{n} visits lasted more than 2 s longer or shorter by their rows' instants than the log says;"
                " the instants hold.",
                self._disagreeing,
            ).format(n=number(self._disagreeing))
        if self._repeated:
            yield ngettext(
                "{n} row is of the hour that the clock repeats in autumn; the order of the rows decides.",
                "{n} rows are of the hour that the clock repeats in autumn; the order of the rows decides.",
                self._repeated,
            ).format(n=number(self._repeated))
        if self._late and self.since is None and self.until is not None:
            yield ngettext(
                "{n} call begins in the future; is the switch's clock right, or its time zone?",
                "{n} calls begin in the future; is the switch's clock right, or its time zone?",
                self._late,
            ).format(n=number(self._late))


def _need_log(chunk: Chunk) -> None:
    """Refuse a file that is something else."""
    if not chunk.is_beginning or chunk.is_named or chunk.lines:
        return
    if len(chunk.spoiled) >= min(STRANGE_ROWS, max(chunk.read, 1)):
        first = chunk.spoiled[0]
        sentence = _("{where} is not a queue_log: row {row} {reason}. It looks like {text}.")
        raise Refused(
            sentence.format(
                where=chunk.where, row=number(first.row_no), reason=first.reason, text=masked(first.text)
            )
        )


def sentences(name: str, zone: str, batches: Iterable[Batch]) -> list[str]:
    """Say what a trial run found."""
    read = set_aside = calls = 0
    excluded: Counter[str] = Counter()
    instants: list[datetime] = []
    notices: list[str] = []
    for batch in batches:
        read += batch.read
        set_aside += batch.quarantined.height
        excluded.update(batch.excluded)
        notices += batch.notices
        if "contacts" in batch.tables and batch.tables["contacts"].height:
            starts = batch.tables["contacts"]["started_at"].to_list()
            calls += len(starts)
            instants += [min(starts), max(starts)]
    said = [_summary(name, zone, read, calls, instants), _exclusions(name, excluded)]
    said.append(_aside(name, set_aside))
    return [sentence for sentence in (*said, *notices) if sentence]


def _summary(name: str, zone: str, read: int, calls: int, instants: list[datetime]) -> str:
    rows = ngettext("{n} row", "{n} rows", read).format(n=number(read))
    if not instants:
        return _("{name}: {rows}, no call in them.").format(name=name, rows=rows)
    sentence = ngettext(
        "{name}: {rows}, {n} call from {first} to {last}.",
        "{name}: {rows}, {n} calls from {first} to {last}.",
        calls,
    )
    first, last = instant(min(instants), zone), instant(max(instants), zone)
    return sentence.format(name=name, rows=rows, n=number(calls), first=first, last=last)


def _exclusions(name: str, excluded: Counter[str]) -> str:
    if not excluded:
        return ""
    rules = ", ".join(f"{number(n)} {_(rule)}" for rule, n in sorted(excluded.items()))
    return _("{name} leaves out: {rules}.").format(name=name, rules=rules)


def _aside(name: str, n: int) -> str:
    if not n:
        return ""
    return ngettext("{name}: {n} row is set aside.", "{name}: {n} rows are set aside.", n).format(
        name=name, n=number(n)
    )
