"""Read logs that are packed, up to where one is damaged, and say what is wrong with it."""

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BufferedIOBase
from pathlib import Path
from typing import Any

from language import _

OPENERS: dict[str, Callable[[Path], Any]] = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}
BEGINNINGS = {".gz": b"\x1f\x8b", ".bz2": b"BZh", ".xz": b"\xfd7zXZ\x00"}
PACKERS_OWN = (EOFError, zlib.error, lzma.LZMAError)


class DamagedError(Exception):
    """A packed file is not whole: it is being written at this moment, or it is damaged; its text says how."""


def opened(path: Path) -> BufferedIOBase:
    """Open the plain text. Raises OSError and, of a packed file without any byte, DamagedError."""
    if path.suffix not in OPENERS:
        return path.open("rb")
    if path.stat().st_size == 0:
        raise DamagedError(_cut_off())  # gzip takes it for a whole file of no text
    text: BufferedIOBase = OPENERS[path.suffix](path)
    return text


@contextmanager
def unpacking(path: Path) -> Iterator[None]:
    """Turn whatever the packers say of such a file into one error; what the system says stays as it is."""
    try:
        yield
    except EOFError as error:
        raise DamagedError(_cut_off()) from error
    except (zlib.error, lzma.LZMAError) as error:
        raise DamagedError(_spoiled(path)) from error
    except OSError as error:
        if error.errno is None:  # gzip's and bz2's own
            raise DamagedError(_spoiled(path)) from error
        raise


def blocks(text: BufferedIOBase, size: int) -> Iterator[bytes]:
    """The text in pieces of at most `size` bytes; what stands before damage comes before its error."""
    while True:
        block, failed = bytearray(), None
        try:
            while len(block) < size and (piece := text.read1(size - len(block))):
                block += piece
        except (*PACKERS_OWN, OSError) as error:
            failed = error
        if block:
            yield bytes(block)
        if failed is not None:
            raise failed
        if not block:
            return


def _cut_off() -> str:
    return _("it is cut off in the middle, or still being written")


def _spoiled(path: Path) -> str:
    with path.open("rb") as file:
        begins = file.read(8).startswith(BEGINNINGS[path.suffix])
    if begins:
        return _("its packed bytes are damaged")
    return _("it is not packed as the end of its name says ({end})").format(end=path.suffix)
