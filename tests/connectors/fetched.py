"""What a connector handed over in one fetch, added up, and a small centre's files to fetch from."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from connectors.base import Batch, Connector
from connectors.files import Files

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
CONTACTS = """
SELECT _row AS source_row, id AS contact_id, 'voice' AS channel, 'inbound' AS direction,
    start AS started_at, queue AS entry_queue
FROM rows
"""
LEGS = """
SELECT _row AS source_row, id AS contact_id, 1 AS leg_no, queue, wait AS wait_s, outcome
FROM rows
"""
STORED = pl.DataFrame(schema={"contact_id": pl.String, "origin": pl.String})
HEADER = "id,start,queue,wait,outcome"
ROWS = (
    "c1,2026-03-02 09:00:00,sales,12,answered",
    "c2,2026-03-02 09:05:00,sales,31,abandoned",
    "c3,2026-03-02 09:10:00,support,7,answered",
)


@dataclass(frozen=True)
class Fetched:
    """All batches of one fetch together."""

    batches: list[Batch]

    @property
    def read(self) -> int:
        return sum(batch.read for batch in self.batches)

    @property
    def loaded(self) -> int:
        return sum(batch.loaded for batch in self.batches)

    @property
    def excluded(self) -> dict[str, int]:
        total: Counter[str] = Counter()
        for batch in self.batches:
            total.update(batch.excluded)
        return dict(total)

    @property
    def quarantined(self) -> pl.DataFrame:
        return pl.concat([batch.quarantined for batch in self.batches])

    @property
    def reasons(self) -> dict[int, str]:
        return dict(self.quarantined.select("row_no", "reason").rows())

    @property
    def notices(self) -> list[str]:
        return [notice for batch in self.batches for notice in batch.notices]

    @property
    def cursor(self) -> dict[str, str]:
        return {where: text for batch in self.batches for where, text in batch.cursor.items()}

    def table(self, name: str) -> pl.DataFrame:
        return pl.concat([batch.tables[name] for batch in self.batches if name in batch.tables])

    def ids(self) -> list[str]:
        return self.table("contacts")["contact_id"].to_list()


def fetch(
    connector: Connector,
    cursor: Mapping[str, str] | None = None,
    since: datetime | None = None,
    until: datetime = NOON,
    stored: pl.DataFrame | None = None,
) -> Fetched:
    """Fetch everything, making sure that each batch accounts for each of its rows.

    Legs that wait for a contact are settled at the end as a run does, on top of the contacts `stored`.
    """
    batches = list(connector.fetch(since, until, cursor or {}))
    sent = [batch.tables["contacts"] for batch in batches if "contacts" in batch.tables]
    known = [contacts.select("contact_id", "origin") for contacts in sent]
    contacts = pl.concat([STORED if stored is None else stored, *known])
    batches += [each.settled(contacts) for batch in batches for each in batch.waiting]
    assert all(batch.is_accounted_for for batch in batches)
    return Fetched(batches)


def files(folder: Path, zone: str = "UTC", **given: Any) -> Files:
    """A `files` connector with a small mapping, over the CSV files of a folder unless told otherwise."""
    options: dict[str, Any] = {"path": "*.csv", "select": {"contacts": CONTACTS, "legs": LEGS}}
    return Files("desk", options | given, zone, folder)


def write(path: Path, *rows: str, header: str = HEADER, encoding: str = "utf-8", end: str = "\n") -> Path:
    """A delimited file of these lines."""
    path.write_bytes("".join(line + end for line in (header, *rows)).encode(encoding))
    return path
