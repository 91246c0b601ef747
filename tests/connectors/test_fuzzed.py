"""Whatever bytes and values a source holds: no error but the connectors' own, and no row unaccounted for.

MOKED_FUZZ is how many times as many examples are tried as usual, as in MOKED_FUZZ=100 (see conftest).
"""

import bz2
import gzip
import io
import json
import lzma
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from connectors import CONNECTORS
from connectors.asterisk import Asterisk
from connectors.base import Connector
from connectors.demo import Demo
from connectors.errors import ConnectorError, Refused
from connectors.files import Files
from connectors.mapping import RECIPES
from connectors.sql import Sql
from tests.connectors import desk, excel
from tests.connectors.asterisk import logs
from tests.connectors.fetched import HEADER, ROWS, Fetched, fetch, files
from tests.fuzzing import examples, spoiled

NAMES = HEADER.split(",")
RECORDS = [dict(zip(NAMES, row.split(","), strict=True)) for row in ROWS]


def _written(kind: str) -> bytes:
    if kind == "parquet":
        file = io.BytesIO()
        pl.DataFrame(RECORDS).write_parquet(file)
        return file.getvalue()
    if kind == "jsonl":
        return "".join(json.dumps(each) + "\n" for each in RECORDS).encode()
    if kind == "xlsx":
        with tempfile.TemporaryDirectory() as folder:
            rows: list[list[excel.Cell]] = [[*NAMES], *([*row.split(",")] for row in ROWS)]
            return excel.workbook(Path(folder) / "a.xlsx", *rows).read_bytes()
    return "".join(f"{line}\n" for line in (HEADER, *ROWS)).encode()


def _read(name: str, content: bytes, **given: Any) -> None:
    """Read a file, which leaves rows, a notice or the word that it was read."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(content)
        _accounted(lambda: fetch(files(Path(folder), path="*", **given)), is_silent=False)


def _accounted(fetching: Callable[[], Fetched], *, is_silent: bool = True) -> None:
    """Fetch: an error is one of the connectors' own, and each row is in one place (of each batch, too)."""
    try:
        fetched = fetching()
    except ConnectorError as error:
        assert str(error).endswith((".", "?"))  # noqa: PT017 -- its words are what is judged
        return
    aside = sum(batch.quarantined.height for batch in fetched.batches)
    assert fetched.read == fetched.loaded + sum(fetched.excluded.values()) + aside
    assert is_silent or fetched.read or fetched.notices or fetched.cursor


@examples(40)
@given(spoiled(_written("csv")))
@example(b"id,start,queue,wait,ou\x00tcome\n" + ROWS[0].encode())
@example(b"\x9ad,start,queue,wait,outcome\n" + ROWS[0].encode())
def test_any_bytes_of_csv_are_accounted_for(content: bytes) -> None:
    _read("calls.csv", content)


@examples(30)
@given(spoiled(_written("jsonl")))
@example(json.dumps(RECORDS[0]).encode() + b'\n{"queue": "\\ud800"}\n{"s\\u0000art": 1}\n')
def test_any_bytes_of_json_lines_are_accounted_for(content: bytes) -> None:
    _read("calls.jsonl", content)


@examples(40)
@given(spoiled(_written("parquet")))
def test_any_bytes_of_parquet_are_accounted_for(content: bytes) -> None:
    _read("calls.parquet", content)


@examples(4)
@given(spoiled(_written("xlsx")), st.sampled_from(["xlsx", "xls", "xlsb", "ods"]))
def test_any_bytes_of_a_workbook_are_accounted_for(content: bytes, kind: str) -> None:
    _read(f"calls.{kind}", content)


ODD = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(),
    st.binary(max_size=6),
    st.sampled_from(
        ["", "2026-03-02 09:00:00", "0001-01-01", "9999-12-31 23:59:59", "2026-03-02T09:00:00+14:00", "1e999"]
    ),
    st.sampled_from(["NaN", "-0", "c1", "answered", "９", "\u2028", "\x00", "a" * 5_000]),
)


@examples(25)
@given(st.lists(st.tuples(ODD, ODD, ODD, ODD, ODD), max_size=5))
def test_any_values_of_json_are_accounted_for(rows: list[tuple[object, ...]]) -> None:
    records = [dict(zip(NAMES, map(_json, row), strict=True)) for row in rows]
    lines = (json.dumps(each, ensure_ascii=False) for each in [*RECORDS, *records])

    _read("calls.jsonl", "\n".join([*lines, ""]).encode("utf-8", "replace"), types={"wait": "BIGINT"})


def _json(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else value


@examples(8)
@given(st.lists(st.tuples(ODD, ODD, ODD, ODD, ODD, ODD), max_size=5))
def test_any_values_of_a_database_are_accounted_for(rows: list[tuple[object, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = desk.sqlite(Path(folder) / "calls.sqlite", *desk.ROWS)
        with sqlite3.connect(Path(folder) / "calls.sqlite") as own:
            own.executemany("INSERT INTO calls VALUES (?, ?, ?, ?, ?, ?)", rows)
        own.close()
        _accounted(lambda: fetch(desk.desk(url, open_days=0)))


LINES = (logs.enter(0), logs.connect(10), logs.hang_up(70), logs.enter(80, "c2"))
LOG = "".join(f"{line}\n" for line in LINES).encode()
PACKED = {"gz": gzip.compress(LOG, mtime=0), "bz2": bz2.compress(LOG), "xz": lzma.compress(LOG)}


def _followed(name: str, content: bytes, *, is_silent: bool = True) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(content)
        _accounted(lambda: logs.fetch(logs.asterisk(Path(folder))), is_silent=is_silent)


@examples(40)
@given(spoiled(LOG))
def test_any_bytes_of_a_log_are_accounted_for(content: bytes) -> None:
    _followed("queue_log", content)


@pytest.mark.parametrize("end", PACKED)
@examples(10)
@given(st.data())
def test_any_bytes_of_a_packed_log_are_accounted_for(end: str, data: st.DataObject) -> None:
    _followed(f"queue_log.1.{end}", data.draw(spoiled(PACKED[end])), is_silent=False)


@examples(20)
@given(spoiled(b"agent,name,team\nSIP/1,Dana,North\nSIP/2,Noa,South\n"))
def test_any_list_of_agents_is_accounted_for(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        logs.write(Path(folder), logs.enter(0))
        (Path(folder) / "agents.csv").write_bytes(content)
        _accounted(lambda: logs.fetch(logs.asterisk(Path(folder), agents="agents.csv")))


@pytest.mark.parametrize("recipe", sorted(path.stem for path in RECIPES.glob("*.toml")))
@examples(4)
@given(spoiled(b"id,start,queue,wait,outcome\n1,2,3,4,5\n"))
def test_any_bytes_under_a_recipe_are_accounted_for(recipe: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "calls.csv").write_bytes(content)
        own = Files("desk", {"path": "*", "recipe": recipe}, "UTC", Path(folder))
        _accounted(lambda: fetch(own))


VALUE = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2), st.dictionaries(st.text(max_size=5), inner, max_size=2)
    ),
    max_leaves=4,
)
KEYS = st.sampled_from(
    [
        *("path", "url", "recipe", "select", "types", "exclude", "views", "timezone", "format", "encoding"),
        *("delimiter", "quote", "sheet", "columns", "header", "clock", "table", "agents", "seed", "odd"),
    ]
)


KINDS: dict[str, Callable[..., Connector]] = {"asterisk": Asterisk, "demo": Demo, "files": Files, "sql": Sql}


def test_all_kinds_of_connectors_are_tried() -> None:
    assert KINDS.keys() == CONNECTORS.keys()


@pytest.mark.parametrize("kind", sorted(KINDS))
@examples(20)
@given(st.dictionaries(KEYS, VALUE, max_size=4))
def test_any_settings_of_a_connector_are_taken_or_refused(kind: str, given: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            KINDS[kind]("desk", given, "UTC", Path(folder))
        except Refused as error:
            assert str(error).endswith((".", "?"))  # noqa: PT017
