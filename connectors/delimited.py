"""Read CSV and TSV files so that no line is lost: a line that cannot be read is named, not dropped."""

import csv
import gc
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import dropwhile, islice
from pathlib import Path
from typing import Any

from connectors.bounds import LONGEST, Endless, lines, portion, too_long
from connectors.encoding import encoding_of
from connectors.errors import BadRecord
from connectors.reading import (
    CHUNK_ROWS,
    Chunk,
    Found,
    Raw,
    Reading,
    Spoiled,
    checked_header,
    text_frame,
)
from connectors.text import is_text, open_text, printable
from language import _

DELIMITERS = ("\t", ";", ",", "|")
SNIFFED_LINES = 20
SNIFFED_BYTES = 256 * 1024

Record = tuple[int, list[str], str]  # its line, its fields, its text


class Tape:
    """Numbered lines that can be given back, so that a quote which never closes costs one line."""

    def __init__(self, lines: Iterable[str], found: Found) -> None:
        self._lines = enumerate(lines, 1)
        self._back: deque[tuple[int, str]] = deque()
        self._found = found
        self.taken: list[tuple[int, str]] = []
        self._left = LONGEST

    def __iter__(self) -> "Tape":
        return self

    def __next__(self) -> str:
        number, line = self._back.popleft() if self._back else next(self._lines)
        if line[-1] not in "\r\n" and self._found.is_changed():
            # TRICKY: the last line of a file that someone is writing is only half there.
            raise StopIteration
        self.taken.append((number, line))
        self._left -= len(line)
        if self._left < 0 or isinstance(line, Endless):
            raise csv.Error(too_long())
        return line

    def begin(self) -> None:
        """Forget the lines taken: another record begins."""
        self.taken.clear()
        self._left = LONGEST

    def text(self) -> str:
        """The lines taken since the last record."""
        return self.taken[0][1] if len(self.taken) == 1 else "".join(line for _n, line in self.taken)

    def give_back_all_but_first(self) -> tuple[int, str]:
        first, *rest = self.taken
        self._back.extendleft(reversed(rest))
        return first


def open_delimited(found: Found, how: Reading) -> Raw:
    """Open a delimited text file; raises BadRecord where it has no header to go by."""
    encoding, is_guessed = (how.encoding, False) if how.encoding else encoding_of(found.path)
    with open_text(found, encoding) as stream:
        dialect = _dialect(found.path, encoding, how)
        columns = _columns(_records(Tape(lines(stream), found), dialect), how)
    guess = _("it seems to be written in {encoding}; set `encoding` if names look wrong")
    notices = (guess.format(encoding=encoding),) if is_guessed else ()
    return Raw(columns, partial(_chunks, found, encoding, dialect, columns, how.header), notices)


def _dialect(path: Path, encoding: str, how: Reading) -> dict[str, Any]:
    if not how.quote:
        return {"delimiter": how.delimiter or _sniffed(path, encoding), "quoting": csv.QUOTE_NONE}
    delimiter = how.delimiter or _sniffed(path, encoding)
    return {"delimiter": delimiter, "quotechar": how.quote, "strict": True}


def _sniffed(path: Path, encoding: str) -> str:
    """The delimiter that cuts the header, and most of the lines after it alike, into most fields."""
    with path.open("rb") as file:
        text = file.read(SNIFFED_BYTES).decode(encoding, errors="replace")
    lines = [line for line in text.splitlines() if line.strip()][:SNIFFED_LINES]
    return max(DELIMITERS, key=lambda delimiter: _agreement(lines, delimiter))


def _agreement(lines: list[str], delimiter: str) -> tuple[bool, int]:
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
    except csv.Error:
        return False, 0
    if not widths:
        return False, 0
    return widths.count(widths[0]) * 2 > len(widths), widths[0]


def _records(tape: Tape, dialect: dict[str, Any]) -> Iterator[Record | Spoiled]:
    """Each record with its line number and text; blank lines are skipped, not those of delimiters alone."""
    reader = csv.reader(tape, **dialect)
    while True:
        tape.begin()
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            number, line = tape.give_back_all_but_first()
            reader = csv.reader(tape, **dialect)
            reason = too_long() if isinstance(line, Endless) else _quoting(error)
            yield Spoiled(number, reason, printable(line))
            continue
        if len(fields) > 1 or _is_filled(fields):
            yield tape.taken[0][0], fields, tape.text()


def _is_filled(fields: list[str]) -> bool:
    return any(map(str.strip, fields))


def _from_header(records: Iterator[Record | Spoiled]) -> Iterator[Record | Spoiled]:
    """All from the header on: what is empty above it is no row."""
    return dropwhile(lambda each: not isinstance(each, Spoiled) and not _is_filled(each[1]), records)


def _quoting(error: csv.Error) -> str:
    return _("the quotes of this line do not match ({error})").format(error=error)


def _columns(records: Iterator[Record | Spoiled], how: Reading) -> tuple[str, ...]:
    if not how.header:
        return checked_header(list(how.columns))
    header = next(_from_header(records), None)
    if header is None:
        raise BadRecord(_("it is empty"))
    if isinstance(header, Spoiled):
        raise BadRecord(_("its first line cannot be read: {reason}").format(reason=header.reason))
    return checked_header(header[1])


def _chunks(
    found: Found, encoding: str, dialect: dict[str, Any], columns: tuple[str, ...], has_header: bool
) -> Iterator[Chunk]:
    with open_text(found, encoding) as stream:
        records = _records(Tape(lines(stream), found), dialect)
        rows = islice(_from_header(records), 1, None) if has_header else records
        while chunk := _next_chunk(rows, columns):
            yield chunk


def _next_chunk(records: Iterator[Record | Spoiled], columns: tuple[str, ...]) -> Chunk | None:
    with _no_garbage():
        batch = portion(records, CHUNK_ROWS, _weight)
        return _chunk(batch, columns) if batch else None


def _weight(record: Record | Spoiled) -> int:
    return len(record.text if isinstance(record, Spoiled) else record[2])


@contextmanager
def _no_garbage() -> Iterator[None]:
    # Half a million lists without a cycle among them: the collector would walk them again and again (40 %).
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _chunk(records: Sequence[Record | Spoiled], columns: tuple[str, ...]) -> Chunk:
    filled = [each for each in records if isinstance(each, Spoiled) or _is_filled(each[1])]
    sorted_out = [each if isinstance(each, Spoiled) else _complaint(each, len(columns)) for each in filled]
    good = [each for each in sorted_out if not isinstance(each, Spoiled)]
    frame = text_frame(columns, [fields for _n, fields, _text in good], [number for number, *_rest in good])
    spoiled = [each for each in sorted_out if isinstance(each, Spoiled)]
    return Chunk(frame, spoiled, empty=len(records) - len(filled))


def _complaint(record: Record, width: int) -> Record | Spoiled:
    number, fields, text = record
    if len(fields) != width:
        reason = _("this line has {n} fields, the header has {width}").format(n=len(fields), width=width)
        return Spoiled(number, reason, printable(text))
    if not is_text(text):
        return Spoiled(number, _("this line holds bytes that are not text in its encoding"), printable(text))
    return record
