import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.postgres import Server, databases

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The tree under test."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real data beside the project."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the real data beside the project is absent")
    return folder


@pytest.fixture(scope="session")
def in_ci() -> bool:
    """Whether a missing tool is a failure rather than a skip."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def free_port() -> int:
    """A port on the loopback address that nobody listens on."""
    return unused_port()


@pytest.fixture(scope="session")
def new_port() -> Callable[[], int]:
    """Find another such port at every call."""
    return unused_port


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server; it takes some seconds to start, once."""
    with databases() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: Server) -> Iterator[str]:
    """The address of an empty PostgreSQL database, for SQLAlchemy."""
    name = postgres.create()
    yield postgres.url(name)
    postgres.drop(name)
