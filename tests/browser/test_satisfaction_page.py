"""The page Satisfaction of a small simulated centre: its ways out, its address, a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.connectors.demo.centre import stored

pytestmark = pytest.mark.browser
DAYS = "from=2026-03-22&to=2026-04-12"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, serve: Callable) -> object:
    """The app over seven weeks of a small simulated centre."""
    folder = tmp_path_factory.mktemp("centre")
    stored(folder)
    return serve(folder / "moked.toml", folder / "data")


def test_a_figure_of_the_table_opens_its_contacts_with_what_they_answered(
    server: object, look: Callable
) -> None:
    page = look(server, f"/satisfaction?{DAYS}&by=channel")

    expect(page.locator("h1")).to_contain_text(re.compile(r"\d+\u00a0% of those who answered were satisfied"))
    page.locator(".st-key-card_groups a.way").first.click()

    expect(page).to_have_url(re.compile(r"/contacts\?.*figure=csat"))
    expect(page.locator("h1")).to_contain_text(re.compile(r"answers on satisfaction.*satisfied, \d+ not"))


def test_another_dimension_stands_in_the_address(server: object, look: Callable) -> None:
    page = look(server, f"/satisfaction?{DAYS}&by=language")

    expect(page.locator(".st-key-card_groups th").first).to_have_text("Language")
    expect(page.locator(".st-key-card_groups")).to_contain_text("Hebrew")


def test_on_a_phone_nothing_is_wider_than_the_screen(server: object, look: Callable) -> None:
    page = look(server, f"/satisfaction?{DAYS}", "phone")

    expect(page.locator(".st-key-card_drivers")).to_contain_text("Were moved to another queue")
    wide = page.evaluate(
        "() => document.querySelector('[data-testid=stMain]').scrollWidth - document.body.clientWidth"
    )
    assert wide <= 0


def test_a_dimension_that_is_not_known_is_said(server: object, look: Callable) -> None:
    page = look(server, f"/satisfaction?{DAYS}&by=agent")

    expect(page.locator(".st-key-note_filters")).to_contain_text("Unknown by 'agent'")
    expect(page.locator(".st-key-card_groups th").first).to_have_text("Topic")
