"""Open a text file as it was when it was found, whatever is being written to it."""

import io
from pathlib import Path
from typing import Any

from connectors.errors import BadRecord
from connectors.reading import Found
from language import _


class Prefix(io.RawIOBase):
    """The first bytes of a file, however much it grows meanwhile."""

    def __init__(self, path: Path, size: int) -> None:
        self._file = path.open("rb", buffering=0)
        self._left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        read = self._file.readinto(memoryview(buffer)[: self._left])
        self._left -= read or 0
        return read or 0

    def close(self) -> None:
        self._file.close()
        super().close()


def open_text(found: Found, encoding: str) -> io.TextIOWrapper:
    """The lines of a file; bytes that are no text stay recognisable. Raises BadRecord without encoding."""
    # What cannot be decoded has to stay visible, so that the row is set aside and not repaired.
    errors = "replace" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"
    prefix = io.BufferedReader(Prefix(found.path, found.size), 1 << 20)
    try:
        return io.TextIOWrapper(prefix, encoding=encoding, errors=errors, newline="")
    except LookupError:
        raise BadRecord(_("there is no encoding called {name!r}").format(name=encoding)) from None


def printable(text: str) -> str:
    """The text of a line as it can be stored: what was not text is U+FFFD."""
    return text.rstrip("\r\n").encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def is_text(line: str) -> bool:
    """Tell whether every byte of a line could be decoded."""
    return line.isascii() or printable(line) == line.rstrip("\r\n")
