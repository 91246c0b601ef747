"""The page Promises of a small simulated centre: done, taken back, who was first; its ways out; a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.connectors.demo.centre import FOUR_WEEKS, stored

pytestmark = pytest.mark.browser
SOON_MS = 60_000  # a mark makes the page read promises anew
DAYS = "from=2026-03-22&to=2026-04-12"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, serve: Callable) -> object:
    """The app over four weeks of a small simulated centre."""
    folder = tmp_path_factory.mktemp("centre")
    stored(folder, FOUR_WEEKS)
    return serve(folder / "moked.toml", folder / "data")


def test_who_comes_second_is_told_and_undo_brings_it_back(server: object, look: Callable) -> None:
    mine, other = (look(server, f"/promises?{DAYS}") for _person in range(2))
    first = ".st-key-work_row_0 [class*='st-key-done_promise']"
    before = mine.locator(".st-key-work_one_0").inner_text()
    expect(other.locator(".st-key-work_one_0")).to_have_text(before, use_inner_text=True)

    mine.locator(f"{first} button").click()
    expect(mine.locator(".st-key-note_marked")).to_contain_text("Marked as done.")
    expect(mine.locator(".st-key-work_one_0")).not_to_have_text(before, use_inner_text=True, timeout=SOON_MS)
    other.locator(f"{first} button").click()
    expect(other.locator(".st-key-note_marked")).to_contain_text("This computer was first")

    mine.locator(".st-key-done_row_0 button").click()
    expect(mine.locator(".st-key-work_one_0")).to_have_text(before, use_inner_text=True, timeout=SOON_MS)


def test_a_tile_opens_as_many_promises_as_it_counts(server: object, look: Callable) -> None:
    page = look(server, f"/promises?{DAYS}")
    n = page.locator(".st-key-tile_promises_overdue .v").inner_text().strip()

    page.locator(".st-key-tile_promises_overdue a").click()

    expect(page).to_have_url(re.compile(r"/contacts\?.*figure=promises_overdue"))
    expect(page.locator("h1")).to_contain_text(f"{n} overdue promises")


def test_on_a_phone_the_parts_stand_in_the_address_and_nothing_is_too_wide(
    server: object, look: Callable
) -> None:
    page = look(server, f"/promises?{DAYS}", "phone")

    page.get_by_role("radio", name="Complaints").click()

    expect(page).to_have_url(re.compile("view=complaints"))
    expect(page.locator(".st-key-card_complaints")).to_contain_text(re.compile(r"\d+ open complaints"))
    wide = page.evaluate(
        "() => document.querySelector('[data-testid=stMain]').scrollWidth - document.body.clientWidth"
    )
    assert wide <= 0
