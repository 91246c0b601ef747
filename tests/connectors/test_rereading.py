import json
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from connectors.base import Batch
from tests.connectors.fetched import CONTACTS, LEGS, NOON, ROWS, fetch, files, write

NEW = "c4,2026-03-02 09:15:00,sales,4,answered"


def test_an_unchanged_file_is_not_read_again(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", *ROWS)
    first = fetch(files(tmp_path))

    second = fetch(files(tmp_path), cursor=first.cursor)

    assert (first.read, second.read, second.batches) == (3, 0, [])


def test_only_the_file_that_changed_is_read_again(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", *ROWS)
    write(tmp_path / "b.csv", NEW)
    first = fetch(files(tmp_path))
    write(tmp_path / "b.csv", NEW, "c5,2026-03-02 09:20:00,sales,4,answered")

    second = fetch(files(tmp_path), cursor=first.cursor)

    assert second.ids() == ["desk:c4", "desk:c5"]
    assert [batch.wheres for batch in second.batches] == [("b.csv",)]


def test_a_mended_mapping_reads_everything_again(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", *ROWS, "c4,2026-03-02 09:15:00,sales,four,answered")
    broken = fetch(files(tmp_path))
    mended = LEGS.replace("wait AS", "replace(wait, 'four', '4') AS")

    fetched = fetch(files(tmp_path, select={"contacts": CONTACTS, "legs": mended}), cursor=broken.cursor)

    assert broken.quarantined.height == 1
    assert (fetched.read, fetched.loaded, fetched.quarantined.height) == (4, 4, 0)
    assert fetched.batches[0].wheres == ("calls.csv",)


def test_a_file_that_shrank_is_read_and_named(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", *ROWS)
    first = fetch(files(tmp_path))
    write(tmp_path / "calls.csv", ROWS[0])

    second = fetch(files(tmp_path), cursor=first.cursor)

    assert second.ids() == ["desk:c1"]
    assert second.notices == ["calls.csv has 2 rows fewer than when it was last read; what it had is kept."]


def test_a_file_of_as_many_rows_in_fewer_bytes_did_not_shrink(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", *ROWS)
    first = fetch(files(tmp_path))
    write(tmp_path / "calls.csv", *ROWS[:2], ROWS[2].replace("support", "it"))

    second = fetch(files(tmp_path), cursor=first.cursor)

    assert (second.read, second.notices) == (3, [])


def test_what_another_mapping_reads_is_not_said_to_be_kept(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", *ROWS)
    first = fetch(files(tmp_path))
    write(tmp_path / "calls.csv", ROWS[0])

    second = fetch(files(tmp_path, select={"contacts": CONTACTS}), cursor=first.cursor)

    assert second.notices == ["calls.csv has 2 rows fewer than when it was last read."]


def test_rows_are_compared_with_those_before_a_file_was_broken(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", *ROWS)
    first = fetch(files(tmp_path))
    write(tmp_path / "calls.csv", "c1", header="id")
    broken = fetch(files(tmp_path), cursor=first.cursor)
    write(tmp_path / "calls.csv", *ROWS[:2])

    mended = fetch(files(tmp_path), cursor=broken.cursor)

    assert mended.notices == ["calls.csv has 1 row fewer than when it was last read; what it had is kept."]


def test_what_an_earlier_moked_remembers_without_a_count_of_rows_still_holds(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", *ROWS)
    entry = json.loads(fetch(files(tmp_path)).cursor["calls.csv"])
    del entry["rows"]
    old = {"calls.csv": json.dumps(entry)}

    unchanged = fetch(files(tmp_path), cursor=old)
    write(tmp_path / "calls.csv", ROWS[0])
    changed = fetch(files(tmp_path), cursor=old)

    assert (unchanged.batches, changed.ids(), changed.notices) == ([], ["desk:c1"], [])


class Writing:
    """Somebody who appends to a file after its first chunk was handed over."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.text = path, text

    def during(self, batches: Iterator[Batch]) -> list[Batch]:
        taken = [next(batches)]
        with self.path.open("a") as file:
            file.write(self.text)
        return [*taken, *batches]


def test_a_file_being_written_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("connectors.delimited.CHUNK_ROWS", 2)
    path = write(tmp_path / "calls.csv", *ROWS)
    batches = Writing(path, NEW).during(files(tmp_path).fetch(None, NOON, {}))

    second = fetch(files(tmp_path), cursor={k: v for batch in batches for k, v in batch.cursor.items()})

    assert sum(batch.loaded for batch in batches) == 3
    assert batches[-1].cursor == {}
    assert batches[-1].notices == (
        "calls.csv was written to while it was read; the next refresh reads it again.",
    )
    assert second.ids() == ["desk:c1", "desk:c2", "desk:c3", "desk:c4"]


def test_half_a_line_is_left_for_the_next_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("connectors.delimited.CHUNK_ROWS", 1)
    path = write(tmp_path / "calls.csv", *ROWS)
    path.write_text(path.read_text() + "c4,2026-03-02 09:15:00,sales,1")

    batches = Writing(path, "23,answered\n").during(files(tmp_path).fetch(None, NOON, {}))
    second = fetch(files(tmp_path))

    assert sum(batch.quarantined.height for batch in batches) == 0
    assert second.table("legs")["wait_ms"].to_list() == [12_000, 31_000, 7_000, 123_000]


def test_half_an_object_is_left_for_the_next_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("connectors.columnar.CHUNK_ROWS", 1)
    path = tmp_path / "calls.jsonl"
    whole = '{"id": "c1", "start": "2026-03-02", "queue": "a", "wait": 1, "outcome": "answered"}\n'
    path.write_text(whole * 3 + '{"id": "c')
    select = {"contacts": CONTACTS, "legs": LEGS}

    desk = files(tmp_path, path="*.jsonl", select=select)
    batches = Writing(path, '2"}\n').during(desk.fetch(None, NOON, {}))

    assert sum(batch.quarantined.height for batch in batches) == 0
    assert batches[-1].cursor == {}


def test_a_last_line_without_an_end_is_a_line(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", ROWS[0], end="\n")
    path = tmp_path / "calls.csv"
    path.write_text(path.read_text().rstrip("\n"))

    assert fetch(files(tmp_path)).ids() == ["desk:c1"]


def test_files_come_in_the_order_in_which_they_were_written(tmp_path: Path) -> None:
    late, early = write(tmp_path / "a.csv", ROWS[0]), write(tmp_path / "b.csv", ROWS[1])
    os.utime(early, ns=(1_000_000_000, 1_000_000_000))
    os.utime(late, ns=(2_000_000_000, 2_000_000_000))

    contacts = fetch(files(tmp_path)).table("contacts")

    assert contacts.select("contact_id", "version").rows() == [
        ("desk:c2", 1_000_000_000),
        ("desk:c1", 2_000_000_000),
    ]


def test_a_key_that_comes_twice_in_a_file_keeps_the_later_line(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", *ROWS, "c1,2026-03-02 09:00:00,support,99,answered")

    fetched = fetch(files(tmp_path))

    assert (fetched.read, fetched.loaded) == (4, 3)
    assert fetched.excluded == {"duplicate key, a newer row was kept": 1}
    assert fetched.table("legs").filter(contact_id="desk:c1")["wait_ms"].to_list() == [99_000]


def test_a_key_that_comes_twice_keeps_the_version_that_the_source_calls_newer(tmp_path: Path) -> None:
    header = "id,start,queue,wait,outcome,changed"
    write(tmp_path / "calls.csv", ROWS[0] + ",7", "c1,2026-03-02 09:00,late,9,answered,6", header=header)
    select = {"contacts": CONTACTS.replace("FROM", ", changed AS version FROM")}

    contacts = fetch(files(tmp_path, select=select)).table("contacts")

    assert contacts.select("entry_queue", "version").rows() == [("sales", 7)]


def test_a_key_in_two_files_comes_with_the_versions_that_tell_which_is_newer(tmp_path: Path) -> None:
    old, new = write(tmp_path / "b.csv", ROWS[0]), write(tmp_path / "a.csv", ROWS[0].replace("12", "55"))
    os.utime(old, ns=(1_000_000_000, 1_000_000_000))
    os.utime(new, ns=(2_000_000_000, 2_000_000_000))

    legs = fetch(files(tmp_path)).table("legs")

    assert legs.select("wait_ms", "version").rows() == [(12_000, 1_000_000_000), (55_000, 2_000_000_000)]


def test_a_contact_on_both_sides_of_a_cut_is_completed_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("connectors.delimited.CHUNK_ROWS", 2)
    write(
        tmp_path / "calls.csv",
        "c1,2026-03-02 09:00,a,1,overflow",
        *ROWS[1:],
        "c1,2026-03-02 09:00,b,2,answered",
    )
    legs = LEGS.replace("1 AS leg_no", "_row AS leg_no")

    batches = fetch(files(tmp_path, select={"contacts": CONTACTS, "legs": legs})).batches

    assert [batch.pieces for batch in batches] == [False, False, True]
    assert [batch.tables["legs"]["leg_no"].to_list() for batch in batches] == [[2, 3], [4], [5]]
    assert [(batch.read, batch.loaded) for batch in batches] == [(2, 2), (2, 2), (0, 0)]


def test_a_contact_spread_over_files_is_completed_where_the_mapping_says_so(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", *ROWS)

    assert [batch.pieces for batch in fetch(files(tmp_path, pieces=True)).batches] == [True]


def test_contacts_that_begin_after_now_are_loaded_and_named(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", *ROWS)

    fetched = fetch(files(tmp_path), until=NOON - timedelta(hours=2, minutes=53))

    assert fetched.loaded == 3
    assert fetched.notices[0].startswith("calls.csv: 1 contact begins after ")
    assert fetched.notices[0].endswith("; is a clock wrong, or `now` in moked.toml?")


def test_a_window_remembers_nothing(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", *ROWS)

    fetched = fetch(files(tmp_path), since=NOON - timedelta(hours=2, minutes=55), until=NOON)

    assert fetched.ids() == ["desk:c2", "desk:c3"]
    assert fetched.excluded == {"begins outside the window": 1}
    assert fetched.cursor == {}
