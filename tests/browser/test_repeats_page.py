"""The page Repeat contacts of the real bank: what it cannot tell, and the ways out of its tables."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from scheduler.refresh import refresh
from settings import load
from store.opened import open_store
from tests import bank as records

pytestmark = [pytest.mark.browser, pytest.mark.real_data]


@pytest.fixture(scope="module")
def server(shared_data: Path, tmp_path_factory: pytest.TempPathFactory, serve: Callable) -> object:
    """The app over the bank's January and February."""
    folder = tmp_path_factory.mktemp("bank")
    path = shared_data / "anonymous_bank" / "*.txt"
    settings = load(records.config(folder, path.as_posix()), folder / "data")
    store = open_store(settings)
    assert [report.is_ok for report in refresh(settings, store)] == [True]
    store.close()
    return serve(folder / "moked.toml", folder / "data")


def test_what_satisfaction_costs_is_refused_with_its_reason(server: object, look: Callable) -> None:
    page = look(server, "/repeats")

    expect(page.locator(".st-key-card_numbers .note")).to_contain_text("Nobody has rated a contact")
    expect(page.locator(".st-key-tile_said_solved")).to_contain_text("nobody was asked")


@pytest.mark.parametrize("period", ["4w", "yesterday"])
def test_the_share_known_is_in_sight_whatever_is_asked_for(
    server: object, look: Callable, period: str
) -> None:
    page = look(server, f"/repeats?period={period}")

    expect(page.locator(".mk-head .age")).to_contain_text(
        re.compile(r"customer known in \d+\u00a0% of contacts")
    )
    expect(page.locator(".st-key-tile_identified_rate .v")).to_contain_text("%")


def test_a_figure_in_a_table_opens_its_contacts_without_loading_the_app_afresh(
    server: object, look: Callable
) -> None:
    page = look(server, "/repeats")
    page.evaluate("window.isSameDocument = true")

    page.locator(".st-key-card_spans a.way").first.click()

    expect(page).to_have_url(re.compile(r"/contacts\?.*figure=repeat_rate&about=any&within=1$"))
    expect(page.locator(".crumb")).to_contain_text("Contacts")
    assert page.evaluate("window.isSameDocument")
    page.go_back()
    expect(page.locator(".crumb")).to_contain_text("Repeat contacts")
    assert page.evaluate("window.isSameDocument")
