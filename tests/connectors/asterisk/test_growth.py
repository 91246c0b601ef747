"""A day that is read in many steps, with rotation and half lines, equals the day that is read at once."""

import gzip
import shutil
from datetime import UTC, date, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from polars.testing import assert_frame_equal

from tests.connectors.asterisk.day import content, lines
from tests.connectors.asterisk.logs import Kept, asterisk

DAY = date(2026, 3, 2)
TABLES = ("contacts", "legs", "agent_states")


@cache
def day(seed: int) -> bytes:
    return content(lines(seed, DAY, 2_000))


def in_steps(folder: Path, data: bytes, seed: int) -> Kept:
    """Fetch after pieces of the day that end anywhere in a line."""
    random, log, kept = Random(seed), folder / "queue_log", Kept(asterisk(folder))
    cuts = [0, *sorted(random.sample(range(1, len(data)), 25)), len(data)]
    for start, end in pairwise(cuts):
        with log.open("ab") as file:
            file.write(data[start:end])
        if random.random() < 0.8:
            kept.fetch()
    kept.fetch()
    return kept


def turn(random: Random, log: Path, n: int) -> None:
    way = random.choice(["rename", "copy", "pack"])
    if way == "rename":
        log.rename(log.with_name(f"queue_log.{n}"))
    elif way == "copy":
        shutil.copy2(log, log.with_name(f"queue_log-{n}"))
        log.write_bytes(b"")
    else:
        log.with_name(f"queue_log.{n}.gz").write_bytes(gzip.compress(log.read_bytes()))
        log.unlink()


def whole_lines(data: bytes, seed: int) -> list[bytes]:
    """The day cut at ends of lines, so that each piece can be followed by a rotation."""
    ends = [n + 1 for n, byte in enumerate(data) if byte == ord("\n")]
    cuts = [0, *sorted(Random(seed).sample(ends[:-1], 25)), len(data)]
    return [data[start:end] for start, end in pairwise(cuts)]


def at_once(folder: Path, data: bytes) -> Kept:
    (folder / "queue_log").write_bytes(data)
    kept = Kept(asterisk(folder))
    kept.fetch()
    return kept


@pytest.mark.parametrize("seed", range(3))
def test_a_day_cut_anywhere_equals_the_day_at_once(tmp_path: Path, seed: int) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    one, many = at_once(tmp_path / "a", day(seed)), in_steps(tmp_path / "b", day(seed), seed)

    assert_same(one, many)


@pytest.mark.parametrize("seed", range(3))
def test_a_day_with_rotations_equals_the_day_at_once(tmp_path: Path, seed: int) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    one, many = at_once(tmp_path / "a", day(seed)), rotated(tmp_path / "b", day(seed), seed)

    assert_same(one, many)
    assert_same(one, again(tmp_path / "b"))


def rotated(folder: Path, data: bytes, seed: int) -> Kept:
    random, log, kept = Random(seed), folder / "queue_log", Kept(asterisk(folder))
    for n, piece in enumerate(whole_lines(data, seed)):
        with log.open("ab") as file:
            file.write(piece)
        if random.random() < 0.7:
            kept.fetch()
        if random.random() < 0.4:
            turn(random, log, n)
    kept.fetch()
    return kept


def again(folder: Path) -> Kept:
    """Everything read anew from what the rotations left, without a cursor."""
    kept = Kept(asterisk(folder))
    kept.fetch()
    return kept


def assert_same(one: Kept, many: Kept) -> None:
    assert one.read == many.read == one.accounted == many.accounted
    assert [each.height > 50 for each in map(one.table, TABLES)] == [True, True, True]
    for name in TABLES:
        assert_frame_equal(many.table(name), one.table(name))


def test_a_day_has_what_days_have() -> None:
    kinds = {line.split("|")[4] for _at, line in lines(1, DAY, 2_000)}

    assert {"ABANDON", "EXITWITHKEY", "BLINDTRANSFER", "ATTENDEDTRANSFER", "RINGNOANSWER", "PAUSE"} <= kinds
    assert lines(1, DAY, 300) == lines(1, DAY, 300)
    assert lines(1, DAY, 300)[0][0] == datetime(2026, 3, 2, 7, tzinfo=UTC)
