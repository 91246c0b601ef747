"""What whoever fills a folder might put there: each costs itself, in bounded memory, and no other file."""

import gzip
import json
import lzma
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from connectors import books, bounds, columnar
from connectors.errors import Refused
from connectors.files import Files
from tests.connectors.asterisk import logs
from tests.connectors.excel import MAIN, PARTS
from tests.connectors.fetched import HEADER, ROWS, Fetched, fetch, files, write

GOOD = ["desk:c1", "desk:c2", "desk:c3"]
RECORDS = [dict(zip(HEADER.split(","), row.split(","), strict=True)) for row in ROWS]


@pytest.fixture
def desk(tmp_path: Path) -> Files:
    """A connector over a folder that holds one good file."""
    write(tmp_path / "good.csv", *ROWS)
    return files(tmp_path, path="*")


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a long line be one that a test can write."""
    monkeypatch.setattr(bounds, "LONGEST", 1_000)
    monkeypatch.setattr("connectors.delimited.LONGEST", 1_000)
    monkeypatch.setattr("connectors.asterisk.tail.LONGEST", 1_000)
    monkeypatch.setattr("connectors.asterisk.tail.KEPT", 100)
    monkeypatch.setattr("connectors.asterisk.tail.BLOCK", 500)
    monkeypatch.setattr(bounds, "KEPT", 100)


def refused(fetched: Fetched, name: str) -> str:
    """Why a file was not loaded; all others were."""
    assert fetched.ids() == GOOD
    [notice] = fetched.notices
    assert notice.startswith(f"{name} was not loaded: ")
    return notice.removeprefix(f"{name} was not loaded: ")


def book(path: Path, sheet: str) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in PARTS.items():
            package.writestr(name, text)
        package.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
        )


def test_a_line_of_csv_without_an_end_costs_one_row(tmp_path: Path, short: None) -> None:
    write(tmp_path / "calls.csv", ROWS[0], "x" * 5_000, *ROWS[1:], "y" * 900 + "," * 4 + "z" * 500)

    fetched = fetch(files(tmp_path))

    assert fetched.ids() == GOOD
    assert fetched.read == 5
    assert fetched.reasons == dict.fromkeys((3, 6), "this line is longer than 1,000 characters")
    assert fetched.quarantined["row_text"].str.len_chars().to_list() == [100, 100]


def test_a_row_over_many_lines_costs_its_first(tmp_path: Path, short: None) -> None:
    write(tmp_path / "calls.csv", *ROWS, 'c9,"', *["more"] * 400)

    fetched = fetch(files(tmp_path))

    assert fetched.ids() == GOOD
    assert fetched.read == 3 + 401
    assert fetched.reasons[5].startswith("the quotes of this line do not match")


def test_a_file_of_one_endless_line_is_not_taken_into_memory(
    tmp_path: Path, desk: Files, short: None
) -> None:
    (tmp_path / "zeros.csv").write_bytes(b"0" * 5_000)

    assert "its first line cannot be read" in refused(fetch(desk), "zeros.csv")


def test_a_line_of_json_without_an_end_costs_one_row(tmp_path: Path, short: None) -> None:
    lines = [json.dumps(each) for each in RECORDS]
    (tmp_path / "calls.jsonl").write_text("\n".join([lines[0], '{"id": "' + "x" * 5_000, *lines[1:], ""]))

    fetched = fetch(files(tmp_path, path="*"))

    assert (fetched.ids(), fetched.read) == (GOOD, 4)
    assert fetched.reasons == {2: "this line is longer than 1,000 characters"}


@pytest.mark.parametrize(
    "deep", ["[" * 100_000 + "]" * 100_000, '{"a":' * 300 + "1" + "}" * 300, "[" * 500_000]
)
def test_json_nested_without_end_costs_one_row(tmp_path: Path, deep: str) -> None:
    lines = [json.dumps(each) for each in RECORDS]
    (tmp_path / "calls.jsonl").write_text("\n".join([lines[0], '{"id": ' + deep + "}", *lines[1:], ""]))

    fetched = fetch(files(tmp_path, path="*"))

    assert (fetched.ids(), fetched.read) == (GOOD, 4)
    assert fetched.reasons == {2: "this line is JSON with too many lists and records inside each other"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("wide.csv", ",".join(f"c{n}" for n in range(1_001)) + "\n" + "," * 1_000 + "\n"),
        ("wide.jsonl", "".join(f'{{"c{n}": 1}}\n' for n in range(1_001))),
    ],
    ids=["csv", "jsonl"],
)
def test_more_columns_than_any_list_has_are_refused(
    tmp_path: Path, desk: Files, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text)

    assert refused(fetch(desk), name) == "it has 1,001 columns; at most 1,000 are read."


def test_rows_are_taken_in_portions_that_fit_into_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "HEAVIEST", 10)
    rows = iter(["12345", "12345", "12345", "1", "2"])

    assert [bounds.portion(rows, 2, len) for _time in range(3)] == [["12345", "12345"], ["12345", "1"], ["2"]]
    assert bounds.portion(iter(["x" * 50, "y"]), 9, len) == ["x" * 50]


def test_a_workbook_with_cells_in_all_corners_ends_its_reader_and_nothing_else(
    tmp_path: Path, desk: Files
) -> None:
    corners = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    book(tmp_path / "corners.xlsx", corners)

    said = "its sheet is too large, or says so; at most 20,000,000 cells are read: save it as CSV."
    assert refused(fetch(desk), "corners.xlsx") == said


def test_a_workbook_that_unpacks_to_more_than_any_list_is_refused(
    tmp_path: Path, desk: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(books, "UNPACKED", 2_000_000)
    book(tmp_path / "bomb.xlsx", "<row/>" * 1_000_000)

    assert (tmp_path / "bomb.xlsx").stat().st_size < 20_000
    assert refused(fetch(desk), "bomb.xlsx").startswith("its sheet is too large")


def test_a_package_that_lies_about_the_size_of_its_parts_is_measured(
    tmp_path: Path, desk: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(books, "UNPACKED", 2_000_000)
    book(tmp_path / "bomb.xlsx", "<row/>" * 1_000_000)
    content = (tmp_path / "bomb.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "bomb.xlsx") as package:
        told = package.getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
    (tmp_path / "bomb.xlsx").write_bytes(content.replace(told, (10).to_bytes(4, "little")))

    assert refused(fetch(desk), "bomb.xlsx").startswith("its sheet is too large")


@pytest.mark.parametrize(
    ("name", "line", "reason"),
    [
        ("odd.jsonl", '{"id": "\\ud800"}', "this line holds half of a character"),
        ("odd.jsonl", '{"\\ud800": 1}', "this line holds half of a character"),
    ],
)
def test_half_of_a_character_costs_its_row(tmp_path: Path, name: str, line: str, reason: str) -> None:
    records = [json.dumps(each) for each in RECORDS]
    (tmp_path / name).write_text("\n".join([*records, line, ""]))

    fetched = fetch(files(tmp_path, path="*"))

    assert (fetched.ids(), fetched.read, fetched.reasons) == (GOOD, 4, {4: reason})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("odd.csv", b"id,a\0b\n1,2\n"),
        ("odd.csv", b"id,caf\xe9\n1,2\n" + "קפה,1\n".encode() * 5),
        ("odd.jsonl", b'{"id": 1, "a\\u0000b": 2}\n'),
    ],
    ids=["zero byte", "another encoding", "zero byte in JSON"],
)
def test_the_name_of_a_column_that_is_no_text_costs_its_file(
    tmp_path: Path, desk: Files, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)

    assert refused(fetch(desk), name) == "the name of one of its columns holds bytes that are no text."


def test_a_file_whose_name_is_no_text_is_read(tmp_path: Path) -> None:
    write(tmp_path / "good.csv", *ROWS).rename(os.fsdecode(os.fsencode(tmp_path) + b"/g\xff.csv"))

    fetched = fetch(files(tmp_path))

    assert fetched.ids() == GOOD
    assert [*fetched.cursor] == ["g\\udcff.csv"]


@pytest.mark.parametrize("name", ["calls.csv.gz", "calls.csv.xz", "calls.zip", "calls.tar", "calls.7z"])
def test_an_archive_is_not_opened(tmp_path: Path, desk: Files, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(b"0" * 10_000_000))

    assert refused(fetch(desk), name).startswith(f"its format '{name.rpartition('.')[2]}' is not one of")


def test_a_parquet_that_promises_more_rows_than_any_list_is_refused(tmp_path: Path, desk: Files) -> None:
    schema = pa.schema([(name, pa.int8()) for name in HEADER.split(",")])
    flat = pa.RecordBatch.from_arrays([pa.nulls(0, pa.int8())] * 5, schema=schema)
    with pq.ParquetWriter(tmp_path / "rows.parquet", schema) as out:
        out.write_batch(flat)
    _promise(tmp_path / "rows.parquet")

    assert refused(fetch(desk), "rows.parquet").startswith("it ")


def _promise(path: Path) -> None:
    """Let the footer promise 2 thousand million rows: its field 3, an i64, right after the schema."""
    content = path.read_bytes()
    size = int.from_bytes(content[-8:-4], "little")
    foot = content[-8 - size : -8]
    changed = foot.replace(b"\x16\x00\x19\x1c", b"\x16\x80\xd0\xac\xf3\x0e\x19\x1c", 1)
    path.write_bytes(content[: -8 - size] + changed + len(changed).to_bytes(4, "little") + b"PAR1")


@pytest.mark.parametrize(
    ("limit", "value", "said"),
    [
        ("MOST_ROWS", 2, "it promises 3 rows; at most 2 are read from one file."),
        ("LARGEST_GROUP", 9, "its groups of rows are too large to be read; write it with smaller ones."),
    ],
)
def test_a_parquet_beyond_a_bound_is_refused_by_its_header(
    tmp_path: Path, desk: Files, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, said: str
) -> None:
    pl.DataFrame(RECORDS).write_parquet(tmp_path / "large.parquet")
    monkeypatch.setattr(columnar, limit, value)

    assert refused(fetch(desk), "large.parquet") == said


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress], ids=["gz", "xz"])
def test_a_packed_log_that_unpacks_to_zeros_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pack: Callable[[bytes], bytes]
) -> None:
    monkeypatch.setattr("connectors.asterisk.streams.ANYHOW", 5_000_000)
    kind = {gzip.compress: "gz", lzma.compress: "xz"}[pack]
    head = f"{logs.enter(0)}\n".encode()
    (tmp_path / f"queue_log.1.{kind}").write_bytes(pack(head + b"0" * 12_000_000))

    with pytest.raises(Refused, match=r"queue_log\.1\.\w\w unpacks to more than 250 times its size"):
        logs.fetch(logs.asterisk(tmp_path))


def test_a_line_of_a_log_without_an_end_costs_one_row(tmp_path: Path, short: None) -> None:
    logs.write(tmp_path, logs.enter(0), "x" * 5_000, logs.connect(10), logs.hang_up(70))

    fetched = logs.fetch(logs.asterisk(tmp_path))

    assert (fetched.read, fetched.loaded) == (4, 3)
    assert fetched.reasons == {2: "this line is longer than 1,000 characters"}
    assert fetched.quarantined["row_text"].str.len_chars().to_list() == [100]
    assert logs.fetch(logs.asterisk(tmp_path), fetched.cursor).read == 0
