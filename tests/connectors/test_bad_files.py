import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from connectors.errors import Refused, Unavailable
from connectors.files import Files
from tests.connectors.fetched import CONTACTS, HEADER, LEGS, ROWS, fetch, files, write

GOOD = ["desk:c1", "desk:c2", "desk:c3"]


@pytest.fixture
def desk(tmp_path: Path) -> Files:
    """A connector over a folder that holds one good file."""
    write(tmp_path / "good.csv", *ROWS)
    return files(tmp_path, path="*", types={"wait": "BIGINT"})


def test_a_file_without_a_column_is_set_aside_and_named(tmp_path: Path, desk: Files) -> None:
    write(tmp_path / "bad.csv", "c4,2026-03-02 09:00,sales,answered", header="id,start,queue,outcome")

    fetched = fetch(desk)

    assert fetched.ids() == GOOD
    assert fetched.notices == [
        "bad.csv was not loaded: it has no column wait; its columns are: id, start, queue, outcome."
    ]


def test_a_column_that_only_the_select_names_is_missed_in_one_file_of_two(tmp_path: Path) -> None:
    write(tmp_path / "bad.csv", "c4,2026-03-02 09:00,sales,answered", header="id,start,queue,outcome")
    write(tmp_path / "good.csv", *ROWS)

    fetched = fetch(files(tmp_path))

    assert fetched.ids() == GOOD
    assert len(fetched.notices) == 1
    assert 'bad.csv was not loaded: The SELECT of legs: Referenced column "wait"' in fetched.notices[0]
    assert fetched.notices[0].endswith("The file has: id, start, queue, outcome.")


def test_a_file_set_aside_is_named_again_and_read_when_it_was_mended(tmp_path: Path, desk: Files) -> None:
    bad = write(tmp_path / "bad.csv", "c4,2026-03-02 09:00,sales,answered", header="id,start,queue,outcome")
    first = fetch(desk)
    second = fetch(desk, cursor=first.cursor)
    write(bad, "c4,2026-03-02 09:00,sales,5,answered")

    third = fetch(desk, cursor=first.cursor | second.cursor)

    assert second.notices == first.notices
    assert second.read == 0
    assert third.ids() == ["desk:c4"]


def test_a_wrong_type_in_one_row_of_ten_thousand_costs_that_row(tmp_path: Path) -> None:
    rows = [f"c{n},2026-03-02 09:00:00,sales,{n % 60},answered" for n in range(10_000)]
    rows[4_321] = "c4321,2026-03-02 09:00:00,sales,abc,answered"
    write(tmp_path / "calls.csv", *rows)

    fetched = fetch(files(tmp_path, types={"wait": "BIGINT"}))

    assert (fetched.read, fetched.loaded) == (10_000, 9_999)
    assert fetched.reasons == {4_323: "wait: 'abc' is not a whole number"}
    assert json.loads(fetched.quarantined["row_text"].item())["id"] == "c4321"


def test_a_wrong_type_that_only_conforming_finds_costs_that_row(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", *ROWS, "c4,2026-03-02 09:00:00,sales,abc,answered")

    fetched = fetch(files(tmp_path))

    assert fetched.ids() == GOOD
    assert fetched.reasons == {5: "wait_s: 'abc' is not a number"}


def test_ragged_rows_are_set_aside_with_their_line_and_text(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", ROWS[0], "c7,2026-03-02", ROWS[1], ROWS[2] + ",more", "", "  ")

    fetched = fetch(files(tmp_path))

    assert fetched.ids() == ["desk:c1", "desk:c2"]
    assert fetched.read == 4
    assert fetched.quarantined.select("where_from", "row_no", "reason", "row_text").rows() == [
        ("calls.csv", 3, "this line has 2 fields, the header has 5", "c7,2026-03-02"),
        ("calls.csv", 5, "this line has 6 fields, the header has 5", ROWS[2] + ",more"),
    ]


@pytest.mark.parametrize("select", [{}, {"select": {"contacts": CONTACTS + "ORDER BY id", "legs": LEGS}}])
def test_a_line_of_delimiters_alone_is_counted_as_an_empty_row(
    tmp_path: Path, select: dict[str, Any]
) -> None:
    write(tmp_path / "calls.csv", ROWS[0], ",,,,", ROWS[1], " , ,", "", ROWS[2], ",,,,,,,,")

    fetched = fetch(files(tmp_path, **select))

    assert (fetched.read, fetched.ids()) == (6, GOOD)
    assert fetched.excluded == {"empty row": 3}
    assert fetched.quarantined.is_empty()


def test_what_is_empty_above_the_header_is_no_row(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", HEADER, *ROWS, header=",,,,")

    fetched = fetch(files(tmp_path))

    assert (fetched.read, fetched.ids()) == (3, GOOD)


def test_a_quote_that_never_closes_costs_its_line_and_no_other(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", ROWS[0], 'c9,"2026-03-02 09:00,sales,1,answered', *ROWS[1:])

    fetched = fetch(files(tmp_path))

    assert fetched.ids() == GOOD
    assert list(fetched.reasons) == [3]


def test_a_quoted_line_break_is_one_row(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", 'c1,2026-03-02 09:00,"sales\nand more",1,answered', *ROWS[1:])

    fetched = fetch(files(tmp_path))

    assert fetched.table("contacts")["entry_queue"].to_list() == ["sales\nand more", "sales", "support"]


@pytest.mark.parametrize("name", ["empty.csv", "empty.parquet", "empty.xlsx", "empty.jsonl"])
def test_an_empty_file_is_named_and_the_others_load(tmp_path: Path, desk: Files, name: str) -> None:
    (tmp_path / name).touch()

    fetched = fetch(desk)

    assert fetched.ids() == GOOD
    assert len(fetched.notices) == 1
    assert fetched.notices[0].startswith(f"{name} was not loaded: it ")


@pytest.mark.parametrize("name", ["bad.parquet", "bad.xlsx"])
def test_a_corrupt_file_is_named_and_the_others_load(tmp_path: Path, desk: Files, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04 not what it says " * 50)

    fetched = fetch(desk)

    assert fetched.ids() == GOOD
    assert fetched.notices[0].startswith(f"{name} was not loaded: it cannot be read as ")


def test_a_header_without_rows_is_no_problem(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv")

    fetched = fetch(files(tmp_path))

    assert (fetched.read, fetched.notices) == (0, [])
    assert list(fetched.cursor) == ["calls.csv"]


def test_an_unknown_kind_of_file_is_named(tmp_path: Path, desk: Files) -> None:
    (tmp_path / "notes.docx").write_bytes(b"hello")

    assert fetch(desk).notices[0].startswith("notes.docx was not loaded: its format 'docx' is not")


def test_two_columns_of_one_name_are_named(tmp_path: Path, desk: Files) -> None:
    write(tmp_path / "bad.csv", "1,2", header="id,ID")

    assert fetch(desk).notices == ["bad.csv was not loaded: it has two columns called 'ID'."]


def test_a_glob_that_matches_nothing_says_so(tmp_path: Path) -> None:
    desk = files(tmp_path, path="*.tsv")

    assert fetch(desk).notices == [f"No file matches {tmp_path / '*.tsv'}."]
    assert desk.check()[0] == "desk: 0 files, 0 rows, 0 columns; nothing to load."


def test_a_missing_folder_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"There is no folder .*gone; if it is a network drive"):
        fetch(files(tmp_path, path="gone/*.csv"))


@pytest.fixture
def nobody() -> Iterator[Path]:
    """A folder open to all, read as a user whom permissions do bind."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        is_root = os.geteuid() == 0
        if is_root:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if is_root:
                os.seteuid(0)


def as_owner(path: Path, mode: int) -> None:
    who = os.geteuid()
    if os.getuid() == 0:
        os.seteuid(0)
    path.chmod(mode)
    os.seteuid(who)


def test_a_file_without_permission_is_named_and_tried_again(nobody: Path) -> None:
    who = os.geteuid()
    if os.getuid() == 0:
        os.seteuid(0)
    write(nobody / "good.csv", *ROWS)
    write(nobody / "secret.csv", "c4,2026-03-02 09:00,sales,5,answered").chmod(0)
    os.seteuid(who)

    refused = fetch(files(nobody))
    as_owner(nobody / "secret.csv", 0o644)
    granted = fetch(files(nobody), cursor=refused.cursor)

    assert refused.ids() == GOOD
    assert refused.notices == ["secret.csv was not loaded: Permission denied."]
    assert granted.ids() == ["desk:c4"]


def test_a_folder_without_permission_is_refused(nobody: Path) -> None:
    as_owner(nobody, 0)

    with pytest.raises(Refused, match="may not be read by this user"):
        fetch(files(nobody))


def test_a_number_that_counts_backwards_is_set_aside(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", *ROWS, "c4,2026-03-02 09:00:00,sales,-3,answered")

    assert fetch(files(tmp_path)).reasons == {5: "wait_ms is negative"}


def test_no_words_of_a_customer_are_in_a_notice(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", *ROWS, "c4,Dana Levi 050,sales,3,answered", "Dana Levi,1")

    fetched = fetch(files(tmp_path))

    assert fetched.quarantined.height == 2
    assert not any("Dana" in sentence for sentence in [*fetched.notices, *files(tmp_path).check()])


def test_the_header_is_what_it_seems(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", *ROWS, header=" id , start,queue ,wait,outcome")

    assert fetch(files(tmp_path)).ids() == GOOD
    assert HEADER == "id,start,queue,wait,outcome"


def test_a_parquet_whose_column_is_of_another_type_is_set_aside_alone(tmp_path: Path) -> None:
    write(tmp_path / "good.csv", *ROWS)
    columns = {"id": ["c9"], "start": [1772442000], "queue": ["sales"], "wait": [1], "outcome": ["answered"]}
    pl.DataFrame(columns).write_parquet(tmp_path / "bad.parquet")

    fetched = fetch(files(tmp_path, path="*"))

    assert fetched.ids() == GOOD
    assert len(fetched.notices) == 1
    assert fetched.notices[0].startswith(
        "bad.parquet was not loaded: The column started_at holds whole numbers"
    )
    assert fetched.notices[0].endswith(
        "each value has to be a date and time; to_timestamp(…) makes one of a number."
    )


def test_a_file_that_does_not_fit_is_no_reason_to_doubt_a_mapping_that_fitted(tmp_path: Path) -> None:
    write(tmp_path / "good.csv", *ROWS)
    first = fetch(files(tmp_path))
    write(tmp_path / "bad.csv", "c4,2026-03-02 09:00,sales,answered", header="id,start,queue,outcome")

    second = fetch(files(tmp_path), cursor=first.cursor)

    assert second.notices[0].startswith("bad.csv was not loaded: The SELECT of legs")


def test_a_mapping_spoiled_after_it_fitted_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "good.csv", *ROWS)
    first = fetch(files(tmp_path))
    spoiled = files(tmp_path, select={"contacts": CONTACTS.replace("queue AS", "queu AS")})

    with pytest.raises(Refused, match="did you mean 'queue'"):
        fetch(spoiled, cursor=first.cursor)
