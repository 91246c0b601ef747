"""A copy of Moked without any settings file: the demo on each page, and the ways out of it and back."""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from settings.reading import DEMO
from tests.attached import attached, end
from tests.browser.profiles import SCREENS
from ui.navigation import PAGES

pytestmark = pytest.mark.browser
PARTS = ("connectors", "emails", "metrics", "pages", "scheduler", "settings", "store", "ui", ".streamlit")
SMALL = 'kind = "demo"\nsize = "small"\nstart = {start}\n'


@pytest.fixture(scope="module")
def tree(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of Moked, as it is compiled, whose demo is small and began three days ago."""
    copy = tmp_path_factory.mktemp("copy")
    for part in PARTS:
        shutil.copytree(root / part, copy / part)
    for file in (*root.glob("*.py"), root / "demo.toml"):
        shutil.copy(file, copy)
    start = datetime.now(UTC) - timedelta(days=3)
    small = (copy / "demo.toml").read_text().replace('kind = "demo"\n', SMALL.format(start=start.isoformat()))
    (copy / "demo.toml").write_text(small)
    return copy


@pytest.fixture(scope="module")
def scheduler(tree: Path) -> Iterator[Path]:
    """The log of a scheduler of that copy which has read the demo."""
    log = tree / "scheduler.log"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MOKED_")}
    argv = [sys.executable, "-m", "scheduler"]
    with log.open("wb") as said:
        process = attached(argv, said, tree, env=environment)
    for _second in range(60):
        if (tree / "data" / DEMO / "history" / "legs").exists():
            break
        time.sleep(1)
    yield log
    end(process, 30)


def says(log: Path, words: str) -> None:
    """Wait until a scheduler has said something: it ends the work at hand before it takes new settings."""
    for _tenth in range(600):
        if words in log.read_text():
            return
        time.sleep(0.1)
    raise AssertionError(f"The scheduler did not say {words!r}: {log.read_text()}")


@pytest.fixture(scope="module")
def server(tree: Path, scheduler: Path, serving: Callable) -> object:
    return serving(tree=tree)


def test_the_terminal_says_what_is_going_on_in_one_line(scheduler: Path) -> None:
    said = "No moked.toml: making 13 weeks of a simulated contact centre; the pages fill by themselves."

    assert [line.partition("scheduler: ")[2] for line in scheduler.read_text().splitlines()] == [said]


@pytest.mark.parametrize("key", [page.key for page in PAGES if "manager" in page.roles])
def test_every_page_has_the_frame_and_says_that_it_shows_demo_data(
    key: str, server: object, look: Callable
) -> None:
    page = look(server, f"/{key}", "phone")

    expect(page.locator(".mk-head .chip")).to_contain_text("Demo data")
    expect(page.locator(".mk-head .chip")).to_be_visible()
    page.set_viewport_size(SCREENS["desktop"])
    page.wait_for_function("innerWidth === 1440")
    expect(page.locator(".mk-head .chip")).to_be_visible()
    expect(page.locator(".mk-foot")).to_contain_text("Demo data")
    expect(page.get_by_test_id("stSidebarNav")).to_have_count(1)
    assert page.url.endswith(f"/{key}")
    assert "Page not found" not in page.inner_text("body")


def test_the_wall_says_it_without_a_way_out(server: object, look: Callable) -> None:
    page = look(server, "/live?wall=1")

    expect(page.locator(".mk-clock")).to_be_visible(timeout=20_000)
    expect(page.locator(".mk-head .chip")).to_be_visible()
    expect(page.locator(".mk-head .own")).to_be_hidden()


def test_a_click_leaves_the_demo_and_removing_the_file_brings_it_back(
    server: object, look: Callable, tree: Path, scheduler: Path
) -> None:
    other = look(server, "/live")
    page = look(server, "/queues")
    page.get_by_text("Use your own data").click()
    expect(page.locator(".st-key-card_demo")).to_contain_text("nothing of it is real")
    page.get_by_role("button", name="Use your own data").click()

    expect(page.get_by_text("Your own data in five minutes")).to_be_visible(timeout=20_000)
    expect(page.locator(".chip")).to_have_count(0)
    expect(other.get_by_text("No source tells of this moment yet.")).to_be_visible(timeout=20_000)
    assert "Remove this file to see the demo again." in (tree / "moked.toml").read_text()
    says(scheduler, "Leading, with nothing to fetch")

    (tree / "moked.toml").unlink()
    page.goto(page.url.replace("sources", "queues"))
    expect(page.locator(".mk-head .chip")).to_be_visible(timeout=20_000)
    expect(page.locator("h1")).to_contain_text("caller")


def test_a_file_that_appeared_meanwhile_is_left_as_it_is(
    server: object, look: Callable, tree: Path, root: Path
) -> None:
    page = look(server, "/sources")
    button = page.get_by_role("button", name="Use your own data")
    expect(button).to_be_visible(timeout=20_000)
    (tree / "moked.toml").write_text("[site]\nname = 'Mine'\n")
    button.click()
    expect(page.get_by_text("Your own data in five minutes")).to_be_visible(timeout=20_000)

    assert (tree / "moked.toml").read_text() == "[site]\nname = 'Mine'\n"
    (tree / "moked.toml").unlink()
