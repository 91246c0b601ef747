"""The same rows as a table and as its export."""

import csv
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

COLUMNS = ("id", "time", "callid", "queuename", "agent", "event", *(f"data{n}" for n in range(1, 6)))


def cells(n: int, line: str, zone: str) -> list[object]:
    """A line of the file as the switch writes it to its table, on the site's clock."""
    epoch, *rest = line.split("|")
    local = datetime.fromtimestamp(float(epoch), UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return [n, f"{local:%Y-%m-%d %H:%M:%S.%f}", *rest, *[""] * (9 - len(rest))]


def export(folder: Path, *lines: str, zone: str = "UTC") -> Path:
    path = folder / "queue_log.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([COLUMNS, *(cells(n, line, zone) for n, line in enumerate(lines, 1))])
    return path


def table(folder: Path, *lines: str, zone: str = "UTC", has_id: bool = True) -> str:
    """A database with the table; its URL."""
    path = folder / "asterisk.sqlite"
    columns = COLUMNS if has_id else COLUMNS[1:]
    with sqlite3.connect(path) as connection:
        connection.execute(f"CREATE TABLE IF NOT EXISTS queue_log ({', '.join(columns)})")
    insert(folder, *lines, zone=zone, has_id=has_id)
    return f"sqlite:///{path}"


def insert(folder: Path, *lines: str, zone: str = "UTC", has_id: bool = True) -> None:
    """Let the table grow."""
    connection = sqlite3.connect(folder / "asterisk.sqlite")
    first = connection.execute("SELECT count(*) FROM queue_log").fetchone()[0] + 1
    rows = [cells(n, line, zone)[0 if has_id else 1 :] for n, line in enumerate(lines, first)]
    marks = ", ".join("?" * (11 if has_id else 10))
    connection.executemany(f"INSERT INTO queue_log VALUES ({marks})", rows)
    connection.commit()
    connection.close()
