from pathlib import Path
from typing import Any

import pytest

from tests.connectors.fetched import CONTACTS, fetch, files, write

GERMAN = {"delimiter": ";", "decimal": ",", "thousands": "."}


@pytest.mark.parametrize(
    ("given", "waits"),
    [
        (GERMAN, {"4,5": 4_500, "1.234,5": 1_234_500, "7": 7_000, "1.234": 1_234_000, "12.34": None}),
        ({"delimiter": ";", "decimal": ","}, {"4,5": 4_500, "4.5": None, "1.234": None, "1,2,3": None}),
        ({"delimiter": ";"}, {"4.5": 4_500, "1,234": None}),
        ({"delimiter": ";", "thousands": ","}, {"1,234": 1_234_000, "1,234.5": 1_234_500, "12,34": None}),
        ({"delimiter": ";", "thousands": " "}, {"1 234": 1_234_000, "1 23": None}),
    ],
    ids=["both", "decimal", "neither", "thousands", "a blank"],
)
def test_numbers_are_read_as_the_source_writes_them_without_types(
    tmp_path: Path, given: dict[str, Any], waits: dict[str, int | None]
) -> None:
    rows = [f"c{n};2026-03-02 09:00;a;{wait};answered" for n, wait in enumerate(waits)]
    write(tmp_path / "calls.csv", *rows, header="id;start;queue;wait;outcome")

    fetched = fetch(files(tmp_path, **given))

    assert fetched.table("legs")["wait_ms"].to_list() == [wait for wait in waits.values() if wait is not None]
    refused = [text for text, wait in waits.items() if wait is None]
    assert list(fetched.reasons.values()) == [f"wait_s: '{text}' is not a number" for text in refused]


def test_a_whole_number_may_have_thousands_too(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", "c1;2026-03-02;a;1.234;x", header="id;start;queue;wait;outcome")
    contacts = CONTACTS.replace("FROM", ", wait AS priority FROM")

    fetched = fetch(files(tmp_path, **GERMAN, select={"contacts": contacts}))

    assert fetched.table("contacts")["priority"].to_list() == [1_234]


def test_numbers_of_json_are_written_as_json_writes_them(tmp_path: Path) -> None:
    line = '{"id": "c1", "start": "2026-03-02", "queue": "a", "wait": 4.5, "outcome": "answered"}\n'
    (tmp_path / "calls.jsonl").write_text(line)

    assert fetch(files(tmp_path, path="*.jsonl", decimal=",")).table("legs")["wait_ms"].to_list() == [4_500]
