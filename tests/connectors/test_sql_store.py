"""What an `sql` source leaves in the stores."""

import gc
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import create_engine, text

from scheduler.refresh import Report, refresh
from settings import Settings, load
from store.opened import Store, open_store
from tests.connectors.desk import CONTACTS, LEGS, ROWS, call, postgres
from tests.postgres import Server

BAD = call(None, "2026-03-02 09:20:00")
CONFIG = """
now = 2026-03-02T12:00:00Z
[[connectors]]
name = "desk"
kind = "sql"
url = "${{DESK_URL}}"
batch_rows = {rows}
open_days = 11
[connectors.select]
contacts = \"\"\"{contacts}\"\"\"
legs = \"\"\"{legs}\"\"\"
"""


@pytest.fixture
def url(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DESK_URL", postgres_url)
    return postgres(postgres_url, *ROWS, BAD, call(8, "2026-02-20 09:00:00"))


@pytest.fixture
def folder(url: str, tmp_path: Path) -> Path:
    configure(tmp_path)
    return tmp_path


def configure(folder: Path, contacts: str = CONTACTS, rows: int = 3) -> None:
    (folder / "moked.toml").write_text(CONFIG.format(contacts=contacts, legs=LEGS, rows=rows))


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    opened = open_store(settings(folder))
    yield opened
    opened.close()


def settings(folder: Path) -> Settings:
    return load(folder / "moked.toml", folder / "data")


def run(folder: Path, store: Store) -> Report:
    (report,) = refresh(settings(folder), store)
    return report


def stored(store: Store, table: str, column: str) -> list[object]:
    rows = pl.scan_delta(store.history.open(table)).filter(pl.col("deleted_at").is_null())
    return rows.select(column).collect()[column].sort().to_list()


def own(url: str, statement: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_fetching_twice_writes_nothing(folder: Path, store: Store) -> None:
    first, second = run(folder, store), run(folder, store)

    assert (first.outcome.read, first.outcome.loaded, first.outcome.written) == (10, 8, 10)
    assert (second.is_ok, second.outcome.read, second.outcome.written) == (True, 8, 0)


def test_a_mended_row_is_set_aside_no_longer(folder: Path, store: Store, url: str) -> None:
    run(folder, store)
    before = stored(store, "quarantine", "where_from")
    own(url, "UPDATE calls SET id = 4 WHERE id IS NULL")
    run(folder, store)

    assert before == ["contacts 2026-03-02", "legs 2026-03-02"]
    assert stored(store, "quarantine", "where_from") == []
    assert stored(store, "contacts", "contact_id") == ["desk:1", "desk:2", "desk:3", "desk:4", "desk:8"]


def test_other_selects_withdraw_what_they_no_longer_make(folder: Path, store: Store, url: str) -> None:
    run(folder, store)
    own(url, "DELETE FROM calls WHERE id = 8")  # the database forgets what is old
    configure(folder, CONTACTS.replace("SELECT", "SELECT CASE WHEN id = 3 THEN 'test' END AS excluded_by,"))
    report = run(folder, store)

    assert report.outcome.excluded == {"test": 2}
    assert stored(store, "contacts", "contact_id") == ["desk:1", "desk:2", "desk:3", "desk:8"]


# SQLAlchemy throws the cursor of a lost connection away, which psycopg then complains of.
@pytest.mark.filterwarnings("ignore:<psycopg.ServerCursor:ResourceWarning")
def test_a_connection_lost_half_way_leaves_what_was(
    folder: Path, store: Store, url: str, postgres: Server
) -> None:
    run(folder, store)
    own(url, "INSERT INTO calls VALUES (9, '2026-03-02 11:00Z', NULL, 'sales', 1, 'answered')")
    own(url, "ALTER TABLE calls RENAME TO kept")
    dying = "CASE WHEN id = 2 THEN pg_terminate_backend(pg_backend_pid()) END"
    own(url, f"CREATE VIEW calls AS SELECT kept.* FROM kept WHERE ({dying}) IS NOT TRUE")
    lost = run(folder, store)
    gc.collect()
    during = stored(store, "contacts", "contact_id")
    own(url, "DROP VIEW calls")
    own(url, "ALTER TABLE kept RENAME TO calls")
    run(folder, store)

    assert (lost.outcome.status, "does not answer" in str(lost.outcome.message)) == ("failed", True)
    assert during == ["desk:1", "desk:2", "desk:3", "desk:8"]
    assert stored(store, "contacts", "contact_id") == [*during, "desk:9"]
