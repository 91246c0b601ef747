"""A small centre whose calls are in a database, and an `sql` connector that reads them."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from connectors.sql import Sql

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TABLE = "CREATE TABLE calls (id {id}, start {at}, ended {at}, queue TEXT, wait {wait}, outcome TEXT)"
SQLITE = TABLE.format(id="INTEGER", at="TEXT", wait="")
POSTGRES = TABLE.format(id="BIGINT", at="TIMESTAMPTZ", wait="NUMERIC")
CONTACTS = """
SELECT id AS contact_id, 'voice' AS channel, 'inbound' AS direction, start AS started_at,
    ended AS ended_at, queue AS entry_queue
FROM calls WHERE start >= :since AND start < :until ORDER BY id
"""
LEGS = """
SELECT id AS contact_id, 1 AS leg_no, queue, wait AS wait_s, outcome
FROM calls WHERE start >= :since AND start < :until ORDER BY id
"""
Row = tuple[object, ...]
ROWS: tuple[Row, ...] = (
    (1, "2026-03-02 09:00:00", "2026-03-02 09:03:00", "sales", 12, "answered"),
    (2, "2026-03-02 09:05:00", "2026-03-02 09:06:00", "sales", 31, "abandoned"),
    (3, "2026-03-02 09:10:00", "2026-03-02 09:12:00", "support", 7, "answered"),
)


def call(
    number: int | None, start: str, *, queue: str = "sales", wait: object = 5, ended: str | None = ""
) -> Row:
    """A call that ends when it begins unless told otherwise."""
    return (number, start, start if ended == "" else ended, queue, wait, "answered")


def sqlite(path: Path, *rows: Row) -> str:
    """A database on disk with these calls; gives its URL."""
    with sqlite3.connect(path) as own:
        own.execute(SQLITE)
        own.executemany("INSERT INTO calls VALUES (?, ?, ?, ?, ?, ?)", rows)
    own.close()
    return f"sqlite:///{path}"


def postgres(url: str, *rows: Row, table: str = POSTGRES) -> str:
    """The same in an empty database of a server."""
    insert = "INSERT INTO calls VALUES (:id, :start, :ended, :queue, :wait, :outcome)"
    engine = create_engine(url)
    with engine.begin() as own:
        own.execute(text("SET TIME ZONE 'UTC'"))
        own.execute(text(table))
        for row in rows:
            own.execute(
                text(insert),
                dict(zip(("id", "start", "ended", "queue", "wait", "outcome"), row, strict=True)),
            )
    engine.dispose()
    return url


def change(path: Path, statement: str) -> None:
    """Write to an SQLite database as its owner does."""
    with sqlite3.connect(path) as own:
        own.execute(statement)
    own.close()


def desk(url: str, zone: str = "UTC", folder: Path = Path(), **given: Any) -> Sql:
    """A connector with a small mapping, which reads the last days one by one: fewer of them than usual."""
    options: dict[str, Any] = {"url": url, "select": {"contacts": CONTACTS, "legs": LEGS}, "open_days": 6}
    return Sql("desk", options | given, zone, folder)
