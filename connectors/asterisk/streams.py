"""Know a log's file again after it was renamed, copied, truncated or compressed.

A file is the continuation of what was read when it begins with the same bytes: the first line holds an
instant and is the log's own fingerprint. So a rename, a copy with truncation and compression are all seen for
what they are, whatever the files are called. Number and time of an unchanged file save opening it.
"""

import bz2
import gzip
import hashlib
import lzma
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from connectors.errors import Refused, Unavailable
from connectors.found import discover
from language import _, number

HEAD = 1024
TRIES = 3
MOST_TIMES, ANYHOW = 250, 64 * 1024**2  # how much larger a packed log may become; up to this it may be any
PACKED: dict[str, Callable[[Path], Any]] = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}
Stat = tuple[int, int, int]


class HalfPackedError(Exception):
    """A packed file is not whole: it is being written at this moment, or it is damaged."""


@contextmanager
def unpacking() -> Iterator[None]:
    """Turn whatever the packers say of such a file into one error; what the system says stays as it is."""
    try:
        yield
    except (EOFError, zlib.error, lzma.LZMAError) as error:
        raise HalfPackedError from error
    except OSError as error:
        if error.errno is None:  # gzip's and bz2's own
            raise HalfPackedError from error
        raise


@dataclass
class Stream:
    """One log from its first line on; `offset` is up to where it was read, in bytes of the plain text."""

    where: str
    first: int  # the instant of its first row in µs: logs are read in this order
    print: str = ""
    head: int = 0
    offset: int = 0
    rows: int = 0
    has_rest: bool = False  # a last line without its end waits
    header: str | None = None
    last: int | None = None  # of the clock, see Clock
    stats: list[Stat] = field(default_factory=list)

    def is_of(self, head: bytes) -> bool:
        """Tell whether a file that begins with these bytes is this log."""
        return fingerprint(head[: self.head]) == self.print

    def learn(self, head: bytes) -> None:
        """Know the log by as much of its beginning as was read."""
        self.head = min(self.offset, HEAD)
        self.print = fingerprint(head[: self.head])


@dataclass(frozen=True)
class File:
    """A file of a log as it was found."""

    path: Path
    where: str
    stat: Stat

    @property
    def size(self) -> int:
        return self.stat[1]

    @property
    def is_packed(self) -> bool:
        return self.path.suffix in PACKED

    def open(self) -> BinaryIO:
        """Open the plain text. Raises OSError."""
        text: BinaryIO = PACKED[self.path.suffix](self.path) if self.is_packed else self.path.open("rb")
        return text

    def need_size(self, plain: int) -> None:
        """Refuse a packed file that has become larger than any log does. Raises Refused."""
        if self.is_packed and plain > max(self.size * MOST_TIMES, ANYHOW):
            sentence = _("The file {file} unpacks to more than {n} times its size, as no log does.")
            raise Refused(sentence.format(file=self.where, n=number(MOST_TIMES)))

    def beginning(self) -> bytes:
        """The first bytes of the plain text; none where the file has just gone. Raises Refused."""
        try:
            with unpacking(), self.open() as text:
                return text.read(HEAD)
        except PermissionError:
            sentence = _("The file {file} may not be read by this user.")
            raise Refused(sentence.format(file=self.where)) from None
        except (FileNotFoundError, HalfPackedError):
            return b""  # it is being renamed or compressed at this moment


def fingerprint(head: bytes) -> str:
    """A short digest of a log's first bytes."""
    return hashlib.sha256(head).hexdigest()[:24]


def files(patterns: Sequence[str], folder: Path) -> list[File]:
    """The files that the patterns name. Raises Unavailable where there is none."""
    for _try in range(TRIES):
        try:
            matches, notices = discover(patterns, folder, [])
            found = [File(each.path, each.where, _stat(each.path)) for each in matches]
        except FileNotFoundError:
            continue  # one of them was renamed while they were listed
        if not found:
            raise Unavailable(" ".join(notices))
        return found
    raise Unavailable(_("The files of the queue_log are being renamed; the next refresh reads them."))


def _stat(path: Path) -> Stat:
    state = path.stat()
    return state.st_ino, state.st_size, state.st_mtime_ns
