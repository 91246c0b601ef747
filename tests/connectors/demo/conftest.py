import pytest

from connectors.demo.cuts import Tables
from tests.connectors.demo.centre import SEEDS, weeks


@pytest.fixture(scope="session", params=SEEDS, ids=lambda seed: f"seed {seed}")
def built(request: pytest.FixtureRequest) -> Tables:
    """Three weeks of a small centre."""
    return weeks(request.param)
