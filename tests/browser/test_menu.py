import re
from collections.abc import Callable, Iterable
from pathlib import Path

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
       'Sales' AS entry_queue, began AS started_at, 20 AS menu_s, 2 AS menu_steps, path AS menu_path,
       outcome AS menu_outcome FROM rows
'''
"""
HEAD = "id,began,path,outcome"
IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'
CALLS = [
    *["billing>where is my refund,exited"] * 40,
    *["billing>where is my refund,queued"] * 10,
    *["orders>back>billing>unclear invoice,queued"] * 60,
    *["orders>late delivery,queued"] * 190,
    *["orders>where is my order,completed"] * 50,
    *["agent,queued"] * 50,
]


def app_of(serve: Callable, folder: Path, calls: Iterable[str]):
    rows = [f"{at},2026-03-0{1 + at % 7} 10:00:00,{call}" for at, call in enumerate(calls)]
    (folder / "calls.csv").write_text("\n".join([HEAD, *rows]))
    (folder / "moked.toml").write_text(SETTINGS)
    settings = load(folder / "moked.toml", folder / "data")
    store = open_store(settings)
    assert [report.is_ok for report in refresh(settings, store)] == [True]
    store.close()
    return serve(folder / "moked.toml", folder / "data")


@pytest.fixture(scope="module")
def server(serve: Callable, tmp_path_factory: pytest.TempPathFactory):
    """The app with 400 callers of whom 40 hung up and 50 asked for a person."""
    return app_of(serve, tmp_path_factory.mktemp("menu"), CALLS)


@pytest.fixture(scope="module")
def pathless(serve: Callable, tmp_path_factory: pytest.TempPathFactory):
    """The app with callers whose way is not known, and who hung up or went on."""
    return app_of(serve, tmp_path_factory.mktemp("pathless"), [*[",exited"] * 10, *[",queued"] * 90])


@pytest.fixture(scope="module")
def menuless(serve: Callable, tmp_path_factory: pytest.TempPathFactory):
    """The app with callers who met no menu."""
    return app_of(serve, tmp_path_factory.mktemp("menuless"), [","] * 40)


def settled(page: Page) -> None:
    page.wait_for_timeout(300)
    page.wait_for_selector(IDLE, state="attached")
    page.wait_for_timeout(500)


def test_the_menu_says_how_many_got_nowhere_and_where(server, look: Callable) -> None:
    page = look(server, "/menu")

    expect(page.locator("h1")).to_have_text(
        "1 in 4 callers ran into trouble in the menu; it is worst at Billing › Where is my refund."
    )
    expect(page.locator(".st-key-tile_menu_hang_up_rate .v")).to_contain_text("10.0")
    expect(page.locator(".st-key-tile_menu_hang_up_rate .n")).to_contain_text("40 of 400")
    expect(page.locator(".st-key-tile_menu_opt_out_rate .n")).to_contain_text("50 of 400")
    expect(page.locator(".st-key-tile_containment_rate .t")).to_contain_text(
        "too early, or callers not known"
    )


def test_the_flow_goes_from_each_branch_to_its_ends(server, look: Callable) -> None:
    rows = look(server, "/menu").locator(".st-key-card_menu_flow tbody tr")

    expect(rows).to_have_count(7)
    assert [re.split(r"\s{2,}|\n|\t", row)[0] for row in rows.all_inner_texts()] == [
        "Asked for a person at once",
        "Billing",
        "Where is my refund",
        "Unclear invoice",
        "Orders",
        "Late delivery",
        "Where is my order",
    ]
    expect(rows.nth(1)).to_contain_text("110")
    expect(rows.nth(4)).to_contain_text("turned back 60 times")


def test_a_place_of_the_flow_opens_its_contacts_and_back_leads_to_the_menu(server, look: Callable) -> None:
    page = look(server, "/menu")
    flow = page.locator(".st-key-card_menu_flow tbody tr")
    expect(flow.nth(1)).to_contain_text("Billing")
    flow.nth(1).get_by_role("link", name="110").click()
    settled(page)

    expect(page).to_have_url(re.compile(r"/contacts\?figure=menu_trouble_rate&menu_place=billing$"))
    expect(page.locator("h1")).to_contain_text("110 contacts that went through the menu, at “Billing”")
    expect(page.locator("h1")).to_contain_text("40 ran into trouble")

    page.go_back()
    settled(page)
    expect(page).to_have_url(re.compile(r"/menu$"))


def test_on_a_phone_a_path_opens_its_contacts(server, look: Callable) -> None:
    page = look(server, "/menu", "phone")
    page.locator(".st-key-card_menu_ways").get_by_role("link", name="Billing › Where is my refund").click()
    settled(page)

    expect(page).to_have_url(
        re.compile(r"/contacts\?figure=menu_trouble_rate&menu_way=billing%3Ewhere\+is\+my\+refund$")
    )


def test_a_figure_of_the_table_opens_its_contacts(server, look: Callable) -> None:
    page = look(server, "/menu")
    canvas = page.locator(".st-key-menu_ways canvas").first
    canvas.wait_for()
    canvas.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    box = canvas.bounding_box()
    page.mouse.click(box["x"] + 30, box["y"] + 36 * 2.5)
    settled(page)

    expect(page).to_have_url(
        re.compile(r"/contacts\?figure=menu_trouble_rate&menu_way=billing%3Ewhere\+is\+my\+refund$")
    )


@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_pictures(server, look: Callable, pictures: Callable, screen: str) -> None:
    page = look(server, "/menu", screen)
    page.locator(".st-key-card_menu_flow .pieces").first.wait_for()
    page.wait_for_timeout(1000)

    fits = "document.documentElement.scrollWidth <= window.innerWidth"
    taken = pictures(page, f"menu-{screen}", f"[{fits}, ({CUT})()]")
    assert [told for _size, told in taken] == [[True, []]] * 2
    assert min(size for size, _told in taken) > 20_000


# What is written in the flow and reaches beyond its card.
CUT = """() => {
    const edge = document.querySelector('.st-key-card_menu_flow').getBoundingClientRect().right
    const cells = [...document.querySelectorAll('.st-key-card_menu_flow td, .st-key-card_menu_flow h2')]
    return cells.filter(cell => cell.getBoundingClientRect().right > edge).map(cell => cell.innerText)
}"""


def test_a_menu_whose_paths_nobody_knows_says_so(pathless, look: Callable) -> None:
    page = look(pathless, "/menu")

    expect(page.locator("h1")).to_have_text(
        "10.0\u00a0% of callers hung up in the menu; which way they took is not known."
    )
    expect(page.locator(".st-key-card_menu_flow")).to_contain_text("A source tells it in menu_path")
    expect(page.locator(".st-key-tile_menu_loop_rate .t")).to_contain_text("path not known")
    expect(page.locator(".st-key-tile_containment_rate .t")).to_contain_text("no source tells of it")
    expect(page.locator(".st-key-card_menu_ways")).to_have_count(0)


def test_a_centre_without_a_menu_says_so(menuless, look: Callable) -> None:
    page = look(menuless, "/menu")

    expect(page.locator("h1")).to_have_text("No caller went through a menu in this period.")
    expect(page.locator(".st-key-card_no_menu")).to_contain_text("Sources tell of it in menu_outcome")
    expect(page.locator(".st-key-tiles")).to_have_count(0)


def test_an_empty_period_offers_the_way_to_the_data(server, look: Callable) -> None:
    page = look(server, "/menu?from=2020-01-01&to=2020-01-08")

    expect(page.locator("h1")).to_have_text("No contact in this period.")
    expect(page.get_by_role("button", name="Go to the newest data")).to_be_visible()


def test_routing_leads_to_the_menu_with_its_filters(server, look: Callable) -> None:
    page = look(server, "/routing?from=2026-03-01&to=2026-03-08")
    page.get_by_test_id("stMain").get_by_role("link", name="See how callers get through the menu").click()
    settled(page)

    expect(page).to_have_url(re.compile(r"/menu\?from=2026-03-01&to=2026-03-08$"))
