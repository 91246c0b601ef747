"""Read what was added to a queue_log table since it was last read: by its growing id, or by its time.

Without an id rows come by their time; those of the last instant are remembered, so that none comes twice,
and a row without a time is not seen. A row is read once: one that is corrected or deleted afterwards stays
as it was read, set aside or counted. The database is opened read-only (connectors.database).
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from connectors.asterisk.clock import Clock, micros
from connectors.asterisk.lines import of_columns
from connectors.asterisk.tail import Chunk
from connectors.database import Database, Reading
from connectors.errors import BadRecord, Refused
from connectors.reading import Spoiled
from language import _

ROWS = 20_000
NEEDED = ("time", "callid", "event")


class TableTail:
    """A queue_log table, and up to where it was read."""

    notices: tuple[str, ...] = ()  # a table is there or not

    def __init__(self, url: str, table: str, folder: Path, zone: str, place: Any = None) -> None:
        self._database, self._table = Database(url, folder, zone), table
        known = place or {}
        self._id: int | None = known.get("id")
        self._time: str | None = known.get("time")
        self._seen: list[str] = known.get("seen", [])
        self._rows: int = known.get("rows", 0)
        self._clock = Clock(zone, known.get("last"))

    @property
    def place(self) -> dict[str, Any]:
        """Up to where the table was read, to be remembered."""
        return {
            "id": self._id,
            "time": self._time,
            "seen": self._seen,
            "rows": self._rows,
            "last": self._clock.last,
        }

    def read(self) -> Iterator[Chunk]:
        """What is new, in pieces. Raises the connectors' errors."""
        what = _("The table {table}").format(table=self._table)
        with self._database.reading() as reading:
            columns = self._columns(reading, what)
            statement = self._statement("id" in columns)
            for frame in reading.frames(what, statement, {}, ROWS):
                rows = [row for row in frame.iter_rows(named=True) if not self._is_known(row)]
                if rows:
                    yield self._chunk(rows)

    def _columns(self, reading: Reading, what: str) -> list[str]:
        frames = reading.frames(what, f"SELECT * FROM {self._table} WHERE 1 = 0", {}, 1)
        columns = next(iter(frames)).columns
        missing = [name for name in NEEDED if name not in columns]
        if missing:
            sentence = _("{what} is not a queue_log: it has no column {missing}.")
            raise Refused(sentence.format(what=what, missing=", ".join(missing)))
        return columns

    def _statement(self, has_id: bool) -> str:
        if has_id:
            since = "" if self._id is None else f" WHERE id > {self._id}"
            return f"SELECT * FROM {self._table}{since} ORDER BY id"
        since = "" if self._time is None else f" WHERE time >= {_literal(self._time)}"
        return f"SELECT * FROM {self._table}{since} ORDER BY time"

    def _is_known(self, row: dict[str, Any]) -> bool:
        """Tell whether a row was read before, and remember it if not."""
        if "id" in row:
            self._id = int(row["id"])
            return False
        if row["time"] is None:
            return False
        digest = _digest(row)
        if (time := _text(row["time"])) != self._time:
            self._time, self._seen = time, []
        if digest in self._seen:
            return True
        self._seen.append(digest)
        return False

    def _chunk(self, rows: list[dict[str, Any]]) -> Chunk:
        chunk = Chunk(self._table, is_beginning=self._rows == 0, is_named=True)
        for row in rows:
            self._rows += 1
            number = int(row["id"]) if "id" in row else self._rows
            values = {name: _text(value) for name, value in row.items()}
            text = json.dumps(values, ensure_ascii=False)
            try:
                chunk.lines.append(of_columns(self._table, number, values, self._clock, text))
            except BadRecord as error:
                chunk.spoiled.append(Spoiled(number, str(error), text))
        chunk.repeated, self._clock.repeated = self._clock.repeated, 0
        return chunk


def _text(value: object) -> str:
    """A cell as an export would write it; an aware instant as seconds since 1970."""
    if value is None:
        return ""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return f"{Decimal(micros(value)) / 1_000_000:.6f}"
    return value.isoformat(" ") if isinstance(value, datetime) else str(value)


def _literal(text: str) -> str:
    """A time as SQL writes it: it came from the table itself, digits and separators only."""
    if any(sign not in "0123456789-+:. T" for sign in text):
        raise Refused(_("The table's times cannot be compared; give it an id that grows."))
    return text if text.replace(".", "", 1).isdecimal() else f"'{text}'"


def _digest(row: dict[str, Any]) -> str:
    return hashlib.sha256(repr(sorted(row.items())).encode()).hexdigest()[:16]
