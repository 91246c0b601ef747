import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from scheduler.refresh import refresh
from settings import load
from store.opened import open_store

pytestmark = pytest.mark.browser

SETTINGS = """
now = 2026-03-09T00:00:00+00:00
[site]
timezone = "UTC"
[[connectors]]
name = "calls"
kind = "files"
path = "calls.csv"
[connectors.select]
contacts = '''
SELECT _row AS source_row, id AS contact_id, 'voice' AS channel, 'inbound' AS direction,
       queue AS entry_queue, began AS started_at FROM rows
'''
legs = '''
SELECT _row AS source_row, id AS contact_id, 1 AS leg_no, queue, began AS queued_at, wait AS wait_s,
       'answered' AS outcome FROM rows
'''
"""
HEAD = "id,queue,began,wait"
IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'


@pytest.fixture(scope="module")
def server(serve: Callable, tmp_path_factory: pytest.TempPathFactory):
    """The app with 28 answered calls to two queues."""
    folder = tmp_path_factory.mktemp("calls")
    queues = ["Sales", "Support"] * 14
    rows = [f"{at},{queue},2026-03-0{1 + at % 7} 10:00:00,{at}" for at, queue in enumerate(queues)]
    (folder / "calls.csv").write_text("\n".join([HEAD, *rows]))
    (folder / "moked.toml").write_text(SETTINGS)
    store = open_store(load(folder / "moked.toml", folder / "data"))
    assert [report.is_ok for report in refresh(load(folder / "moked.toml", folder / "data"), store)] == [True]
    store.close()
    return serve(folder / "moked.toml", folder / "data")


def settled(page: Page) -> None:
    page.wait_for_timeout(300)
    page.wait_for_selector(IDLE, state="attached")
    page.wait_for_timeout(500)


def menu(page: Page, name: str) -> None:
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=name, exact=True).click()
    settled(page)


def row(page: Page, table: str) -> None:
    canvas = page.locator(f"{table} canvas").first
    canvas.wait_for()
    canvas.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    box = canvas.bounding_box()
    page.mouse.click(box["x"] + 30, box["y"] + 36 * 1.5)
    settled(page)


def back(page: Page) -> None:
    page.go_back()
    settled(page)


def test_one_back_from_the_menu_returns_to_the_page_before_with_its_filters(server, look: Callable) -> None:
    page = look(server, "/queues?queue=Sales&grain=week")
    menu(page, "Contacts")
    expect(page).to_have_url(re.compile(r"/contacts\?queue=Sales&grain=week$"))
    back(page)

    expect(page).to_have_url(re.compile(r"/queues\?queue=Sales&grain=week$"))


def test_one_back_from_the_contacts_of_a_table_s_row_returns_to_the_table(server, look: Callable) -> None:
    page = look(server, "/queues?grain=week")
    row(page, ".st-key-by_queue")
    expect(page).to_have_url(re.compile(r"/contacts\?grain=week&figure=\w+&queue="))
    back(page)

    expect(page).to_have_url(re.compile(r"/queues\?grain=week$"))


def test_back_does_not_bring_the_filters_of_a_later_page(server, look: Callable) -> None:
    page = look(server, "/contacts")
    menu(page, "Queues")
    page.locator('[data-testid="stButtonGroup"] button', has_text="Week").click()
    settled(page)
    expect(page).to_have_url(re.compile(r"/queues\?grain=week$"))
    back(page)
    back(page)

    expect(page).to_have_url(re.compile(r"/contacts$"))


def test_two_changes_at_once_are_one_step_back(server, look: Callable) -> None:
    page = look(server, "/contacts?page=2")
    page.get_by_text("Longest wait first").click()
    settled(page)
    expect(page).to_have_url(re.compile(r"/contacts\?order=longest$"))
    back(page)

    expect(page).to_have_url(re.compile(r"/contacts\?page=2$"))


def test_back_leaves_the_first_page_too(server, look: Callable) -> None:
    page = look(server, "/sources?first")
    page.goto(f"{server.url}/sources?second")
    settled(page)
    page.goto(server.url)
    settled(page)
    expect(page).to_have_url(re.compile("/queues$"))
    back(page)
    back(page)

    expect(page).to_have_url(re.compile(r"/sources\?"))


@pytest.mark.parametrize("path", ["/pages/week/queues", "/week/queues.py", "/queues/"])
def test_the_path_of_a_page_s_file_leads_to_the_page(path: str, server, look: Callable) -> None:
    page = look(server, f"{path}?queue=Sales")

    expect(page).to_have_url(re.compile(r":\d+/queues\?queue=Sales$"))
    assert page.locator(".st-key-tile_offered").count() == 1


def test_an_unknown_address_with_folders_leads_to_the_first_page(server, look: Callable) -> None:
    page = look(server, "/no/such/page")

    expect(page).to_have_url(re.compile(r":\d+/queues$"))
