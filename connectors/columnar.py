"""Read Parquet, Excel and JSON lines files."""

import json
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from polars import selectors

from connectors.books import sheet
from connectors.bounds import Endless, is_deep, lines, need_columns, portion, too_long
from connectors.encoding import encoding_of
from connectors.errors import BadRecord
from connectors.reading import (
    CHUNK_ROWS,
    ROW,
    Chunk,
    Found,
    Raw,
    Reading,
    Spoiled,
    batched,
    checked_header,
    text_frame,
)
from connectors.text import is_text, open_text, printable
from language import _, marked, number

MICROSECONDS = 1_000_000
MOST_ROWS = 200_000_000  # that a Parquet file may promise
LARGEST_GROUP = 4 * 1024**3  # bytes of its rows that are read at once
DEEP = marked("this line is JSON with too many lists and records inside each other")

Object = tuple[int, dict[str, Any], int]  # the line's number, what it holds, how long it is


def open_parquet(found: Found, _how: Reading) -> Raw:
    """Open a Parquet file, whose columns keep their own types."""
    try:
        with pq.ParquetFile(found.path) as file:
            _need_size(file.metadata)
            columns = checked_header(list(file.schema_arrow.names))
            types = _plain(file.schema_arrow.empty_table(), columns).dtypes
    except (pa.ArrowException, pl.exceptions.PanicException, OSError) as error:
        raise _unreadable("Parquet", error) from None
    return Raw(columns, partial(_parquet_chunks, found.path, columns), types=tuple(types))


def _need_size(promised: pq.FileMetaData) -> None:
    """Refuse what no list of calls is, before anything is read. Raises BadRecord."""
    need_columns(promised.num_columns)
    if promised.num_rows > MOST_ROWS:
        sentence = _("it promises {n} rows; at most {most} are read from one file")
        raise BadRecord(sentence.format(n=number(promised.num_rows), most=number(MOST_ROWS)))
    groups = (promised.row_group(at) for at in range(promised.num_row_groups))
    if any(group.total_byte_size > LARGEST_GROUP for group in groups):
        raise BadRecord(_("its groups of rows are too large to be read; write it with smaller ones"))


def _plain(table: pa.Table | pa.RecordBatch, columns: tuple[str, ...]) -> pl.DataFrame:
    """Rows in the types that mappings know: a category is a text, a duration is seconds."""
    frame = pl.DataFrame(pl.from_arrow(table))
    frame.columns = list(columns)
    seconds = selectors.duration().dt.total_microseconds() / MICROSECONDS
    return frame.with_columns(seconds, selectors.categorical().cast(pl.String))


def _parquet_chunks(path: Path, columns: tuple[str, ...]) -> Iterator[Chunk]:
    first = 1
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(CHUNK_ROWS):
                frame = _plain(batch, columns)
                yield Chunk(frame.with_row_index(ROW, first).with_columns(pl.col(ROW).cast(pl.Int64)))
                first += frame.height
    except (pa.ArrowException, OSError) as error:
        raise _unreadable("Parquet", error) from None


def open_excel(found: Found, how: Reading) -> Raw:
    """Open one sheet of an Excel workbook, each cell as the text that it stands for."""
    if not how.header:
        return Raw(how.columns, partial(_excel_chunks, found.path, how, how.columns))
    header = next(_cells(found.path, how, n_rows=1), None)
    if header is None:
        raise BadRecord(_("it is empty"))
    columns = checked_header(header)
    return Raw(columns, partial(_excel_chunks, found.path, how, columns))


def _excel_chunks(path: Path, how: Reading, columns: tuple[str, ...]) -> Iterator[Chunk]:
    rows = enumerate(_cells(path, how), 1)
    filled = ((number, row) for number, row in rows if any(cell.strip() for cell in row))
    for batch in batched(islice(filled, int(how.header), None), CHUNK_ROWS):
        yield Chunk(text_frame(columns, [row for _n, row in batch], [number for number, _row in batch]))


def _cells(path: Path, how: Reading, n_rows: int = 0) -> Iterator[list[str]]:
    for row in sheet(path, how.sheet, n_rows).iter_rows():
        yield ["" if cell is None else cell for cell in row]


def open_json_lines(found: Found, how: Reading) -> Raw:
    """Open a file of one JSON object per line; its columns are all the keys that occur."""
    keys: dict[str, None] = {}
    for record in _objects(found, how):
        if not isinstance(record, Spoiled):
            keys.update(dict.fromkeys(record[1]))
            need_columns(len(keys))
    if not keys:
        raise BadRecord(_("it is empty"))
    columns = checked_header(list(keys))
    return Raw(columns, partial(_json_chunks, found, how, columns))


def _json_chunks(found: Found, how: Reading, columns: tuple[str, ...]) -> Iterator[Chunk]:
    objects = _objects(found, how)
    while batch := portion(objects, CHUNK_ROWS, partial(_weight, len(columns))):
        good = [each for each in batch if not isinstance(each, Spoiled)]
        rows = [[_text(values.get(name)) for name in columns] for _n, values, _size in good]
        frame = text_frame(columns, rows, [number for number, _values, _size in good])
        yield Chunk(frame, [each for each in batch if isinstance(each, Spoiled)])


def _weight(columns: int, each: Object | Spoiled) -> int:
    return len(each.text) if isinstance(each, Spoiled) else max(each[2], columns)


def _objects(found: Found, how: Reading) -> Iterator[Object | Spoiled]:
    with open_text(found, how.encoding or encoding_of(found.path)[0]) as text:
        for number, line in enumerate(lines(text), 1):
            if not line.endswith("\n") and found.is_changed():
                return
            if line.strip():
                yield _object(number, line)


def _object(number: int, line: str) -> Object | Spoiled:
    try:
        return number, _record(line), len(line)
    except BadRecord as error:
        return Spoiled(number, str(error), printable(line))


def _record(line: str) -> dict[str, Any]:
    """What a line says. Raises BadRecord."""
    if isinstance(line, Endless):
        raise BadRecord(too_long())
    if not is_text(line):
        raise BadRecord(_("this line holds bytes that are not text in its encoding"))
    try:
        value = json.loads(line)
    except ValueError as error:
        why = error.msg if isinstance(error, json.JSONDecodeError) else error
        raise BadRecord(_("this line is not JSON ({error})").format(error=why)) from None
    except RecursionError:
        raise BadRecord(_(DEEP)) from None
    if not isinstance(value, dict):
        raise BadRecord(_("this line is JSON, but not an object"))
    if is_deep(value):
        raise BadRecord(_(DEEP))
    if "\\" in line and not _is_writable(value):
        raise BadRecord(_("this line holds half of a character"))
    return value


def _is_writable(value: Any) -> bool:
    """Tell whether all texts are such: JSON can name half of a character."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _unreadable(kind: str, error: Exception) -> BadRecord:
    sentence = _("it cannot be read as {kind} ({error})")
    return BadRecord(sentence.format(kind=kind, error=str(error).splitlines()[0]))
