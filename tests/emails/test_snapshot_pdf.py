"""The executive snapshot on one page, whatever it says and in either direction."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from emails.snapshot import Snapshot
from emails.snapshot_pdf import attachment, page, page_json, told_on_page
from language import speak
from tests.snapshots import POST, SNAPSHOT, without_figures

ENGLISH = "A very long name of something that somebody wrote down without an end to it, "
HEBREW = "שם ארוך מאוד של משהו שמישהו כתב בלי סוף ובלי לחשוב על מי שיקרא אותו, "
PAGE = re.compile(rb"/Type\s*/Page\b")


def crowded(words: str) -> Snapshot:
    """As much of everything as anybody could write."""
    changed = [
        replace(
            one,
            where=words * 5,
            short=words,
            drivers=tuple(replace(each, name=words) for each in one.drivers),
        )
        for one in SNAPSHOT.changed
    ]
    actions = tuple(replace(one, what=words * 3, owner=words) for one in SNAPSHOT.actions * 3)
    trust = replace(SNAPSHOT.trust, corrections=(words,) * 6)
    told = replace(SNAPSHOT, centre=words, changed=tuple(changed), actions=actions, trust=trust)
    return replace(told, notices=(words, words))


@pytest.fixture
def language(request) -> Iterator[None]:
    speak(request.param)
    yield
    speak("en")


@pytest.mark.parametrize(
    ("language", "snapshot"),
    [
        ("en", SNAPSHOT),
        ("en", without_figures()),
        ("en", crowded(ENGLISH)),
        ("en", crowded(ENGLISH * 3)),
        ("he", SNAPSHOT),
        ("he", crowded(HEBREW)),
    ],
    ids=[
        "a week",
        "nothing known",
        "long names",
        "too much for small letters",
        "Hebrew",
        "long Hebrew names",
    ],
    indirect=["language"],
)
def test_it_is_one_page(language: None, snapshot: Snapshot) -> None:
    made = page(snapshot, POST)

    assert made.startswith(b"%PDF-")
    assert len(PAGE.findall(made)) == 1
    assert len(made) < 150_000


def test_the_page_says_what_the_mail_says_and_of_many_actions_how_many_more() -> None:
    told = told_on_page(crowded(ENGLISH), POST)

    assert told["headline"] == "Customers were answered faster, but fewer promises were kept."
    assert len(told["actions"]) == 5
    assert told["more_actions"] == "4 more are on the page Snapshot."
    assert told_on_page(SNAPSHOT, POST)["more_actions"] == ""
    assert [one["title"] for one in told_on_page(SNAPSHOT, POST)["charts"]] == [
        "Service level +1.9: mostly Billing",
        "Promises kept −4.0: mostly Technical",
    ]


def test_what_looks_like_a_command_of_the_page_is_words() -> None:
    odd = '#panic("no") $x$ *b* \\ ] " <script> @ref'

    made = page(replace(SNAPSHOT, centre=odd, is_demo=False), POST)

    assert len(PAGE.findall(made)) == 1


def test_signs_that_turn_words_round_are_left_out() -> None:
    told = page_json(replace(SNAPSHOT, centre="A\u202eB\x07", headlines=()), POST)

    assert json.loads(told)["centre"] == "AB\x07"


def test_it_is_attached_by_the_week_it_is_of() -> None:
    file = attachment(without_figures(), POST)

    assert (file.name, file.kind, file.shown_as) == (
        "executive-snapshot-2026-11-15.pdf",
        "application/pdf",
        None,
    )
