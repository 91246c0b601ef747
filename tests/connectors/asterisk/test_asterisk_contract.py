from datetime import timedelta
from pathlib import Path
from pkgutil import resolve_name

import pytest

from connectors import CONNECTORS
from connectors.asterisk import Asterisk
from connectors.base import LiveConnector
from tests.connectors.asterisk.logs import NOON, asterisk, connect, enter, hang_up, row, write
from tests.connectors.asterisk.tables import export, table
from tests.connectors.connector_contract import ConnectorContract, Window

LINES = (
    row(-9, "NONE", "SIP/1", "ADDMEMBER"),
    enter(0, "c1"),
    connect(10, "c1"),
    enter(30, "c2"),
    row(40, "c2", "NONE", "ABANDON", 1, 1, 10),
    hang_up(70, "c1"),
    row(71, "NONE", "NONE", "CONFIGRELOAD"),
    row(72, "c1", "NONE", "ABANDON", 1, 1, 10),
    enter(80, "c3"),
)


class TestAsterisk(ConnectorContract):
    @pytest.fixture
    def connector(self, tmp_path: Path) -> Asterisk:
        write(tmp_path, *LINES)
        return asterisk(tmp_path)

    @pytest.fixture
    def window(self) -> Window:
        return NOON, NOON + timedelta(seconds=80)

    @pytest.fixture
    def broken(self, tmp_path: Path) -> Asterisk:
        return asterisk(tmp_path, path="nowhere/queue_log")


class TestAsteriskExport(TestAsterisk):
    """The same from an export of the table."""

    @pytest.fixture
    def connector(self, tmp_path: Path) -> Asterisk:
        export(tmp_path, *LINES, zone="Europe/Berlin")
        return asterisk(tmp_path, zone="Europe/Berlin")


class TestAsteriskTable(TestAsterisk):
    """The same from the table itself."""

    @pytest.fixture
    def connector(self, tmp_path: Path) -> Asterisk:
        return asterisk(tmp_path, url=table(tmp_path, *LINES))

    @pytest.fixture
    def broken(self, tmp_path: Path) -> Asterisk:
        return asterisk(tmp_path, url=f"sqlite:///{tmp_path}/nowhere.sqlite")


def test_it_is_a_kind_of_source_that_tells_of_this_moment(tmp_path: Path) -> None:
    assert resolve_name(CONNECTORS["asterisk"]) is Asterisk
    assert isinstance(asterisk(tmp_path), LiveConnector)
