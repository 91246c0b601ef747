"""How much is tried where anything may come: little by default, as many times more as MOKED_FUZZ says."""

import os
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

TIMES = max(1, int(os.environ.get("MOKED_FUZZ", "1")))
# What parsers trip over: quotes, zeros, marks of order, ends of every kind, numbers and times at their ends.
ODD = [
    *(
        b'"',
        b"'",
        b"\x00",
        b"\xff",
        b"\xfe",
        b"\n",
        b"\r",
        b"\r\n",
        b",",
        b";",
        b"|",
        b"\t",
        b"{",
        b"[",
        b"]}",
    ),
    *(b"\\ud800", b"\\u0000", b"\xef\xbb\xbf", b"\xff\xfe", b"\xe2\x80\xa8", b"\xd7", b"\x1a", b"\x1b[2J"),
    *(b"NaN", b"null", b"true", b"Infinity", b"1e999", b"9" * 30, b"-9223372036854775809", b"0x10", b"-0"),
    *(b"0001-01-01", b"9999-12-31 23:59:59", b"2026-03-29 02:30:00", b"+14:00", b"2026-02-30", b"24:00"),
    *(b"_row", b"_file", b"id", b"=cmd()", b"PAR1", b"PK\x03\x04", b"\x80\x80\x80\x80\x08", b"(" * 50),
]
PIECES = st.one_of(st.sampled_from(ODD), st.binary(min_size=1, max_size=4))


def examples(usual: int) -> Callable[[Any], Any]:
    """Settings of a test that tries so many examples, or MOKED_FUZZ times as many, other ones each time."""
    health = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]
    return settings(max_examples=usual * TIMES, derandomize=TIMES == 1, suppress_health_check=health)


@st.composite
def spoiled(draw: st.DrawFn, whole: bytes) -> bytes:
    """Bytes that were in order once: pieces put in, over others, taken out, doubled, its end cut off."""
    content = bytearray(whole)
    for _step in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(content)))
        size = draw(st.integers(0, 20))
        piece = draw(st.one_of(PIECES, st.just(bytes(content[at : at + size]))))
        kept = 0 if draw(st.booleans()) else size
        content[at : at + kept] = piece
    return bytes(content[: draw(st.one_of(st.just(len(content)), st.integers(0, len(content))))])
