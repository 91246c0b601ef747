"""Find out in which encoding a text file is written."""

import codecs
from collections.abc import Iterable
from pathlib import Path

from charset_normalizer import from_bytes

from connectors.bounds import whole_lines

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
GUESSED = ["cp1252", "cp1255"]
SAMPLE_BYTES = 64 * 1024


def encoding_of(path: Path) -> tuple[str, bool]:
    """The encoding's name, and whether it is a guess.

    A byte order mark decides; then UTF-8, if most lines beyond ASCII are valid in it (the others are set
    aside); only then a guess between Windows' Western and Hebrew code pages; others have to be named.
    """
    with path.open("rb") as file:
        start = file.read(4)
        for mark, name in BOMS:
            if start.startswith(mark):
                return name, False
        if b"\0" in start:
            return ("utf-16-be" if start[0] == 0 else "utf-16-le"), True
        file.seek(0)
        return _beyond_ascii(line for line in whole_lines(file) if not line.isascii())


def _beyond_ascii(lines: Iterable[bytes]) -> tuple[str, bool]:
    read = valid = 0
    sample = b""
    for line in lines:
        read += 1
        valid += _is_utf8(line)
        sample += line if len(sample) < SAMPLE_BYTES else b""
    if valid * 2 >= read:
        return "utf-8", False
    best = from_bytes(sample[:SAMPLE_BYTES], cp_isolation=GUESSED).best()
    return (best.encoding if best else "cp1252"), True


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
