from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from connectors import CONNECTORS, connect
from connectors.errors import ConnectorError, Refused
from connectors.files import Files
from settings import ConnectorSettings, Site
from tests.connectors.fetched import CONTACTS, LEGS, ROWS, fetch, files, write

GOOD = ["desk:c1", "desk:c2", "desk:c3"]


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
            "There is no table 'contact'; did you mean 'contacts'? Tables are: agents, contacts, legs.",
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
        ({"decimal": "·"}, "The key 'decimal' is not allowed: String should match pattern"),
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


def test_rules_are_named_and_counted_and_the_first_one_counts(folder: Path) -> None:
    rules = [
        {"name": "support", "where": "queue = 'support'"},
        {"name": "everything short", "where": "wait < 20"},
    ]

    fetched = fetch(files(folder, exclude=rules, types={"wait": "BIGINT"}))

    assert fetched.ids() == ["desk:c2"]
    assert fetched.excluded == {"support": 1, "everything short": 1}


def test_an_excluded_row_may_hold_anything(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", *ROWS, "c4,never,phantom,abc,nonsense")

    fetched = fetch(
        files(tmp_path, types={"wait": "BIGINT"}, exclude=[{"name": "p", "where": "queue = 'phantom'"}])
    )

    assert fetched.excluded == {"p": 1}
    assert fetched.quarantined.is_empty()


def test_rows_that_no_select_takes_are_counted(folder: Path) -> None:
    sales = {"contacts": CONTACTS + "WHERE queue = 'sales'", "legs": LEGS + "WHERE wait = '12'"}

    fetched = fetch(files(folder, select=sales))

    assert fetched.ids() == GOOD[:2]
    assert fetched.excluded == {"no SELECT takes it": 1}


def test_rows_on_which_a_select_fails_are_found_and_set_aside(tmp_path: Path) -> None:
    rows = [f"c{n},2026-03-02 09:00:00,sales,{n},answered" for n in range(1000)]
    rows[17], rows[800] = rows[17].replace("2026", "MMXX"), rows[800].replace("2026", "20,6")[:-9]
    write(tmp_path / "calls.csv", *rows)
    contacts = CONTACTS.replace("start AS", "CAST(start AS TIMESTAMP) AS")

    fetched = fetch(files(tmp_path, select={"contacts": contacts, "legs": LEGS}))

    assert (fetched.read, fetched.loaded) == (1000, 998)
    assert list(fetched.reasons) == [19, 802]
    assert fetched.reasons[19].startswith(
        'the SELECT of contacts cannot take it: invalid timestamp field format: "MMXX-03-02 09:00:00"'
    )


def test_a_rule_that_fails_on_a_row_sets_it_aside(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", *ROWS, "c4,2026-03-02 09:00,sales,abc,answered")

    fetched = fetch(files(tmp_path, exclude=[{"name": "long", "where": "CAST(wait AS INT) > 30"}]))

    assert fetched.excluded == {"long": 1}
    assert fetched.reasons[5].startswith("a rule of exclude cannot take it: Could not convert string 'abc'")


def test_a_contact_may_be_made_of_several_rows(tmp_path: Path) -> None:
    write(
        tmp_path / "legs.csv",
        "c1,2026-03-02 09:00:00,sales,12,overflow",
        "c1,2026-03-02 09:00:12,support,30,answered",
        "c2,2026-03-02 09:01:00,sales,1,vanished",
        "c3,2026-03-02 09:02:00,sales,1,overflow",
        "c3,2026-03-02 09:02:00,support,1,vanished",
    )
    contacts = """
        SELECT list(_row) AS source_row, id AS contact_id, 'voice' AS channel, 'inbound' AS direction,
            min(start) AS started_at
        FROM rows GROUP BY id ORDER BY id
    """
    legs = LEGS.replace("1 AS leg_no", "row_number() OVER (PARTITION BY id ORDER BY _row) AS leg_no")

    fetched = fetch(files(tmp_path, select={"contacts": contacts, "legs": legs}))

    assert fetched.ids() == ["desk:c1", "desk:c3"]
    assert fetched.table("legs").select("contact_id", "leg_no", "wait_ms").sort(
        "contact_id", "leg_no"
    ).rows() == [
        ("desk:c1", 1, 12_000),
        ("desk:c1", 2, 30_000),
        ("desk:c3", 1, 1_000),
    ]
    assert (fetched.read, fetched.loaded, sorted(fetched.reasons)) == (5, 3, [4, 6])


def test_views_are_shared_by_all_selects(folder: Path) -> None:
    views = {"sales": "SELECT * FROM rows WHERE queue = 'sales'"}
    selects = {"contacts": CONTACTS.replace("FROM rows", "FROM sales"), "legs": LEGS.replace("rows", "sales")}

    assert fetch(files(folder, views=views, select=selects)).ids() == GOOD[:2]


def test_moked_toml_extends_and_overrides_a_recipe(tmp_path: Path) -> None:
    given = {
        "path": "*.txt",
        "recipe": "anonymous_bank",
        "exclude": [{"name": "phantom call", "where": "FALSE"}, {"name": "mine", "where": "TRUE"}],
        "types": {"priority": "INTEGER"},
    }
    bank = Files("bank", given, "UTC", tmp_path)

    assert [rule.name for rule in bank.options.exclude] == [
        "phantom call",
        "negative time in the menu",
        "mine",
    ]
    assert bank.options.exclude[0].where == "FALSE"
    assert bank.options.types["priority"] == "INTEGER"
    assert bank.options.types["q_time"] == "BIGINT"


def test_an_unknown_kind_names_the_known_ones() -> None:
    with pytest.raises(ConnectorError) as refused:
        connect(ConnectorSettings(name="desk", kind="file"), Site())

    assert str(refused.value) == "Unknown kind 'file'; did you mean 'files'? Known: files."
    assert set(CONNECTORS) == {"files"}


def test_check_says_what_was_found(tmp_path: Path) -> None:
    write(tmp_path / "calls.csv", *ROWS, "c4,2026", "c5,2026-03-02 09:00,test,1,answered")
    desk = files(tmp_path, exclude=[{"name": "test calls", "where": "queue = 'test'"}])

    assert desk.check() == [
        "desk: 1 file, 5 rows, 5 columns; the mapping fits.",
        "desk leaves out: 1 test calls.",
        "desk: 1 row is set aside.",
    ]


@pytest.mark.parametrize(
    ("contacts", "reads"),
    [
        (CONTACTS, [2, 1]),
        (CONTACTS + "WHERE queue <> 'none'", [2, 1]),
        (CONTACTS + "QUALIFY row_number() OVER (PARTITION BY id) = 1", [3]),
        (CONTACTS + "ORDER BY start", [3]),
        (CONTACTS + "LIMIT 2", [3]),
        (CONTACTS + "WHERE start > (SELECT min(start) FROM rows)", [3]),
    ],
    ids=["row by row", "a filter", "a window", "an order", "a limit", "a subquery"],
)
def test_a_select_that_needs_the_whole_file_gets_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, contacts: str, reads: list[int]
) -> None:
    monkeypatch.setattr("connectors.delimited.CHUNK_ROWS", 2)

    batches = fetch(files(folder, select=select(contacts))).batches

    assert [batch.read for batch in batches] == reads


def test_an_interval_is_refused_with_the_way_out(folder: Path) -> None:
    legs = LEGS.replace("wait AS", "CAST(wait || ' seconds' AS INTERVAL) AS")

    assert refusal(folder, select={"contacts": CONTACTS, "legs": legs}) == (
        "The column wait_s is an INTERVAL; epoch(wait_s) makes seconds of it."
    )


BANK = """vru+line	call_id	customer_id	priority	type	date	vru_entry	vru_exit	vru_time	q_start	q_exit	q_time	outcome	ser_start	ser_exit	ser_time	server
AA0107	1	0	0	 TT	990101	23:59:50	23:59:58	8	0:00:00	0:00:00	3	AGENT	0:00:01	0:01:01	60	NO_SERVER
"""  # noqa: E501 (a line of the bank's own file)


def test_the_banks_call_after_midnight_and_its_type_with_a_blank(tmp_path: Path) -> None:
    (tmp_path / "calls.txt").write_bytes(BANK.replace("\n", "\r\n").encode())

    fetched = fetch(Files("bank", {"path": "*.txt", "recipe": "anonymous_bank"}, "UTC", tmp_path))

    contacts = fetched.table("contacts").select("entry_queue", "direction", "started_at", "ended_at").rows()
    assert contacts == [
        (
            "TT",
            "callback",
            datetime(1999, 1, 1, 21, 59, 50, tzinfo=UTC),
            datetime(1999, 1, 1, 22, 1, 1, tzinfo=UTC),
        )
    ]
    assert fetched.table("legs")["answered_at"].to_list() == [datetime(1999, 1, 1, 22, 0, 1, tzinfo=UTC)]


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

    fetched = fetch(files(tmp_path, **GERMAN, select=select(contacts)))

    assert fetched.table("contacts")["priority"].to_list() == [1_234]


def test_numbers_of_json_are_written_as_json_writes_them(tmp_path: Path) -> None:
    line = '{"id": "c1", "start": "2026-03-02", "queue": "a", "wait": 4.5, "outcome": "answered"}\n'
    (tmp_path / "calls.jsonl").write_text(line)

    assert fetch(files(tmp_path, path="*.jsonl", decimal=",")).table("legs")["wait_ms"].to_list() == [4_500]
