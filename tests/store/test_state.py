import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, insert, select, text

from store import audit
from store.access_models import Audit
from store.asked import Viewer
from store.engine import engine
from store.models import Base, Heartbeat, Request
from store.opened import Store
from store.state import HEAD, State, StateError, _migrate
from store.status import ask, asked

pytestmark = pytest.mark.both_databases

MIGRATIONS = Path(__file__).parents[2] / "store" / "migrations"

BEAT = {"process": "scheduler", "worker": "w"}
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
ASKED: dict[str, Any] = {"kind": "refresh", "asked_by": "the manager", "asked_at": NOON}


def test_these_tests_run_on_the_database_that_they_name(state: State, store: Store, database: str) -> None:
    assert state.engine.dialect.name == store.state.engine.dialect.name == database


def test_an_instant_comes_back_aware_and_in_utc(state: State) -> None:
    at = datetime.fromisoformat("1999-02-10T10:00:00+02:00")

    with state.writing() as connection:
        connection.execute(insert(Heartbeat).values(at=at, **BEAT))
    with state.reading() as connection:
        back = connection.execute(select(Heartbeat.at)).scalar_one()

    assert (back, back.tzinfo) == (at, UTC)


def test_a_naive_instant_is_refused(state: State) -> None:
    with pytest.raises(Exception, match="needs its time zone"), state.writing() as connection:
        connection.execute(insert(Heartbeat).values(at=datetime(1999, 1, 1), **BEAT))  # noqa: DTZ001


def test_a_failed_transaction_leaves_nothing(state: State) -> None:
    def fail() -> None:
        with state.writing() as connection:
            connection.execute(insert(Heartbeat).values(at=datetime.now(UTC), **BEAT))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    with state.reading() as connection:
        assert connection.execute(select(Heartbeat.at)).all() == []


def test_two_writers_wait_for_each_other(state: State) -> None:
    """A deferred transaction that turned into a writer would fail at once with "database is locked"."""

    def count_up() -> None:
        for _ in range(20):
            with state.writing() as connection:
                seen = connection.execute(select(func.max(Request.id))).scalar_one() or 0
                connection.execute(insert(Request).values(id=seen + 1, **ASKED))

    threads = [threading.Thread(target=count_up) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with state.reading() as connection:
        assert connection.execute(select(func.max(Request.id))).scalar_one() == 60


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, database: str, tmp_path: Path) -> str:
    """The address of a state database that nobody has opened yet."""
    address = {"sqlite": lambda: f"sqlite:///{tmp_path / 'state.sqlite'}"}
    return address.get(database, lambda: request.getfixturevalue("postgres_url"))()


def test_the_migrations_lead_to_the_models(empty_url: str) -> None:
    opened = engine(empty_url)
    with opened.connect() as raw:
        connection = raw.execution_options(moked_writes=True, moked_migrates=True)
        with connection.begin():
            _migrate(connection)

    with opened.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    opened.dispose()


def test_entries_stay_with_what_they_are_about_when_subjects_are_told_apart_by_kind(empty_url: str) -> None:
    opened = engine(empty_url)
    with opened.connect() as raw, raw.begin():
        _migrate(raw, "0014")
        raw.execute(text("INSERT INTO audit_subjects VALUES ('t', 'customer', 'Cards')"))
        entry = {"at": NOON, "account": "dana", "role": "lead", "act": "saw", "token": "t"}
        raw.execute(insert(Audit).values(entry))
    opened.dispose()

    state = State(empty_url)
    audit.note(state, Viewer("Dana", "lead"), "changed", NOON, audit.About("queue", "Cards"))
    found = [one.about for one in audit.entries(state, audit.Sought())]
    state.close()

    assert found == [audit.About("queue", "Cards"), audit.About("customer", "Cards")]


def test_a_new_database_is_as_the_migrations_leave_it(state: State) -> None:
    with state.reading() as connection:
        context = MigrationContext.configure(connection)

        assert compare_metadata(context, Base.metadata) == []
        assert context.get_current_revision() == HEAD == ScriptDirectory(MIGRATIONS).get_current_head()


def test_processes_that_start_at_once_migrate_once(empty_url: str) -> None:
    script = f"from store.state import State; State({empty_url!r}).close()"
    both = [subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.PIPE) for _ in range(2)]

    errors = [process.communicate(timeout=60)[1] for process in both]

    assert errors == [b"", b""]


def test_a_byte_of_zero_is_left_out(state: State) -> None:
    number = ask(state, "refresh", "ba\0nk", "the manager", NOON)

    found = asked(state, number)
    assert found is not None
    assert found.argument == "bank"


def test_what_reads_sees_one_moment(state: State) -> None:
    with state.reading() as connection:
        before = connection.execute(select(func.count()).select_from(Request)).scalar_one()
        ask(state, "refresh", None, "the manager", NOON)
        after = connection.execute(select(func.count()).select_from(Request)).scalar_one()

    assert (before, after) == (0, 0)


def test_a_database_of_a_newer_moked_is_said(state: State, state_url: str) -> None:
    with state.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(StateError, match="was written by a newer Moked"):
        State(state_url)
