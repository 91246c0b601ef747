"""What the pages Prevention and Data quality say in words."""

from datetime import date

import polars as pl
import pytest

from metrics.quality.cost import Step
from settings import Money
from ui.asked import Asked
from ui.periods import Days
from ui.prevention import assumed, words, worth
from ui.prevention.assumed import Assumed
from ui.quality import tables
from ui.quality import words as quality

ASKED = Asked(period="custom", days=Days(date(2026, 11, 8), date(2026, 11, 14)))


def rows(*, is_judged: bool = True, is_clear: bool = True, a_week: float = 191.6) -> pl.DataFrame:
    row = {"kind": "card_declined", "a_week": a_week, "is_judged": is_judged, "is_clear": is_clear}
    return pl.DataFrame([row])


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (rows(), "Declined cards are followed by up to 192 contacts a week that a message could save."),
        (
            rows(a_week=1.2),
            "Declined cards are followed by up to 1 contact a week that a message could save.",
        ),
        (
            rows(is_clear=False),
            "Nothing that happened is followed by clearly more contacts than usual.",
        ),
        (
            rows(is_clear=False, is_judged=False),
            "Too little has happened yet to say what is followed by contacts.",
        ),
        (rows().clear(), "No source tells what happened to customers in this time."),
    ],
    ids=["clear", "one", "not clear", "too few", "nothing"],
)
def test_the_page_names_an_event_only_where_it_is_clear(told: pl.DataFrame, said: str) -> None:
    assert words.sentence(told) == said


def test_a_sources_own_kind_is_named_as_it_is_told() -> None:
    assert words.many("meter_read") == "Events “Meter read”"
    assert words.many("page_viewed /help") == "Looks at /help"


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (2305.4, 2429.6, "38.4–40.5\u00a0h"),
        (12844.0, 13351.0, "214–223\u00a0h"),
        (3.0, 9.5, "3.0–9.5\u00a0min"),
    ],
    ids=["hours", "many hours", "minutes"],
)
def test_an_interval_says_its_unit_once(low: float, high: float, said: str) -> None:
    assert words.around(low, high) == said


def test_five_percent_fewer_leavers_is_not_five_points() -> None:
    found = worth.changes(100, 0.90, 0.10)

    assert [round(one.value, 1) for one in found] == [500.0, 526.3, 555.6, 666.7, 512.8]


def test_what_nobody_sets_stays_measured() -> None:
    stands = assumed.chosen(assumed.usual(Money(), 0.84), assumed.own({"margin": ["250"]}, []))

    assert stands == Assumed(250.0, 0.1, 0.84, True, frozenset({"margin"}))


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("retention", "1.2", "retention=1.2 is not allowed; it is a number from 0 to 1."),
        ("discount", "-0.1", "discount=-0.1 is not allowed; it is a number from 0 to 1."),
        ("margin", "0", "margin=0 is not allowed; it is a number from 0.01 to 1,000,000,000."),
        ("margin", "much", "margin=much is not allowed; it is a number from 0.01 to 1,000,000,000."),
        ("margin", "nan", "margin=nan is not allowed; it is a number from 0.01 to 1,000,000,000."),
    ],
)
def test_a_what_if_of_nonsense_says_what_is_allowed(name: str, value: str, said: str) -> None:
    problems: list[str] = []

    assert assumed.own({name: [value]}, problems) == {}
    assert problems == [said]


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (Step("entry", 1.0, 1.0, times=1.0), "1.0 min"),
        (Step("later", None, 10.0), "not known"),
        (Step("damage", None, 100.0, n=9, is_measured=True), "too few to judge"),
    ],
    ids=["told", "not told", "too few"],
)
def test_a_step_that_nobody_knows_says_why(step: Step, said: str) -> None:
    assert quality.later(step) == said


@pytest.mark.parametrize(
    ("n", "field", "fault", "said"),
    [
        (1, "", "", "1 entry to mend"),
        (1693, "home_queue", "stale", "1,693 entries to mend: Home queue, stale"),
        (0, "", "missing", "0 entries to mend: missing"),
    ],
    ids=["one", "both", "none"],
)
def test_the_list_says_what_it_holds(n: int, field: str, fault: str, said: str) -> None:
    assert quality.listed(n, field, fault) == said


def test_fields_without_a_fault_are_named_under_those_with_one() -> None:
    row = {"minutes": 0.0, "missing": 0, "invalid": None, "stale": 0, "contradicting": 0, "contacts": 0}
    sound = {"value": 1.0, "numerator": 40, "denominator": 40, "low": None, "high": None}
    told = [
        {"field": name, "faulty": faulty, "checked": 40, "sound": sound, **row}
        for name, faulty in (("plan", 0), ("language", 3))
    ]

    open_, folded = tables.fields(pl.DataFrame(told), ASKED, is_listed=False).split("<details")
    assert "Language" in open_
    assert "Plan" not in open_
    assert "No fault found in 1 field: Plan</summary>" in folded
