"""Forecast & staffing and Availability of a small centre: people more, a day, and who found nobody."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.connectors.demo.centre import SEVEN_WEEKS, stored

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, serve: Callable) -> object:
    """The app over seven weeks of a small simulated centre."""
    folder = tmp_path_factory.mktemp("centre")
    stored(folder, SEVEN_WEEKS)
    return serve(folder / "moked.toml", folder / "data")


def test_two_more_people_and_another_day_are_asked_for_by_a_click(server: object, look: Callable) -> None:
    page = look(server, "/forecast?queue=Billing&hours=10-12&people=1")
    card = page.locator(".st-key-card_whatif")
    expect(card.locator("thead th").nth(2)).to_have_text("With 1 more person")

    card.get_by_role("button", name="Increment").click()

    expect(page).to_have_url(re.compile(r"people=2"))
    expect(card.locator("thead th").nth(2)).to_have_text("With 2 more people")
    expect(card.locator("tbody tr", has_text="Mean wait").locator("td").nth(2)).to_have_text(
        re.compile(r"\d")
    )

    cells = page.locator(".st-key-card_ahead_heat .points .point path")
    cells.last.click(force=True)

    expect(page).to_have_url(re.compile(r"day=\d{4}-\d\d-\d\d"))
    expect(page).not_to_have_url(re.compile(r"people="))


def test_who_found_nobody_in_an_hour_of_the_week_can_be_listed(server: object, look: Callable) -> None:
    page = look(server, "/availability")

    page.locator(".st-key-card_hours a.way").first.click()

    expect(page).to_have_url(re.compile(r"/contacts\?.*figure=came_unstaffed.*hour="))
    expect(page.locator(".crumb")).to_contain_text("Contacts")
