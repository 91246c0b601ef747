"""Read what was added to the files of a log since they were last read, in the order in which it was written.

A last line without its end waits for the rest, until a newer log in the same folder says that none comes. An
export of the table (it has a header) is read to its end. A packed file that is damaged is read up to there
and named at each fetch as long as it stays so; one that is damaged at its beginning is left out as a whole.
"""

import csv
import io
from collections.abc import Generator, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from connectors.asterisk.clock import BEGINNING, MICROSECOND, Clock
from connectors.asterisk.lines import Line, columns, epoch, fields, of_columns, of_pipes
from connectors.asterisk.packed import DamagedError, blocks, unpacking
from connectors.asterisk.streams import HEAD, File, Stream, files
from connectors.bounds import KEPT, LONGEST, too_long
from connectors.errors import BadRecord
from connectors.reading import Spoiled
from language import _, number

BLOCK = 4_000_000
REMEMBERED = 50  # logs whose file is gone


@dataclass
class Chunk:
    """Some rows of one log: those that could be read, those that could not, and how many are empty."""

    where: str
    lines: list[Line] = field(default_factory=list)
    spoiled: list[Spoiled] = field(default_factory=list)
    empty: int = 0
    repeated: int = 0  # rows of the hour that the clock repeats
    is_beginning: bool = False
    is_named: bool = False  # a header, or a table, names its columns

    @property
    def read(self) -> int:
        return len(self.lines) + len(self.spoiled) + self.empty


class Tail:
    """The files of a log, and up to where each of them was read."""

    def __init__(self, patterns: Sequence[str], folder: Path, zone: str, place: Any = None) -> None:
        self._patterns, self._folder, self._zone = patterns, folder, zone
        self._streams = [_stream(values) for values in place or []]
        self.notices: list[str] = []  # of what was read last: the files that are damaged

    @property
    def place(self) -> list[dict[str, Any]]:
        """Up to where every log was read, to be remembered."""
        return [asdict(stream) for stream in self._streams]

    def read(self) -> Iterator[Chunk]:
        """What is new, in pieces. Raises the connectors' errors."""
        placed = self._placed()
        if self._is_between(placed):
            placed = self._placed()  # the newest log was being renamed while the files were listed
        self._remember([stream for stream, _files in placed])
        for stream, found in placed:
            is_last = not any(_is_followed(stream, found, each) for each in placed)
            stats = [file.stat for file in found]
            best = max(found, key=lambda file: (not file.is_packed, file.size))
            if not (set(stats) <= set(stream.stats) and (is_last or not stream.has_rest)):
                if not (yield from self._rest(stream, best, is_last)):
                    continue
                stream.stats = stats
            self._tell(best, stream.damage, stream.rows)

    def _remember(self, found: list[Stream]) -> None:
        gone = [each for each in self._streams if not any(each is one for one in found)]
        self._streams = [*sorted(gone, key=lambda each: each.first)[-REMEMBERED:], *found]

    def _placed(self) -> list[tuple[Stream, list[File]]]:
        """Each log with its files (two while it is being copied), the oldest first."""
        self.notices = []
        known = {stat: stream for stream in self._streams for stat in stream.stats}
        placed: list[tuple[Stream, list[File]]] = []
        for file in files(self._patterns, self._folder):
            stream = known.get(file.stat) or self._recognised(file, [each for each, _files in placed])
            if stream is None:
                continue
            group = next((found for each, found in placed if each is stream), None)
            if group is None:
                placed.append((stream, [file]))
            else:
                group.append(file)
        return sorted(placed, key=lambda each: (each[0].first, each[0].where))

    def _recognised(self, file: File, new: list[Stream]) -> Stream | None:
        try:
            head = file.beginning()
        except DamagedError as error:
            self._tell(file, None if file.has_changed else str(error), 0)
            return None
        for stream in (*self._streams, *new):
            if stream.is_of(head):
                return stream
        return _begun(file, head, self._zone)

    def _tell(self, file: File, damage: str | None, rows: int) -> None:
        if damage is None:
            return
        sentence = _("{file} was not loaded: {problem}.")
        if rows:
            sentence = _("{file} was read up to row {n}: {problem}.")
        self.notices.append(sentence.format(file=file.where, problem=damage, n=number(rows)))

    def _is_between(self, placed: list[tuple[Stream, list[File]]]) -> bool:
        newest = max(self._streams, key=lambda stream: stream.first, default=None)
        return newest is not None and not any(newest is each for each, _files in placed)

    def _rest(self, stream: Stream, file: File, is_last: bool) -> Generator[Chunk, None, bool]:
        """Read a log from where it was left; tell at the end whether the file was still that log."""
        try:
            with unpacking(file.path), file.open() as text:
                if not stream.is_of(text.read(stream.head)):
                    return False
                text.seek(stream.offset)
                yield from self._new(stream, file, text, is_last)
                text.seek(0)
                stream.learn(text.read(HEAD))
        except FileNotFoundError:
            return False  # it is being renamed
        except DamagedError as error:
            stream.damage = str(error)
            return not file.has_changed  # or else it is being packed: the next time there is a whole one
        stream.damage = None
        return True

    def _new(self, stream: Stream, file: File, text: io.BufferedIOBase, is_last: bool) -> Iterator[Chunk]:
        parser, rest, dropped = Parser(stream, self._zone), b"", 0
        for block in blocks(text, BLOCK):
            file.need_size(text.tell())
            whole, end, rest = (rest + block).rpartition(b"\n")
            if end:
                stream.offset += len(whole) + 1 + dropped
                yield parser.chunk(whole.split(b"\n"), is_cut=dropped > 0)
                dropped = 0
            if len(rest) > LONGEST:
                dropped += len(rest) - KEPT
                rest = rest[:KEPT]
        if rest and (stream.header is not None or not is_last):
            stream.offset += len(rest) + dropped
            yield parser.chunk([rest], is_cut=dropped > 0)
            rest = b""
        stream.has_rest = bool(rest)


class Parser:
    """Reads the rows of one log, by pipes or by the columns of its header."""

    def __init__(self, stream: Stream, zone: str) -> None:
        self._stream = stream
        self._columns = columns(stream.header) if stream.header is not None else None
        self._clock = Clock(zone, stream.last)

    def chunk(self, texts: list[bytes], *, is_cut: bool) -> Chunk:
        """Read these rows; what is no row of a log is told why. is_cut: the first was cut short."""
        chunk = Chunk(self._stream.where, is_beginning=self._stream.rows == 0)
        chunk.is_named = self._columns is not None
        for at, raw in enumerate(texts):
            self._stream.rows += 1
            text = _decoded(raw)
            if is_cut and at == 0:
                chunk.spoiled.append(Spoiled(self._stream.rows, too_long(), text[:KEPT]))
                continue
            if self._stream.rows == 1 and self._stream.header is not None:
                continue
            if not text.strip():
                chunk.empty += 1
                continue
            try:
                chunk.lines.append(self._line(text))
            except (BadRecord, csv.Error) as error:
                reason = str(error) if isinstance(error, BadRecord) else _("its quotes do not match")
                chunk.spoiled.append(Spoiled(self._stream.rows, reason, text))
        self._stream.last, chunk.repeated, self._clock.repeated = self._clock.last, self._clock.repeated, 0
        return chunk

    def _line(self, text: str) -> Line:
        where, row = self._stream.where, self._stream.rows
        if self._columns is None:
            return of_pipes(where, row, text)
        delimiter, names = self._columns
        values = next(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
        if len(values) > len(names):
            raise BadRecord(_("it has more fields than the header"))
        return of_columns(where, row, dict(zip(names, values, strict=False)), self._clock, text)


def _begun(file: File, head: bytes, zone: str) -> Stream | None:
    """A log that nobody has read; None while it has no whole line."""
    lines = head.split(b"\n")
    if len(lines) < 2 and len(head) < HEAD:
        return None
    first = _decoded(lines[0])
    header = columns(first)
    if header is not None:
        row = fields(_decoded(lines[1]) if len(lines) > 1 else "", header[0])
        at = _first_instant(dict(zip(header[1], row, strict=False)).get("time", ""), zone)
        where = file.where
    else:
        at = next(
            (found for line in lines[:-1] or lines if (found := epoch(_decoded(line).split("|")[0]))), 0
        )
        where = _label(file, at) if at else file.where
    stream = Stream(where, at, header=None if header is None else first, offset=len(lines[0]) + 1)
    stream.learn(head)
    stream.offset = 0
    return stream


def _first_instant(text: str, zone: str) -> int:
    return epoch(text) or Clock(zone).read(text) or 0


def _label(file: File, at: int) -> str:
    """Name a log by its first instant: its file's name changes with each rotation."""
    folder = file.where.rpartition("/")[0]
    begun = f"{BEGINNING + at * MICROSECOND:%Y-%m-%d %H:%M:%S.%f}"
    return f"{folder}/queue_log {begun}" if folder else f"queue_log {begun}"


def _is_followed(stream: Stream, found: list[File], other: tuple[Stream, list[File]]) -> bool:
    """Tell whether another log in the same folder is newer."""
    folders = {file.path.parent for file in found} & {file.path.parent for file in other[1]}
    return bool(folders) and (other[0].first, other[0].where) > (stream.first, stream.where)


def _stream(values: dict[str, Any]) -> Stream:
    stats = [(int(ino), int(size), int(mtime)) for ino, size, mtime in values["stats"]]
    return Stream(**{**values, "stats": stats})


def _decoded(raw: bytes) -> str:
    raw = raw.rstrip(b"\r").removeprefix(b"\xef\xbb\xbf")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
