import pytest
from playwright.sync_api import expect

from scheduler.refresh import refresh
from settings import load
from store.opened import open_store
from tests import bank

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def failing(tmp_path_factory):
    """A source that was read once, and whose mapping has been broken since."""
    folder = tmp_path_factory.mktemp("stale")
    bank.write(folder / "calls" / "one.txt", *[bank.call(n) for n in range(1, 40)])
    config = bank.config(folder)
    store = open_store(load(config, folder / "data"))
    assert refresh(load(config, folder / "data"), store)[0].is_ok
    config.write_text(config.read_text().replace("anonymous_bank", "anonymous_bnk"))
    assert not refresh(load(config, folder / "data"), store)[0].is_ok
    store.close()
    return folder


def test_figures_that_a_failing_source_leaves_behind_are_grey_and_dated(failing, serve, look):
    page = look(serve(failing / "moked.toml", failing / "data"), "/queues")

    expect(page.locator("body")).to_contain_text("Stale since")
    expect(page.locator(".mk-tile.is-small")).to_have_count(6)
    expect(page.locator(".st-key-tile_offered .n")).to_contain_text("◆")


@pytest.mark.parametrize(("page", "card"), [("routing", "evidence"), ("repeats", "spans")])
def test_headline_and_cards_that_a_failing_source_leaves_behind_are_grey_and_dated(
    failing, serve, look, page, card
):
    seen = look(serve(failing / "moked.toml", failing / "data"), f"/{page}")
    colour = "e => getComputedStyle(e).color"
    soft = seen.locator(f".st-key-card_{card} .mk-title p").evaluate(colour)

    expect(seen.locator(".mk-head .age")).to_contain_text("old")
    expect(seen.locator(f".st-key-card_{card} .mk-title .end")).to_contain_text("◆")
    assert seen.locator("h1").evaluate(colour) == soft
    assert seen.locator(f".st-key-card_{card} td").first.evaluate(colour) == soft


def test_without_anything_to_compare_with_the_missed_target_is_the_headline(serve, look, tmp_path):
    calls = [bank.call(n, q_time=60) for n in range(1, 60)]
    bank.write(tmp_path / "calls" / "one.txt", *calls)
    config = bank.config(tmp_path)
    store = open_store(load(config, tmp_path / "data"))
    refresh(load(config, tmp_path / "data"), store)
    store.close()

    page = look(serve(config, tmp_path / "data"), "/queues")

    expect(page.locator("h1")).to_contain_text("Only 0.0\u00a0% were answered in time, target 80\u00a0%")
