"""Search the raw files for what is left of a person: parquet, logs, SQLite pages, whatever lies there.

On PostgreSQL the tables are searched by SQL; its own files are its administrator's.
"""

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError
from sqlalchemy import MetaData, String, cast, or_, select

from store.opened import Store
from store.state import State


@dataclass(frozen=True)
class Sought:
    """What is searched for: ids, each with what follows it in longer ids of others, and whole texts."""

    ids: dict[str, tuple[str, ...]]
    texts: tuple[str, ...]

    @property
    def plain(self) -> list[str]:
        """Every form that it may be written in, as JSON writes letters beyond ASCII too."""
        return sorted({form for each in (*self.ids, *self.texts) for form in _forms(each)})

    @property
    def pattern(self) -> re.Pattern[bytes]:
        """One expression for all; an id at the beginning of somebody else's longer id does not count."""
        parts = [
            _expression(form, self.ids.get(each, ()))
            for each in (*self.ids, *self.texts)
            for form in _forms(each)
        ]
        return re.compile(b"|".join(parts))


def _forms(text: str) -> set[str]:
    return {text, json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]}


def _expression(form: str, longer: Iterable[str]) -> bytes:
    ends = b"|".join(re.escape(end.encode()) for end in longer)
    return re.escape(form.encode()) + (b"(?!" + ends + b")" if ends else b"")


def left(store: Store, sought: Sought, besides: Iterable[Path] = ()) -> list[str]:
    """List where anything is still found: files of the data folder, tables of a shared database."""
    pattern, plain, skipped = sought.pattern, sought.plain, set(besides)
    files = [path for path in sorted(_files(store)) if path not in skipped]
    found = [str(path) for path in files if _is_in(path, pattern, plain)]
    return found + (_in_tables(store.state, pattern, plain) if store.state.is_shared else [])


def _files(store: Store) -> Iterator[Path]:
    yield from (path for path in store.folder.rglob("*") if path.is_file())
    name = store.state.url.database
    if not store.state.is_shared and name and store.folder.resolve() not in Path(name).resolve().parents:
        yield from (path for path in (Path(name + end) for end in ("", "-wal")) if path.is_file())


def _is_in(path: Path, pattern: re.Pattern[bytes], plain: list[str]) -> bool:
    if path.suffix == ".parquet" and (rows := _rows(path)) is not None:
        return _is_in_rows(rows, pattern, plain)
    try:
        raw = path.read_bytes()
    except FileNotFoundError:  # a reader's file that was there a moment ago
        return False
    return any(_holds(each, pattern, plain) for each in (raw, _unpacked(raw)))


def _holds(raw: bytes, pattern: re.Pattern[bytes], plain: list[str]) -> bool:
    """Find plain bytes first, which is many times quicker than the expression."""
    return any(form.encode() in raw for form in plain) and bool(pattern.search(raw))


def _unpacked(raw: bytes) -> bytes:
    try:
        return gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else b""
    except (OSError, EOFError):
        return b""


def _rows(path: Path) -> pl.DataFrame | None:
    """Read all of a file, also of one that no version names; None where a killed writer left half of it."""
    try:
        return pl.read_parquet(path, hive_partitioning=False)
    except (PolarsError, OSError):
        return None


def _is_in_rows(rows: pl.DataFrame, pattern: re.Pattern[bytes], plain: list[str]) -> bool:
    """Look into the columns, which are compressed in the file."""
    nested = [name for name, dtype in rows.schema.items() if dtype.is_nested()]
    if nested and _holds(rows.select(nested).write_ndjson().encode(), pattern, plain):
        return True
    texts = [name for name, dtype in rows.schema.items() if dtype == pl.String]
    hits = (rows[name].filter(rows[name].str.contains_any(plain)) for name in texts)
    return any(pattern.search(one.encode()) for found in hits for one in found.unique())


def _in_tables(state: State, pattern: re.Pattern[bytes], plain: list[str]) -> list[str]:
    known = MetaData()
    with state.reading() as connection:
        known.reflect(connection)
        found = []
        for table in known.sorted_tables:
            for column in (cast(each, String) for each in table.columns):
                hits = select(column).where(or_(*(column.contains(one, autoescape=True) for one in plain)))
                if any(pattern.search(one.encode()) for one in connection.execute(hits).scalars()):
                    found.append(table.name)
                    break
    return found
