"""Ask a database for the rows of our tables, no more than may be in memory."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

import polars as pl

from connectors.database import Database, Reading
from connectors.errors import Refused
from connectors.fields import stacked
from connectors.statements import Statements
from connectors.windows import Span
from language import _
from store.schema import CONTACTS

Frames = dict[str, pl.DataFrame]


class TooMuch(Exception):  # noqa: N818 (nothing went wrong)
    """A span holds more rows than may be in memory."""


@dataclass
class Asking:
    """The SELECTs of a source, ready to be run; `local` is the zone of the clock that it keeps, if any."""

    database: Database
    statements: Statements
    local: str | None
    arraysize: int
    batch_rows: int
    is_end_told: bool = field(default=False, init=False)  # whether contacts are selected with ended_at

    def span(self, span: Span) -> Frames:
        """The rows of a span, all tables in one transaction; raises TooMuch where it can be halved."""
        left, given = self.batch_rows, {}
        with self.database.reading() as reading:
            for table in self.statements.windowed:
                frames = []
                for frame in self._frames(reading, table, span):
                    frames.append(frame)
                    left -= frame.height
                    if left < 0 and span.is_divisible:
                        raise TooMuch
                given[table] = stacked(frames)
                self._need_local(table, given[table])
        if CONTACTS.name in given:
            self.is_end_told = "ended_at" in given[CONTACTS.name].columns
        return given

    def _need_local(self, table: str, rows: pl.DataFrame) -> None:
        """Refuse instants in UTC beside binds on a local clock: the hour that it repeats would be lost."""
        began = rows.schema.get("started_at")
        if self.local and isinstance(began, pl.Datetime) and began.time_zone:
            sentence = _('{table}.started_at comes with its offset: clock = "utc" is right for it.')
            raise Refused(sentence.format(table=table))

    def free(self) -> Frames:
        """The rows of tables that are asked for without a window."""
        with self.database.reading() as reading:
            return {
                table: stacked(list(self._frames(reading, table, None))) for table in self.statements.free
            }

    def some(self, tables: Iterable[str], span: Span, most: int) -> Frames:
        """The first rows of a span, at most so many of each table."""
        with self.database.reading() as reading:
            return {table: self._head(reading, table, span, most) for table in tables}

    def _head(self, reading: Reading, table: str, span: Span, most: int) -> pl.DataFrame:
        frames, n = [], 0
        for frame in self._frames(reading, table, span if table in self.statements.windowed else None):
            frames.append(frame.head(most - n))
            n += frame.height
            if n >= most:
                break
        return stacked(frames)

    def _frames(self, reading: Reading, table: str, span: Span | None) -> Iterator[pl.DataFrame]:
        what = _("The SELECT of {table}").format(table=table)
        size = min(self.arraysize, self.batch_rows)
        return reading.frames(what, self.statements.texts[table], self._binds(span), size)

    def _binds(self, span: Span | None) -> dict[str, datetime]:
        if span is None:
            return {}
        since, until = span.wall(ZoneInfo(self.local)) if self.local else (span.since, span.until)
        return {"since": since, "until": until}
