"""The first thing that a process is ever asked for is a page, by somebody who may not see it.

Before st.navigation has run once, Streamlit's old router would still offer what lies in pages/.
"""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from door.start import DIRECT
from settings.serving import serving
from tests.access.planted import AGENTS, CAST, CLIENTS, OTHERS, TEAM, planted, text
from tests.access.test_matrix import DRAWN, SCRIPTS
from tests.apart import awaited
from tests.attached import attached, end
from tests.wire import line, menu, raw

FLAGS = ("--server.headless", "true", "--server.address", "127.0.0.1")


@pytest.fixture(scope="module")
def fresh(
    root: Path, new_port: Callable[[], int], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """Of each page the address of a process that nobody has asked for anything yet."""
    folder = tmp_path_factory.mktemp("fresh")
    shutil.copytree(planted(), folder / "data")
    ports = {page: new_port() for page in SCRIPTS}
    config = folder / "moked.toml"
    config.write_text(text(ports["live"]))
    how = serving("127.0.0.1", is_open=False, config=config, data=folder / "data")
    told = {"MOKED_CONFIG": str(config), "MOKED_DATA": str(folder / "data"), **how["environment"]}
    words = [sys.executable, "-m", "tests.access.fresh", *map(str, ports.values()), "--", *FLAGS]
    with (folder / "log.txt").open("ab") as log:
        process = attached([*words, *how["flags"]], log, root, env={**os.environ, **told})
    yield {page: f"http://127.0.0.1:{port}" for page, port in ports.items()}
    end(process, 15)


def is_up(url: str) -> bool:
    try:
        with DIRECT.open(f"{url}/_stcore/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.mark.parametrize("page", SCRIPTS)
def test_a_process_whose_first_request_nobody_signed_sends_one_sentence(
    fresh: dict[str, str], page: str
) -> None:
    deadline = time.monotonic() + 120
    while not is_up(fresh[page]):
        assert time.monotonic() < deadline
        time.sleep(0.1)

    async def asked() -> tuple[str, dict[str, str]]:
        async with line(fresh[page], CAST["nobody"]) as told:
            sent = await told.run(page)
            return raw(sent), menu(sent)

    sent, named = awaited(asked())

    assert "please sign in" in sent
    assert [mark for mark in (AGENTS, CLIENTS, OTHERS, TEAM, DRAWN) if mark in sent] == []
    assert named == {}
