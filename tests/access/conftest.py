"""The small centre of tests/access/planted.py, served as a proxy would reach it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.access.planted import CAST, planted, text
from tests.apart import awaited
from tests.browser.conftest import Ports, Server
from tests.browser.signing import served
from tests.wire import line, menu


@pytest.fixture(scope="session")
def ports(new_port) -> Ports:
    return Ports(new_port)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the app is served from."""
    made: Path = tmp_path_factory.mktemp("moked")
    shutil.copytree(planted(), made / "data")
    return made


@pytest.fixture(scope="session")
def moked(root: Path, ports: Ports, folder: Path) -> Iterator[Server]:
    """The app, started once for the files of a process."""
    port = ports.take()
    server = served(root, port, folder, text(port))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def scripts(moked: Server) -> dict[str, str]:
    """The script of every page there is, as an admin's menu names it: what anybody may come to know."""

    async def asked() -> dict[str, str]:
        async with line(moked.url, CAST["admin"]) as told:
            return menu(await told.run())

    return awaited(asked())
