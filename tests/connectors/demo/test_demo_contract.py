from datetime import UTC, datetime, timedelta
from pathlib import Path
from pkgutil import resolve_name

import pytest

from connectors import CONNECTORS
from connectors.base import LiveConnector
from connectors.demo import Demo
from tests.connectors.connector_contract import ConnectorContract, Window
from tests.connectors.fetched import NOON, fetch

START = datetime(2026, 2, 26, tzinfo=UTC)


def demo(**given: object) -> Demo:
    return Demo("demo", {"size": "small", "start": START} | given, "Asia/Jerusalem", Path())


class TestDemo(ConnectorContract):
    @pytest.fixture
    def connector(self) -> Demo:
        return demo()

    @pytest.fixture
    def window(self) -> Window:
        starts = fetch(demo()).table("contacts")["started_at"]
        return starts.min(), starts.max()

    @pytest.fixture
    def broken(self) -> Demo:
        return demo(start=NOON + timedelta(days=2))


def test_it_is_a_kind_of_source_that_tells_of_this_moment() -> None:
    assert resolve_name(CONNECTORS["demo"]) is Demo
    assert isinstance(demo(), LiveConnector)
