from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.files import Files
from tests.connectors.connector_contract import ConnectorContract, Window
from tests.connectors.fetched import ROWS, files, write


class TestFiles(ConnectorContract):
    @pytest.fixture
    def connector(self, tmp_path: Path) -> Files:
        write(tmp_path / "a.csv", *ROWS[:2], "c9,too,few")
        write(tmp_path / "b.csv", *ROWS[2:], "c4,not a time,sales,1,answered")
        return files(tmp_path)

    @pytest.fixture
    def window(self) -> Window:
        return datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 2, 9, 10, tzinfo=UTC)

    @pytest.fixture
    def broken(self, tmp_path: Path) -> Files:
        return files(tmp_path, path="nowhere/*.csv")


class TestFilesSeenWhole(TestFiles):
    """The same with a SELECT that needs all rows of a file at once."""

    @pytest.fixture
    def connector(self, tmp_path: Path) -> Files:
        write(tmp_path / "a.csv", *ROWS, "c9,too,few")
        contacts = """
            SELECT list(_row) AS source_row, id AS contact_id, 'voice' AS channel, 'inbound' AS direction,
                min(start) AS started_at
            FROM rows GROUP BY id ORDER BY id
        """
        return files(tmp_path, select={"contacts": contacts})
