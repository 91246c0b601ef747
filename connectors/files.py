"""Read files that match a glob, map them with SQL, and remember which of them were read.

A file is read again when its size, its time or the mapping changes. A SELECT that looks at one row at a time
is run in pieces of CHUNK_ROWS; any other (a window, an aggregate, a join) sees one whole file at once.
No SELECT sees two files: with `pieces = true` rows of one contact in several files complete each other, and
a leg may find its contact in another file, now or in history; without it, anywhere in the leg's own file.
With it, too, a SELECT is left out for a file that lacks its columns, if another SELECT fits that file; and a
file with legs whose contacts are not there yet is read again at each refresh until they are.
Instants without an offset are on the connector's clock; of the hour that it repeats in autumn see `repeated`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from connectors.accounting import Outcome, quarantine, spoiled_quarantine
from connectors.base import EMPTY, Batch, Waiting
from connectors.conform import Origin, table_named
from connectors.engine import ANY_ERROR, Engine
from connectors.errors import BadRecord
from connectors.formats import written
from connectors.found import discover
from connectors.mapping import options
from connectors.memory import Memory
from connectors.prepare import Opened, prepare, unread, whole_file
from connectors.reading import Chunk, Found
from connectors.repeated import told
from connectors.straddling import Seen
from connectors.transform import FILE, Mapper, transform
from connectors.trial import Trial
from connectors.typed import check_types
from language import _, instant, ngettext, number

END_OF_TIME = datetime.max.replace(tzinfo=UTC)


class Files:
    """The `files` connector."""

    kind = "files"
    by_window = False

    def __init__(self, name: str, given: Mapping[str, Any], zone: str, folder: Path) -> None:
        self.name = name
        self.options = options(dict(given))
        self.zone = self.options.timezone or zone
        self.folder = folder
        check_types(self.options)
        for table in self.options.select:
            table_named(table)

    def check(self) -> list[str]:
        """Read everything and say what was found; raises what `fetch` raises."""
        trial = Trial(self.name)
        for batch in self._run(None, END_OF_TIME, {}, trial):
            trial.add(batch)
        trial.settle()
        return trial.sentences()

    def fetch(self, since: datetime | None, until: datetime, cursor: Mapping[str, str]) -> Iterator[Batch]:
        """Yield the rows of new and changed files.

        With `since` None every row is loaded, and a notice counts the contacts that begin after `until`.
        With a window only contacts that begin in it are loaded, and nothing is remembered.
        """
        return self._run(since, until, cursor, Trial(self.name))

    def _run(
        self, since: datetime | None, until: datetime, cursor: Mapping[str, str], trial: Trial
    ) -> Iterator[Batch]:
        found, notices = discover(self.options.patterns, self.folder, self.options.ignore)
        memory = Memory(cursor, self.options.fingerprint(self.zone))
        with Engine(self.zone) as engine:
            plan = prepare(engine, self.options, found, memory)
            trial.widths.update(len(opened.raw.columns) for opened in plan.opened)
            if notices or plan.notices:
                yield Batch(notices=(*notices, *plan.notices), cursor=plan.cursor)
            for opened in plan.opened:
                mapper = Mapper(engine, opened.options, since, until)
                yield from _unwindowed(self._file(mapper, opened, memory), mapper)

    def _file(self, mapper: Mapper, opened: Opened, memory: Memory) -> Iterator[Batch]:
        """One batch per chunk; the first says that the file is read whole, the last what to remember."""
        found = opened.found
        origin = Origin(self.name, self.zone, found.mtime_ns, written(found, self.options))
        said = tuple(f"{found.where}: {notice}." for notice in opened.raw.notices)
        pending, late, rows, seen = Batch(wheres=(found.where,), notices=said), 0, 0, Seen()
        try:
            for chunk in _chunks(opened):
                if pending.read or pending.tables:
                    yield pending
                    pending = Batch()
                batch = _batch(mapper, chunk, origin, found.where)
                late += _begins_late(batch, mapper.until)
                rows += chunk.read
                again, batch = seen.parted(replace(batch, pieces=self.options.pieces))
                notices = (*pending.notices, *batch.notices)
                pending = replace(batch, wheres=pending.wheres, notices=notices)
                if again.tables:
                    yield pending
                    pending = again
        except (BadRecord, OSError, ANY_ERROR) as error:
            yield pending
            yield _broken(found, error, memory)
            return
        told = (*pending.notices, *self._late(found, late, mapper.until))
        yield _finished(replace(pending, notices=told), found, memory, rows)

    def _late(self, found: Found, n: int, until: datetime) -> tuple[str, ...]:
        if not n:
            return ()
        sentence = ngettext(
            "{file}: {n} contact begins after {now}; is a clock wrong, or `now` in moked.toml?",
            "{file}: {n} contacts begin after {now}; is a clock wrong, or `now` in moked.toml?",
            n,
        )
        return (sentence.format(file=found.where, n=number(n), now=instant(until, self.zone)),)


def _begins_late(batch: Batch, until: datetime) -> int:
    contacts = batch.tables.get("contacts")
    return 0 if contacts is None else contacts.filter(pl.col("started_at") >= until).height


def _batch(mapper: Mapper, chunk: Chunk, origin: Origin, where: str) -> Batch:
    outcome = transform(mapper, chunk.rows.with_columns(pl.lit(where).alias(FILE)), origin)
    set_aside = [
        spoiled_quarantine(origin.source, where, chunk.spoiled),
        quarantine(origin.source, where, outcome.faults, chunk.rows),
    ]
    tables = dict(outcome.tables)
    if "contacts" in tables:
        tables["contacts"] = tables["contacts"].with_columns(origin=pl.lit(where))
    waiting = _waiting(mapper, outcome, origin, where, chunk)
    return Batch(
        tables=tables,
        read=chunk.read - sum(each.quarantined.height for each in waiting),
        loaded=outcome.loaded,
        excluded=outcome.excluded | ({EMPTY: chunk.empty} if chunk.empty else {}),
        quarantined=pl.concat(set_aside).sort("row_no"),
        notices=told(where, outcome.repeated),
        waiting=waiting,
    )


def _waiting(
    mapper: Mapper, outcome: Outcome, origin: Origin, where: str, chunk: Chunk
) -> tuple[Waiting, ...]:
    if outcome.unless_found.is_empty():
        return ()
    aside = quarantine(origin.source, where, outcome.unless_found, chunk.rows)
    return (Waiting(where, outcome.waiting, aside, anywhere=mapper.options.pieces),)


def _chunks(opened: Opened) -> Iterator[Chunk]:
    """The file in pieces, or as one where a SELECT has to see all of its rows."""
    chunks = opened.raw.chunks()
    if opened.is_rowwise:
        yield from chunks
    elif parts := list(chunks):
        spoiled = [each for part in parts for each in part.spoiled]
        empty = sum(part.empty for part in parts)
        yield Chunk(pl.concat([part.rows for part in parts]), spoiled, empty)


def _finished(pending: Batch, found: Found, memory: Memory, rows: int) -> Batch:
    if found.is_changed():
        sentence = _("{file} was written to while it was read; the next refresh reads it again.")
        return replace(pending, notices=(*pending.notices, sentence.format(file=found.where)))
    replaces = (found.where,) if memory.remapped(found) else ()
    told = (*pending.notices, *_shrank(found, memory.missing(found, rows), is_kept=not replaces))
    return replace(pending, notices=told, cursor=memory.cursor(found, rows), replaces=replaces)


def _broken(found: Found, error: Exception, memory: Memory) -> Batch:
    """A file that failed half-way; it is tried again when it changes, or at once if it could not be read."""
    if isinstance(error, OSError):
        return Batch(notices=(unread(found, error),))
    problem = str(error) if isinstance(error, BadRecord) else _unmapped(error)
    cursor = {} if found.is_changed() else memory.broken(found, problem)
    return Batch(notices=(whole_file(found, problem),), cursor=cursor)


def _unmapped(error: Exception) -> str:
    # Not the error's own words: they may hold a customer's.
    return _("its rows cannot be mapped ({kind})").format(kind=type(error).__name__)


def _unwindowed(batches: Iterator[Batch], mapper: Mapper) -> Iterator[Batch]:
    """A window reads a part of a file, which must not be taken for the whole."""
    for batch in batches:
        yield batch if mapper.since is None else replace(batch, wheres=(), cursor={}, replaces=())


def _shrank(found: Found, missing: int, is_kept: bool) -> tuple[str, ...]:
    if not missing:
        return ()
    sentence = ngettext(
        "{file} has {n} row fewer than when it was last read{kept}.",
        "{file} has {n} rows fewer than when it was last read{kept}.",
        missing,
    )
    kept = _("; what it had is kept") if is_kept else ""
    return (sentence.format(file=found.where, n=number(missing), kept=kept),)
