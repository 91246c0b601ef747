"""A database that keeps the site's wall clock, in the night in which that comes by twice."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from connectors.errors import Refused
from connectors.sql import Sql
from tests.connectors.desk import CONTACTS, POSTGRES, Row, call, desk, postgres, sqlite
from tests.connectors.fetched import fetch

NIGHT: tuple[Row, ...] = (
    call(1, "2026-10-25 01:50:00"),
    call(2, "2026-10-25 02:10:00"),
    call(3, "2026-10-25 02:50:00", ended="2026-10-25 02:05:00"),
    call(4, "2026-10-25 03:10:00"),
)
BEGAN = {
    "desk:1": datetime(2026, 10, 24, 23, 50, tzinfo=UTC),
    "desk:2": datetime(2026, 10, 25, 0, 10, tzinfo=UTC),
    "desk:3": datetime(2026, 10, 25, 0, 50, tzinfo=UTC),
    "desk:4": datetime(2026, 10, 25, 2, 10, tzinfo=UTC),
}
MORNING = datetime(2026, 10, 25, 9, tzinfo=UTC)
SELECT = {"contacts": CONTACTS}


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return sqlite(tmp_path / "calls.sqlite", *NIGHT)
    naive = POSTGRES.replace("TIMESTAMPTZ", "TIMESTAMP")
    return postgres(request.getfixturevalue("postgres_url"), *NIGHT, table=naive)


def berlin(url: str, batch_rows: int = 100) -> Sql:
    return desk(url, "Europe/Berlin", clock="site", select=SELECT, batch_rows=batch_rows)


def test_each_call_of_the_night_is_read_once_by_the_rule_of_files(url: str) -> None:
    fetched = fetch(berlin(url), until=MORNING)

    assert dict(fetched.table("contacts").select("contact_id", "started_at").rows()) == BEGAN
    ended = fetched.table("contacts").filter(contact_id="desk:3")["ended_at"].to_list()
    assert ended == [datetime(2026, 10, 25, 1, 5, tzinfo=UTC)]


def test_rows_of_the_repeated_hour_are_told_of(url: str) -> None:
    (notice,) = fetch(berlin(url), until=MORNING).notices

    assert notice.startswith(
        "contacts 2026-10-25: 2 rows begin in the hour that the clock repeats in autumn;"
    )


def test_pieces_of_that_night_do_not_overlap(url: str) -> None:
    fetched = fetch(berlin(url, batch_rows=1), until=MORNING)

    assert sorted(fetched.ids()) == sorted(BEGAN)
    assert fetched.read == 4


@pytest.mark.parametrize("minutes", [10, 30, 70, 100, 130, 200])
def test_fetches_throughout_that_night_lose_nothing(url: str, minutes: int) -> None:
    connector = desk(url, "Europe/Berlin", clock="site", select=SELECT, lookback_hours=0)
    cut = datetime(2026, 10, 25, 0, tzinfo=UTC) + timedelta(minutes=minutes)

    first, second = fetch(connector, until=cut), fetch(connector, since=cut, until=MORNING)

    assert set(first.ids()) | set(second.ids()) == set(BEGAN)


def test_a_clock_in_utc_knows_no_such_hour(tmp_path: Path) -> None:
    connector = desk(sqlite(tmp_path / "calls.sqlite", *NIGHT[:2]), "Europe/Berlin", select=SELECT)

    began = fetch(connector, until=MORNING).table("contacts")["started_at"].to_list()

    assert began == [datetime(2026, 10, 25, 1, 50, tzinfo=UTC), datetime(2026, 10, 25, 2, 10, tzinfo=UTC)]


def test_an_instant_with_its_offset_needs_no_local_clock(postgres_url: str) -> None:
    rows = (call(1, "2026-10-25 00:50:00+00"), call(2, "2026-10-25 01:50:00+00"))
    url = postgres(postgres_url, *rows)

    began = fetch(desk(url, select=SELECT), until=MORNING).table("contacts").sort("contact_id")["started_at"]

    assert began.to_list() == [datetime(2026, 10, 25, n, 50, tzinfo=UTC) for n in (0, 1)]
    with pytest.raises(Refused, match='contacts.started_at comes with its offset: clock = "utc" is right'):
        fetch(berlin(url), until=MORNING)


def test_a_second_pass_after_midnight_is_looked_for_before_it(tmp_path: Path) -> None:
    url = sqlite(tmp_path / "calls.sqlite", call(1, "2026-10-25 02:40:00"))
    connector = desk(url, "Europe/Chisinau", clock="site", select=SELECT, lookback_hours=0)

    fetched = fetch(connector, since=datetime(2026, 10, 25, 0, 30, tzinfo=UTC), until=MORNING)

    assert fetched.table("contacts")["started_at"].to_list() == [datetime(2026, 10, 24, 23, 40, tzinfo=UTC)]
