"""How far a long run is, and a source that tells of this moment once it has been read."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import polars as pl
import pytest

from connectors.base import Batch, Live
from scheduler.jobs import refresh_source
from scheduler.live import keep_telling, tellers
from scheduler.refresh import refresh
from scheduler.work import Work
from settings import Settings, load
from store import publish
from store.live import read_now
from store.opened import Store, open_store
from store.schema import VISITS_NOW
from store.status import recent_runs, source

CONFIG = """now = 2026-04-02T12:00:00Z
[site]
timezone = "Asia/Jerusalem"
[[connectors]]
name = "demo"
kind = "demo"
size = "small"
start = 2026-03-31T00:00:00+03:00
"""
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


class Parts:
    """A source that comes in parts, or all at once."""

    name, kind, by_window = "demo", "demo", False

    def __init__(self, *parts: tuple[int, int] | None) -> None:
        self.parts = parts

    def check(self) -> list[str]:
        return []

    def fetch(self, *_asked: object) -> Iterator[Batch]:
        yield from (Batch(part=part) for part in self.parts)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "moked.toml").write_text(CONFIG)
    return load(tmp_path / "moked.toml", tmp_path / "data")


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = open_store(settings)
    yield opened
    opened.close()


def told(settings: Settings, store: Store, source: Parts, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """How far the run was said to be after each batch; what is done after a run is not looked at."""
    monkeypatch.setattr("scheduler.refresh.connect", lambda *_given: source)
    seen: list[object] = []

    def look() -> bool:
        seen.extend(ran.part for ran in recent_runs(store.state, "demo") if ran.ended_at is None)
        return False

    refresh(settings, store, stop=look)
    return seen


@pytest.mark.both_databases
def test_a_run_says_how_far_it_is(settings: Settings, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = told(settings, store, Parts((1, 3), (2, 3), (3, 3), None), monkeypatch)

    assert seen == [(1, 3), (2, 3), (3, 3), (3, 3)]


def test_a_source_without_parts_says_nothing_of_them(
    settings: Settings, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = told(settings, store, Parts(None, None), monkeypatch)

    assert seen == [None, None]


class Quiet(Parts):
    """A source that tells of this moment once it has a cursor, and remembers the one it began with."""

    def __init__(self) -> None:
        super().__init__()
        self.began_with: dict[str, str] | None = None

    def live(self, _since: datetime, now: datetime, cursor: dict[str, str]) -> Live:
        if self.began_with is None:
            self.began_with = dict(cursor)
        rows = [{"contact_id": "demo:1", "leg_no": 1, "outcome": "waiting"}] if self.began_with else []
        return Live(now, pl.DataFrame(rows, schema=VISITS_NOW))


def test_a_source_tells_as_soon_as_it_has_been_read_once(
    settings: Settings, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.live.connect", lambda *_given: Quiet())
    work = Work(settings, store, lambda: NOW, lambda: False)
    publish.connected_at(store.state, "demo", NOW)
    [teller] = tellers(work)
    teller.tell()
    before, was_early = read_now(store.state).visits.height, teller.is_early
    with store.state.writing() as connection:
        publish.remember(connection, "demo", {"place": "here"}, NOW)
    teller.tell()

    assert (before, was_early) == (0, True)
    assert (read_now(store.state).visits.height, teller.is_early) == (1, False)


def test_before_that_it_is_looked_for_each_second(
    settings: Settings, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.live.connect", lambda *_given: Quiet())
    publish.connected_at(store.state, "demo", NOW)
    waits: list[float] = []

    def wait(seconds: float) -> bool:
        waits.append(seconds)
        with store.state.writing() as connection:
            publish.remember(connection, "demo", {"place": "here"}, NOW)
        return len(waits) == 2

    keep_telling(Work(settings, store, lambda: NOW, lambda: False), Event(), wait)

    assert waits == [1, 5]


def test_the_demo_tells_of_this_moment_after_its_first_refresh(settings: Settings, store: Store) -> None:
    [teller] = tellers(Work(settings, store, lambda: NOW + timedelta(seconds=1), lambda: False))
    teller.tell()
    refresh(settings, store)
    teller.tell()

    assert read_now(store.state).agents.height == 18


class Broken(Parts):
    """A source whose first part is shown and whose second one fails."""

    def fetch(self, *_asked: object) -> Iterator[Batch]:
        yield Batch(cursor={"first": "here"}, is_shown=True)
        raise RuntimeError("no second part")


def test_a_source_that_fails_after_what_is_shown_counts_its_failures(
    settings: Settings, store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("scheduler.refresh.connect", lambda *_given: Broken())
    work = Work(settings, store, lambda: NOW, lambda: False)
    with caplog.at_level("WARNING", "scheduler.jobs"):
        for _time in range(3):
            refresh_source(work, "demo")

    assert source(store.state, "demo").failures == 3
    assert publish.cursor(store.state, "demo") == {"first": "here"}
    told = [record.getMessage() for record in caplog.records if record.name == "scheduler.jobs"]
    assert [words.split(" (")[0] for words in told] == ["demo cannot be read"]
