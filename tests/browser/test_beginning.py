"""The first refresh, as a person sees it: how far it is, then the figures, without a click."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

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


def say(pages: list[Page], words: str) -> None:
    """Wait until each of the pages has this headline."""
    for page in pages:
        expect(page.locator("h1")).to_have_text(words)


def test_pages_say_how_far_the_first_refresh_is_and_fill_by_themselves(
    tmp_path: Path, serve_fresh: Callable, look: Callable
) -> None:
    start = datetime.now(UTC) - timedelta(days=3)
    (tmp_path / "moked.toml").write_text(CONFIG.format(start=start.isoformat()))
    settings = load(tmp_path / "moked.toml", tmp_path / "data")
    store = open_store(settings)
    run = publish.begin_run(store.state, "demo", "schedule", datetime.now(UTC))
    server = serve_fresh(settings.source, settings.data)
    queues, contacts = look(server, "/queues"), look(server, "/contacts", "phone")
    both = [queues, contacts]

    say(both, "Making a simulated contact centre …")
    publish.note_part(store.state, run, (5, 14))
    say([*both, look(server, "/live")], "Making a simulated contact centre: week 5 of 14.")
    for page in both:
        expect(page.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "5")
        expect(page.locator(".mk-head .chip")).to_have_text("scienceDemo data")
    publish.note_part(store.state, run, (6, 14))
    say(both, "Making a simulated contact centre: week 6 of 14.")
    assert refresh(settings, store)[0].is_ok
    for page, word in ((queues, "caller"), (contacts, "contacts")):
        expect(page.get_by_role("progressbar")).to_have_count(0)
        expect(page.locator("h1")).to_contain_text(word)
    store.close()
