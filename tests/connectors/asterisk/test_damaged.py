"""A packed log that is cut off, spoiled or something else is named; what stands before the damage is read."""

import bz2
import gzip
import lzma
from pathlib import Path

import pytest

from tests.connectors.asterisk.logs import Kept, asterisk, enter, write

LINES = [enter(n / 7, f"n{n * 7919}") for n in range(400)]
TEXT = "".join(f"{line}\n" for line in LINES).encode()
PACKED = b"".join(gzip.compress(text, mtime=0) for text in (TEXT[:20_000], TEXT[20_000:]))
FIRST = len(gzip.compress(TEXT[:20_000], mtime=0))
SHORT = gzip.compress(TEXT[:200], mtime=0)
CUT_OFF = "it is cut off in the middle, or still being written"
SPOILED = "its packed bytes are damaged"


def log(folder: Path, content: bytes, name: str = "queue_log.1.gz") -> Kept:
    """A folder with this packed log and another, newer one that is whole."""
    (folder / name).write_bytes(content)
    write(folder, enter(999, "whole"))
    return Kept(asterisk(folder))


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("queue_log.1.gz", SHORT[:-20], CUT_OFF),
        ("queue_log.1.gz", SHORT[:-8] + b"\0" * 8, SPOILED),
        ("queue_log.1.gz", SHORT[:10] + b"\xff" * 40, SPOILED),
        ("queue_log.1.gz", TEXT, "it is not packed as the end of its name says (.gz)"),
        ("queue_log.1.gz", b"", CUT_OFF),
        ("queue_log.1.bz2", bz2.compress(TEXT)[:90], CUT_OFF),
        ("queue_log.1.bz2", TEXT, "it is not packed as the end of its name says (.bz2)"),
        ("queue_log.1.xz", lzma.compress(TEXT)[:80] + b"\0" * 400, SPOILED),
        ("queue_log.1.xz", b"", CUT_OFF),
    ],
    ids=["cut", "checksum", "bytes", "text", "empty", "bz2 cut", "bz2 text", "xz bytes", "xz empty"],
)
def test_a_log_damaged_at_its_beginning_is_named_and_left_out(
    tmp_path: Path, name: str, content: bytes, why: str
) -> None:
    kept = log(tmp_path, content, name)

    fetched = kept.fetch()

    assert fetched.notices == [f"{name} was not loaded: {why}."]
    assert fetched.read == 1
    assert kept.fetch().notices == fetched.notices


@pytest.mark.parametrize(
    ("content", "why", "rows"),
    [(PACKED[: FIRST + 5], CUT_OFF, 319), (PACKED[:-8] + b"\0" * 8, SPOILED, 400)],
    ids=["cut off", "checksum"],
)
def test_a_log_damaged_further_on_is_read_up_to_there(
    tmp_path: Path, content: bytes, why: str, rows: int
) -> None:
    kept = log(tmp_path, content)

    fetched = kept.fetch()

    assert fetched.notices == [f"queue_log.1.gz was read up to row {rows}: {why}."]
    assert fetched.read == rows + 1
    assert kept.fetch().notices == fetched.notices
    assert kept.read == kept.accounted == rows + 1


def test_a_log_that_is_made_whole_goes_on_where_it_was_left(tmp_path: Path) -> None:
    kept = log(tmp_path, PACKED[: FIRST + 5])
    kept.fetch()
    (tmp_path / "queue_log.1.gz").write_bytes(PACKED)

    fetched = kept.fetch()

    assert fetched.notices == []
    assert kept.read == kept.accounted == 401
    assert kept.fetch().batches == []


def test_a_log_of_which_a_whole_copy_is_there_is_not_named(tmp_path: Path) -> None:
    kept = log(tmp_path, PACKED[: FIRST + 5])
    (tmp_path / "queue_log.1").write_bytes(TEXT)

    assert (kept.fetch().notices, kept.read) == ([], 401)


def test_a_trial_names_a_damaged_log(tmp_path: Path) -> None:
    log(tmp_path, b"")

    assert asterisk(tmp_path).check()[-1] == f"queue_log.1.gz was not loaded: {CUT_OFF}."
