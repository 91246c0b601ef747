"""The figures of Routing and Repeat contacts open the contacts that they count."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.connectors.demo.centre import stored

pytestmark = pytest.mark.browser
IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven weeks of a small simulated centre."""
    folder = tmp_path_factory.mktemp("centre")
    stored(folder)
    return folder


@pytest.fixture
def server(centre: Path, serve: Callable) -> object:
    return serve(centre / "moked.toml", centre / "data")


def opened(page: Page, key: str) -> None:
    """Click a tile, and wait until its list is there."""
    tile = page.locator(f".st-key-tile_{key}")
    tile.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    box = tile.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url(re.compile("/contacts"))
    page.wait_for_timeout(500)
    page.wait_for_selector(IDLE, state="attached")


def foot(page: Page, key: str) -> str:
    return page.locator(f".st-key-tile_{key} .n span").first.inner_text()


def test_the_share_sent_to_the_wrong_desk_opens_its_contacts(server: object, look: Callable) -> None:
    page = look(server, "/routing")
    wrong, _of, answered = foot(page, "misroute_rate").split()
    opened(page, "misroute_rate")

    expect(page.locator("h1")).to_contain_text(f"{answered} answered contacts, ")
    expect(page.locator("h1")).to_contain_text(f": {wrong} began at the wrong desk, ")
    expect(page.locator(".st-key-pager")).to_contain_text(f"of {answered}")


def test_the_time_lost_opens_the_contacts_that_lost_it(server: object, look: Callable) -> None:
    page = look(server, "/routing?queue=Billing", "phone")
    lost = page.locator(".st-key-tile_lost .v").inner_text()
    n = foot(page, "lost").split()[0]
    opened(page, "lost")

    expect(page.locator("h1")).to_contain_text(f"{n} contacts that began at the wrong desk, ")
    assert "".join(f"{lost} lost.".split()) in "".join(page.locator("h1").inner_text().split())
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth") is True


def test_the_share_that_came_again_opens_its_contacts(server: object, look: Callable) -> None:
    page = look(server, "/repeats?channel=voice")
    n = foot(page, "repeat_rate").split()[1]
    opened(page, "repeat_rate")

    expect(page).to_have_url(re.compile("channel=voice"))
    expect(page.locator("h1")).to_contain_text(f"{n} answered contacts, ")
    page.get_by_role("radio", name="Did not come again").or_(
        page.get_by_text("Did not come again")
    ).first.click()
    expect(page).to_have_url(re.compile("part=no"))
    expect(page.locator(".st-key-pager")).not_to_contain_text(f"of {n}")


def test_the_contacts_of_a_cause_are_named_with_it(server: object, look: Callable) -> None:
    page = look(server, "/contacts?figure=misroute_rate&cause=unknown", "phone", "dark")

    expect(page.locator("h1")).to_contain_text("that began at the wrong desk for a cause not known, ")
    expect(page.locator(".st-key-brief_table_list canvas").first).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("could not be computed")


@pytest.mark.parametrize("screen", ["desktop", "phone"])
@pytest.mark.parametrize("figure", ["misroute_rate", "menu_loop_rate", "repeat_rate", "contacts_per_issue"])
def test_each_kind_of_list_is_drawn(figure: str, screen: str, server: object, look: Callable) -> None:
    page = look(server, f"/contacts?figure={figure}&from=2026-03-15&to=2026-04-26", screen)
    name = "brief" if screen == "phone" else "full"

    expect(page.locator(f".st-key-{name}_table_list canvas").first).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("could not be computed")


def test_a_value_that_nothing_has_is_answered_with_a_sentence(server: object, look: Callable) -> None:
    page = look(server, "/contacts?figure=misroute_rate&topic=Unclear+invoic&nth=9")

    notice = page.locator('[class*="st-key-note_filters"]')
    expect(notice).to_contain_text("Unknown topic 'Unclear invoic'. Did you mean Unclear invoice?")
    expect(notice).to_contain_text("Unknown nth '9'. Known: 1, 2, 3, 4 and 5.")
    expect(page.locator("h1")).to_contain_text("answered contacts, ")


def test_the_file_of_a_list_has_what_tells_why(server: object, look: Callable) -> None:
    page = look(server, "/contacts?figure=misroute_rate&cause=unknown")
    n = page.locator("h1").inner_text().split()[0]
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()

    lines = Path(download.value.path()).read_text("utf-8-sig").splitlines()
    assert lines[0] == "when,way,outcome,waited,extra,handled,vain,contact"
    assert len(lines) - 1 == int(n.replace(",", ""))
