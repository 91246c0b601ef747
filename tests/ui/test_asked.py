from datetime import date

import pytest

from ui.asked import Known, page, read
from ui.periods import Days

KNOWN = Known(
    today=date(1999, 3, 1),
    week_start=7,
    queues=("NE", "NW", "PS"),
    channels=("voice", "chat"),
    figures=("service_level", "abandon_rate"),
)
FEBRUARY = Days(date(1999, 2, 1), date(1999, 2, 28))


def test_an_address_without_parameters_asks_for_the_last_four_weeks():
    asked = read({}, KNOWN)

    assert (asked.period, asked.days, asked.grain, asked.against) == ("4w", FEBRUARY, "day", "before")
    assert asked.problems == ()


def test_a_custom_period_ends_before_its_last_parameter():
    asked = read({"from": ["1999-01-04"], "to": ["1999-01-08"]}, KNOWN)

    assert asked.days == Days(date(1999, 1, 4), date(1999, 1, 7))
    assert asked.query() == {"from": ["1999-01-04"], "to": ["1999-01-08"]}


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"queue": ["PSX"]}, "Unknown queue 'PSX'. Did you mean PS? Known: NE, NW and PS."),
        ({"grain": ["month"]}, "Unknown grain 'month'. Known: hour, day and week."),
        (
            {"from": ["1999-02-30"], "to": ["1999-03-02"]},
            "from=1999-02-30 is not a day; write it as 2026-11-14.",
        ),
        (
            {"from": ["1999-02-01"]},
            "A period needs both from and to, as in from=2026-11-01&to=2026-11-15.",
        ),
        (
            {"from": ["1999-02-05"], "to": ["1999-02-05"]},
            (
                "from=1999-02-05&to=1999-02-05 holds no day: to is the day after the last."
                " For one day: to=1999-02-06."
            ),
        ),
        (
            {"from": ["1999-02-05"], "to": ["1999-02-04"]},
            "The period ends before 1999-02-04, but begins on 1999-02-05; to is the day after its last day.",
        ),
        ({"hour": ["24"]}, "hour=24 is not allowed; it goes from 0 to 23."),
        (
            {"from": ["0001-01-01"], "to": ["1999-03-02"]},
            "from=0001-01-01 is not allowed; years go from 1970 to 2100.",
        ),
        (
            {"from": ["1999-02-01"], "to": ["9999-12-31"]},
            "to=9999-12-31 is not allowed; years go from 1970 to 2100.",
        ),
        ({"day": ["9999-12-31"]}, "day=9999-12-31 is not allowed; years go from 1970 to 2100."),
        ({"hour": ["9" * 5000]}, "hour=99999999999999999999 is not allowed; it goes from 0 to 23."),
        ({"weekday": ["²"]}, "weekday=² is not allowed; it goes from 1 to 7."),
    ],
)
def test_a_bad_value_falls_back_and_says_what_is_allowed(query, sentence):
    asked = read(query, KNOWN)

    assert asked.problems == (sentence,)
    assert asked == read({}, KNOWN)


@pytest.mark.parametrize("given", ["٣", "３", "03", "3"])
def test_digits_of_any_script_are_the_same_hour(given):
    asked = read({"hour": [given]}, KNOWN)

    assert (asked.narrowed, asked.problems) == ((("hour", "3"),), ())


def test_what_is_read_is_written_back():
    query = {
        "period": ["last_week"],
        "grain": ["hour"],
        "queue": ["PS", "NW"],
        "hour": ["9"],
        "weekday": ["7"],
    }

    assert read(query, KNOWN).query() == query


def test_the_contacts_behind_a_figure_keep_the_filters_and_add_its_own():
    asked = read({"queue": ["PS", "NW"], "channel": ["voice"]}, KNOWN)

    behind = asked.behind("service_level", queue="NW", hour="9")

    assert behind == {"figure": ["service_level"], "queue": ["NW"], "channel": ["voice"], "hour": ["9"]}


@pytest.mark.parametrize("given", ["-3", "abc", "0", "5", "9223372036854775808"])
def test_a_page_that_is_not_there_is_the_first_and_says_which_there_are(given):
    problems: list[str] = []

    assert page({"page": [given]}, 4, problems) == 1
    assert problems == [f"page={given} is not allowed; it goes from 1 to 4."]


@pytest.mark.parametrize(("query", "expected"), [({}, 1), ({"page": ["4"]}, 4)])
def test_a_page_that_is_there_is_shown(query, expected):
    problems: list[str] = []

    assert page(query, 4, problems) == expected
    assert problems == []


def test_a_list_may_be_narrowed_by_what_contacts_went_through():
    query = {
        "cause": ["field"],
        "detail": ["home_queue"],
        "nth": ["5"],
        "topic": ["Refund"],
        "within": ["30"],
    }

    assert read(query, KNOWN).query() == query
    assert read(query, KNOWN).problems == ()


def test_the_contacts_behind_a_figure_are_narrowed_as_it_is():
    asked = read({"queue": ["NW"]}, KNOWN)

    behind = asked.behind("misroute_rate", cause="field", detail="language", first_queue="")

    assert behind == {
        "figure": ["misroute_rate"],
        "queue": ["NW"],
        "cause": ["field"],
        "detail": ["language"],
    }


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        (
            {"cause": ["filed"]},
            "Unknown cause 'filed'. Did you mean field? Known: field, opt_out, option, rule and unknown.",
        ),
        ({"within": ["8"]}, "Unknown within '8'. Known: 1, 7, 14 and 30."),
        ({"about": ["all"]}, "Unknown about 'all'. Known: any and same."),
        ({"nth": ["0"]}, "Unknown nth '0'. Known: 1, 2, 3, 4 and 5."),
    ],
)
def test_a_bad_restriction_is_left_out_and_said(query, sentence):
    asked = read(query, KNOWN)

    assert (asked.narrowed, asked.problems) == ((), (sentence,))
