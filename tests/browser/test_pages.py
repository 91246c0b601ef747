import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from scheduler.refresh import refresh
from settings import load
from store.opened import open_store
from tests import bank as records

pytestmark = [pytest.mark.browser, pytest.mark.real_data]

IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'


@pytest.fixture(scope="module")
def bank(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Settings of the real bank, its January and February read."""
    folder = tmp_path_factory.mktemp("bank")
    path = shared_data / "anonymous_bank" / "*.txt"
    settings = load(records.config(folder, path.as_posix()), folder / "data")
    store = open_store(settings)
    assert [report.is_ok for report in refresh(settings, store)] == [True]
    store.close()
    return folder


@pytest.fixture
def server(bank: Path, serve: Callable):
    return serve(bank / "moked.toml", bank / "data")


def tile(page: Page, key: str) -> str:
    return page.locator(f".st-key-tile_{key} .v").inner_text()


def settled(page: Page) -> None:
    page.wait_for_timeout(300)
    page.wait_for_selector(IDLE, state="attached")
    page.wait_for_timeout(500)


def test_queues_shows_the_bank_s_february(server, look):
    page = look(server)

    expect(page).to_have_url(re.compile("/queues$"))
    expect(page.locator(".st-key-tile_service_level .v")).to_contain_text("52.6")
    expect(page.locator(".st-key-tile_wait_median .v")).to_contain_text("6")
    expect(page.locator(".st-key-tile_offered .v")).to_contain_text("30,828")
    expect(page.locator(".crumb")).to_contain_text("1–28 Feb 1999")
    expect(page.locator('[class*="st-key-note_now"]')).to_contain_text("1 Mar 1999")


def test_a_filter_changes_the_figures_and_the_address(server, look):
    page = look(server)
    page.locator('.st-key-filter_queues input[role="combobox"]').click()
    page.get_by_role("option", name="NW").click()
    settled(page)

    expect(page).to_have_url(re.compile("queue=NW"))
    expect(page.locator(".st-key-tile_offered .v")).to_contain_text("6,768")


def test_an_address_with_filters_opens_as_it_was(server, look):
    page = look(server, "/queues?period=last_month&queue=NW&grain=week")

    expect(page.locator(".st-key-tile_offered .v")).to_contain_text("6,768")
    expect(page.locator('[data-testid="stButtonGroup"] button[aria-checked="true"]')).to_have_text("Week")


@pytest.mark.parametrize(
    "address",
    ["/queues?against=year", "/queues?from=1999-01-05&to=1999-01-20"],
    ids=["none", "partly covered"],
)
def test_a_comparison_without_its_data_is_not_made(server, look, address):
    page = look(server, address)

    expect(page.locator(".st-key-tile_offered .d")).to_contain_text("nothing to compare with")
    expect(page.locator("h1")).to_contain_text("answered in time, target 80\u00a0%; the typical caller waits")
    expect(page.locator(".st-key-card_trend .mk-title")).not_to_contain_text("dotted")


def test_the_sentence_does_not_hide_that_long_waits_grew(server, look):
    page = look(server, "/queues?from=1999-02-09&to=1999-02-10")

    expect(page.locator("h1")).to_contain_text("Typical waits fell to 0\u00a0s, but 9 in 10 now wait under")


def test_a_bad_address_says_what_is_allowed(server, look):
    page = look(server, "/queues?queue=PSX&grain=fortnight")

    notice = page.locator('[class*="st-key-note_filters"]')
    expect(notice).to_contain_text("Unknown queue 'PSX'")
    expect(notice).to_contain_text("Known: hour, day and week.")
    expect(page.locator(".st-key-tile_offered .v")).to_contain_text("30,828")


def test_a_tile_opens_its_contacts_in_the_same_session(server, look):
    page = look(server, "/queues?queue=NW")
    page.evaluate("window.stayed = true")
    click(page, page.locator(".st-key-tile_abandon_rate"))

    expect(page).to_have_url(re.compile(r"/contacts\?.*figure=abandon_rate"))
    expect(page).to_have_url(re.compile("queue=NW"))
    expect(page.locator("h1")).to_contain_text("6,768 visits behind “Gave up”: 1,778 gave up")
    assert page.evaluate("window.stayed") is True


def test_a_point_of_the_trend_opens_its_day(server, look):
    page = look(server)
    page.locator(".st-key-trend .points path").first.wait_for()
    click(page, page.locator(".st-key-trend .points path").nth(5))

    expect(page).to_have_url(re.compile(r"/contacts\?.*day=1999-02-06"))
    expect(page.locator("h1")).to_contain_text("172 visits behind “In time”")


def test_a_cell_of_the_heat_map_opens_its_hour(server, look):
    page = look(server)
    page.locator(".st-key-heat .points path").first.wait_for()
    click(page, page.locator(".st-key-heat .points path").nth(40))

    expect(page).to_have_url(re.compile(r"/contacts\?figure=wait_p90&hour=\d+&weekday=\d"))


def test_a_row_of_the_table_opens_its_queue_and_a_contact_its_legs(server, look):
    page = look(server)
    click_row(page, ".st-key-by_queue", 1)
    expect(page.locator("h1")).to_contain_text("6,940 visits behind “Minutes waited”")
    click_row(page, ".st-key-card_list", 0)

    expect(page).to_have_url(re.compile("contact=bank"))
    expect(page.locator("h1")).to_contain_text("in NW")
    expect(page.locator(".lane")).to_have_count(2)


def test_a_figure_of_the_table_opens_what_it_counts(server, look):
    page = look(server)
    canvas = page.locator(".st-key-by_queue canvas").first
    canvas.wait_for()
    click(page, canvas, 240, 36 * 1.5)

    expect(page.locator("h1")).to_contain_text("19,930 visits behind “In time”: 11,079 in time")


@pytest.mark.parametrize(
    ("curve", "figure", "words"),
    [(-1, "offered_wait_median", "“until an answer”"), (-2, "patience_median", "“Patience”")],
    ids=["until an answer", "until giving up"],
)
def test_a_curve_opens_the_contacts_it_is_made_of(server, look, curve, figure, words):
    page = look(server)
    line = page.locator(".st-key-curves .js-line")
    line.first.wait_for(state="attached")
    page.locator(".st-key-curves").scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    page.mouse.click(*line.nth(curve).evaluate(MIDDLE))
    settled(page)

    expect(page).to_have_url(re.compile(f"figure={figure}"))
    expect(page.locator("h1")).to_contain_text(words)


# Where the middle of a line lies on the screen.
MIDDLE = """path => {
    const at = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(path.getScreenCTM())
    return [at.x, at.y]
}"""


def test_all_contacts_are_one_click_away_from_those_behind_a_figure(server, look):
    page = look(server, "/contacts?figure=service_level&day=1999-02-08&queue=NW")
    page.get_by_role("button", name="Show all contacts").click()
    settled(page)

    expect(page).to_have_url(re.compile(r"/contacts\?queue=NW$"))
    expect(page.locator("h1")).to_contain_text("every one that began")


def test_all_contacts_of_the_usual_period_have_an_address_too(server, look):
    page = look(server, "/contacts?figure=service_level&day=1999-02-08")
    page.get_by_role("button", name="Show all contacts").click()
    settled(page)

    expect(page).to_have_url(re.compile(r"/contacts$"))
    expect(page.locator("h1")).to_contain_text("every one that began")


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("/contacts?page=99999999999999999999", "it goes from 1 to"),
        ("/contacts?page=-3", "it goes from 1 to"),
        ("/queues?from=0001-01-01&to=9999-12-31", "years go from 1970 to 2100"),
    ],
)
def test_an_extreme_address_is_answered_with_a_sentence(server, look, address, allowed):
    page = look(server, address)

    expect(page.locator('[class*="st-key-note_filters"]')).to_contain_text(allowed)
    expect(page.locator("h1")).not_to_contain_text("could not")


def test_what_comes_outside_hours_is_in_sight_and_in_no_list_of_the_service_level(bank, serve, look):
    settings = bank / "hours.toml"
    settings.write_text((bank / "moked.toml").read_text() + HOURS)
    page = look(serve(settings, bank / "data"))

    expect(page.locator(".st-key-tile_offered .n")).to_contain_text("outside hours")
    judged = page.locator(".st-key-tile_service_level .n").inner_text().split()[1]
    click(page, page.locator(".st-key-tile_service_level"))
    expect(page.locator("h1")).to_contain_text(f"{judged} visits behind “In time”")


HOURS = """
[[hours]]
sunday = ["08:00-16:00"]
monday = ["08:00-16:00"]
"""


def click_row(page: Page, table: str, row: int) -> None:
    canvas = page.locator(f"{table} canvas").first
    canvas.wait_for()
    click(page, canvas, 30, 36 * (row + 1.5))


def click(page: Page, what: Locator, x: float | None = None, y: float | None = None) -> None:
    """Click where it is on the screen: charts and tables catch the pointer with a layer of their own."""
    what.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    box = what.bounding_box()
    page.mouse.click(box["x"] + (x or box["width"] / 2), box["y"] + (y or box["height"] / 2))
    settled(page)


def test_the_list_can_be_saved_whole(server, look):
    page = look(server, "/contacts?figure=service_level&weekday=4&hour=15")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()

    lines = Path(download.value.path()).read_text("utf-8-sig").splitlines()
    assert lines[0] == "when,queue,outcome,waited,handled,agent,menu,contact"
    assert len(lines) == 478


def test_the_definition_of_a_figure_is_one_click_away(server, look):
    page = look(server)
    page.locator(".st-key-tile_service_level summary").click()

    definition = page.locator(".st-key-tile_service_level details > div")
    expect(definition).to_contain_text("answered within the threshold")


def test_sources_accounts_for_every_row(server, look):
    page = look(server, "/sources")

    card = page.locator(".st-key-card_source_bank")
    expect(card).to_contain_text("64,943 rows read = 64,370 loaded + 573 left out by rule + 0 set aside")
    expect(card).to_contain_text("phantom call")
    expect(page.locator('[class*="st-key-note_scheduler"]')).to_contain_text("No scheduler is running")


def test_without_a_source_every_page_leads_to_one(serve, look):
    page = look(serve())

    page.get_by_role("button", name="Connect a source").click()
    settled(page)
    expect(page).to_have_url(re.compile("/sources$"))
    expect(page.locator("body")).to_contain_text("Your own data in five minutes")


def test_after_a_restart_the_first_click_counts_and_the_figures_stay(bank, serve_fresh, look):
    server = serve_fresh(bank / "moked.toml", bank / "data")
    page = look(server, "/queues?queue=NW")
    server.stop()
    page.wait_for_timeout(500)
    server.start()
    page.wait_for_timeout(6000)  # the browser finds the server again by itself
    settled(page)
    page.locator('[data-testid="stButtonGroup"] button', has_text="Week").click()

    expect(page).to_have_url(re.compile("grain=week"))
    page.reload()
    expect(page.locator(".st-key-tile_offered .v")).to_contain_text("6,768", timeout=30_000)


def test_nothing_moves_when_a_filter_changes(server, look):
    page = look(server)
    page.wait_for_timeout(1500)
    page.evaluate(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "entry => window.moved += entry.value)).observe({type: 'layout-shift'})"
    )
    page.locator('[data-testid="stButtonGroup"] button', has_text="Week").click()
    settled(page)

    assert page.evaluate("window.moved") < 0.01


SEEN = {
    "queues": ("/queues", ".st-key-heat .points path"),
    "contacts": ("/contacts?figure=service_level&weekday=4&hour=15", ".st-key-card_list"),
    "sources": ("/sources", ".st-key-card_source_bank"),
}


@pytest.mark.parametrize("screen", ["desktop", "phone"])
@pytest.mark.parametrize("name", SEEN)
def test_pictures(server, look, pictures, name, screen):
    path, awaited = SEEN[name]
    page = look(server, path, screen)
    page.locator(awaited).first.wait_for(state="attached")
    page.wait_for_timeout(1000)

    taken = pictures(page, f"{name}-{screen}", "document.documentElement.scrollWidth <= window.innerWidth")
    assert [fits for _size, fits in taken] == [True, True]
    assert min(size for size, _fits in taken) > 20_000


def test_charts_follow_the_dark(server, look):
    page = look(server, "/queues", "desktop", "dark")
    line = page.locator(".st-key-trend .js-line").last
    line.wait_for(state="attached")

    accent = "rgb(127, 160, 255)"
    strokes = page.locator(".st-key-trend .js-line").evaluate_all(
        "lines => lines.map(line => getComputedStyle(line).stroke)"
    )
    assert accent in strokes
