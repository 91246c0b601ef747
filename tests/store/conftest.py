"""A store in a temporary folder."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from settings import Settings, load
from store.history import History
from store.ingest import begin
from store.merge import Arrival
from store.opened import Store, open_store
from tests.factories import NOON, ZONE


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    config = tmp_path / "moked.toml"
    config.write_text(f'[site]\ntimezone = "{ZONE}"\nweek_start = "sunday"\n')
    return load(config, tmp_path / "data")


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = open_store(settings)
    begin(opened, NOON)
    yield opened
    opened.close()


@pytest.fixture
def history(store: Store) -> History:
    return store.history


@pytest.fixture
def arrival() -> Arrival:
    return Arrival(now=NOON, connected_at=NOON - timedelta(days=1))
