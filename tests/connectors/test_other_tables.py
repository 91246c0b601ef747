"""The tables beside contacts and legs, each filled by one SELECT."""

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from connectors.base import Batch
from connectors.conform import Conformed, Origin, conform
from connectors.errors import Refused
from connectors.queried import Fetch
from connectors.straddling import Seen
from connectors.windows import Span
from store.mapped_centre import listed
from store.schema import CHANNELS, MAPPED
from tests.connectors.desk import CONTACTS, ROWS, desk, sqlite
from tests.connectors.fetched import Fetched, fetch, files, write

BANK = Origin("bank", "Asia/Jerusalem", version=7)
PLAIN: dict[str, dict[str, object]] = {
    "surveys": {"survey_id": "s1", "kind": "csat", "invited_at": "2026-03-02 09:00"},
    "notes": {"note_id": "n1", "written_at": "2026-03-02 09:00", "text": "asked for a refund"},
    "promises": {"promise_id": "p1", "made_at": "2026-03-02 09:00"},
    "customers": {"customer_id": "7", "valid_from": "2026-03-02"},
    "staffing": {"queue": "PS", "starts_at": "2026-03-02 09:00", "interval_s": 1800},
    "queues": {"queue": "PS", "serves_language": "he\nen"},
    "topics": {"topic": "Refund", "owner_queues": "PS"},
}
SURVEYS = """
SELECT _row AS source_row, id AS survey_id, call AS contact_id, 'csat' AS kind, asked AS invited_at,
    answered AS answered_at, stars AS score, 1 AS scale_min, 5 AS scale_max
FROM rows
"""
ASKED = "id,call,asked,answered,stars"
ANSWER = "s1,c1,2026-03-02 09:30:00,2026-03-02 10:00:00,4"


def taken(table: str, **given: object) -> Conformed:
    frame = pl.DataFrame({name: [value] for name, value in (PLAIN[table] | given).items()}, strict=False)
    return conform(MAPPED[table], frame.with_columns(source_row=[1]), BANK)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (date(2026, 3, 15), "2026-03-15"),
        ("2026-03-15", "2026-03-15"),
        ("2026-03-15 08:30", "2026-03-15"),
        (datetime(2026, 3, 15, 23, 30), "2026-03-15"),  # noqa: DTZ001 (a wall clock)
        (datetime(2026, 3, 15, 23, 30, tzinfo=UTC), "2026-03-16"),
        ("", None),
        (None, None),
    ],
    ids=[
        "a date",
        "its text",
        "with a time",
        "a wall clock",
        "an instant of the next day here",
        "",
        "unknown",
    ],
)
def test_days_become_text(given: object, expected: str | None) -> None:
    assert taken("customers", born_on=given).rows["born_on"].item() == expected


@pytest.mark.parametrize(
    ("table", "given", "sentence"),
    [
        ("customers", {"born_on": "15.03.1980"}, "born_on: '15.03.1980' is not a date, as 2026-03-15"),
        ("customers", {"churned_on": "2026-02-30"}, "churned_on: '2026-02-30' is not a date, as 2026-03-15"),
        ("customers", {"valid_from": None}, "valid_from is missing"),
        ("surveys", {"kind": "stars"}, "kind: 'stars' is not one of csat, nps, ces, resolved"),
        ("surveys", {"score": "good"}, "score: 'good' is not a number"),
        ("notes", {"text": " "}, "text is missing"),
        ("notes", {"author": "robot"}, "author: 'robot' is not one of agent, customer"),
        ("staffing", {"interval_s": -1}, "interval_s is negative"),
        ("queues", {"queue": None}, "queue is missing"),
        ("queues", {"threshold_s": -1}, "threshold_ms is negative"),
        ("queues", {"channel": "voise"}, "channel: 'voise' is not one of " + ", ".join(CHANNELS)),
        ("topics", {"topic": ""}, "topic is missing"),
    ],
)
def test_what_does_not_fit_is_set_aside(table: str, given: dict[str, object], sentence: str) -> None:
    found = taken(table, **given)

    assert (found.rows.height, found.faults["reason"].item()) == (0, sentence)


WORDS_OF_A_CUSTOMER = "Dana said never again"


@pytest.mark.parametrize(
    ("table", "column"),
    [
        *(("notes", name) for name in ("written_at", "author")),
        *(("surveys", name) for name in ("kind", "invited_at", "answered_at", "score", "scale_min")),
    ],
)
def test_words_in_a_wrong_column_are_not_quoted(table: str, column: str) -> None:
    faults = taken(table, **{column: WORDS_OF_A_CUSTOMER}).faults

    assert faults["reason"].item().startswith(f"{column}: … is not")


def test_what_duckdb_cannot_take_of_a_file_with_words_is_not_quoted(tmp_path: Path) -> None:
    statement = SURVEYS.replace("stars AS score", "CAST(stars AS INTEGER) AS score")
    write(tmp_path / "surveys.csv", f"s1,c1,2026-03-02 09:30:00,,{WORDS_OF_A_CUSTOMER}", header=ASKED)
    (reason,) = fetch(files(tmp_path, select={"surveys": statement})).quarantined["reason"]

    assert "never" not in reason
    assert "…" in reason


def test_a_number_is_no_day() -> None:
    with pytest.raises(Refused, match="The column born_on holds whole numbers, but each value has to be a d"):
        taken("customers", born_on=19800315)


def test_ids_get_their_source_and_wall_clocks_the_sites_zone() -> None:
    made = taken("promises", contact_id="c1", agent_id="a1", due_at="2026-07-01 12:00")
    row = made.rows.row(0, named=True)

    assert [row[name] for name in ("promise_id", "contact_id", "agent_id")] == [
        "bank:p1",
        "bank:c1",
        "bank:a1",
    ]
    assert row["made_at"] == datetime(2026, 3, 2, 7, tzinfo=UTC)
    assert row["due_at"] == datetime(2026, 7, 1, 9, tzinfo=UTC)


def test_an_answer_in_the_repeated_hour_comes_after_its_invitation() -> None:
    hour = taken("surveys", invited_at="2026-10-25 01:50", answered_at="2026-10-25 01:10").rows

    assert hour["answered_at"].item() == datetime(2026, 10, 24, 23, 10, tzinfo=UTC)


def surveys(folder: Path, *rows: str) -> Fetched:
    write(folder / "surveys.csv", *rows, header=ASKED)
    return fetch(files(folder, select={"surveys": SURVEYS}))


def test_a_file_of_surveys_is_read(tmp_path: Path) -> None:
    rows = surveys(tmp_path, ANSWER).table("surveys")

    assert rows.select("survey_id", "contact_id", "score", "answered_at").rows() == [
        ("desk:s1", "desk:c1", 4.0, datetime(2026, 3, 2, 10, tzinfo=UTC))
    ]


def test_a_survey_of_an_unknown_contact_or_of_none_is_kept(tmp_path: Path) -> None:
    found = surveys(tmp_path, ANSWER, "s2,,2026-03-02 09:40:00,,")

    assert (found.loaded, found.quarantined.height) == (2, 0)
    assert found.table("surveys")["contact_id"].to_list() == ["desk:c1", None]


def test_of_a_key_that_comes_twice_the_last_is_kept(tmp_path: Path) -> None:
    found = surveys(tmp_path, ANSWER, ANSWER.replace(",4", ",5"))

    assert found.table("surveys")["score"].to_list() == [5.0]
    assert sum(found.excluded.values()) == 1


def test_surveys_of_one_contact_in_several_chunks_stay_rows_of_their_own() -> None:
    survey, contact = taken("surveys", contact_id="c1").rows, pl.DataFrame({"contact_id": ["bank:c1"]})
    seen, chunk = Seen(), Batch(tables={"contacts": contact, "surveys": survey})
    seen.parted(chunk)

    again, others = seen.parted(chunk)

    assert list(again.tables) == ["contacts"]
    assert [others.tables[name].height for name in ("contacts", "surveys")] == [0, 1]


def test_a_survey_is_read_though_a_newer_span_gave_its_contact() -> None:
    fetching = Fetch(BANK)
    contact = {"contact_id": ["c1"], "channel": ["voice"], "direction": ["inbound"]}
    second, third = (datetime(2026, 3, day, tzinfo=UTC) for day in (2, 3))
    fetching.batch({"contacts": pl.DataFrame({**contact, "started_at": [third]})}, None, None)

    survey = pl.DataFrame([{**PLAIN["surveys"], "contact_id": "c1"}])
    batch = fetching.batch({"surveys": survey}, None, Span(second, third))

    assert (batch.loaded, batch.excluded) == (1, {})


def test_the_centres_map_is_read_from_files(tmp_path: Path) -> None:
    write(tmp_path / "map.csv", "PS,he,20", "PS,en,20", "NW,he,", header="queue,language,answer")
    select = """
    SELECT first(_row) AS source_row, queue, string_agg(language, chr(10) ORDER BY _row) AS serves_language,
        any_value(answer) AS threshold_s
    FROM rows GROUP BY queue
    """
    rows = fetch(files(tmp_path, select={"queues": select})).table("queues")

    assert rows.sort("queue").select("source", "queue", "serves_language", "threshold_ms").rows() == [
        ("desk", "NW", "he", None),
        ("desk", "PS", "he\nen", 20_000),
    ]


def test_a_list_in_a_file_of_json_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "map.jsonl").write_text('{"topic": "Refund", "owners": ["PS", "NW"]}\n')
    select = "SELECT _row AS source_row, topic, owners AS owner_queues FROM rows"
    rows = fetch(files(tmp_path, path="*.jsonl", select={"topics": select})).table("topics")

    assert listed(rows["owner_queues"].item()) == ["PS", "NW"]


WHOLE = {
    "customers": "SELECT 7 AS customer_id, '2026-01-01' AS valid_from, 'Ada' AS name",
    "identities": "SELECT 7 AS customer_id, 'phone' AS kind, '+97235550100' AS value",
    "staffing": "SELECT 'PS' AS queue, '2026-03-09 09:00' AS starts_at, 1800 AS interval_s, 4 AS required",
    "queues": "SELECT 'PS' AS queue, 'voice' AS channel, 'private' AS serves_segment",
    "topics": "SELECT 'Refund' AS topic, 'PS' AS owner_queues, 'PS > NW' AS escalations",
}


@pytest.mark.parametrize("table", WHOLE)
def test_what_did_not_happen_at_an_instant_may_be_read_whole(tmp_path: Path, table: str) -> None:
    url = sqlite(tmp_path / "calls.sqlite", *ROWS)

    found = fetch(desk(url, select={"contacts": CONTACTS, table: WHOLE[table]}))

    assert found.table(table).height == 1


def test_surveys_of_a_database_are_read_by_window(tmp_path: Path) -> None:
    url = sqlite(tmp_path / "calls.sqlite", *ROWS)
    endless = "SELECT 's1' AS survey_id, 'csat' AS kind, '2026-03-02 11:00' AS invited_at"
    windowed = f"SELECT * FROM ({endless}) WHERE invited_at >= :since AND invited_at < :until"

    found = fetch(desk(url, select={"contacts": CONTACTS, "surveys": windowed}))

    assert found.table("surveys")["survey_id"].to_list() == ["desk:s1"]
    with pytest.raises(Refused, match="The SELECT of surveys has to name both :since and :until."):
        fetch(desk(url, select={"contacts": CONTACTS, "surveys": endless}))
