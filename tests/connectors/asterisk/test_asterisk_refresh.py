"""A queue_log through the whole of a refresh into the store."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from scheduler.refresh import Report, refresh
from settings import Settings, load
from store.opened import Store, open_store
from store.schema import TABLES
from tests.connectors.asterisk.logs import add, connect, enter, hang_up, row, write

CONFIG = (
    'now = 2026-03-02T15:00:00+00:00\n[[connectors]]\nname = "pbx"\nkind = "asterisk"\npath = "queue_log*"\n'
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "moked.toml").write_text(CONFIG)
    return load(tmp_path / "moked.toml", tmp_path / "data")


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = open_store(settings)
    yield opened
    opened.close()


def run(settings: Settings, store: Store) -> Report:
    (report,) = refresh(settings, store)
    assert report.is_ok, report.outcome.message
    return report


def rows(store: Store, name: str, *columns: str) -> list[tuple[object, ...]]:
    stored = pl.scan_delta(store.history.open(name)).filter(pl.col("deleted_at").is_null())
    return stored.sort(TABLES[name].key).select(columns).collect().rows()


def test_a_call_over_a_rotation_is_one_contact_in_history(
    tmp_path: Path, settings: Settings, store: Store
) -> None:
    log = write(tmp_path, row(0, "NONE", "SIP/1", "ADDMEMBER"), enter(1), connect(10.5), "rubbish")
    first, idle = run(settings, store).outcome, run(settings, store).outcome
    log.rename(tmp_path / "queue_log.1")
    write(tmp_path, hang_up(70), enter(80, "c2"), "rubbish")

    second = run(settings, store).outcome

    assert (first.read, first.loaded, idle.read, idle.written, second.read) == (4, 3, 0, 0, 3)
    assert rows(store, "legs", "contact_id", "outcome", "wait_ms", "talk_ms") == [
        ("pbx:c1", "answered", 9_500, 59_500),
        ("pbx:c2", "waiting", None, None),
    ]
    assert rows(store, "agent_states", "state", "ended_at") == [
        ("available", datetime(2026, 3, 2, 12, 0, 10, 500_000, UTC)),
        ("on_contact", datetime(2026, 3, 2, 12, 1, 10, tzinfo=UTC)),
        ("available", None),
    ]
    assert [row[1] for row in rows(store, "quarantine", "where_from", "row_no")] == [4, 3]


def test_reading_everything_again_changes_nothing(tmp_path: Path, settings: Settings, store: Store) -> None:
    log = write(tmp_path, enter(1), connect(10.5))
    run(settings, store)
    add(log, hang_up(70), "rubbish")
    run(settings, store)
    with store.state.writing() as connection:
        connection.exec_driver_sql("DELETE FROM cursors")

    again = run(settings, store).outcome

    assert (again.read, again.written) == (4, 0)
