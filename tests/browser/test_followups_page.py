"""Follow-ups of a small simulated centre: what came of a call is written down once, by who was first."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from store.loop import followups
from store.opened import open_store
from tests.connectors.demo.centre import START, stored

pytestmark = pytest.mark.browser
PATH = "/promises?view=followups"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, serve: Callable) -> object:
    """The app over ten days of a small simulated centre, whose first refresh opened follow-ups."""
    folder = tmp_path_factory.mktemp("centre")
    store = open_store(stored(folder, START + timedelta(days=10, hours=9)))
    assert followups(store.state).height > 10
    store.close()
    return serve(folder / "moked.toml", folder / "data")


def finish(page: Page, outcome: str) -> None:
    page.locator(".st-key-call_acts_0").get_by_role("button", name="Done").click()
    page.get_by_role("button", name=outcome).click()


def test_who_comes_second_is_told_who_was_first(server: object, look: Callable) -> None:
    first, second = look(server, PATH), look(server, PATH)
    name = first.locator(".st-key-call_one_0 b[dir]").first.inner_text()
    expect(second.locator(".st-key-call_one_0 b[dir]").first).to_have_text(name)

    finish(first, "Reached: it works now")
    expect(first.locator(".st-key-note_followup")).to_contain_text("Written down: Reached: it works now.")
    expect(first.locator(".mk-closed").first).to_contain_text(name)
    finish(second, "Not reached")

    expect(second.locator(".st-key-note_followup")).to_contain_text(
        re.compile("This computer was first: “Reached: it works now”, on Wed 25 Mar 2026")
    )
    expect(second.locator(".mk-closed")).to_have_count(1)


def test_a_customer_can_be_taken_and_leads_to_the_story_on_a_phone(server: object, look: Callable) -> None:
    page = look(server, PATH, "phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    page.locator(".st-key-call_acts_1").get_by_test_id("stPopoverButton").nth(1).click()
    page.get_by_role("button", name="I take it").click()
    expect(page.locator(".st-key-note_followup")).to_contain_text("It is yours now.")
    expect(page.locator(".st-key-call_acts_1")).to_contain_text("This computer")
    page.keyboard.press("Escape")
    page.locator('[class*="st-key-call_acts_"]:has-text("Their story")').first.get_by_text(
        "Their story"
    ).click()

    expect(page).to_have_url(re.compile("/customer"))
