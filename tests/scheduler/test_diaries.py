"""The diary of the shipped demo: written once, as pages write, and over nothing that a person did."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from connectors.demo.day import Carry
from connectors.demo.place import Place
from scheduler.diaries import write
from scheduler.jobs import tasks
from settings import ConnectorSettings, Settings
from store import actions, audit, awards, ideas, noted, owners, process_changes, publish, recognition
from store.asked import Viewer
from store.audit import Sought
from tests.store.recognised import facts

FIRST = date(2026, 8, 24)
SEEN = datetime(2026, 11, 23, 9, tzinfo=UTC)
ME = Viewer("This computer", "manager")
SHIPPED = Settings(
    site={"timezone": "Asia/Jerusalem", "week_start": "sunday"},
    connectors=[ConnectorSettings(name="demo", kind="demo", size="small")],
)
EARLIER, NEWEST = date(2026, 11, 8), date(2026, 11, 15)
LEAD, EARLY = "Dana Pocket", datetime(2026, 9, 12, tzinfo=UTC)


@pytest.fixture
def fetched(state):
    """A state database in which the demo was fetched."""
    begun = Place("7/small/Asia/Jerusalem/True/None", FIRST, SEEN, FIRST, Carry())
    with state.writing() as connection:
        publish.remember(connection, "demo", begun.written(), None)
    return state


def written(state):
    """How much people wrote of each kind, and in the audit log."""
    lists = (actions.listed, process_changes.logged, ideas.logged)
    entries = audit.entries(state, Sought(act="changed"), 200)
    return [len(each(state, ME)) for each in lists], len(owners.owners(state, "metric")), len(entries)


def test_it_is_written_once_with_entries_in_the_audit_log_however_often_it_is_tried(fetched):
    first = write(SHIPPED, fetched, SEEN)
    before = written(fetched)
    again = write(SHIPPED, fetched, SEEN)

    assert (first, again) == (28, 0)
    assert before == written(fetched) == ([7, 3, 2], 6, 28)
    assert LEAD in {one.account for one in audit.entries(fetched, Sought())}


def test_what_lies_ahead_is_not_written_yet_and_nothing_at_all_before_a_first_fetch(state, fetched):
    assert write(SHIPPED, fetched, EARLY) == 9
    assert written(fetched) == ([0, 0, 0], 6, 9)


def test_without_a_fetch_there_is_no_diary(state):
    assert write(SHIPPED, state, SEEN) == 0


def test_two_who_write_at_once_write_it_once(fetched, monkeypatch):
    write(SHIPPED, fetched, SEEN)
    before = written(fetched)
    monkeypatch.setattr(noted, "names", lambda _state: set())  # the other has not seen it yet

    assert write(SHIPPED, fetched, SEEN) == 0
    assert written(fetched) == before


def test_an_owner_whom_a_person_named_and_an_action_that_they_ended_stay(fetched):
    owners.put(fetched, ME, "metric", "csat", "Somebody Else", SEEN)
    write(SHIPPED, fetched, datetime(2026, 10, 26, 9, tzinfo=UTC))
    letters = next(one for one in actions.listed(fetched, ME) if one.what.startswith("Complaints"))
    actions.end(fetched, ME, letters.id, "dropped", SEEN, on=date(2026, 10, 26), reason="No")

    write(SHIPPED, fetched, SEEN)

    assert owners.owners(fetched, "metric")["csat"] == "Somebody Else"
    assert actions.find(fetched, ME, letters.id).begun_on is None


def test_leads_confirm_whom_their_teams_have_drawn_but_never_themselves_and_the_newest_week_is_left(fetched):
    drawn = facts(("demo:a104", 40.0), helped=[("demo:a401", 40.0)])
    teams = {"demo:a104": "Accounts", "demo:a401": "Chat"}
    for week in (EARLIER, NEWEST):
        recognition.write(fetched, week, replace(drawn, teams=teams), SEEN)

    write(SHIPPED, fetched, SEEN)

    assert [(one.week, one.award, one.act, one.who) for one in awards.history(fetched, ME)] == [
        (NEWEST, "best", "drawn", "Moked"),
        (NEWEST, "helped", "drawn", "Moked"),
        (EARLIER, "best", "confirmed", LEAD),
        (EARLIER, "helped", "confirmed", "Ruth Beacon"),
    ]


def test_only_the_shipped_demo_has_such_a_diary(tmp_path):
    own = SHIPPED.model_copy(update={"source": tmp_path / "moked.toml"})

    assert "diaries" in {one.job for one in tasks(SHIPPED)}
    assert "diaries" not in {one.job for one in tasks(own)}
