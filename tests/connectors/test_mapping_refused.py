from pathlib import Path
from typing import Any

import polars as pl
import pytest

from connectors import CONNECTORS, connect
from connectors.errors import ConnectorError, Refused
from settings import ConnectorSettings, Site
from tests.connectors.fetched import CONTACTS, LEGS, ROWS, fetch, files, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "calls.csv", *ROWS)
    return tmp_path


def refusal(folder: Path, **given: Any) -> str:
    with pytest.raises(Refused) as refused:
        fetch(files(folder, **given))
    return str(refused.value)


def select(contacts: str) -> dict[str, str]:
    return {"contacts": contacts}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            {"select": {"contacts": CONTACTS, "legs": LEGS.replace("queue,", "queu,")}},
            "The SELECT of legs: Referenced column \"queu\" not found in FROM clause; did you mean 'queue'?",
        ),
        (
            {"select": select(CONTACTS.replace("SELECT", "SELEC"))},
            'The SELECT of contacts: syntax error at or near "SELEC".',
        ),
        (
            {"select": select(CONTACTS.replace("start AS", "uper(start) AS"))},
            "The SELECT of contacts: Scalar Function with name uper does not exist.",
        ),
        (
            {"select": select(CONTACTS.replace("AS entry_queue", "AS entry_que"))},
            "contacts has no column 'entry_que'; did you mean 'entry_queue'?",
        ),
        (
            {"select": select(CONTACTS.replace("_row AS source_row,", ""))},
            "The SELECT of contacts has to return source_row as well.",
        ),
        (
            {"select": select(CONTACTS.replace("_row AS source_row", "_row + 1 AS source_row"))},
            "The SELECT of contacts: source_row has to be a row's _row, or a list of such.",
        ),
        (
            {"select": select(CONTACTS.replace("_row AS source_row", "id AS source_row"))},
            "The SELECT of contacts: source_row has to be a row's _row, or a list of such.",
        ),
        (
            {"select": select(CONTACTS + "; SELECT 1")},
            "The SELECT of contacts has to be one SELECT and nothing else.",
        ),
        ({"select": select("DROP TABLE x")}, "The SELECT of contacts has to be one SELECT and nothing else."),
        (
            {"select": {"contact": CONTACTS}},
            "There is no table 'contact'; did you mean 'contacts'? Tables are: agent_states, agents, ",
        ),
        (
            {"exclude": [{"name": "tests", "where": "qeue = 'test'"}]},
            "exclude: Referenced column \"qeue\" not found in FROM clause; did you mean 'queue'?",
        ),
        (
            {"types": {"wait": "BIGNUM!"}},
            "types.wait = 'BIGNUM!' is not the name of a DuckDB type, as BIGINT or DATE.",
        ),
        ({"types": {"wait": "WHOLE"}}, "types: Type with name WHOLE does not exist"),
        ({"delimeter": ";"}, "Unknown key 'delimeter'; did you mean 'delimiter'?"),
        ({"decimal": "·"}, """The key 'decimal' is not allowed: "." or "," is needed."""),
        ({"exclude": None}, "The key 'exclude' is not allowed: a list of sections is needed, each under "),
        ({"exclude": [{"name": ["a"], "where": "1"}]}, "The key 'exclude.0.name' is not allowed: a text "),
        ({"path": 5}, "The key 'path' is not allowed: a path is needed, or a list of paths."),
        ({"header": 1}, "The key 'header' is not allowed: true or false is needed."),
        ({"delimiter": "ab"}, "The key 'delimiter' is not allowed: a text of at most 1 character is needed."),
        (
            {"timezone": "Europe/Berln"},
            "timezone = 'Europe/Berln' is not the name of a time zone; did you mean 'Europe/Berlin'?",
        ),
        ({"timezone": "Mars/X"}, "timezone = 'Mars/X' is not the name of a time zone"),
        ({"thousands": "."}, "`thousands` and `decimal` cannot both be '.'; set them apart."),
        ({"header": False}, "Without a header the columns have to be named"),
        ({"recipe": "anonymous_bnk"}, "There is no recipe 'anonymous_bnk'; did you mean 'anonymous_bank'?"),
    ],
    ids=[
        "a column with a typo",
        "no SQL",
        "a function with a typo",
        "a column of ours with a typo",
        "no source_row",
        "rows that were not given",
        "no numbers",
        "two statements",
        "no SELECT",
        "no table of ours",
        "a rule with a typo",
        "no name of a type",
        "no type of DuckDB",
        "a key with a typo",
        "a decimal sign",
        "nothing for rules",
        "a list for a name",
        "a number for a path",
        "a number for a flag",
        "two signs for one",
        "a time zone with a typo",
        "no time zone",
        "one sign for two things",
        "no header and no columns",
        "no recipe",
    ],
)
def test_a_wrong_mapping_is_refused_in_one_sentence(
    folder: Path, given: dict[str, Any], sentence: str
) -> None:
    assert refusal(folder, **given).startswith(sentence)


def test_a_select_that_does_not_fit_is_shown_the_columns_that_it_could_use(folder: Path) -> None:
    said = refusal(folder, select=select(CONTACTS.replace("queue AS", "queu AS")))

    assert said.endswith(" The file has: id, start, queue, wait, outcome.")


def test_a_mapping_without_a_path_or_a_select_is_refused(folder: Path) -> None:
    assert refusal(folder, path="") == "The key 'path' is empty."
    assert refusal(folder, select={}) == "The key 'select' is empty."


@pytest.mark.parametrize(
    "reach",
    [
        "(SELECT content FROM read_text('calls.csv'))",
        "(SELECT count(*) FROM 'calls.csv')",
        "(SELECT count(*) FROM glob('/*'))",
        "(SELECT count(*) FROM secret)",
        "getenv('HOME')",
    ],
    ids=["a file", "a file by name", "a folder", "a variable of Python", "the environment"],
)
def test_a_select_reaches_nothing_but_its_rows(
    folder: Path, monkeypatch: pytest.MonkeyPatch, reach: str
) -> None:
    monkeypatch.setattr("connectors.engine.secret", pl.DataFrame({"a": [1]}), raising=False)
    monkeypatch.chdir(folder)

    assert refusal(folder, select=select(CONTACTS.replace("queue AS entry_queue", f"{reach} AS topic")))


def test_an_interval_is_refused_with_the_way_out(folder: Path) -> None:
    legs = LEGS.replace("wait AS", "CAST(wait || ' seconds' AS INTERVAL) AS")

    assert refusal(folder, select={"contacts": CONTACTS, "legs": legs}) == (
        "The column wait_s holds spans of time; epoch(wait_s) makes seconds of them."
    )


def test_an_unknown_kind_names_the_known_ones() -> None:
    with pytest.raises(ConnectorError) as refused:
        connect(ConnectorSettings(name="desk", kind="file"), Site())

    known = ", ".join(CONNECTORS)
    assert str(refused.value) == f"Unknown kind 'file'; did you mean 'files'? Known: {known}."
    assert {"files", "sql"} <= set(CONNECTORS)
