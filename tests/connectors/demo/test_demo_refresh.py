"""The demo through the whole of a refresh into the store."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

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


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = open_store(settings(tmp_path, FIRST))
    yield Desk(tmp_path, store)
    store.close()


@pytest.mark.parametrize("table", ["contacts", "legs", "agent_states", "agents"])
def test_refreshes_by_steps_store_what_one_fetch_brings(desk: Desk, table: str) -> None:
    for now in (FIRST, FIRST + timedelta(minutes=5), LATER):
        desk.refresh(now)
    whole = merged(fetch(demo(), until=LATER))[table].drop("version")

    assert_frame_equal(desk.stored(table, *whole.columns), whole)


def test_what_is_stored_is_known_when_it_happened_or_at_the_connection(desk: Desk) -> None:
    desk.refresh(FIRST)
    known = desk.stored("contacts", "started_at", "known_at")

    assert known.filter(pl.col("known_at") < pl.col("started_at")).is_empty()
    assert known["known_at"].min() < datetime(2026, 3, 16, tzinfo=UTC)
