from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.sql import Sql
from tests.connectors.connector_contract import Window, WindowContract
from tests.connectors.desk import POSTGRES, ROWS, call, desk, postgres, sqlite

BAD = call(None, "2026-03-02 09:20:00")


class TestSqlite(WindowContract):
    @pytest.fixture
    def connector(self, tmp_path: Path) -> Sql:
        return desk(sqlite(tmp_path / "calls.sqlite", *ROWS, BAD))

    @pytest.fixture
    def window(self) -> Window:
        return datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 2, 9, 10, tzinfo=UTC)

    @pytest.fixture
    def broken(self, tmp_path: Path) -> Sql:
        return desk(f"sqlite:///{tmp_path / 'absent.sqlite'}")


class TestSqliteOnALocalClock(TestSqlite):
    @pytest.fixture
    def connector(self, tmp_path: Path) -> Sql:
        return desk(sqlite(tmp_path / "calls.sqlite", *ROWS, BAD), zone="Etc/GMT", clock="site")


class TestPostgres(TestSqlite):
    @pytest.fixture
    def connector(self, postgres_url: str) -> Sql:
        return desk(postgres(postgres_url, *ROWS, BAD))

    @pytest.fixture
    def broken(self, postgres_url: str) -> Sql:
        return desk(postgres_url.replace("/test_", "/absent_"))


class TestPostgresOnALocalClock(TestPostgres):
    @pytest.fixture
    def connector(self, postgres_url: str) -> Sql:
        naive = POSTGRES.replace("TIMESTAMPTZ", "TIMESTAMP")
        return desk(postgres(postgres_url, *ROWS, BAD, table=naive), zone="Etc/GMT", clock="site")


class TestInSmallPieces(TestSqlite):
    """The same when hardly any rows may be in memory."""

    @pytest.fixture
    def connector(self, tmp_path: Path) -> Sql:
        return desk(sqlite(tmp_path / "calls.sqlite", *ROWS, BAD), batch_rows=2, arraysize=1)
