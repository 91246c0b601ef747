import re
from pathlib import Path

import polars as pl
import pytest

from connectors.engine import Engine
from tests.connectors.fetched import CONTACTS, LEGS, ROWS, fetch, files, write

JARGON = re.compile(r"\b(TIMESTAMP\w*|VARCHAR|DOUBLE|DECIMAL|BIGINT|INTEGER|BOOLEAN|U?INT\d+|Int64|String)\b")


def said_of(expression: str, value: str) -> str:
    rows = pl.DataFrame({"_row": [7], "value": [value]})
    with Engine("UTC") as engine:
        (failure,) = engine.failures(f"SELECT {expression} AS made FROM rows", rows)
    return failure.reason


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("value::TIMESTAMP", "'abc' is not a date and time"),
        ("value::TIMESTAMPTZ", "'abc' is not a date and time"),
        ("value::DATE", "'abc' is not a date"),
        ("value::TIME", "'abc' is not a time of day"),
        ("value::INTEGER", "'abc' is not a whole number"),
        ("value::DOUBLE", "'abc' is not a number"),
        ("value::DECIMAL(10, 2)", "'abc' is not a number"),
        ("value::BOOLEAN", "'abc' is not true or false"),
        ("value::INTERVAL", "'abc' is not a span of time"),
        ("value::UUID", "'abc' is not of its declared kind"),
        ("strptime(value, '%y%m%d')", "'abc' is not written as %y%m%d"),
        ("(length(value) * 1000)::TINYINT", "a number or a date in it is too large or too small"),
        ("error('no ' || value)", "DuckDB says 'no abc'"),
    ],
)
def test_what_duckdb_complains_of_is_said_in_peoples_words(expression: str, said: str) -> None:
    assert said_of(expression, "abc") == said


@pytest.mark.parametrize("value", ["O'Neill", 'so "called"', "'"])
def test_a_value_with_quotes_stays_between_its_own(value: str) -> None:
    said = said_of("value::TIMESTAMP", value)

    assert said == f"'{value.replace(chr(39), '’')}' is not a date and time"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("TIMESTAMP", "a date and time"),
        ("timestamp with time zone", "a date and time"),
        ("DATE", "a date"),
        ("TIME", "a time of day"),
        ("BIGINT", "a whole number"),
        ("DECIMAL(10, 2)", "a number"),
        ("BOOLEAN", "true or false"),
    ],
)
def test_a_declared_type_is_called_by_peoples_words(tmp_path: Path, kind: str, said: str) -> None:
    write(tmp_path / "calls.csv", *ROWS, "c4,2026-03-02 09:00:00,O'Neill,1,answered")

    reasons = fetch(files(tmp_path, types={"queue": kind})).reasons

    assert reasons[5] == f"queue: 'O’Neill' is not {said}"


def test_a_column_that_can_never_fit_is_called_by_what_it_holds(tmp_path: Path) -> None:
    frame = {"id": ["c9"], "start": [1.5], "queue": ["sales"], "wait": [1], "outcome": ["answered"]}
    pl.DataFrame(frame).write_parquet(tmp_path / "bad.parquet")
    write(tmp_path / "calls.csv", *ROWS)

    (notice,) = fetch(files(tmp_path, path="*", select={"contacts": CONTACTS, "legs": LEGS})).notices

    assert "The column started_at holds numbers, but each value has to be a date and time;" in notice
    assert not JARGON.search(notice)
