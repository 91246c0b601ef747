"""The first refresh, as a person sees it: how far it is, then the figures, without a click."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from scheduler.refresh import refresh
from settings import load
from store import publish
from store.opened import open_store

pytestmark = pytest.mark.browser
CONFIG = """[site]
timezone = "Asia/Jerusalem"
[[connectors]]
name = "demo"
kind = "demo"
size = "small"
start = {start}
"""


@pytest.mark.parametrize(("path", "screen"), [("/queues", "desktop"), ("/contacts", "phone")])
def test_a_page_says_how_far_the_first_refresh_is_and_fills_by_itself(
    path: str, screen: str, tmp_path: Path, serve_fresh: Callable, look: Callable
) -> None:
    start = datetime.now(UTC) - timedelta(days=3)
    (tmp_path / "moked.toml").write_text(CONFIG.format(start=start.isoformat()))
    settings = load(tmp_path / "moked.toml", tmp_path / "data")
    store = open_store(settings)
    run = publish.begin_run(store.state, "demo", "schedule", datetime.now(UTC))
    page = look(serve_fresh(settings.source, settings.data), path, screen)
    head, bar = page.locator("h1"), page.get_by_role("progressbar")

    expect(head).to_have_text("Making a simulated contact centre …")
    publish.note_part(store.state, run, (5, 14))
    expect(head).to_have_text("Making a simulated contact centre: week 5 of 14.")
    expect(bar).to_have_attribute("aria-valuenow", "5")
    expect(page.locator(".mk-head .chip")).to_have_text("scienceDemo data")
    publish.note_part(store.state, run, (6, 14))
    expect(head).to_have_text("Making a simulated contact centre: week 6 of 14.")
    assert refresh(settings, store)[0].is_ok
    expect(bar).to_have_count(0, timeout=20_000)
    expect(head).to_contain_text("caller" if path == "/queues" else "contacts", timeout=20_000)
    store.close()


def test_live_says_how_far_the_first_refresh_is(
    tmp_path: Path, serve_fresh: Callable, look: Callable
) -> None:
    start = datetime.now(UTC) - timedelta(days=3)
    (tmp_path / "moked.toml").write_text(CONFIG.format(start=start.isoformat()))
    settings = load(tmp_path / "moked.toml", tmp_path / "data")
    store = open_store(settings)
    run = publish.begin_run(store.state, "demo", "schedule", datetime.now(UTC))
    publish.note_part(store.state, run, (2, 14))
    page = look(serve_fresh(settings.source, settings.data), "/live")

    expect(page.locator("h1")).to_have_text("Making a simulated contact centre: week 2 of 14.")
    store.close()
