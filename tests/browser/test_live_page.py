import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from metrics.compute import compute
from scheduler.refresh import refresh
from settings import load
from store.opened import open_store
from store.read import Filters, Viewer, open_reading
from store.status import last_runs
from tests.connectors.asterisk.day import content, lines
from tests.connectors.asterisk.replay import Replay, waiting_at
from tests.scheduler.conftest import Scheduler, until

pytestmark = pytest.mark.browser

DAY = date(2026, 3, 4)
FIRST = datetime(2026, 3, 4, 8, 0, tzinfo=UTC)  # the switch opens; the site keeps UTC
SPEED = 100
RECORDED = lines(3, DAY, 700)
FIGURES = ("offered", "answered", "abandoned", "waiting", "asa", "wait_p90", "service_level", "handle_time")
MOVED = (
    "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach("
    "entry => { if (!entry.hadRecentInput) window.moved += entry.value }))"
    ".observe({type: 'layout-shift'})"
)


def config(folder: Path, since: datetime) -> Path:
    file = folder / "moked.toml"
    file.write_text(
        f"now = {FIRST.isoformat()}\n"
        f"[replay]\nsince = {since.isoformat()}\nspeed = {SPEED}\n"
        "[refresh]\nlive_every_s = 1\n"
        '[[connectors]]\nname = "switch"\nkind = "asterisk"\npath = "queue_log*"\nevery_s = 5\n'
    )
    return file


@pytest.fixture(scope="module")
def floor(root, tmp_path_factory):
    """A recorded day that is replayed while a scheduler reads it."""
    folder = tmp_path_factory.mktemp("floor")
    replay = Replay(folder, RECORDED, FIRST, SPEED)
    settings = config(folder, replay.since)
    scheduler = Scheduler(root, folder, ("--config", str(settings)), folder / "scheduler.log")
    replay.start()
    yield folder, replay, scheduler
    replay.stop()
    scheduler.process.kill()
    scheduler.process.wait()


@pytest.fixture(scope="module")
def server(floor, serve):
    folder, _replay, _scheduler = floor
    until(lambda: (folder / "data" / "state.sqlite").exists() and told(folder))
    return serve(folder / "moked.toml", folder / "data")


def told(folder: Path) -> bool:
    from store.live import sources_now  # noqa: PLC0415

    store = open_store(load(folder / "moked.toml", folder / "data"))
    try:
        return any(one.at for one in sources_now(store.state))
    finally:
        store.close()


def waiting(page) -> int:
    """The people waiting by the page's own first tile."""
    return int(page.locator(".mk-tiles .mk-tile .v > span").first.inner_text())


def of_today(page) -> int:
    said = page.locator(".mk-tiles .mk-tile").nth(4).locator(".n").inner_text()
    found = re.search(r"n ([\d,]+)", said)
    return int(found[1].replace(",", "")) if found else 0


def test_the_board_follows_the_recorded_day(floor, server, look):
    _folder, replay, _scheduler = floor
    page = look(server, "/live")
    expect(page.locator(".mk-board tbody tr").first).to_be_visible(timeout=20_000)
    expect(page.locator(".mk-head .age")).to_contain_text("old")
    seen = []
    for _look in range(4):
        page.wait_for_timeout(5_000)
        seen.append((waiting(page), of_today(page)))

    assert sorted(n for _waiting, n in seen) == [n for _waiting, n in seen]
    assert seen[-1][1] > seen[0][1]
    # A tick is at most 5 s old and takes a moment: that is some ten minutes of the recorded day.
    around = [waiting_at(RECORDED, replay.now() - timedelta(minutes=minutes)) for minutes in range(25)]
    assert min(around) <= waiting(page) <= max(around)


def test_a_tick_changes_figures_and_moves_nothing(server, look):
    page = look(server, "/live")
    expect(page.locator(".mk-board tbody tr").first).to_be_visible(timeout=20_000)
    page.wait_for_timeout(2_000)
    page.evaluate(MOVED)
    before = page.locator(".mk-tiles").inner_text()
    page.wait_for_timeout(11_000)

    assert page.locator(".mk-tiles").inner_text() != before
    assert page.evaluate("window.moved") < 0.01


def test_the_wall_fits_its_screen(server, look, pictures):
    page = look(server, "/live?wall=1")
    page.set_viewport_size({"width": 1920, "height": 1080})
    expect(page.locator(".mk-board tbody tr").first).to_be_visible(timeout=20_000)
    page.wait_for_timeout(1_000)

    taken = pictures(page, "live-wall", "document.querySelector('[data-testid=stMain]').scrollHeight")
    assert max(height for _size, height in taken) <= 1080
    assert page.locator('[data-testid="stSidebar"]').is_hidden()
    assert min(size for size, _height in taken) > 20_000


@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_the_live_page_fits_every_screen(server, look, pictures, screen):
    page = look(server, "/live", screen)
    expect(page.locator(".mk-board tbody tr").first).to_be_visible(timeout=20_000)

    wide = "document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth"
    taken = pictures(page, f"live-{screen}", wide)
    assert max(over for _size, over in taken) <= 0
    assert min(size for size, _over in taken) > 20_000


def test_a_filter_narrows_the_floor_and_stands_in_the_address(server, look):
    page = look(server, "/live?queue=sales")
    expect(page.locator(".mk-board tbody tr")).to_have_count(1)

    expect(page.locator(".mk-board tbody td.q")).to_contain_text("sales")


def test_a_dead_scheduler_is_said_within_half_a_minute_and_a_new_one_recovers(floor, server, root, look):
    folder, _replay, scheduler = floor
    page = look(server, "/live")
    expect(page.locator(".mk-head .age")).to_contain_text("old")
    scheduler.process.kill()
    scheduler.process.wait()

    expect(page.locator(".mk-head .age")).to_contain_text("stale since", timeout=30_000)
    expect(page.locator(".mk-tile.is-small").nth(4)).to_be_visible()

    scheduler.__init__(root, folder, ("--config", str(folder / "moked.toml")), folder / "again.log")
    expect(page.locator(".mk-head .age")).to_contain_text("old", timeout=30_000)


def test_nothing_is_lost_at_rotation_and_the_day_ends_as_if_loaded_at_once(floor, tmp_path):
    folder, replay, scheduler = floor
    replay.rotate()
    store = open_store(load(folder / "moked.toml", folder / "data"))
    runs = len_ok(store)
    until(lambda: len_ok(store) > runs, 60)  # somebody has read the file after its rotation
    replay.rest()
    scheduler.stop()
    settings = load(folder / "moked.toml", folder / "data")
    assert [report.is_ok for report in refresh(settings, store)] == [True]

    whole = tmp_path / "moked.toml"
    (tmp_path / "queue_log").write_bytes(content(RECORDED))
    whole.write_text('[[connectors]]\nname = "switch"\nkind = "asterisk"\npath = "queue_log"\n')
    at_once = open_store(load(whole, tmp_path / "data"))
    assert [report.is_ok for report in refresh(load(whole, tmp_path / "data"), at_once)] == [True]

    assert figures(store, settings).equals(figures(at_once, load(whole, tmp_path / "data")))


def len_ok(store) -> int:
    return sum(one.last_success.id for one in last_runs(store.state) if one.last_success)


def figures(store, settings):
    """Every queue's figures of the day, long after it."""
    reading = open_reading(store, settings, Viewer("m", "manager"), Filters(FIRST + timedelta(days=30)))
    return compute(reading.frames, FIGURES, by=("queue",))
