"""The page Weekly review in a browser: decide, save, print."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settle
from tests.connectors.demo.centre import stored
from tests.pdf import words_of

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, serve: Callable) -> object:
    """The app over seven weeks of a small centre."""
    folder = tmp_path_factory.mktemp("review")
    stored(folder)
    return serve(folder / "moked.toml", folder / "data")


def test_a_review_is_decided_upon_saved_and_printed(server: object, look: Callable) -> None:
    page = look(server, "/review?team=Technics", "phone")
    page.get_by_label("What", exact=True).fill("Router faults are read to the end")
    page.get_by_role("combobox", name="Who").fill("Karim")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Decide").click()

    expect(page.locator(".st-key-card_actions")).to_contain_text("Router faults are read to the end")
    expect(page.locator(".st-key-card_actions")).to_contain_text("Karim")
    settle(page)
    page.get_by_role("button", name="Save").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="PDF").click()
    assert "Router faults are read to the end" in words_of(saved.value.path().read_bytes())

    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    page.emulate_media(media="print")
    expect(page.locator(".st-key-card_help")).to_be_hidden()
    expect(page.locator(".st-key-card_decide")).to_be_hidden()
    expect(page.locator(".st-key-card_scores")).to_be_visible()
