from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from connectors.encoding import encoding_of
from tests.connectors.excel import workbook
from tests.connectors.fetched import CONTACTS, HEADER, LEGS, ROWS, fetch, files, write

GOOD = ["desk:c1", "desk:c2", "desk:c3"]
HEBREW = "c1,2026-03-02 09:00:00,מכירות,12,answered"
GERMAN = "c1,2026-03-02 09:00:00,Rückfragen für Köln,12,answered"


@pytest.mark.parametrize(
    ("row", "encoding", "queue"),
    [
        (HEBREW, "utf-8", "מכירות"),
        (HEBREW, "utf-8-sig", "מכירות"),
        (HEBREW, "utf-16", "מכירות"),
        (HEBREW, "utf-16-le", "מכירות"),
        (HEBREW, "cp1255", "מכירות"),
        (GERMAN, "cp1252", "Rückfragen für Köln"),
    ],
    ids=["UTF-8", "with a mark", "UTF-16", "UTF-16 without a mark", "Windows, Hebrew", "Windows, Western"],
)
def test_encodings_are_found_out(tmp_path: Path, row: str, encoding: str, queue: str) -> None:
    write(tmp_path / "calls.csv", *[row] * 3, encoding=encoding)

    assert fetch(files(tmp_path)).table("contacts")["entry_queue"].to_list() == [queue]


def test_a_guessed_encoding_is_said(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", HEBREW, encoding="cp1255")

    assert fetch(files(tmp_path)).notices == [
        "calls.csv: it seems to be written in cp1255; set `encoding` if names look wrong."
    ]
    assert fetch(files(tmp_path, encoding="cp1255")).notices == []


def test_one_line_that_is_not_utf_8_is_set_aside(tmp_path: Path) -> None:
    path = write(tmp_path / "calls.csv", HEBREW, HEBREW.replace("c1", "c2"))
    path.write_bytes(path.read_bytes() + b"c3,2026-03-02 09:00:00,\xff\xfe,1,answered\n")

    fetched = fetch(files(tmp_path))

    assert encoding_of(path) == ("utf-8", False)
    assert fetched.ids() == GOOD[:2]
    assert fetched.reasons == {4: "this line holds bytes that are not text in its encoding"}


def test_an_unknown_encoding_is_named(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", *ROWS)

    assert fetch(files(tmp_path, encoding="utf-9")).notices == [
        "calls.csv was not loaded: there is no encoding called 'utf-9'."
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["Unix", "Windows", "old Mac"])
def test_delimiters_and_line_ends_are_found_out(tmp_path: Path, delimiter: str, end: str) -> None:
    rows = [row.replace(",", delimiter) for row in ROWS]
    write(tmp_path / "calls.csv", *rows, header=HEADER.replace(",", delimiter), end=end)

    assert fetch(files(tmp_path)).ids() == GOOD


@pytest.mark.parametrize(
    ("text", "thousands", "milliseconds"),
    [("12,5", "", 12_500), ("1.234,5", ".", 1_234_500), ("7", "", 7_000), ("1 234", " ", 1_234_000)],
    ids=["a comma", "with dots", "without", "with blanks"],
)
def test_decimal_commas(tmp_path: Path, text: str, thousands: str, milliseconds: int) -> None:
    header = HEADER.replace(",", ";")
    write(tmp_path / "calls.csv", f"c1;2026-03-02 09:00;sales;{text};answered", header=header)

    options = {"decimal": ",", "thousands": thousands, "types": {"wait": "DECIMAL(18, 3)"}}
    legs = fetch(files(tmp_path, **options)).table("legs")

    assert legs["wait_ms"].to_list() == [milliseconds]


def test_a_decimal_point_where_commas_are_meant_is_set_aside(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", *ROWS, 'c4,2026-03-02 09:00,sales,"1.5",answered')

    fetched = fetch(files(tmp_path, decimal=",", types={"wait": "DOUBLE"}))

    assert fetched.reasons == {5: "wait: '1.5' is not a number"}


@pytest.mark.parametrize("text", ["0x10", "1_000", "1e3", "12.5", "true", "nan"])
def test_what_only_duckdb_takes_for_a_whole_number_is_set_aside(tmp_path: Path, text: str) -> None:
    write(tmp_path / "calls.csv", *ROWS, f"c4,2026-03-02 09:00,sales,{text},answered")

    fetched = fetch(files(tmp_path, types={"wait": "BIGINT"}))

    assert fetched.reasons == {5: f"wait: '{text}' is not a whole number"}


def test_a_timestamp_with_an_offset_is_not_cut_to_one_without(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", *ROWS, "c4,2026-03-02 09:00:00+02:00,sales,1,answered")

    fetched = fetch(files(tmp_path, types={"start": "TIMESTAMP"}))

    assert fetched.reasons == {
        5: "start: '2026-03-02 09:00:00+02:00' is not a date and time without an offset"
    }


def test_excel(tmp_path: Path) -> None:
    nine, five_past = 46083.375, 46083.378472222225
    workbook(
        tmp_path / "calls.xlsx",
        HEADER.split(","),
        ["c1", nine, "מכירות", 12.5, "answered"],
        [None] * 5,
        ["c2", five_past, None, 31, "abandoned"],
    )

    fetched = fetch(files(tmp_path, path="*.xlsx"))

    assert fetched.table("contacts").select("started_at", "entry_queue").rows() == [
        (datetime(2026, 3, 2, 9, tzinfo=UTC), "מכירות"),
        (datetime(2026, 3, 2, 9, 5, tzinfo=UTC), None),
    ]
    assert fetched.table("legs")["wait_ms"].to_list() == [12_500, 31_000]


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "id": [1, 2],
            "start": [datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 2, 9, 5, tzinfo=UTC)],
            "queue": ["sales", "sales"],
            "wait": [12.5, 31.0],
            "outcome": ["answered", "abandoned"],
        }
    )
    frame.write_parquet(tmp_path / "calls.parquet")

    fetched = fetch(files(tmp_path, path="*.parquet", zone="Asia/Jerusalem"))

    assert fetched.table("contacts").select("contact_id", "started_at").rows() == [
        ("desk:1", datetime(2026, 3, 2, 9, tzinfo=UTC)),
        ("desk:2", datetime(2026, 3, 2, 9, 5, tzinfo=UTC)),
    ]
    assert fetched.table("legs")["wait_ms"].to_list() == [12_500, 31_000]


def test_json_lines(tmp_path: Path) -> None:
    lines = [
        '{"id": "c1", "start": "2026-03-02T09:00:00Z", "wait": 12.5, "outcome": "answered", "queue": "a"}',
        "",
        '{"id": "c2", "start": "2026-03-02T09:00:00Z", "outcome": "exited", "tags": {"lang": "he"}}',
        "[1, 2]",
        '{"id": "c3", ',
    ]
    (tmp_path / "calls.jsonl").write_text("\n".join(lines) + "\n")
    contacts = CONTACTS.replace("FROM", ", tags AS attributes FROM")

    fetched = fetch(files(tmp_path, path="*.jsonl", select={"contacts": contacts, "legs": LEGS}))

    assert fetched.table("legs")["wait_ms"].to_list() == [12_500, None]
    assert fetched.table("contacts")["attributes"].to_list() == [None, '{"lang": "he"}']
    assert list(fetched.reasons) == [4, 5]


def test_a_file_without_a_header(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", *ROWS[1:], header=ROWS[0])

    assert fetch(files(tmp_path, header=False, columns=HEADER.split(","))).ids() == GOOD


def test_parquet_of_any_types_is_read_and_can_be_set_aside(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "id": ["c1", "c2"],
            "start": ["2026-03-02 09:00", "2026-03-02 09:00"],
            "queue": pl.Series(["sales", "sales"], dtype=pl.Categorical),
            "wait": pl.Series([90_500_000, -2_000], dtype=pl.Duration("us")),
            "outcome": ["answered", "answered"],
            "sound": [b"\x00", b"\xff"],
            "tags": [["a"], []],
        }
    )
    frame.write_parquet(tmp_path / "calls.parquet")

    fetched = fetch(files(tmp_path, path="*.parquet", types={"start": "TIMESTAMP"}))

    assert fetched.table("legs").select("queue", "wait_ms").rows() == [("sales", 90_500)]
    assert fetched.reasons == {2: "wait_ms is negative"}
