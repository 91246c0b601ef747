"""A store in a temporary folder."""

import shutil
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


def written(folder: Path) -> Settings:
    config = folder / "moked.toml"
    config.write_text(f'[site]\ntimezone = "{ZONE}"\nweek_start = "sunday"\n[access]\nsmallest_group = 1\n')
    return load(config, folder / "data")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return written(tmp_path)


@pytest.fixture(scope="session")
def empty_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose stores are empty, to copy, or its history alone: quicker than to begin each."""
    folder = tmp_path_factory.mktemp("empty")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("MOKED_STATE_URL", raising=False)
        opened = open_store(written(folder))
    begin(opened, NOON)
    opened.close()
    return folder / "data"


@pytest.fixture
def store(settings: Settings, empty_data: Path, database: str) -> Iterator[Store]:
    held = "." if database == "sqlite" else "history"
    shutil.copytree(empty_data / held, settings.data / held)
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
