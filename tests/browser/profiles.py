"""Profiles of the browser that the tests share."""

from typing import Literal

from playwright.sync_api import Browser, BrowserContext

SCREENS = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}

Screen = Literal["desktop", "phone"]
Scheme = Literal["light", "dark"]


class Profiles:
    """Profiles of a browser, each lent to one person at a time, who finds nothing that another left there.

    What stays is the scripts as Chromium compiled them: to read them anew takes longer than all else that
    a page needs.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[tuple[Screen, Scheme], list[BrowserContext]] = {}

    def take(self, screen: Screen, scheme: Scheme) -> BrowserContext:
        """Give one that nobody has."""
        free = self._free.setdefault((screen, scheme), [])
        return free.pop() if free else self._new(screen, scheme)

    def give_back(self, screen: Screen, scheme: Scheme, profile: BrowserContext) -> None:
        for page in profile.pages:
            page.evaluate("localStorage.clear()")
            page.close()
        profile.clear_cookies()
        self._free[screen, scheme].append(profile)

    def _new(self, screen: Screen, scheme: Scheme) -> BrowserContext:
        phone = screen == "phone"
        return self._browser.new_context(
            viewport=SCREENS[screen],
            color_scheme=scheme,
            is_mobile=phone,
            has_touch=phone,
            locale="en-GB",
            reduced_motion="reduce",  # what moves while a page waits is drawn without end, and takes a third
        )
