"""What `check` says of an `sql` source."""

from pathlib import Path

import pytest

from connectors.errors import ConnectorError
from tests.connectors.desk import CONTACTS, LEGS, ROWS, call, desk, sqlite

AGENTS = "SELECT 'a1' AS agent_id, '2026-01-01' AS valid_from, 'Ada' AS name"
CHANNELS = "is not one of voice, chat, message, social, email, web, walk_in"
NO_TIME = "is not a date and time on the clock of UTC"


def database(folder: Path, *rows: tuple[object, ...]) -> str:
    return sqlite(folder / "calls.sqlite", *rows)


def test_a_check_counts_a_day_and_says_what_is_set_aside(tmp_path: Path) -> None:
    url = database(tmp_path, *ROWS, call(None, "2026-03-02 09:20:00"), call(7, "2026-02-20 09:00:00"))

    assert desk(url, select={"contacts": CONTACTS, "agents": AGENTS}).check() == [
        "desk: the database opens; rows on 2026-03-02: contacts 4, agents 1.",
        "desk: 1 row would be set aside.",
        "  1 row: contact_id is missing (contacts, row 1).",
    ]


@pytest.mark.parametrize(
    ("contacts", "said"),
    [
        (
            CONTACTS.replace("'voice'", "'fone'"),
            [
                "desk: the database opens; rows on 2026-03-02: contacts 3, legs 3.",
                "desk: 6 rows would be set aside.",
                f"  3 rows: channel: … {CHANNELS} (first: contacts, row 1).",
                "  3 rows: no row of contacts that fits has this leg's contact_id (first: legs, row 1).",
            ],
        ),
        (
            CONTACTS.replace("start AS started_at", "start || 'x' AS started_at"),
            [
                "desk: the database opens; rows: contacts 4, legs 4.",
                "desk: 8 rows would be set aside.",
                f"  4 rows: started_at: … {NO_TIME} (first: contacts, row 1).",
                "  4 rows: no row of contacts that fits has this leg's contact_id (first: legs, row 1).",
            ],
        ),
        (
            CONTACTS.replace("start AS started_at", "'2031-01-01' AS started_at").replace(
                "ended AS", "NULL AS"
            ),
            ["desk: the database opens; rows: contacts 4, legs 4."],
        ),
    ],
    ids=["no row fits", "no row begins", "no row begins when it is asked for"],
)
def test_a_check_of_a_wrong_mapping_says_what_would_be_set_aside(
    tmp_path: Path, contacts: str, said: list[str]
) -> None:
    url = database(tmp_path, *ROWS, call(7, "2026-02-20 09:00:00"))

    assert desk(url, select={"contacts": contacts, "legs": LEGS}).check() == said


def test_a_check_tries_the_last_day_though_only_rows_of_another_fit(tmp_path: Path) -> None:
    contacts = CONTACTS.replace("'voice'", "CASE id WHEN 7 THEN 'voice' ELSE 'fone' END")
    url = database(tmp_path, *ROWS, call(7, "2026-02-20 09:00:00"))

    assert desk(url, select={"contacts": contacts}).check()[:2] == [
        "desk: the database opens; rows on 2026-03-02: contacts 3.",
        "desk: 3 rows would be set aside.",
    ]


def test_a_check_says_what_begins_outside_the_window_it_is_asked_for(tmp_path: Path) -> None:
    contacts = CONTACTS.replace("start AS started_at", "date(start, '-1 day') AS started_at")
    url = database(tmp_path, *ROWS, call(7, "2026-03-01 09:00:00"))

    assert desk(url, select={"contacts": contacts}).check() == [
        "desk: the database opens; rows on 2026-03-01: contacts 1.",
        "desk leaves out: 1 begins outside the window.",
    ]


def test_a_check_of_agents_alone_names_no_day(tmp_path: Path) -> None:
    assert desk(database(tmp_path), select={"agents": AGENTS}).check() == [
        "desk: the database opens; rows: agents 1."
    ]


def test_a_check_of_an_empty_database_still_tries_the_selects(tmp_path: Path) -> None:
    url = database(tmp_path)

    assert desk(url).check() == ["desk: the database opens, but its SELECTs give no row."]
    with pytest.raises(ConnectorError, match="legs has no column 'wait_sec'"):
        desk(url, select={"contacts": CONTACTS, "legs": LEGS.replace("wait_s", "wait_sec")}).check()
