import contextlib
import functools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright

from door import browser as installed
from door.start import DIRECT
from tests.attached import attached, end
from tests.browser.profiles import Profiles, Scheme, Screen

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'
PATIENCE_MS = 60_000  # for what a page is expected to become: a busy machine is slower, not wrong

Serve = Callable[..., "Server"]
Look = Callable[..., Page]
GROUND = "() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"


class Server:
    """The real app on a free port of this machine; it ends with us."""

    def __init__(
        self, root: Path, port: int, log: Path, told: dict[str, str], flags: Sequence[str] = ()
    ) -> None:
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.log = log
        self._root = root
        self._argv = [
            *(sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"),
            *("--server.address", "127.0.0.1", "--server.port", str(port)),
            *flags,
        ]
        self._environment = {**os.environ, **told}

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = attached(self._argv, log, self._root, env=self._environment)
        deadline = time.monotonic() + 60
        while not self.is_healthy():
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.1)

    def is_healthy(self) -> bool:
        with contextlib.suppress(OSError), DIRECT.open(f"{self.url}/_stcore/health", timeout=2) as answer:
            return bool(answer.status == 200)
        return False

    def stop(self) -> None:
        try:
            end(self._process, 15)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


class Ports:
    """Ports, each lent again when a server left it: by its address the browser keeps scripts compiled."""

    def __init__(self, find: Callable[[], int]) -> None:
        self._find = find
        self._left: list[int] = []

    def take(self) -> int:
        return self._left.pop() if self._left else self._find()

    def give_back(self, port: int) -> None:
        self._left.append(port)


@pytest.fixture(scope="session")
def chromium(in_ci: bool) -> Iterator[Browser]:
    """An installed Chrome or Chromium with a fresh profile, which `run.py test` installs where it may.

    None is a failure in CI, elsewhere a skip.
    """
    path = installed.find()
    if path is None and in_ci:
        pytest.fail(
            "there is no Chrome or Chromium to run the browser tests with, and none could be installed"
        )
    if path is None:
        pytest.skip("there is no Chrome or Chromium on this machine, and none could be installed")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def ports(new_port: Callable[[], int]) -> Ports:
    return Ports(new_port)


@contextlib.contextmanager
def servers(
    root: Path, ports: Ports, no_settings: Path, temporary: pytest.TempPathFactory
) -> Iterator[Serve]:
    """Give what starts servers, and stop them all in the end."""
    started: list[Server] = []

    def start(config: Path | None = None, data: Path | None = None, tree: Path | None = None) -> Server:
        folder = temporary.mktemp("server")
        told = {"MOKED_CONFIG": str(config or no_settings), "MOKED_DATA": str(data or folder / "data")}
        if tree is not None:  # another copy of Moked, as it is without any settings
            told = {"MOKED_CONFIG": "", "MOKED_DATA": ""}
        server = Server(tree or root, ports.take(), folder / "log.txt", told)
        started.append(server)
        server.start()
        return server

    yield start
    for server in started:
        server.stop()
        ports.give_back(server.port)


@pytest.fixture
def serve_fresh(
    root: Path, ports: Ports, no_settings: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Serve]:
    """Start a process that no session has visited yet: `serve_fresh(config=…, data=…)`."""
    with servers(root, ports, no_settings, tmp_path_factory) as start:
        yield start


@pytest.fixture(scope="module")
def serving(
    root: Path, ports: Ports, no_settings: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Serve]:
    """Start a process for the tests of a file."""
    with servers(root, ports, no_settings, tmp_path_factory) as start:
        yield start


@pytest.fixture(scope="session")
def profiles(chromium: Browser) -> Profiles:
    return Profiles(chromium)


@pytest.fixture(scope="module")
def serve(serving: Serve) -> Serve:
    """Give the app for these settings, started once for all tests of a file."""
    return functools.cache(serving)


def settle(page: Page) -> None:
    """Wait until the app has drawn what it was asked for."""
    page.wait_for_selector(IDLE, state="attached", timeout=60_000)
    page.wait_for_selector('[data-testid="stSkeleton"]', state="detached", timeout=60_000)


@pytest.fixture
def look(profiles: Profiles) -> Iterator[Look]:
    """Open a page as a person would: `look(server, "/queues?from=…", "phone", "dark")`.

    Each call has a profile of its own. A mistake in the page's scripts fails the test.
    """
    taken: list[tuple[Screen, Scheme, BrowserContext]] = []
    mistakes: list[Error] = []

    def open_page(
        server: Server, path: str = "/", screen: Screen = "desktop", scheme: Scheme = "light"
    ) -> Page:
        profile = profiles.take(screen, scheme)
        taken.append((screen, scheme, profile))
        page = profile.new_page()
        page.on("pageerror", lambda mistake: mistakes.append(mistake))  # noqa: PLW0108 (Playwright marks what it is given)
        page.goto(server.url + path)
        settle(page)
        return page

    yield open_page
    for one in taken:
        profiles.give_back(*one)
    assert mistakes == []


@pytest.fixture
def picture(root: Path) -> Callable[[Page, str], Path]:
    """Take the whole page, however long: `picture(page, "queues")` makes build/pictures/queues.png."""

    def take(page: Page, name: str) -> Path:
        path = root / "build" / "pictures" / f"{name}.png"
        before = page.viewport_size
        assert before is not None
        height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        page.set_viewport_size({"width": before["width"], "height": max(height, before["height"])})
        page.wait_for_timeout(500)
        page.screenshot(path=path)
        page.set_viewport_size(before)
        return path

    return take


@pytest.fixture
def pictures(picture: Callable[[Page, str], Path]) -> Callable[[Page, str, str], list[tuple[int, Any]]]:
    """Take a page in the light, and in the dark when the evening falls on who looks at it.

    `pictures(page, "queues", "innerWidth")` makes queues-light.png and queues-dark.png, and gives of both how
    many bytes they have and what the script says of the page.
    """

    def seen(page: Page, name: str, script: str) -> tuple[int, Any]:
        said = page.evaluate(script)
        return picture(page, name).stat().st_size, said

    def take(page: Page, name: str, script: str) -> list[tuple[int, Any]]:
        light, ground = seen(page, f"{name}-light", script), page.evaluate(GROUND)
        page.emulate_media(color_scheme="dark")
        page.wait_for_function(f"ground => ({GROUND})() !== ground", arg=ground)
        settle(page)
        page.wait_for_timeout(500)
        return [light, seen(page, f"{name}-dark", script)]

    return take
