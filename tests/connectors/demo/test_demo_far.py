"""Weeks fetched at once: shown in two parts, simulated by other processes, and the same rows all the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from connectors.demo.simulation import simulation
from scheduler.refresh import Report, refresh
from store import publish
from store.opened import Store, open_store
from store.schema import TABLES
from store.status import recent_runs
from tests.connectors.demo.centre import END, KEYS, START, demo, merged, settings, weeks
from tests.connectors.fetched import Fetched, fetch

SEEN = {"contacts", "legs", "agent_states", "agents"}
NEAR = timedelta(days=10)


@pytest.fixture(scope="module")
def whole() -> Fetched:
    """Three weeks in one fetch that nobody made before."""
    simulation.cache_clear()
    return fetch(demo(), until=END)


def stored(store: Store, name: str) -> pl.DataFrame:
    rows = pl.scan_delta(store.history.open(name)).drop("ingested_at")
    return rows.sort(TABLES[name].key).collect()


def test_near_fetches_give_the_rows_of_a_far_one() -> None:
    cursor: dict[str, str] = {}
    steps: list[Fetched] = []
    until = START
    while until < END:
        until = min(until + NEAR, END)
        simulation.cache_clear()
        steps.append(fetch(demo(), cursor, until=until))
        cursor |= steps[-1].cursor
    near, far = merged(*steps), weeks(1)

    assert near.keys() == far.keys()
    assert [name for name in KEYS if not near[name].equals(far[name])] == []


def test_what_the_floor_saw_comes_first_and_whole(whole: Fetched) -> None:
    batches = whole.batches
    [n] = [n for n, batch in enumerate(batches) if batch.is_shown]
    first, rest = batches[: n + 1], batches[n + 1 :]

    assert {name for batch in first for name in batch.tables} == SEEN
    assert {name for batch in rest for name in batch.tables} == set(KEYS) - SEEN


def test_it_says_in_weeks_how_far_it_is(whole: Fetched) -> None:
    parts = [batch.part for batch in whole.batches if batch.part]

    assert parts == [(2, 3), (3, 3)] * 2


def test_the_cursor_of_the_first_part_leads_to_the_rest_again(whole: Fetched) -> None:
    [shown] = [batch for batch in whole.batches if batch.is_shown]
    simulation.cache_clear()
    again = fetch(demo(), shown.cursor, until=END)

    assert whole.cursor == again.cursor
    assert_frame_equal(again.table("surveys"), whole.table("surveys"))


@dataclass(frozen=True)
class Read:
    """A store into which three weeks were read, and the publications that were seen meanwhile."""

    store: Store
    numbers: list[int]
    reports: list[Report]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Read]:
    given = settings(tmp_path_factory.mktemp("whole"), END)
    store = open_store(given)
    numbers: list[int] = []

    def look() -> bool:
        newest = publish.newest(store.state)
        assert newest is not None
        if any(ran.ended_at is None for ran in recent_runs(store.state, "demo")):
            numbers.append(newest.id)
        return False

    yield Read(store, numbers, refresh(given, store, stop=look))
    store.close()


def test_the_first_part_is_published_before_the_rest_is_fetched(read: Read) -> None:
    assert [report.is_ok for report in read.reports] == [True, True]
    assert len(set(read.numbers)) == 2  # once nothing but empty tables, and once the first part
    assert [ran.status for ran in recent_runs(read.store.state, "demo")] == ["ok", "ok"]


@dataclass(frozen=True)
class Ended:
    """A store that was cut off between the parts and then read to its end."""

    store: Store
    seen: list[str]
    watermark: datetime | None  # as it was when it had been cut off


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ended]:
    given = settings(tmp_path_factory.mktemp("cut"), END)
    store = open_store(given)

    def is_shown() -> bool:
        runs = recent_runs(store.state, "demo")
        return len(runs) == 2

    simulation.cache_clear()
    seen = refresh(given, store, stop=is_shown)
    watermark = publish.watermark(store.state, "demo")
    simulation.cache_clear()
    seen = [*seen, *refresh(given, store)]
    yield Ended(store, [report.outcome.status for report in seen], watermark)
    store.close()


def test_who_was_cut_off_between_the_parts_ends_where_others_end(ended: Ended, read: Read) -> None:
    assert ended.seen == ["ok", "stopped", "ok", "ok"]
    assert ended.watermark is None
    assert publish.watermark(ended.store.state, "demo") == END
    assert publish.cursor(ended.store.state, "demo") == publish.cursor(read.store.state, "demo")


@pytest.mark.parametrize("name", ["contacts", "surveys", "identities", "staffing", "agents"])
def test_who_was_cut_off_between_the_parts_ends_with_the_same(ended: Ended, read: Read, name: str) -> None:
    assert_frame_equal(stored(ended.store, name), stored(read.store, name))
    if TABLES[name].begins is None:
        assert stored(ended.store, name)["known_at"].is_null().all()  # since ever, in the second part too
