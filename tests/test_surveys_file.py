"""Surveys in a file of their own, from the file to the reading."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scheduler.refresh import refresh
from settings import load
from store.opened import open_store
from store.read import Filters, Viewer, open_reading
from store.schema import SURVEYS

CONFIG = """
now = 2026-03-20T00:00:00+00:00
[[connectors]]
name = "desk"
kind = "files"
path = "*.csv"
pieces = true
[connectors.select]
contacts = '''SELECT _row AS source_row, "Call ID" AS contact_id, 'voice' AS channel, 'inbound' AS direction,
    "Start" AS started_at FROM rows'''
surveys = '''SELECT _row AS source_row, "Survey" AS survey_id, "Call ID" AS contact_id, 'csat' AS kind,
    "Sent" AS invited_at, "Stars" AS score FROM rows'''
"""
CALLS = "Call ID,Start\nc1,2026-03-02 09:00:00\nc2,2026-03-02 10:00:00\n"
HEADER = "Survey,Call ID,Sent,Stars\n"
SURVEYED = HEADER + "s1,c1,2026-03-10 09:00:00,4\ns2,c9,2026-03-11 09:00:00,5\n"
NOW = datetime(2026, 3, 20, tzinfo=UTC)
Refreshed = Callable[[], list[tuple[object, ...]]]


@pytest.fixture
def refreshed(tmp_path: Path) -> Iterator[Refreshed]:
    """Refresh and read the surveys: whose, and when their contacts began."""
    (tmp_path / "moked.toml").write_text(CONFIG)
    settings = load(tmp_path / "moked.toml", tmp_path / "data")
    store = open_store(settings)

    def read() -> list[tuple[object, ...]]:
        (report,) = refresh(settings, store)
        assert report.is_ok, report.outcome.message
        reading = open_reading(store, settings, Viewer("Dana", "manager"), Filters(NOW))
        assert reading is not None
        rows = reading.rows(SURVEYS).sort("survey_id").select("contact_id", "started_at", "score")
        return rows.collect().rows()

    yield read
    store.close()


FIRST = ("desk:c1", datetime(2026, 3, 2, 9, tzinfo=UTC), 4.0)
UNKNOWN = ("desk:c9", datetime(2026, 3, 11, 9, tzinfo=UTC), 5.0)


@pytest.mark.parametrize("name", ["a.csv", "z.csv"], ids=["read before the calls", "read after them"])
def test_surveys_find_their_contacts_in_another_file(tmp_path: Path, refreshed: Refreshed, name: str) -> None:
    (tmp_path / "calls.csv").write_text(CALLS)
    (tmp_path / name).write_text(SURVEYED)

    assert refreshed() == [FIRST, UNKNOWN]


def test_surveys_that_come_with_a_later_refresh_find_their_contacts(
    tmp_path: Path, refreshed: Refreshed
) -> None:
    (tmp_path / "calls.csv").write_text(CALLS)
    (tmp_path / "old.csv").write_text(HEADER)
    before = refreshed()
    (tmp_path / "surveys.csv").write_text(SURVEYED)

    assert (before, refreshed()) == ([], [FIRST, UNKNOWN])


def test_a_survey_that_comes_again_moves_to_its_contact(tmp_path: Path, refreshed: Refreshed) -> None:
    (tmp_path / "old.csv").write_text("Call ID,Start\nc0,2026-03-01 09:00:00\n")
    (tmp_path / "surveys.csv").write_text(SURVEYED)
    before = refreshed()
    (tmp_path / "calls.csv").write_text(CALLS)
    (tmp_path / "surveys.csv").write_text(SURVEYED + "s3,,2026-03-12 09:00:00,1\n")

    assert before == [("desk:c1", datetime(2026, 3, 10, 9, tzinfo=UTC), 4.0), UNKNOWN]
    assert refreshed()[:2] == [FIRST, UNKNOWN]
