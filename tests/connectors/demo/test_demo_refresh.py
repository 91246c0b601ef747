"""The demo through the whole of a refresh into the store."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from connectors.demo.cuts import Tables
from scheduler.refresh import refresh
from store.opened import Store, open_store
from store.schema import TABLES
from tests.connectors.demo.centre import START, demo, merged, settings
from tests.connectors.fetched import fetch

FIRST, LATER = START + timedelta(days=1, hours=9), START + timedelta(days=2, hours=10)


@dataclass
class Desk:
    """A data folder whose clock can be set."""

    folder: Path
    store: Store

    def refresh(self, now: datetime) -> None:
        (report,) = refresh(settings(self.folder, now), self.store)
        assert report.is_ok, report.outcome.message

    def stored(self, name: str, *columns: str) -> pl.DataFrame:
        rows = pl.scan_delta(self.store.history.open(name)).filter(pl.col("deleted_at").is_null())
        return rows.sort(TABLES[name].key).select(columns).collect()


@dataclass(frozen=True)
class Stepped:
    """A desk after three refreshes, and what stood of its contacts after the first."""

    desk: Desk
    first: pl.DataFrame


@pytest.fixture(scope="module")
def stepped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stepped]:
    folder = tmp_path_factory.mktemp("desk")
    store = open_store(settings(folder, FIRST))
    desk = Desk(folder, store)
    desk.refresh(FIRST)
    first = desk.stored("contacts", "started_at", "known_at")
    for now in (FIRST + timedelta(minutes=5), LATER):
        desk.refresh(now)
    yield Stepped(desk, first)
    store.close()


@pytest.fixture(scope="module")
def whole() -> Tables:
    """What one fetch brings."""
    return merged(fetch(demo(), until=LATER))


@pytest.mark.parametrize("table", ["contacts", "legs", "agent_states", "agents"])
def test_refreshes_by_steps_store_what_one_fetch_brings(stepped: Stepped, whole: Tables, table: str) -> None:
    rows = whole[table].drop("version")

    assert_frame_equal(stepped.desk.stored(table, *rows.columns), rows)


def test_what_is_stored_is_known_when_it_happened_or_at_the_connection(stepped: Stepped) -> None:
    known = stepped.first

    assert known.filter(pl.col("known_at") < pl.col("started_at")).is_empty()
    assert known["known_at"].min() < datetime(2026, 3, 16, tzinfo=UTC)
