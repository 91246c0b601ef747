from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from connectors.base import DUPLICATE, OUTSIDE
from connectors.errors import Refused
from tests.connectors.desk import CONTACTS, LEGS, NOON, ROWS, call, change, desk, postgres, sqlite
from tests.connectors.fetched import fetch

AGENTS = "SELECT 'a1' AS agent_id, '2026-01-01' AS valid_from, 'Ada' AS name"
STATES = """
SELECT 'a1' AS agent_id, start AS started_at, 'available' AS state FROM calls
WHERE start >= :since AND start < :until
"""


def database(folder: Path, *rows: tuple[object, ...]) -> str:
    return sqlite(folder / "calls.sqlite", *rows)


def refusal(folder: Path, contacts: str, **given: Any) -> str:
    url = database(folder, *ROWS)
    with pytest.raises(Refused) as refused:
        fetch(desk(url, **{"select": {"contacts": contacts}, **given}))
    return str(refused.value)


@pytest.mark.parametrize(
    ("contacts", "sentence"),
    [
        ("DELETE FROM calls", "The SELECT of contacts has to be one SELECT (or WITH … SELECT) and nothing"),
        (f"{CONTACTS}; DROP TABLE calls", "The SELECT of contacts has to be one SELECT (or WITH …"),
        ("WITH gone AS (DELETE FROM calls RETURNING id) SELECT id FROM gone", "The SELECT of contacts has"),
        ("SELECT id INTO more FROM calls", "The SELECT of contacts has to be one SELECT"),
        ("/* SELECT */ PRAGMA user_version", "The SELECT of contacts has to be one SELECT"),
        (CONTACTS.replace(":until", ":til"), "The SELECT of contacts asks for :til, but only :since and"),
        (CONTACTS.replace(":until", "'2027'"), "The SELECT of contacts has to name both :since and :until."),
        (
            CONTACTS.replace("start AS", "strat AS"),
            "The SELECT of contacts: The database calls.sqlite refuse",
        ),
        (
            CONTACTS.replace("id AS contact_id,", ""),
            "The SELECT of contacts has to return contact_id as well",
        ),
        (CONTACTS.replace("entry_queue", "entry_que"), "contacts has no column 'entry_que'; did you mean"),
        (
            CONTACTS.replace("ended AS", "id AS ended_at, id AS"),
            "A SELECT returns two columns called 'ended_",
        ),
        (CONTACTS.replace("start AS started_at", "7 AS started_at"), "The column started_at holds whole num"),
        (CONTACTS.replace("SELECT", "SELECT queue AS source_row,"), "The SELECT of contacts: source_row has"),
    ],
    ids=[
        "no SELECT",
        "two statements",
        "a WITH that writes",
        "a new table",
        "a comment before it",
        "an unknown bind",
        "half a window",
        "a typo",
        "no id",
        "no column of ours",
        "a name twice",
        "no instant",
        "no row number",
    ],
)
def test_a_wrong_select_is_refused_in_one_sentence(tmp_path: Path, contacts: str, sentence: str) -> None:
    assert refusal(tmp_path, contacts)[: len(sentence)] == sentence


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"select": {"contact": CONTACTS}}, "There is no table 'contact'; did you mean 'contacts'?"),
        ({"select": {"legs": LEGS}}, "The SELECT of legs needs one of contacts beside it."),
        ({"select": {}}, "The key 'select' is empty."),
        ({"clok": "site"}, "Unknown key 'clok'; did you mean 'clock'? Known: arraysize, batch_rows, clock,"),
        ({"clock": "local"}, "The key 'clock' is not allowed: one of utc, site is needed."),
        ({"open_days": True}, "The key 'open_days' is not allowed: a whole number from 0 to 366 is needed."),
        ({"timezone": "Asia/Jerusalme"}, "timezone = 'Asia/Jerusalme' is not the name of a time zone; did"),
    ],
)
def test_a_wrong_option_is_refused_in_one_sentence(given: Mapping[str, Any], sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        desk("sqlite:///calls.sqlite", **given)

    assert str(refused.value)[: len(sentence)] == sentence


@pytest.mark.parametrize(
    "contacts",
    [
        f"{CONTACTS};\n",
        f"-- calls; all of them\n{CONTACTS}",
        f"WITH mine AS ({CONTACTS}) SELECT * FROM mine",
        CONTACTS.replace("'voice'", "replace('vo;ice', ';', '')"),
    ],
    ids=["a semicolon behind", "a comment before", "with", "a semicolon in a text"],
)
def test_one_select_may_be_written_in_many_ways(tmp_path: Path, contacts: str) -> None:
    fetched = fetch(desk(database(tmp_path, *ROWS), select={"contacts": contacts}))

    assert fetched.loaded == 3


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (call(None, "2026-03-02 09:20:00"), "contact_id is missing"),
        (
            call(4, "2026-03-02 09:20:00", ended="soon"),
            "ended_at: 'soon' is not a date and time on the clock",
        ),
        (
            call(4, "2026-03-02 25:20:00", ended=None),
            "started_at: '2026-03-02 25:20:00' is not a date and time",
        ),
    ],
    ids=["no id", "a text for an instant", "no such time"],
)
def test_a_row_that_does_not_fit_is_set_aside(tmp_path: Path, row: tuple[object, ...], reason: str) -> None:
    fetched = fetch(
        desk(database(tmp_path, *ROWS, row), select={"contacts": CONTACTS}), until=NOON + timedelta(days=1)
    )

    (aside,) = fetched.quarantined.select("where_from", "reason", "row_text").rows()
    assert aside[0] == "contacts 2026-03-02"
    assert aside[1].startswith(reason)
    assert "2026-03-02" in aside[2]
    assert (fetched.read, fetched.loaded) == (4, 3)


def test_a_wrong_type_in_one_row_spoils_that_row_only(tmp_path: Path) -> None:
    rows = (*ROWS, call(4, "2026-03-02 09:20:00", wait="long"))

    fetched = fetch(desk(database(tmp_path, *rows), arraysize=2))

    assert fetched.reasons == {4: "wait_s: 'long' is not a number"}
    assert fetched.table("legs")["wait_ms"].to_list() == [12_000, 31_000, 7_000]


def test_a_leg_goes_with_its_contact(tmp_path: Path) -> None:
    rows = (*ROWS, call(4, "2026-03-02 09:20:00", ended="2026-03-02 09:00:00"))

    fetched = fetch(desk(database(tmp_path, *rows)))

    assert fetched.quarantined.select("where_from", "reason").rows() == [
        ("contacts 2026-03-02", "ended_at is before started_at: is the source's clock right?"),
        ("legs 2026-03-02", "no row of contacts that fits has this leg's contact_id"),
    ]


def test_a_row_set_aside_is_found_by_its_own_number(tmp_path: Path) -> None:
    contacts = CONTACTS.replace("SELECT", "SELECT rowid + 100 AS source_row,")
    rows = (*ROWS, call(None, "2026-03-02 09:20:00"))

    fetched = fetch(desk(database(tmp_path, *rows), select={"contacts": contacts}))

    assert fetched.reasons == {104: "contact_id is missing"}


def test_of_two_rows_with_one_id_the_later_is_kept(tmp_path: Path) -> None:
    rows = (*ROWS, call(3, "2026-03-02 09:30:00", queue="sales"))

    fetched = fetch(desk(database(tmp_path, *rows)))

    assert fetched.table("contacts")["entry_queue"].to_list() == ["sales", "sales", "sales"]
    assert fetched.excluded == {DUPLICATE: 2}


def test_of_two_days_with_one_id_the_newer_is_kept(tmp_path: Path) -> None:
    rows = (call(3, "2026-02-27 09:30:00", queue="old"), *ROWS)

    fetched = fetch(desk(database(tmp_path, *rows)))

    assert fetched.table("contacts")["entry_queue"].to_list() == ["sales", "sales", "support"]
    assert fetched.excluded == {DUPLICATE: 2}


def test_a_named_rule_leaves_a_contact_out_with_its_legs(tmp_path: Path) -> None:
    rule = "CASE WHEN queue = 'support' THEN 'test calls' END AS excluded_by"
    select = {"contacts": CONTACTS.replace("SELECT", f"SELECT {rule},"), "legs": LEGS}

    fetched = fetch(desk(database(tmp_path, *ROWS), select=select))

    assert fetched.excluded == {"test calls": 2}
    assert fetched.ids() == ["desk:1", "desk:2"]


def test_a_select_that_overlooks_its_window_is_counted(tmp_path: Path) -> None:
    contacts = CONTACTS.replace("start < :until", "(start < :until OR id = 9)")
    rows = (*ROWS, call(9, "2026-03-05 09:00:00"))

    fetched = fetch(desk(database(tmp_path, *rows), select={"contacts": contacts}), since=NOON)

    assert fetched.excluded == {OUTSIDE: 2}
    assert fetched.ids() == ["desk:1", "desk:2", "desk:3"]


def test_agents_and_their_states_come_too(tmp_path: Path) -> None:
    select = {"contacts": CONTACTS, "agents": AGENTS, "agent_states": STATES}

    fetched = fetch(desk(database(tmp_path, *ROWS), select=select))

    assert fetched.table("agents").select("agent_id", "name").rows() == [("desk:a1", "Ada")]
    assert fetched.table("agent_states").height == 3
    assert fetched.loaded == 7


def test_postgres_own_types_are_understood(postgres_url: str) -> None:
    legs = LEGS.replace(
        "wait AS wait_s", "wait * interval '1 second' AS wait_s, json_build_array(1) AS attributes"
    )
    url = postgres(postgres_url, ("1", *ROWS[0][1:]), call(2, "2026-03-02 09:05:00", wait="2.5"))

    fetched = fetch(desk(url, select={"contacts": CONTACTS, "legs": legs}))

    legs_read = fetched.table("legs").select("contact_id", "wait_ms", "attributes").sort("contact_id")
    assert legs_read.rows() == [("desk:1", 12_000, "[1]"), ("desk:2", 2_500, "[1]")]


def test_no_more_rows_are_in_memory_than_allowed(tmp_path: Path) -> None:
    rows = [call(n, f"2026-03-01 {n // 60:02}:{n % 60:02}:00") for n in range(300)]
    old = [call(n + 1_000, f"20{n:02}-01-01 00:00:00") for n in range(26)]

    fetched = fetch(desk(database(tmp_path, *rows, *old), batch_rows=20, arraysize=7))

    assert max(batch.read for batch in fetched.batches) <= 20
    assert fetched.read == fetched.loaded == 2 * 326
    assert len(fetched.batches) < 120


def test_rows_of_one_instant_are_read_together_however_many(tmp_path: Path) -> None:
    rows = [call(n, "2026-03-01 09:00:00") for n in range(30)]

    fetched = fetch(desk(database(tmp_path, *rows), batch_rows=20))

    assert fetched.loaded == 60


def test_a_contact_that_was_open_is_read_again(tmp_path: Path) -> None:
    url = database(tmp_path, call(9, "2026-02-20 09:00:00", ended=None), *ROWS)
    connector = desk(url, open_days=11)
    first = fetch(connector)
    change(
        tmp_path / "calls.sqlite",
        "UPDATE calls SET ended = '2026-03-02 11:00:00' WHERE id = 9",
    )

    second = fetch(connector, first.cursor, since=NOON, until=NOON + timedelta(minutes=5))
    third = fetch(connector, second.cursor, since=NOON, until=NOON + timedelta(minutes=10))

    old = pl.col("started_at") < pl.lit(NOON) - pl.duration(days=3)
    assert first.cursor["open"] == "2026-02-20"
    assert second.table("contacts").filter(old)["ended_at"].to_list() == [
        datetime(2026, 3, 2, 11, tzinfo=UTC)
    ]
    assert (second.cursor["open"], third.table("contacts").filter(old).height) == ("", 0)


def test_an_open_contact_is_given_up_after_open_days(tmp_path: Path) -> None:
    url = database(tmp_path, call(9, "2026-02-20 09:00:00", ended=None), *ROWS)

    assert fetch(desk(url, open_days=5)).cursor["open"] == ""


def test_what_began_before_the_last_fetch_is_looked_at_again(tmp_path: Path) -> None:
    url = database(tmp_path, *ROWS, call(8, "2026-02-28 23:59:59"), call(9, "2026-03-01 00:00:00"))

    assert fetch(desk(url), since=NOON).ids() == ["desk:1", "desk:2", "desk:3", "desk:9"]
    assert fetch(desk(url, lookback_hours=0), since=NOON).ids() == ["desk:1", "desk:2", "desk:3"]


def test_other_selects_read_everything_again(tmp_path: Path) -> None:
    url = database(tmp_path, call(8, "2020-02-28 23:59:59"), call(9, "2025-02-28 23:59:59"), *ROWS)
    first = fetch(desk(url))

    again = fetch(desk(url, select={"contacts": CONTACTS}), first.cursor, since=NOON)

    replaced = {day for batch in again.batches for day in batch.replaces}
    assert again.read == 5
    assert {"2025-02-28", "2026-03-02"} <= replaced
    assert "2020-02-28" not in replaced
    assert fetch(desk(url), again.cursor | first.cursor, since=NOON).read == 6
