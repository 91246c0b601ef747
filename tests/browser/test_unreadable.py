"""Pages of a store that cannot be read to its end: the head, the filters and what is readable stay."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from scheduler.refresh import refresh
from settings import load
from store.opened import open_store
from tests import bank

pytestmark = pytest.mark.browser


def store(folder: Path) -> None:
    """Fill a store with calls of 28 January and of 10 February 1999."""
    early = [bank.call(n, date="990128") for n in range(40, 60)]
    bank.write(folder / "calls" / "one.txt", *early, *(bank.call(n) for n in range(1, 40)))
    config = bank.config(folder)
    opened = open_store(load(config, folder / "data"))
    assert refresh(load(config, folder / "data"), opened)[0].is_ok
    opened.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, serve: Callable) -> object:
    """The app over a store that has lost what it knew of the ways of January's contacts."""
    folder = tmp_path_factory.mktemp("lost")
    store(folder)
    lost = sorted((folder / "data").glob("**/traces/week=1999-W04/*.parquet"))
    assert lost
    [path.unlink() for path in lost]
    return serve(folder / "moked.toml", folder / "data")


@pytest.mark.parametrize("page", ["routing", "repeats", "menu"])
def test_a_page_whose_figures_cannot_be_read_keeps_its_head_and_says_so(
    server: object, look: Callable, page: str
) -> None:
    seen = look(server, f"/{page}?from=1999-01-25&to=1999-02-15")

    expect(seen.locator("h1")).to_have_text("The figures of this page could not be read.")
    expect(seen.locator(".mk-head .crumb")).to_contain_text("Jan")
    expect(seen.locator(".mk-head .age")).to_contain_text("through")
    expect(seen.locator(".st-key-filters")).to_be_visible()
    expect(seen.locator(".st-key-card_failed")).to_contain_text("They could not be read from the store")
    expect(seen.locator(".sk")).to_have_count(0)


@pytest.mark.parametrize(
    ("page", "sentence", "readable", "lost"),
    [
        ("routing", "No wrong desk was seen", "evidence", "causes"),
        ("repeats", "Nobody came again within a week of 39 contacts.", "spans", "lengths"),
    ],
)
def test_what_cannot_be_read_is_said_in_its_place(
    server: object, look: Callable, page: str, sentence: str, readable: str, lost: str
) -> None:
    seen = look(server, f"/{page}?from=1999-02-08&to=1999-02-15")

    expect(seen.locator("h1")).to_contain_text(sentence)
    expect(seen.locator(f".st-key-card_{readable} .mk-table")).to_be_visible()
    expect(seen.locator(f".st-key-card_{lost}")).to_contain_text("This figure could not be computed")
    expect(seen.locator(".sk")).to_have_count(0)


def test_filters_that_are_wider_than_the_page_wrap_and_are_not_cut(server: object, look: Callable) -> None:
    seen = look(server, "/queues?from=1999-02-08&to=1999-02-15")
    bar = seen.locator(".st-key-filters")
    bar.evaluate("e => { e.style.width = '800px'; e.style.maxWidth = '800px' }")

    assert bar.evaluate("e => e.scrollWidth <= e.clientWidth + 1")
