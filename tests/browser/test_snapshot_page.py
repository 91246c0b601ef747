"""The page Snapshot in a browser: what was told, the mail in its sandbox, whether it still counts so."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.ui.test_snapshot_page import OTHERWISE, told_twice
from ui.mailing.letter import framed

pytestmark = pytest.mark.browser
OVER = "() => document.documentElement.scrollWidth - window.innerWidth"
EVIL = "<html><head></head><body><p>Hello</p><script>top.document.title = 'taken'</script></body></html>"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, serve: Callable) -> object:
    folder = told_twice(tmp_path_factory.mktemp("snapshot"))
    return serve(folder / "moked.toml", folder / "data")


def test_a_mail_is_looked_at_as_it_went_out_and_counted_again(server: object, look: Callable) -> None:
    page: Page = look(server, f"/snapshot?mail={OTHERWISE}")
    expect(page.locator(".st-key-tile_service_level")).to_contain_text("79.0")
    page.get_by_text("Show it").click()
    letter = page.frame_locator(".st-key-card_as_sent iframe").frame_locator("iframe")

    expect(letter.locator("h1")).to_contain_text("compare this week")
    page.get_by_role("button", name="Recompute").click()
    expect(page.locator(".st-key-card_again")).to_contain_text("figures differ.")
    assert page.evaluate(OVER) <= 0


def test_nothing_runs_in_a_mail_that_is_looked_at(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content(framed(EVIL, {}))

    expect(page.frame_locator("iframe").locator("p")).to_have_text("Hello")
    assert page.title() != "taken"
    page.close()
