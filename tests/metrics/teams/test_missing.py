import polars as pl
import pytest

from metrics.queueing import Goal, agents_needed
from metrics.teams import missing_by, needed, people_missing

GOAL = Goal("in_time", 0.8, 20)
PLAIN = {"queue": "Billing", "weekday": 7, "hour": 9, "contacts": 800, "occurs": 4, "handle_s": 180.0}
PLAIN |= {"patience_s": 120.0, "at_once": 1.0, "counted": 12.0}


def hours(*rows):
    schema = {"handle_s": pl.Float64, "patience_s": pl.Float64, "at_once": pl.Float64}
    return pl.DataFrame([{**PLAIN, **row} for row in rows], schema_overrides=schema)


def test_an_hour_needs_what_erlang_a_says_of_its_mean_contacts():
    assert needed(hours({}), {"Billing": GOAL})["needed"].item() == agents_needed(200 / 3600, 180, 120, GOAL)


@pytest.mark.parametrize(
    ("row", "goals"),
    [
        ({}, {}),
        ({"handle_s": None}, {"Billing": GOAL}),
        ({"contacts": 9}, {"Billing": GOAL}),
    ],
    ids=["no goal", "no handle time", "too few contacts"],
)
def test_what_is_not_known_is_not_judged(row, goals):
    found = needed(hours(row), goals)

    assert found["needed"].to_list() == [None]
    assert not people_missing(found).height


def test_ten_contacts_of_an_hour_are_enough_to_judge_it():
    assert needed(hours({"contacts": 10}), {"Billing": GOAL})["needed"].null_count() == 0


def test_who_serves_two_at_once_is_needed_half_as_often():
    one, two = needed(hours({}, {"hour": 10, "at_once": 2.0}), {"Billing": GOAL})["needed"]

    assert two == -(-one // 2)


@pytest.mark.parametrize(
    ("counted", "expected"),
    [(8.0, [2.0]), (9.5, [0.5]), (9.6, []), (11.0, [])],
    ids=["two", "half a person", "less than half a person", "more than needed"],
)
def test_people_are_missing_from_half_a_person_on(counted, expected):
    rows = hours({"counted": counted}).with_columns(needed=pl.lit(10.0))

    assert people_missing(rows)["missing"].to_list() == pytest.approx(expected)


def test_the_hour_of_most_people_missing_comes_first():
    rows = hours({"hour": 9}, {"hour": 10, "counted": 4.0}).with_columns(needed=pl.lit(14.0))

    assert people_missing(rows)["hour"].to_list() == [10, 9]


def test_no_hours_need_nobody():
    assert needed(hours({}).clear(), {"Billing": GOAL}).height == 0


def test_hours_of_the_week_are_averaged_and_all_their_contacts_counted():
    rows = hours({"counted": 8.0}, {"weekday": 1}, {"weekday": 2, "contacts": 5}, {"hour": 3}).with_columns(
        needed=pl.Series([10.0, 11.0, None, None])
    )

    found = missing_by(rows, ["queue", "hour"])

    assert found.select("hour", "needed", "counted", "lacks", "contacts").rows() == [(9, 10.5, 10, 1.0, 1605)]
