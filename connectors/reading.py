"""Open a file of any kind as rows of text (or of its own types), chunk by chunk."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TypeVar

import polars as pl

from connectors.bounds import need_columns
from connectors.errors import BadRecord
from language import _

CHUNK_ROWS = 200_000
ROW = "_row"

Item = TypeVar("Item")


@dataclass(frozen=True)
class Found:
    """A file, how it is called towards people and the store, its size and its time in nanoseconds."""

    path: Path
    where: str
    size: int
    mtime_ns: int

    def is_changed(self) -> bool:
        """Tell whether somebody has written to the file since it was found."""
        return stamp(self.path) != (self.size, self.mtime_ns)


@dataclass(frozen=True)
class Spoiled:
    """A row that cannot be read: its number in the file, why, and its text."""

    row_no: int
    reason: str
    text: str


@dataclass(frozen=True)
class Chunk:
    """Some rows of a file with their numbers in `_row`, those that cannot be read, and how many are empty."""

    rows: pl.DataFrame
    spoiled: list[Spoiled] = field(default_factory=list)
    empty: int = 0

    @property
    def read(self) -> int:
        return self.rows.height + len(self.spoiled) + self.empty


@dataclass(frozen=True)
class Reading:
    """How a person says a file is to be read; what is None is found out."""

    format: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    quote: str = '"'
    sheet: str | int = 0
    header: bool = True
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Raw:
    """An opened file: its columns at once, its rows when asked for, what people should know of it."""

    columns: tuple[str, ...]
    chunks: Callable[[], Iterator[Chunk]]
    notices: tuple[str, ...] = ()
    types: tuple[pl.DataType, ...] = ()

    @property
    def empty(self) -> pl.DataFrame:
        """No rows, with the columns that the rows will have."""
        types = self.types or (pl.String(),) * len(self.columns)
        return pl.DataFrame(schema={ROW: pl.Int64(), **dict(zip(self.columns, types, strict=True))})


def checked_header(names: list[str]) -> tuple[str, ...]:
    """Strip the names of columns, name the nameless; raises BadRecord where two are alike."""
    need_columns(len(names))
    if any("\0" in name or any("\ud800" <= sign <= "\udfff" for sign in name) for name in names):
        raise BadRecord(_("the name of one of its columns holds bytes that are no text"))
    stripped = [name.strip() or f"column_{n}" for n, name in enumerate(names, 1)]
    seen: set[str] = set()
    for name in stripped:
        if name.lower() in seen or name.lower() in {ROW, "_file"}:
            raise BadRecord(_("it has two columns called {name!r}").format(name=name))
        seen.add(name.lower())
    return tuple(stripped)


def text_frame(columns: tuple[str, ...], rows: list[list[str]], numbers: list[int]) -> pl.DataFrame:
    """Rows of text as a frame; an empty cell is null."""
    values = dict(zip(columns, zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(columns, ())
    frame = pl.DataFrame(values, schema=dict.fromkeys(columns, pl.String))
    filled = [pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in columns]
    return frame.select(pl.Series(ROW, numbers, dtype=pl.Int64), *filled)


def batched(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Cut an iterable into lists of at most `size`."""
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch


def stamp(path: Path) -> tuple[int, int]:
    """Size and time of the last change, the latter in nanoseconds."""
    state = path.stat()
    return state.st_size, state.st_mtime_ns
