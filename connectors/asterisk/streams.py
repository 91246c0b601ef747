"""Know a log's file again after it was renamed, copied, truncated or compressed.

A file is the continuation of what was read when it begins with the same bytes: the first line holds an
instant and is the log's own fingerprint. So a rename, a copy with truncation and compression are all seen for
what they are, whatever the files are called. Number and time of an unchanged file save opening it.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BufferedIOBase
from pathlib import Path

from connectors.asterisk.packed import OPENERS, opened, unpacking
from connectors.errors import Refused, Unavailable
from connectors.found import discover
from language import _, number

HEAD = 1024
TRIES = 3
MOST_TIMES, ANYHOW = 250, 64 * 1024**2  # how much larger a packed log may become; up to this it may be any
Stat = tuple[int, int, int]


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
    damage: str | None = None  # why the files of these stats cannot be read to their end

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
        return self.path.suffix in OPENERS

    @property
    def has_changed(self) -> bool:
        """Tell whether somebody has written to the file, or moved it, since it was found."""
        try:
            return _stat(self.path) != self.stat
        except FileNotFoundError:
            return True

    def open(self) -> BufferedIOBase:
        """Open the plain text. Raises OSError and DamagedError."""
        return opened(self.path)

    def need_size(self, plain: int) -> None:
        """Refuse a packed file that has become larger than any log does. Raises Refused."""
        if self.is_packed and plain > max(self.size * MOST_TIMES, ANYHOW):
            sentence = _("The file {file} unpacks to more than {n} times its size, as no log does.")
            raise Refused(sentence.format(file=self.where, n=number(MOST_TIMES)))

    def beginning(self) -> bytes:
        """The first bytes of the plain text; none where it has just gone. Raises Refused, DamagedError."""
        try:
            with unpacking(self.path), self.open() as text:
                return text.read(HEAD)
        except PermissionError:
            sentence = _("The file {file} may not be read by this user.")
            raise Refused(sentence.format(file=self.where)) from None
        except FileNotFoundError:
            return b""  # it is being renamed at this moment


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
