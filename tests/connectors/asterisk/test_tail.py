"""A log that grows, is rotated, copied, truncated or packed: nothing twice, nothing lost."""

import gzip
import lzma
import shutil
from pathlib import Path

import pytest

from connectors.asterisk import streams
from connectors.errors import Refused, Unavailable
from tests.connectors.asterisk.logs import Kept, add, asterisk, connect, enter, fetch, hang_up, row, write


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return write(tmp_path, enter(0), connect(10.5))


@pytest.fixture
def kept(tmp_path: Path, log: Path) -> Kept:
    """What is kept after the first fetch, in the middle of a call."""
    kept = Kept(asterisk(tmp_path))
    kept.fetch()
    return kept


def talks(kept: Kept) -> list[tuple[str, int, int | None]]:
    return kept.table("legs").select("contact_id", "wait_ms", "talk_ms").rows()


def test_a_call_over_two_fetches_is_one_contact(log: Path, kept: Kept) -> None:
    add(log, hang_up(70))

    kept.fetch()

    assert talks(kept) == [("pbx:c1", 10_500, 59_500)]
    assert kept.read == kept.accounted == 3


def test_what_was_set_aside_before_is_left_where_it_is(log: Path, kept: Kept) -> None:
    add(log, hang_up(70))

    fetched = kept.fetch()

    assert [batch.wheres for batch in fetched.batches] == [(), ()]
    assert fetch(asterisk(log.parent)).batches[0].wheres == ("queue_log 2026-03-02 12:00:00.000000",)


def test_a_file_that_has_not_changed_is_not_opened(
    log: Path, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.rename(log.parent / "queue_log.1")
    add(log, hang_up(70))
    kept.fetch()
    opened: list[str] = []
    whole = streams.File.open
    monkeypatch.setattr(streams.File, "open", lambda self: (opened.append(self.where), whole(self))[1])
    add(log, enter(80, "c2"))

    kept.fetch()

    assert set(opened) == {"queue_log"}


def test_nothing_new_is_nothing_read_and_nothing_to_remember(kept: Kept) -> None:
    assert kept.fetch().batches == []


def test_a_line_without_its_end_waits(log: Path, kept: Kept) -> None:
    whole = hang_up(70)
    add(log, whole[:30], end="")
    half = kept.fetch()
    add(log, whole[30:])

    assert half.read == 0
    assert kept.fetch().read == 1
    assert talks(kept) == [("pbx:c1", 10_500, 59_500)]


def test_a_call_that_comes_back_within_6_hours_is_the_same_contact(log: Path, kept: Kept) -> None:
    add(log, hang_up(70))
    kept.fetch()
    add(log, *(enter(n * 600, f"n{n}") for n in range(1, 35)))
    kept.fetch()
    add(log, enter(5.9 * 3600, queue="support"))

    kept.fetch()

    legs = kept.table("legs").filter(contact_id="pbx:c1").select("leg_no", "queue", "outcome").rows()
    assert legs == [(1, "sales", "answered"), (2, "support", "waiting")]


def test_a_restart_ends_the_calls_of_the_fetch_before(log: Path, kept: Kept) -> None:
    add(log, enter(20, "c2"))
    kept.fetch()
    add(log, row(30, "NONE", "NONE", "QUEUESTART", queue="NONE"))

    kept.fetch()

    ends = kept.table("legs").select("contact_id", "outcome", "ended_by", "wait_ms", "talk_ms").rows()
    assert ends == [
        ("pbx:c1", "answered", "system", 10_500, 19_500),
        ("pbx:c2", "failed", "system", 10_000, None),
    ]


def rename(log: Path) -> None:
    log.rename(log.parent / "queue_log.1")


def copy_and_truncate(log: Path) -> None:
    shutil.copy2(log, log.parent / "queue_log-20260303")
    log.write_bytes(b"")


def pack(log: Path) -> None:
    with gzip.open(log.parent / "queue_log.1.gz", "wb") as packed:
        packed.write(log.read_bytes())
    log.unlink()


def squeeze(log: Path) -> None:
    (log.parent / "queue_log-20260303.xz").write_bytes(lzma.compress(log.read_bytes()))
    log.unlink()


@pytest.mark.parametrize("rotate", [rename, copy_and_truncate, pack, squeeze])
def test_rotation_in_the_middle_of_a_call(log: Path, kept: Kept, rotate) -> None:  # type: ignore[no-untyped-def]
    add(log, enter(20, "c2"))
    rotate(log)
    add(log, hang_up(70), enter(80, "c3"))

    kept.fetch()

    assert talks(kept) == [("pbx:c1", 10_500, 59_500), ("pbx:c2", None, None), ("pbx:c3", None, None)]
    assert kept.read == kept.accounted == 5
    assert kept.fetch().batches == []


@pytest.mark.parametrize("rotate", [rename, copy_and_truncate, pack])
def test_reading_everything_again_gives_the_same(log: Path, kept: Kept, rotate) -> None:  # type: ignore[no-untyped-def]
    rotate(log)
    add(log, hang_up(70))
    kept.fetch()

    again = fetch(asterisk(log.parent))

    assert again.table("legs").drop("version").equals(kept.table("legs").drop("version"))


def test_a_copy_that_is_not_truncated_yet_is_not_read_twice(log: Path, kept: Kept) -> None:
    shutil.copy2(log, log.parent / "queue_log-20260303")
    between = kept.fetch()
    log.write_bytes(b"")
    add(log, hang_up(70))

    kept.fetch()

    assert between.read == 0
    assert kept.read == 3
    assert talks(kept) == [("pbx:c1", 10_500, 59_500)]


def test_a_log_that_grows_while_it_is_copied_is_read_to_its_end(log: Path, kept: Kept) -> None:
    shutil.copy2(log, log.parent / "queue_log-20260303")
    add(log, hang_up(70))

    kept.fetch()

    assert talks(kept) == [("pbx:c1", 10_500, 59_500)]


def test_two_rotations_between_two_fetches(log: Path, kept: Kept) -> None:
    folder = log.parent
    log.rename(folder / "queue_log.2")
    write(folder, enter(20, "c2"), name="queue_log.1")
    write(folder, hang_up(70))

    kept.fetch()

    assert talks(kept) == [("pbx:c1", 10_500, 59_500), ("pbx:c2", None, None)]
    assert kept.read == 4


def test_a_crash_in_the_middle_of_a_line_costs_that_line_only(log: Path, kept: Kept) -> None:
    add(log, enter(20, "c2"), "17724528", end="")
    waits = kept.fetch()
    rename(log)
    add(log, hang_up(70))

    fetched = kept.fetch()

    assert waits.read == 1
    assert fetched.reasons == {4: "is not a line of a queue_log: fewer than five fields between | signs"}
    assert talks(kept) == [("pbx:c1", 10_500, 59_500), ("pbx:c2", None, None)]


def test_a_call_of_seven_hours_is_one_contact(log: Path, kept: Kept) -> None:
    add(log, *(enter(n * 600, f"n{n}") for n in range(1, 42)))
    kept.fetch()
    add(log, hang_up(7 * 3600 + 10.5, talked=7 * 3600))

    kept.fetch()

    assert talks(kept)[0] == ("pbx:c1", 10_500, 7 * 3_600_000)
    assert kept.table("legs").filter(contact_id="pbx:c1")["ring_ms"].to_list() == [4_000]


def test_rows_set_aside_keep_their_place_whatever_the_file_is_called(log: Path, kept: Kept) -> None:
    add(log, "rubbish")
    first = kept.fetch()
    rename(log)
    add(log, "rubbish", enter(99, "c9"))
    second = kept.fetch()

    keys = [row for each in (first, second) for row in each.quarantined.select("where_from", "row_no").rows()]
    again = fetch(asterisk(log.parent)).quarantined.select("where_from", "row_no").rows()
    assert keys == [("queue_log 2026-03-02 12:00:00.000000", 3), ("queue_log 2026-03-02 12:01:39.000000", 1)]
    assert again == keys


def test_a_file_that_is_no_log_is_refused_and_shown_masked(tmp_path: Path) -> None:
    (tmp_path / "queue_log.txt").write_text("Dear Ana, call 0501234567\n")

    with pytest.raises(Refused) as refused:
        fetch(asterisk(tmp_path))

    assert str(refused.value) == (
        "queue_log.txt is not a queue_log: row 1 is not a line of a queue_log: fewer than five fields"
        " between | signs. It looks like 'xxxx xxx, xxxx 9999999999'."
    )


def test_no_file_is_not_there_yet(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"No file matches .*queue_log\*\."):
        fetch(asterisk(tmp_path))


@pytest.mark.parametrize("calls", [1, 3000], ids=["short", "long"])
def test_a_packed_file_that_is_still_being_written_waits(log: Path, kept: Kept, calls: int) -> None:
    add(log, *(enter(20 + n / 7, f"n{n * 7919}") for n in range(calls)), hang_up(999))
    packed = gzip.compress(log.read_bytes())
    (log.parent / "queue_log.1.gz").write_bytes(packed[:-20])
    log.unlink()
    kept.fetch()
    (log.parent / "queue_log.1.gz").write_bytes(packed)

    kept.fetch()

    assert talks(kept)[0] == ("pbx:c1", 10_500, 988_500)
    assert kept.read == kept.accounted == calls + 3


def test_bytes_that_are_no_utf_8_are_read(tmp_path: Path) -> None:
    (tmp_path / "queue_log").write_bytes((enter(0, queue="Störung") + "\n").encode("latin-1"))

    assert fetch(asterisk(tmp_path)).table("legs")["queue"].to_list() == ["Störung"]


def test_a_byte_order_mark_and_windows_line_ends_are_no_data(tmp_path: Path) -> None:
    (tmp_path / "queue_log").write_bytes(b"\xef\xbb\xbf" + (enter(0) + "\r\n").encode())

    assert fetch(asterisk(tmp_path)).table("legs")["outcome"].to_list() == ["waiting"]


def test_a_line_end_before_the_first_line_is_no_data(tmp_path: Path) -> None:
    (tmp_path / "queue_log").write_bytes(f"\r{enter(0)}\n{enter(1, 'c2')}\n".encode())

    fetched = fetch(asterisk(tmp_path))

    assert (fetched.read, fetched.loaded) == (2, 2)


@pytest.mark.parametrize("line", ["a\rb,c", '"a'], ids=["a line end", "a quote"])
def test_a_first_row_of_an_export_that_is_damaged_costs_itself(tmp_path: Path, line: str) -> None:
    header = "time,callid,queuename,agent,event,data1,data2,data3"
    good = "2026-03-02 12:00:00,c1,sales,NONE,ENTERQUEUE,,111,1"
    (tmp_path / "queue_log.csv").write_bytes(f"{header}\n{line}\n{good}\n".encode())

    fetched = fetch(asterisk(tmp_path))

    assert (fetched.read, fetched.loaded, fetched.quarantined.height) == (2, 1, 1)


def test_a_row_of_an_export_may_lack_its_line_end(tmp_path: Path) -> None:
    header = "time,callid,queuename,agent,event,data1,data2,data3"
    (tmp_path / "queue_log.csv").write_text(f"{header}\n2026-03-02 12:00:00,c1,sales,NONE,ENTERQUEUE,,111,1")

    assert fetch(asterisk(tmp_path)).table("legs")["queue"].to_list() == ["sales"]


def test_a_first_line_that_is_long_is_read(tmp_path: Path) -> None:
    write(tmp_path, row(0, "c1", "NONE", "INFO", "x" * 2000), enter(1))

    assert fetch(asterisk(tmp_path)).read == 2
