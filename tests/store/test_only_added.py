"""The audit log refuses every change in the database itself."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, text, update
from sqlalchemy.exc import IntegrityError

from store.access_models import Audit, AuditSubject
from store.asked import Viewer
from store.audit import About, Sought, entries, note, trim
from store.engine import engine
from store.only_added import opened
from store.state import State, _migrate

NOON = datetime(2026, 3, 4, 12, 10, tzinfo=UTC)
DANA = Viewer("Dana", "manager", account="dana@example.com")
BOTH = pytest.mark.both_databases
SAID = "only added"


@pytest.fixture
def noted(state: State) -> State:
    """A log with one entry."""
    note(state, DANA, "saw", NOON, About("customer", "c17"))
    return state


def left(state: State) -> list[tuple[str, str, str]]:
    return [(each.account, each.act, each.about.subject) for each in entries(state, Sought()) if each.about]


CHANGES = [
    update(Audit).values(account="eli@example.com"),
    update(Audit.__table__).values(detail="nothing"),
    update(Audit).values(token=None),
    text("UPDATE audit SET at = at"),
    delete(Audit),
    text("DELETE FROM audit WHERE id > 0"),
    update(AuditSubject).values(subject="c18"),
    delete(AuditSubject),
]
NAMES = [
    *("by whom", "a detail", "about whom", "when", "taken away", "taken away by text"),
    *("another customer", "no customer"),
]


@BOTH
@pytest.mark.parametrize("change", CHANGES, ids=NAMES)
def test_no_entry_is_changed_or_taken_away(noted, change):
    with pytest.raises(IntegrityError, match=SAID), noted.writing() as connection:
        connection.execute(change)

    assert left(noted) == [("dana@example.com", "saw", "c17")]


def test_no_entry_is_written_over(noted):
    anew = (
        "INSERT OR REPLACE INTO audit (id, at, account, role, act) SELECT id, at, 'eli', role, act FROM audit"
    )
    with pytest.raises(IntegrityError, match=SAID), noted.writing() as connection:
        connection.execute(text(anew))

    assert left(noted) == [("dana@example.com", "saw", "c17")]


@BOTH
def test_not_even_who_forgets_changes_who_did_what_and_when(noted):
    with (
        pytest.raises(IntegrityError, match=SAID),
        noted.writing() as connection,
        opened(connection, "a test"),
    ):
        connection.execute(update(Audit).values(account="eli@example.com"))

    assert left(noted) == [("dana@example.com", "saw", "c17")]


@BOTH
def test_what_may_take_entries_away_leaves_nothing_open(noted):
    trim(noted, NOON - timedelta(days=1))

    with pytest.raises(IntegrityError, match=SAID), noted.writing() as connection:
        connection.execute(delete(Audit))


def rules(connection: Connection) -> list[str]:
    """The rules that a database has."""
    asked = {
        "sqlite": "SELECT sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
        "postgresql": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname",
    }
    return list(connection.execute(text(asked[connection.dialect.name])).scalars())


@pytest.fixture
def older_url(request: pytest.FixtureRequest, database: str, tmp_path: Path) -> str:
    """The address of an empty state database beside `state`."""
    address = {"sqlite": lambda: f"sqlite:///{tmp_path / 'older.sqlite'}"}
    return address.get(database, lambda: request.getfixturevalue("postgres_url"))()


@BOTH
def test_a_database_that_was_brought_up_to_date_has_the_rules_of_a_new_one(state, older_url):
    older = engine(older_url)
    with older.connect() as raw:
        connection = raw.execution_options(moked_writes=True, moked_migrates=True)
        with connection.begin():
            _migrate(connection)

    with older.connect() as migrated, state.reading() as made:
        found = rules(migrated)

        assert len(found) >= 5
        assert found == rules(made)
    older.dispose()
