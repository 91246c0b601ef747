"""Small queue_logs, a connector over them, and what many fetches come to."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from connectors.asterisk import Asterisk
from connectors.base import Connector
from store.schema import MAPPED
from tests.connectors.fetched import Fetched

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
START = int(NOON.timestamp())
END = datetime(2030, 1, 1, tzinfo=UTC)


def row(at_s: float, call: str, agent: str, event: str, *data: object, queue: str = "sales") -> str:
    """One line, so many seconds after noon."""
    return "|".join([f"{START + at_s:.6f}", call, queue, agent, event, *map(str, data)])


def enter(at_s: float, call: str = "c1", queue: str = "sales", caller: str = "0501234567") -> str:
    return row(at_s, call, "NONE", "ENTERQUEUE", "", caller, 1, queue=queue)


def connect(
    at_s: float, call: str = "c1", waited: int = 10, agent: str = "SIP/1", queue: str = "sales"
) -> str:
    return row(at_s, call, agent, "CONNECT", waited, "x", 4, queue=queue)


def hang_up(at_s: float, call: str = "c1", talked: int = 60, agent: str = "SIP/1", waited: int = 10) -> str:
    return row(at_s, call, agent, "COMPLETECALLER", waited, talked, 1)


def write(folder: Path, *lines: str, name: str = "queue_log") -> Path:
    """A log of these lines."""
    path = folder / name
    path.write_text("".join(f"{line}\n" for line in lines))
    return path


def add(path: Path, *lines: str, end: str = "\n") -> None:
    """Let a log grow."""
    with path.open("a") as file:
        file.write("\n".join(lines) + end)


def asterisk(folder: Path, zone: str = "UTC", **given: Any) -> Asterisk:
    """A connector over the logs of a folder unless told otherwise."""
    options = given if "url" in given else {"path": "queue_log*", **given}
    return Asterisk("pbx", options, zone, folder)


def fetch(connector: Connector, cursor: Mapping[str, str] | None = None) -> Fetched:
    batches = list(connector.fetch(None, END, cursor or {}))
    assert all(batch.is_accounted_for for batch in batches)
    return Fetched(batches)


def legs(folder: Path, *lines: str, **given: Any) -> list[dict[str, Any]]:
    """The legs of a log of these lines, without what is unknown."""
    write(folder, *lines)
    return told(fetch(asterisk(folder, **given)).table("legs"))


def told(frame: pl.DataFrame) -> list[dict[str, Any]]:
    """Rows without their empty columns and without what every row has."""
    rows = frame.drop("source", "version").to_dicts()
    return [{name: value for name, value in each.items() if value is not None} for each in rows]


class Kept:
    """What is kept of many fetches, as the store keeps it: the last row of each key, contacts whole."""

    def __init__(self, connector: Connector) -> None:
        self.connector = connector
        self.cursor: dict[str, str] = {}
        self.tables: dict[str, pl.DataFrame] = {}
        self.read = self.accounted = 0

    def fetch(self) -> Fetched:
        fetched = fetch(self.connector, self.cursor)
        self.cursor |= fetched.cursor
        self.read += fetched.read
        self.accounted += sum(
            batch.loaded + sum(batch.excluded.values()) + batch.quarantined.height
            for batch in fetched.batches
        )
        for batch in fetched.batches:
            for name, rows in batch.tables.items():
                self._merge(name, rows)
        return fetched

    def _merge(self, name: str, rows: pl.DataFrame) -> None:
        assert not rows.select(MAPPED[name].key).is_duplicated().any()
        before = self.tables.get(name, rows.clear())
        by = ["contact_id"] if name in {"contacts", "legs"} else list(MAPPED[name].key)
        self.tables[name] = pl.concat([before.join(rows, on=by, how="anti"), rows])

    def table(self, name: str) -> pl.DataFrame:
        return self.tables[name].sort(MAPPED[name].key)
