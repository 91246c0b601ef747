import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, select, text

from store.models import Base, Heartbeat
from store.state import State, StateError

BEAT = {"process": "scheduler", "worker": "w"}


@pytest.fixture
def state(tmp_path: Path) -> State:
    return State(f"sqlite:///{tmp_path / 'state.sqlite'}")


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
                seen = int(connection.execute(text("SELECT coalesce(max(id), 0) FROM requests")).scalar_one())
                connection.execute(
                    text("INSERT INTO requests (id, kind, asked_by, asked_at) VALUES (:id, 'k', 'p', 0)"),
                    {"id": seen + 1},
                )

    threads = [threading.Thread(target=count_up) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with state.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM requests")).scalar_one() == 60


def test_the_migrations_lead_to_the_models(state: State) -> None:
    with state.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_two_processes_that_start_at_once_migrate_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'state.sqlite'}"
    script = f"from store.state import State; State({url!r})"
    both = [subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.PIPE) for _ in range(2)]

    errors = [process.communicate(timeout=60)[1] for process in both]

    assert errors == [b"", b""]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("foo", "state_url is not the URL of a database; one is sqlite:///state.sqlite."),
        ("oracel://u:secret@host/db", "state_url is not the URL of a database"),
        ("mysql://u:secret@host/db", "state_url needs the database driver MySQLdb, which is not installed."),
    ],
    ids=["no URL", "no such database", "no driver"],
)
def test_a_url_that_cannot_be_used_is_said_without_its_secrets(url: str, said: str) -> None:
    with pytest.raises(StateError) as refused:
        State(url)

    assert str(refused.value).startswith(said)
    assert "secret" not in str(refused.value)


def test_a_database_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    with pytest.raises(StateError, match="The state database sqlite:.* cannot be opened: unable to open"):
        State(f"sqlite:///{tmp_path / 'nowhere' / 'state.sqlite'}")
