"""Whatever stands in the address of a page: it is read, or said not to be understood, and never an error."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.fuzzing import examples
from ui import asked as asking
from ui.access import log
from ui.addresses import leads_to
from ui.asked import Known, page, read, texts
from ui.forecast import choice
from ui.navigation import PAGES
from ui.prevention import assumed

KNOWN = Known(
    today=date(2026, 11, 23),
    week_start=7,
    queues=("NE", "<b>", "a b"),
    channels=("voice", "chat"),
    figures=("service_level", "abandon_rate"),
)
NAMES = [
    *("period", "from", "to", "grain", "queue", "channel", "against", "figure", "weekday", "hour", "day"),
    *("week", "page", "hours", "people", "margin", "discount", "retention", "since", "until"),
    *asking.NAMED,
    *asking.ONE_OF,
]
ODD = [
    *("", "0", "-1", "1", "9" * 5_000, "NaN", "inf", "1e308", "1e-400", "-0.0", "²", "٣", "３", "①"),
    *("\x00", "\ud800", "\u202e", "\n", "%", "%00", "%s", "{0}", "{0.__class__}", "${7*7}", "a" * 5_000),
    *("<script>alert(1)</script>", "[x](javascript:alert(1))", "' OR 1=1 --", "../../etc/passwd", "=1+1"),
    *("2026-02-30", "0001-01-01", "9999-12-31", "1970-01-01", "2100-12-31", "2101-01-01", "2026-11-01"),
    *(
        "2026-W47-1",
        "20261101",
        "custom",
        "4w",
        "voice",
        "NE",
        "<b>",
        "all",
        "none",
        "9-12",
        "24-0",
        "99-999",
    ),
]
VALUES = st.lists(st.one_of(st.sampled_from(ODD), st.text(max_size=12)), max_size=3)
ADDRESS = st.dictionaries(st.one_of(st.sampled_from(NAMES), st.text(max_size=6)), VALUES, max_size=6)


@examples(300)
@given(ADDRESS)
@example({"from": ["9999-12-31"], "to": ["0001-01-01"], "day": ["9999-12-31"]})
def test_any_address_is_a_choice_that_can_be_written_back(address: dict[str, list[str]]) -> None:
    asked = read(address, KNOWN)
    again = read(asked.query(), KNOWN)

    assert again == asked
    assert again.problems == ()
    assert set(asked.queues) <= set(KNOWN.queues)
    assert asked.days.first <= asked.days.last
    assert all(len(sentence) < 700 for sentence in asked.problems)
    assert read(asking.kept(asked.query()), KNOWN).days == asked.days


@examples(100)
@given(ADDRESS, st.integers(1, 50))
def test_any_page_of_a_list_is_one_that_there_is(address: dict[str, list[str]], pages: int) -> None:
    assert 1 <= page(address, pages, []) <= pages


@examples(100)
@given(ADDRESS)
def test_any_assumption_is_a_number_within_its_limits(address: dict[str, list[str]]) -> None:
    told = assumed.own(address, [])

    assert all(low <= told.get(name, low) <= high for name, (low, high) in assumed.LIMITS.items())


@examples(100)
@given(ADDRESS)
def test_any_question_what_if_has_hours_of_a_day_and_few_people(address: dict[str, list[str]]) -> None:
    problems: list[str] = []
    hours, people = choice._hours(address, problems), choice._people(address, problems)

    assert hours is None or 0 <= hours[0] < hours[1] <= 24
    assert people is None or abs(people) <= choice.MOST


@examples(100)
@given(VALUES)
@example(["9999-12-31"])
def test_any_day_of_the_audit_has_one_after_it(given_days: list[str]) -> None:
    day = log._day(given_days)

    assert day is None or 1970 <= day.year <= 2100


@examples(100)
@given(st.lists(st.text(max_size=20), max_size=4))
@example(["a\x00b", "\ud800"])
def test_any_value_is_one_that_a_database_keeps(values: list[str]) -> None:
    told = texts(values)

    assert [len(value) for value in told] == [len(value) for value in values]
    assert all("\x00" not in value and value.encode() for value in told if value)


@examples(200)
@given(st.lists(st.one_of(st.sampled_from(["..", "", "_stcore", "queues", "\\", "%2e", "http:"]), st.text())))
def test_no_path_leads_to_another_server(parts: list[str]) -> None:
    target = leads_to("/" + "/".join(parts))

    assert target is None or target.lstrip("./") in {"", *(one.key for one in PAGES)}


@pytest.mark.parametrize(
    "path", ["//evil.example/queues", "/\\evil.example/a", "/a//evil.example", "/a/https://evil.example"]
)
def test_a_path_that_names_a_server_stays_here(path: str) -> None:
    assert "evil" not in (leads_to(path) or "")
