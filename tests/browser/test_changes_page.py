"""The page Changes of a small simulated centre: a phone, its address, and a change that a person logs."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import expect

from store import process_changes
from store.aims import Aim
from store.asked import Viewer
from store.opened import open_store
from store.process_changes import Draft
from tests.connectors.demo.centre import SEVEN_WEEKS, stored

pytestmark = pytest.mark.browser
AIM = Aim("service_level", "up", "queue", "Billing")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, serve: Callable) -> object:
    """The app over seven weeks of a small simulated centre, in which two changes are logged."""
    folder = tmp_path_factory.mktemp("centre")
    store = open_store(stored(folder, SEVEN_WEEKS))
    at, who = datetime(2026, 4, 10, tzinfo=UTC), Viewer("Dana", "manager")
    for day, what in ((19, "One step less"), (26, "A new greeting")):
        draft = Draft("menu", what, date(2026, 4, day), "Rina", AIM, beside="")
        process_changes.log(store.state, who, draft, at)
    store.close()
    return serve(folder / "moked.toml", folder / "data")


def test_on_a_phone_a_change_fits_and_its_address_shows_it_alone(server: object, look: Callable) -> None:
    page = look(server, "/changes?id=1", "phone")

    expect(page.locator(".st-key-card_change_1 h2")).to_have_text("One step less")
    expect(page.locator(".st-key-card_change_1 .mk-came")).to_contain_text("In time at Billing")
    expect(page.locator(".st-key-card_change_1 .js-plotly-plot")).to_be_visible()
    expect(page.locator(".st-key-card_change_2")).to_have_count(0)
    wide = page.evaluate(
        "() => document.querySelector('[data-testid=stMain]').scrollWidth - document.body.clientWidth"
    )
    assert wide <= 0
    page.get_by_role("link", name="Show all 2").click()
    expect(page.locator(".st-key-card_change_2 h2")).to_have_text("A new greeting")


def test_a_person_logs_a_change(server: object, look: Callable) -> None:
    page = look(server, "/changes", "desktop")
    page.get_by_role("button", name="Log a change…").click()
    page.get_by_label("What is changed").fill("Fewer words")
    owner = page.locator(".st-key-log_owner input")
    owner.fill("Noa Bar")
    owner.press("Enter")
    page.get_by_role("button", name="Log it").click()

    expect(page.locator(".st-key-note_changes_said")).to_contain_text("It is logged.")
    expect(page.locator(".st-key-card_change_3 h2")).to_have_text("Fewer words")
    expect(page.locator(".st-key-card_change_3")).to_contain_text("Noa Bar")
