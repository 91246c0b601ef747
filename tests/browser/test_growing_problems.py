"""A growing problem is watched and changed, and stands so after the page is loaded anew."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.ui.growing_centre import filled

pytestmark = pytest.mark.browser


def test_a_problem_is_watched_changed_and_still_so_after_a_reload(
    tmp_path_factory: pytest.TempPathFactory, serve: Callable, look: Callable
) -> None:
    folder = tmp_path_factory.mktemp("growing")
    filled(folder)
    page = look(serve(folder / "moked.toml", folder / "data"), "/voices?part=growing", "phone")
    expect(page.locator(".st-key-card_growing")).to_contain_text("1 problem grows: No connection")

    page.get_by_role("button", name="Watch it").click()
    card = page.locator("[class*='st-key-card_watched_']")
    expect(card).to_contain_text("Watching")
    page.get_by_role("button", name="Change").click()
    page.locator(
        "[class*='st-key-state_'] [data-baseweb=select], [class*='st-key-state_'] input"
    ).first.click()
    page.get_by_role("option", name="Being fixed").click()
    page.get_by_role("button", name="Save").click()
    expect(card).to_contain_text("Being fixed")
    page.reload()

    expect(card).to_contain_text(re.compile("Being fixed"))
    expect(card).to_contain_text("still above the usual")
    expect(page.get_by_role("button", name="Watch it")).to_have_count(0)
    wide = "() => document.querySelector('[data-testid=stMain]').scrollWidth - document.body.clientWidth"
    assert page.evaluate(wide) <= 0
