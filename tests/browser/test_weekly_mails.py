"""The weekly mails as a mail program shows them: wide and narrow, light and dark, pictures on and off."""

import base64
from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from emails import recognition_mail, snapshot_mail
from emails.message import Message
from tests import recognitions, snapshots

pytestmark = pytest.mark.browser

Open = Callable[[Message, int, Literal["light", "dark"], bool], Page]
SHOWN = """name => [...document.querySelectorAll('.' + name)].filter(one => one.offsetWidth).length"""
OVER = "() => document.documentElement.scrollWidth - window.innerWidth"
# Of each text the contrast with the ground that it stands on, the least of all.
LEAST_CONTRAST = """() => {
  const light = colour => {
    const [r, g, b] = colour.match(/[0-9.]+/g).slice(0, 3).map(x => x / 255)
      .map(x => x <= .03928 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const ground = one => {
    const colour = getComputedStyle(one).backgroundColor;
    return colour !== 'rgba(0, 0, 0, 0)' || !one.parentElement ? colour : ground(one.parentElement);
  };
  const says = one => one.offsetWidth && [...one.childNodes].some(n => n.nodeType === 3 && n.data.trim());
  return Math.min(...[...document.querySelectorAll('body *')].filter(says).map(one => {
    const [a, b] = [light(getComputedStyle(one).color), light(ground(one))];
    return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
  }));
}"""


@pytest.fixture(scope="module")
def mails() -> dict[str, Message]:
    return {
        "snapshot": snapshot_mail.message(snapshots.SNAPSHOT, snapshots.POST),
        "recognition": recognition_mail.message(recognitions.RECOGNITION, recognitions.POST),
    }


@pytest.fixture
def shown(chromium: Browser) -> Iterator[Open]:
    """Open a mail as a mail program does; without its pictures where they are blocked."""
    opened = []

    def open_mail(mail: Message, wide: int, scheme: Literal["light", "dark"], is_blocked: bool) -> Page:
        html = mail.html
        for file in mail.files:
            data = "" if is_blocked else base64.b64encode(file.data).decode()
            html = html.replace(f'"cid:{file.shown_as}"', f'"data:{file.kind};base64,{data}"')
        context = chromium.new_context(viewport={"width": wide, "height": 900}, color_scheme=scheme)
        opened.append(context)
        page = context.new_page()
        page.set_content(html)
        return page

    yield open_mail
    for context in opened:
        context.close()


@pytest.mark.parametrize("name", ["snapshot", "recognition"])
@pytest.mark.parametrize("wide", [640, 390, 320])
def test_a_mail_fits_its_window(shown: Open, mails: dict[str, Message], name: str, wide: int) -> None:
    page = shown(mails[name], wide, "light", False)

    assert page.evaluate(OVER) <= 0


def test_the_small_lines_stand_in_wide_windows_alone(shown: Open, mails: dict[str, Message]) -> None:
    wide = shown(mails["snapshot"], 640, "light", False)
    narrow = shown(mails["snapshot"], 390, "light", False)

    assert [wide.evaluate(SHOWN, name) for name in ("trend", "narrow", "wide")] == [9, 0, 6]
    assert [narrow.evaluate(SHOWN, name) for name in ("trend", "narrow", "wide")] == [0, 3, 0]


@pytest.mark.parametrize("name", ["snapshot", "recognition"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_words_stand_out_from_their_ground(
    shown: Open, mails: dict[str, Message], name: str, scheme: Literal["light", "dark"]
) -> None:
    page = shown(mails[name], 390, scheme, False)

    assert page.evaluate(LEAST_CONTRAST) >= 4.5


def test_where_pictures_are_blocked_their_words_stand_in_their_place(
    shown: Open, mails: dict[str, Message]
) -> None:
    page = shown(mails["snapshot"], 640, "light", True)
    charts = page.locator(".pic img")

    assert charts.count() == 2
    assert charts.first.get_attribute("alt").startswith("Where the +1.9 points of service level came from")
    assert page.evaluate(OVER) <= 0
