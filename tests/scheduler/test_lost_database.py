"""The state database goes away in the middle of a refresh: nothing is shown by halves and nothing lost."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scheduler.refresh import refresh
from settings import Settings, load
from store import publish
from store.locks import Lock
from store.opened import Store, open_store
from store.publish import Outcome
from store.status import recent_runs
from tests import bank
from tests.postgres import Server

pytestmark = pytest.mark.postgresql


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    bank.write(tmp_path / "calls" / "february.txt", bank.call(1))
    return load(bank.config(tmp_path), tmp_path / "data")


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = open_store(settings)
    refresh(settings, opened)
    bank.write(settings.folder / "calls" / "march.txt", bank.call(2), bank.call(3))
    yield opened
    opened.close()


@pytest.fixture
def elsewhere(store: Store, tmp_path: Path) -> Iterator[Lock]:
    """The writer's lock as another machine takes it."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    lock = Lock(store.state, folder, "writer")
    yield lock
    lock.release()


def interrupted(settings: Settings, store: Store, happens: Callable[[], object]) -> Outcome:
    """Refresh; when the first batch is merged, something happens."""
    (report,) = refresh(settings, store, stop=Once(happens))
    return report.outcome


class Once:
    """A wish to stop that never comes, and what happens at the second question: within the refresh."""

    def __init__(self, happens: Callable[[], object]) -> None:
        self._happens = happens
        self._asked = 0

    def __call__(self) -> bool:
        self._asked += 1
        if self._asked == 2:
            self._happens()
        return False


def contacts(store: Store) -> int:
    published = publish.newest(store.state)
    assert published is not None
    return store.history.open("contacts", published.versions["contacts"]).to_pyarrow_table().num_rows


def cut(store: Store, postgres: Server) -> None:
    postgres.cut(str(store.state.url.database))


def test_sessions_that_end_while_nobody_takes_over_cost_nothing(
    settings: Settings, store: Store, postgres: Server
) -> None:
    outcome = interrupted(settings, store, lambda: cut(store, postgres))

    assert outcome.status == "ok"
    assert contacts(store) == 3


def test_a_refresh_whose_lock_another_machine_has_taken_writes_and_shows_nothing_more(
    settings: Settings, store: Store, postgres: Server, elsewhere: Lock
) -> None:
    bank.write(settings.folder / "calls" / "third.txt", bank.call(4))
    before, found = publish.newest(store.state), []

    def take_over() -> None:
        cut(store, postgres)
        assert elsewhere.acquire(5)
        found.append(store.history.versions())

    outcome = interrupted(settings, store, take_over)

    assert outcome.status == "failed"
    assert outcome.message == (
        "The connection to the state database was lost, and the lock with it."
        " Nothing of this refresh was shown and nothing is lost."
    )
    assert publish.newest(store.state) == before
    assert found == [store.history.versions()]
    elsewhere.release()
    (report,) = refresh(settings, store)
    assert report.is_ok
    assert contacts(store) == 4
    assert [one.status for one in recent_runs(store.state, "bank")] == ["ok", "killed", "ok"]


def test_a_database_that_is_away_when_a_refresh_ends(
    settings: Settings, store: Store, postgres: Server
) -> None:
    name = str(store.state.url.database)

    outcome = interrupted(settings, store, lambda: postgres.take_away(name))
    postgres.bring_back(name)

    assert outcome.status == "failed"
    assert "failed: " in str(outcome.message)
    assert "hidden" not in str(outcome.message)
    assert str(outcome.message).endswith("Nothing of this refresh was shown and nothing is lost.")
    assert contacts(store) == 1
    (report,) = refresh(settings, store)
    assert report.is_ok
    assert contacts(store) == 3
