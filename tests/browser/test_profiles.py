"""A profile of the browser that is lent again has forgotten who had it before."""

from collections.abc import Callable

import pytest

from tests.browser.profiles import Profiles

pytestmark = pytest.mark.browser


def test_who_comes_next_finds_nothing_that_another_left(serve: Callable, profiles: Profiles) -> None:
    url = serve().url
    first = profiles.take("desktop", "light")
    page = first.new_page()
    page.goto(f"{url}/_stcore/health")
    page.evaluate("localStorage.theme = 'dark'; sessionStorage.at = 'noon'; document.cookie = 'who=anna'")
    profiles.give_back("desktop", "light", first)

    second = profiles.take("desktop", "light")
    page = second.new_page()
    page.goto(f"{url}/_stcore/health")
    assert second is first
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert "anna" not in page.evaluate("document.cookie")
    profiles.give_back("desktop", "light", second)
