from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from ui.navigation import PAGES

pytestmark = pytest.mark.browser
FIRST = {page.section: page.key for page in reversed(PAGES)}  # of each folder of pages the first


def shown(page: Page) -> str:
    return page.inner_text("body")


@pytest.mark.parametrize("key", FIRST.values())
def test_a_deep_link_to_a_fresh_process_goes_through_the_frame(
    key: str, serve_fresh: Callable, look: Callable
) -> None:
    page = look(serve_fresh(), f"/{key}")

    assert page.locator('[data-testid="stSidebarNav"]').count() == 1
    assert page.url.endswith(f"/{key}")
    assert "Page not found" not in shown(page)


def test_an_unknown_address_of_a_fresh_process_goes_through_the_frame(
    serve_fresh: Callable, look: Callable
) -> None:
    page = look(serve_fresh(), "/no-such-page")

    assert page.locator('[data-testid="stSidebarNav"]').count() == 1


def test_a_page_asks_nothing_of_other_machines(serve: Callable, look: Callable) -> None:
    server = serve()
    page = look(server)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.wait_for_load_state("networkidle")

    assert asked
    assert [url for url in asked if not url.startswith((server.url, "data:", "blob:"))] == []


def test_a_page_survives_a_restart_of_the_server(serve_fresh: Callable, look: Callable) -> None:
    server = serve_fresh()
    page = look(server)
    server.stop()
    page.wait_for_timeout(1000)
    server.start()
    page.wait_for_selector('[data-testid="stConnectionStatus"]', state="detached", timeout=30_000)

    assert page.locator('[data-testid="stSidebarNav"]').count() == 1
