"""Read files that match a glob, map them with SQL, and remember which of them were read.

A file is read again when its size, its time or the mapping changes. A SELECT that looks at one row at a time
is run in pieces of CHUNK_ROWS; any other (a window, an aggregate, a join) sees one whole file at once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from connectors.accounting import quarantine, spoiled_quarantine
from connectors.base import Batch
from connectors.conform import Origin, table_named
from connectors.engine import Engine
from connectors.errors import BadRecord
from connectors.found import Found, discover
from connectors.mapping import options
from connectors.memory import Memory
from connectors.prepare import Opened, prepare, whole_file
from connectors.reading import Chunk, stamp
from connectors.transform import FILE, Mapper, transform
from connectors.trial import Trial
from connectors.typed import check_types
from language import _, instant, ngettext, number

END_OF_TIME = datetime.max.replace(tzinfo=UTC)


class Files:
    """The `files` connector."""

    kind = "files"

    def __init__(self, name: str, given: Mapping[str, Any], zone: str, folder: Path) -> None:
        self.name = name
        self.options = options(name, dict(given))
        self.zone = self.options.timezone or zone
        self.folder = folder
        check_types(self.options)
        for table in self.options.select:
            table_named(table)

    def check(self) -> list[str]:
        """Read everything and say what was found; raises what `fetch` raises."""
        trial = Trial(self.name)
        for batch in self.fetch(None, END_OF_TIME, {}):
            trial.add(batch)
        return trial.sentences()

    def fetch(self, since: datetime | None, until: datetime, cursor: Mapping[str, str]) -> Iterator[Batch]:
        """Yield the rows of new and changed files.

        With `since` None every row is loaded, and a notice counts the contacts that begin after `until`.
        With a window only contacts that begin in it are loaded, and nothing is remembered.
        """
        found, notices = discover(self.options.patterns, self.folder, self.options.ignore)
        memory = Memory(cursor, self.options.fingerprint(self.zone))
        with Engine(self.zone) as engine:
            plan = prepare(engine, self.options, found, memory)
            notices += [_shrank(opened.found) for opened in plan.opened if memory.shrank(opened.found)]
            yield Batch(notices=(*notices, *plan.notices), cursor=plan.cursor)
            statements = {table: self.options.statement(table) for table in self.options.select}
            window = None if since is None else (since, until)
            mapper = Mapper(engine, self.options, statements, window)
            for opened in plan.opened:
                yield from _remembered(self._batches(mapper, opened, until), opened.found, memory, window)

    def _batches(self, mapper: Mapper, opened: Opened, until: datetime) -> Iterator[Batch]:
        found = opened.found
        origin = Origin(self.name, self.zone, version=found.mtime_ns)
        wheres: tuple[str, ...] = (found.where,)
        notices = tuple(f"{found.where}: {notice}." for notice in opened.raw.notices)
        for chunk in _chunks(opened):
            batch = _batch(mapper, chunk, origin, found.where)
            yield replace(batch, wheres=wheres, notices=(*notices, *self._late(batch, found, until)))
            wheres, notices = (), ()
        if wheres:
            yield Batch(wheres=wheres, notices=notices)

    def _late(self, batch: Batch, found: Found, until: datetime) -> tuple[str, ...]:
        contacts = batch.tables.get("contacts")
        late = 0 if contacts is None else contacts.filter(pl.col("started_at") >= until).height
        if not late:
            return ()
        sentence = ngettext(
            "{file}: {n} contact begins after {now}; is a clock wrong, or `now` in moked.toml?",
            "{file}: {n} contacts begin after {now}; is a clock wrong, or `now` in moked.toml?",
            late,
        )
        return (sentence.format(file=found.where, n=number(late), now=instant(until, self.zone)),)


def _batch(mapper: Mapper, chunk: Chunk, origin: Origin, where: str) -> Batch:
    outcome = transform(mapper, chunk.rows.with_columns(pl.lit(where).alias(FILE)), origin)
    set_aside = [
        spoiled_quarantine(origin.source, where, chunk.spoiled),
        quarantine(origin.source, where, outcome.faults, chunk.rows),
    ]
    return Batch(
        tables=outcome.tables,
        read=chunk.read,
        loaded=outcome.loaded,
        excluded=outcome.excluded,
        quarantined=pl.concat(set_aside).sort("row_no"),
    )


def _chunks(opened: Opened) -> Iterator[Chunk]:
    """The file in pieces, or as one where a SELECT has to see all of its rows."""
    chunks = opened.raw.chunks()
    if opened.is_rowwise:
        yield from chunks
    elif parts := list(chunks):
        spoiled = [each for part in parts for each in part.spoiled]
        yield Chunk(pl.concat([part.rows for part in parts]), spoiled)


def _remembered(
    batches: Iterator[Batch], found: Found, memory: Memory, window: tuple[datetime, datetime] | None
) -> Iterator[Batch]:
    """Let the last batch of a file carry what is to be remembered of it."""
    last: Batch | None = None
    try:
        for batch in batches:
            if last is not None:
                yield last
            last = batch
    except BadRecord as error:
        problem = str(error)
    except OSError as error:
        yield replace(last or Batch(), notices=(whole_file(found, error.strerror or type(error).__name__),))
        return
    else:
        yield _finished(last or Batch(), found, memory, window)
        return
    if last is not None:
        yield last
    is_still = stamp(found.path) == (found.size, found.mtime_ns)
    cursor = memory.cursor(found, problem) if is_still and window is None else {}
    yield Batch(notices=(whole_file(found, problem),), cursor=cursor)


def _finished(last: Batch, found: Found, memory: Memory, window: tuple[datetime, datetime] | None) -> Batch:
    if stamp(found.path) != (found.size, found.mtime_ns):
        sentence = _("{file} was written to while it was read; the next refresh reads it again.")
        return replace(last, notices=(*last.notices, sentence.format(file=found.where)))
    return last if window else replace(last, cursor=memory.cursor(found))


def _shrank(found: Found) -> str:
    sentence = _("{file} is smaller than when it was last read; the rows that it had are kept.")
    return sentence.format(file=found.where)
