"""The page Voices of a small centre: words to look for, a word on a signal, a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from settings import load
from tests.ui.spoken import CONFIG, fill

pytestmark = pytest.mark.browser
QUOTES = ".st-key-card_texts q"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, serve: Callable) -> object:
    """The app over four calls of which something was written."""
    folder = tmp_path_factory.mktemp("voices")
    config, data = folder / "moked.toml", folder / "data"
    config.write_text(CONFIG)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("MOKED_CONFIG", str(config))
        environment.setenv("MOKED_DATA", str(data))
        fill(told=load()).close()
    return serve(config, data)


def test_words_are_looked_for_without_standing_in_the_address(server: object, look: Callable) -> None:
    page = look(server, "/voices?texts=every")
    expect(page.locator(QUOTES)).to_have_count(4)

    page.get_by_label("Words to look for").fill("DECLINED")
    page.get_by_label("Words to look for").press("Enter")

    expect(page.locator(QUOTES)).to_have_count(1)
    expect(page.locator(QUOTES)).to_contain_text("declined twice")
    assert "declined" not in page.url.lower()


def test_a_word_on_a_signal_is_kept_and_counted(server: object, look: Callable) -> None:
    page = look(server, "/voices?signal=thanks")
    mine = page.locator("[class*=st-key-signals_]").get_by_role("radio", name="Right")
    mine.click()
    expect(mine).to_have_attribute("aria-checked", "true")

    again = look(server, "/voices?signal=thanks")

    expect(again.locator(".st-key-card_signals tr", has_text="Thanks")).to_contain_text("1 of 1")
    mine = again.locator("[class*=st-key-signals_]").get_by_role("radio", name="Right")
    expect(mine).to_have_attribute("aria-checked", "true")


def test_on_a_phone_a_signal_leads_to_its_texts(server: object, look: Callable) -> None:
    page = look(server, "/voices", "phone")

    page.locator(".st-key-card_signals a.way", has_text="Thanks").click()

    expect(page).to_have_url(re.compile("signal=thanks"))
    expect(page.locator(QUOTES)).to_have_count(1)
    wide = page.evaluate(
        "() => document.querySelector('[data-testid=stMain]').scrollWidth - document.body.clientWidth"
    )
    assert wide <= 0
