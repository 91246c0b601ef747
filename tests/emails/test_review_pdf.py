"""The weekly review on paper: one or two pages, whatever it says, in either direction, with nothing known."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from emails.review_pdf import page, told_on_page
from language import speak
from metrics.days import Days
from metrics.week.changed import changed
from settings import Settings
from settings.sections import Target
from store.asked import Viewer
from store.review import Acted, Grown, Overdue, Praised, Review, Voices, review
from store.what_changed import WhatChanged
from tests.metrics.week.cells import AS_OF, of_queues
from tests.pdf import words_of

PAGE = re.compile(rb"/Type\s*/Page\b")
DAYS = Days(date(2026, 11, 15), date(2026, 11, 21))
EVEN = {"Billing": (8_000, 10_000), "Orders": (8_000, 10_000)}
RISEN = {"Billing": (8_600, 10_000), "Orders": (8_000, 10_000)}
METRICS = ("service_level", "abandon_rate", "misroute_rate", "csat", "promise_kept_rate")
SETTINGS = Settings(targets=[Target(metric="service_level", value=0.8)])


def told(now: dict[str, tuple[int, int]], owner: str) -> Review:
    found = [changed(of_queues(name, now, EVEN), "before") for name in METRICS]
    week = WhatChanged(7, DAYS, AS_OF, None, tuple(one for one in found if one), ())
    return review(week, SETTINGS, Viewer("Noa", "manager"), dict.fromkeys(METRICS, owner))


def whole(words: str, now: dict[str, tuple[int, int]]) -> Review:
    """As much of everything as a review holds."""
    row = {"masked": words, "topic": words, "agent_name": words}
    voices = pl.DataFrame([row, row], schema=dict.fromkeys(row, pl.String))
    return replace(
        told(now, words),
        actions=tuple(Acted(n, words, words, "csat", DAYS.first, "too early", words) for n in range(6)),
        nominees=tuple(Praised("best", f"a{n}", words, n < 1, words) for n in range(14)),
        voices=Voices(voices, voices, 900),
        overdue=Overdue(334, pl.DataFrame()),
        growing=tuple(Grown(words, 0.4, 0.01, 90) for _n in range(3)),
    )


@pytest.fixture
def language(request: pytest.FixtureRequest) -> Iterator[None]:
    speak(request.param)
    yield
    speak("en")


@pytest.mark.parametrize(
    ("language", "found", "pages"),
    [
        ("en", told(EVEN, "Dana"), 1),
        ("en", whole("A dozen words or so that somebody wrote down without an end ", RISEN), 2),
        ("he", whole("כעשר מילים שמישהו כתב בלי סוף ובלי לחשוב על מי שיקרא אותן ", RISEN), 2),
    ],
    indirect=["language"],
    ids=["a calm week", "all there is", "Hebrew"],
)
def test_it_is_on_one_or_two_pages(language: None, found: Review, pages: int) -> None:
    assert len(PAGE.findall(page(found))) == pages


def test_the_paper_says_what_was_found() -> None:
    paper = words_of(page(whole("Router faults", RISEN))).replace("\u00a0", " ")

    expected = (
        "In time 83.0 %",
        "Router faults",
        "Too early to say",
        "8 more are clearly above",
        "Promises overdue",
    )
    assert [words for words in expected if words not in paper] == []


def test_what_was_not_found_is_said_and_nothing_is_added_up() -> None:
    paper = told_on_page(told(EVEN, "Dana"))

    assert paper["heads"]["changes"] == "Nothing changed beyond noise"
    assert [row["value"] for row in paper["scores"]].count("–") == 2
    assert paper["no_actions"] == "No action was decided."
