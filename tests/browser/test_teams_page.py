"""The page Teams of a small simulated centre: a click on an hour opens the rows behind it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.connectors.demo.centre import START, stored

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, serve: Callable) -> object:
    """The app over ten days of a small simulated centre."""
    folder = tmp_path_factory.mktemp("centre")
    stored(folder, START + timedelta(days=10, hours=9))
    return serve(folder / "moked.toml", folder / "data")


def hour(page: Page, card: str, at: int = 0) -> Locator:
    return page.locator(f".st-key-card_{card} .mk-grid td > a.way").nth(at)


def test_an_hour_opens_the_rows_behind_it(server: object, look: Callable) -> None:
    page = look(server, "/teams")
    expect(page.locator(".st-key-card_busy")).to_contain_text("Click an hour for the days behind it.")

    share = hour(page, "busy").inner_text()
    hour(page, "busy").click()
    expect(page.locator(".st-key-card_busy h4")).to_contain_text(re.compile(rf": {share}\s%"))
    expect(page.locator(".st-key-card_busy td.open")).to_have_count(1)

    hour(page, "busy").click()
    expect(page.locator(".st-key-card_busy td.open")).to_have_count(0)

    missing = page.locator(".st-key-card_short .mk-grid td:has(> a.way)").first
    counted = re.search(r"· ([\d,]+) contacts", missing.get_attribute("title") or "")
    missing.locator("a").click()
    assert counted
    expect(page.locator(".mk-head h1")).to_contain_text(f"{counted[1]} visits behind “In time”")


def test_nothing_is_cut_on_a_phone(server: object, look: Callable) -> None:
    page = look(server, "/teams", "phone")

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
