import gc
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

import tests.one_thread  # noqa: F401

# isort: split
from store import engine
from store.state import State
from tests import once
from tests.postgres import Server, databases

ROOT = Path(__file__).resolve().parents[1]
settings.register_profile("moked", deadline=None, derandomize=True, database=None)
settings.load_profile("moked")  # no clock judges a test, and each run tries the same
FIRST = (
    "browser/test_pages.py",
    "scheduler/test_processes.py",
    "browser/test_demo.py",
    "scheduler/test_kills.py",
    "browser/test_live_page.py",
    "scheduler/test_leaders.py",
    "browser/test_sign_in.py",
    "browser/test_front_door.py",
    "scheduler/test_lost_database.py",
    "browser/test_behind.py",
    "test_run.py",
    "browser/test_menu.py",
    "ui/test_behind.py",
    "ui/test_behind_answers.py",
    "ui/test_promises_page.py",
    "ui/test_voices_page.py",
    "browser/test_customer.py",
    "connectors/demo/test_demo_far.py",
)
gc.disable()  # until all tests are collected: their hundred thousands of objects stay, and each look costs
DATABASES = {"both_databases": ["sqlite", "postgresql"], "postgresql": ["postgresql"]}


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


@pytest.fixture(scope="session")
def migrated(postgres: Server) -> str:
    """The name of a state database at its newest shape, to copy: quicker than to migrate each."""
    name = postgres.create()
    State(postgres.url(name)).close()
    return name


@pytest.fixture(scope="session")
def no_settings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A settings file that connects nothing."""
    path = tmp_path_factory.mktemp("settings") / "moked.toml"
    path.write_text("")
    return path


@pytest.fixture(scope="session", autouse=True)
def shared_by_all(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let the processes of this run share what `once` makes."""
    own = tmp_path_factory.getbasetemp()
    once.run = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "once"


@pytest.fixture(scope="session", autouse=True)
def unhurried() -> Iterator[None]:
    """Let SQLite not wait for the disk: only a machine that fails would show it, which no test lets fail."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "SYNCHRONOUS", "OFF")
        yield


@pytest.fixture(autouse=True)
def settled(no_settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test begin the whole demo by accident: without any settings file that is what would happen."""
    monkeypatch.setenv("MOKED_CONFIG", str(no_settings))


@pytest.fixture(autouse=True)
def database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Let settings name a fresh state database; what is marked `both_databases` runs once with each."""
    monkeypatch.delenv("MOKED_STATE_URL", raising=False)
    kind: str = getattr(request, "param", "sqlite")
    if kind == "sqlite":
        yield kind
        return
    server: Server = request.getfixturevalue("postgres")
    name = server.create(request.getfixturevalue("migrated"))
    monkeypatch.setenv("MOKED_STATE_URL", server.url(name))
    yield kind
    server.drop(name)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--times", type=int, default=1, help="try so many times as many kills as CI does")


@pytest.fixture(scope="session")
def times(request: pytest.FixtureRequest) -> int:
    """How often as much as in CI is tried at random moments; benchmarks/kills.py asks for more."""
    return int(request.config.getoption("--times"))


def pytest_xdist_auto_num_workers() -> int:
    """Two more than there are cores: a test that waits for a page, a process or a disk leaves one idle."""
    return (os.cpu_count() or 1) + 2


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that none of them is still running when all others are done.

    Those of processes wait more than they work, those of the browser work more than they wait: by turns.
    """
    places = {name: n for n, name in enumerate(FIRST)}
    items.sort(key=lambda item: places.get(item.path.relative_to(ROOT / "tests").as_posix(), len(places)))


def pytest_collection_finish() -> None:
    """Let the collector of garbage never look at the tests themselves again: a third of collecting them."""
    gc.collect()
    gc.freeze()
    gc.enable()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    for marker, kinds in DATABASES.items():
        if metafunc.definition.get_closest_marker(marker):
            metafunc.parametrize("database", kinds, indirect=True)


@pytest.fixture
def state_url(tmp_path: Path) -> str:
    """The address of this test's state database."""
    return os.environ.get("MOKED_STATE_URL") or f"sqlite:///{tmp_path / 'state.sqlite'}"


@pytest.fixture
def state(state_url: str) -> Iterator[State]:
    """The state database of a test that needs nothing else."""
    opened = State(state_url)
    yield opened
    opened.close()


@pytest.fixture
def postgres_url(postgres: Server) -> Iterator[str]:
    """The address of an empty PostgreSQL database, for SQLAlchemy."""
    name = postgres.create()
    yield postgres.url(name)
    postgres.drop(name)
