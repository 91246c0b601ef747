import datetime as dt

import polars as pl
import pytest

from metrics.hours import Opening, Schedule, business_s, is_open, open_stretches
from metrics.periods import DAY_S, EPOCH

MONDAY = dt.date(2026, 3, 2)
WEEKDAYS = tuple(Opening(weekday, 9 * 3600, 17 * 3600) for weekday in (1, 2, 3, 4, 5))
OFFICE = Schedule(WEEKDAYS)
SUNDAY_MORNING = Schedule((Opening(7, 10 * 3600, 12 * 3600),))


def second(day: dt.date, hour: float) -> int:
    return (day - EPOCH).days * DAY_S + round(hour * 3600)


def day(n: int) -> dt.date:
    return MONDAY + dt.timedelta(days=n)


def business_hours(since: int, until: int, *schedules: Schedule) -> float:
    stretches = open_stretches(schedules, MONDAY, day(13))
    return business_s(pl.Series([since]), pl.Series([until]), stretches).item() / 3600


@pytest.mark.parametrize(
    ("hour", "expected"),
    [(8.99, False), (9, True), (16.99, True), (17, False)],
    ids=["before opening", "at opening", "before closing", "at closing"],
)
def test_a_centre_is_open_from_opening_to_before_closing(hour, expected):
    stretches = open_stretches([OFFICE], MONDAY, MONDAY)

    assert is_open(pl.Series([second(MONDAY, hour)]), stretches).item() is expected


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (second(day(0), 10), second(day(0), 12), 2),
        (second(day(0), 16), second(day(1), 10), 2),
        (second(day(4), 16), second(day(7), 10), 2),
        (second(day(5), 3), second(day(6), 20), 0),
        (second(day(0), 0), second(day(7), 0), 40),
        (second(day(0), 12), second(day(0), 12), 0),
        (second(day(0), 9), second(day(0), 17), 8),
    ],
    ids=[
        "inside a day",
        "over a night",
        "over a week-end",
        "while closed",
        "a week",
        "no time",
        "opening to closing",
    ],
)
def test_business_time_passes_only_while_open(since, until, expected):
    assert business_hours(since, until, OFFICE) == expected


def test_a_holiday_is_closed():
    closed = Schedule(WEEKDAYS, holidays=frozenset({day(1)}))

    assert business_hours(second(day(0), 16), second(day(2), 10), closed) == 2


def test_every_schedule_in_force_counts_and_none_twice():
    late = Schedule((Opening(1, 16 * 3600, 20 * 3600),))

    assert business_hours(second(day(0), 0), second(day(7), 0), OFFICE, late, SUNDAY_MORNING) == 45


def test_a_schedule_inside_another_shortens_nothing():
    lunch = Schedule((Opening(1, 12 * 3600, 13 * 3600),))

    assert business_hours(second(day(0), 0), second(day(1), 0), OFFICE, lunch) == 8


def test_one_schedule_follows_another():
    until_wednesday = Schedule(WEEKDAYS, until=day(2))
    from_wednesday = Schedule(tuple(Opening(n, 9 * 3600, 10 * 3600) for n in (1, 2, 3, 4, 5)), since=day(2))

    assert business_hours(second(day(0), 0), second(day(7), 0), until_wednesday, from_wednesday) == 19


def test_a_night_shift_runs_through_midnight():
    night = Schedule((Opening(1, 22 * 3600, DAY_S), Opening(2, 0, 6 * 3600)))

    stretches = open_stretches([night], MONDAY, day(6))

    assert stretches.height == 1
    assert business_hours(second(day(0), 23), second(day(1), 1), night) == 2


def test_a_centre_without_openings_is_never_open():
    stretches = open_stretches([], MONDAY, day(6))

    assert business_hours(second(day(0), 0), second(day(7), 0)) == 0
    assert is_open(pl.Series([second(MONDAY, 12)]), stretches).to_list() == [False]


def test_an_unknown_instant_stays_unknown():
    stretches = open_stretches([OFFICE], MONDAY, MONDAY)
    unknown = pl.Series([None], dtype=pl.Int64)

    assert is_open(unknown, stretches).to_list() == [None]
    assert business_s(unknown, pl.Series([second(MONDAY, 12)]), stretches).to_list() == [None]
