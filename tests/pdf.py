"""The words of a PDF of ours, as somebody who selects them copies them."""

import re
import zlib

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
PAIR = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>\s*\n")
RANGE = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")
SHOWN = re.compile(rb"\[((?:\((?:\\.|[^\\)])*\)|[^\]])*)\]\s*TJ", re.DOTALL)
STRING = re.compile(rb"\(((?:\\.|[^\\)])*)\)", re.DOTALL)
ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def words_of(pdf: bytes) -> str:
    """All that is written; each piece as every font of the file would have it, since one of them is meant."""
    streams = [_inflated(found.group(1)) for found in STREAM.finditer(pdf)]
    fonts = [_letters(one) for one in streams if b"begincmap" in one]
    drawn = [one for one in streams if b"TJ" in one and b"BT" in one]
    return "\n".join(_read(one, letters) for one in drawn for letters in fonts)


def _inflated(raw: bytes) -> bytes:
    try:
        return zlib.decompress(raw)
    except zlib.error:
        return raw


def _letters(cmap: bytes) -> dict[str, str]:
    """By the number of a sign, its letters."""
    found = {}
    for first, last, to in RANGE.findall(cmap):
        for at in range(int(first, 16), int(last, 16) + 1):
            found[f"{at:04X}"] = chr(int(to, 16) + at - int(first, 16)) if len(to) == 4 else _text(to)
    return found | {one.decode().upper(): _text(to) for one, to in PAIR.findall(cmap)}


def _text(code: bytes) -> str:
    return bytes.fromhex(code.decode()).decode("utf-16-be", "replace")


def _read(drawn: bytes, letters: dict[str, str]) -> str:
    pieces = []
    for line in SHOWN.findall(drawn):
        code = b"".join(ESCAPED.sub(_sign, one) for one in STRING.findall(line)).hex().upper()
        pieces.append("".join(letters.get(code[at : at + 4], "") for at in range(0, len(code), 4)))
    return "\n".join(pieces)


def _sign(found: re.Match[bytes]) -> bytes:
    code = found.group(1)
    return bytes([int(code, 8)]) if code.isdigit() else SIGNS.get(code, code)
