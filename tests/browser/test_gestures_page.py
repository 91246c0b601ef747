"""The page Gestures of a small simulated centre: a phone, its address, and the way to the contacts."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.connectors.demo.centre import FOUR_WEEKS, stored

pytestmark = pytest.mark.browser
DAYS = "from=2026-03-22&to=2026-04-12"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, serve: Callable) -> object:
    """The app over four weeks of a small simulated centre."""
    folder = tmp_path_factory.mktemp("centre")
    stored(folder, FOUR_WEEKS)
    return serve(folder / "moked.toml", folder / "data")


def test_on_a_phone_an_agents_share_fits_and_opens_the_contacts(server: object, look: Callable) -> None:
    page = look(server, f"/gestures?{DAYS}&by=agent", "phone")

    expect(page.locator("h1")).to_contain_text(re.compile(r"\d\u00a0% of contacts got a gesture"))
    expect(page.locator(".st-key-card_followed")).to_contain_text("Came again about the same within 7 days")
    wide = page.evaluate(
        "() => document.querySelector('[data-testid=stMain]').scrollWidth - document.body.clientWidth"
    )
    assert wide <= 0
    hidden = page.evaluate(
        "() => [...document.querySelectorAll('.st-key-filters > *')].map(one => one.getBoundingClientRect())"
        ".filter(box => box.left < 0 || box.right > document.body.clientWidth).length"
    )
    assert hidden == 0
    assert page.locator(".st-key-filters > [class*=st-key-filter_]").count() == 6
    name = page.locator(".st-key-card_people td.name").first.inner_text()
    page.locator(".st-key-card_people a.way").first.click()
    expect(page).to_have_url(re.compile(r"/contacts\?.*figure=gesture_rate"))
    expect(page.locator("h1")).to_contain_text(
        re.compile(rf"answered contacts?, by agent {re.escape(name)}.*with a gesture")
    )
