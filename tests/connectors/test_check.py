from pathlib import Path

import pytest

from tests.connectors.fetched import ROWS, fetch, files, write


def test_check_says_what_was_found(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", *ROWS, "c4,2026", "c5,2026-03-02 09:00,test,1,answered")
    desk = files(tmp_path, exclude=[{"name": "test calls", "where": "queue = 'test'"}])

    assert desk.check() == [
        "desk: 1 file, 5 rows, 5 columns; the mapping fits.",
        "desk leaves out: 1 test calls.",
        "desk: 1 row would be set aside.",
        "  1 row: this line has 2 fields, the header has 5 (calls.csv, row 5).",
    ]


def test_check_names_each_reason_with_its_rows_and_its_first_place_but_no_value(tmp_path: Path) -> None:
    write(
        tmp_path / "a.csv",
        *ROWS,
        "c4,2026-03-02 09:00,sales,1,vanished",
        "c5,Dana Levi,sales,3,answered",
        "c6,O'Neill 050,sales,3,answered",
    )
    write(tmp_path / "b.csv", "c7,Dana Levi,sales,3,answered")

    said = files(tmp_path).check()[1:]

    outcomes = "answered, abandoned, callback, overflow, voicemail, waiting, exited, closed, failed"
    assert said == [
        "desk: 4 rows would be set aside.",
        "  3 rows: started_at: … is not a date and time on the clock of UTC (first: a.csv, row 6).",
        f"  1 row: outcome: … is not one of {outcomes} (a.csv, row 5).",
    ]


@pytest.mark.parametrize("chunk_rows", [1, 100])
def test_one_reason_is_counted_over_chunks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk_rows: int
) -> None:
    monkeypatch.setattr("connectors.columnar.CHUNK_ROWS", chunk_rows)
    good = '{"id": "c1", "start": "2026-03-02", "queue": "a", "wait": 1, "outcome": "answered"}\n'
    (tmp_path / "calls.jsonl").write_text(good + "{Dana\n" + "{       Levi\n")

    assert files(tmp_path, path="*.jsonl").check()[1:] == [
        "desk: 2 rows would be set aside.",
        (
            "  2 rows: this line is not JSON (Expecting property name enclosed in double quotes)"
            " (first: calls.jsonl, row 2)."
        ),
    ]


def test_many_reasons_end_in_a_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("connectors.trial.SHOWN_REASONS", 1)
    write(tmp_path / "calls.csv", *ROWS, "c4", "c5", "c6,2026", "c7,never,sales,3,answered")

    assert files(tmp_path).check()[2:] == [
        "  2 rows: this line has 1 fields, the header has 5 (first: calls.csv, row 5).",
        "  2 rows for other reasons.",
    ]


def test_the_words_of_a_mapping_about_a_row_are_not_repeated(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", *ROWS, "c4,2026-03-02 09:00,Dana Levi,3,answered")
    rule = {"name": "odd", "where": "CASE WHEN queue LIKE 'D%' THEN error('odd ' || queue) END"}
    desk = files(tmp_path, exclude=[rule])

    assert fetch(desk).reasons == {5: "a rule of exclude cannot take it: DuckDB says 'odd Dana Levi'"}
    assert desk.check()[2] == "  1 row: a rule of exclude cannot take it: DuckDB says … (calls.csv, row 5)."
