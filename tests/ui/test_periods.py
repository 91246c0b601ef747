from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from ui.periods import PRESETS, Days, compared, instants, so_far, so_far_before, told_until

JERUSALEM = ZoneInfo("Asia/Jerusalem")
MONDAY, SUNDAY = 1, 7


@pytest.mark.parametrize(
    ("preset", "week_start", "expected"),
    [
        ("today", MONDAY, Days(date(1999, 3, 1), date(1999, 3, 1))),
        ("yesterday", MONDAY, Days(date(1999, 2, 28), date(1999, 2, 28))),
        ("4w", MONDAY, Days(date(1999, 2, 1), date(1999, 2, 28))),
        ("last_week", MONDAY, Days(date(1999, 2, 22), date(1999, 2, 28))),
        ("last_week", SUNDAY, Days(date(1999, 2, 21), date(1999, 2, 27))),
        ("week", SUNDAY, Days(date(1999, 2, 28), date(1999, 3, 6))),
        ("last_month", MONDAY, Days(date(1999, 2, 1), date(1999, 2, 28))),
        ("month", MONDAY, Days(date(1999, 3, 1), date(1999, 3, 31))),
    ],
)
def test_a_preset_means_whole_days_of_the_site(preset, week_start, expected):
    assert PRESETS[preset].days(date(1999, 3, 1), week_start) == expected


@pytest.mark.parametrize(
    ("days", "against", "expected"),
    [
        (
            Days(date(1999, 2, 1), date(1999, 2, 28)),
            "before",
            Days(date(1999, 1, 4), date(1999, 1, 31)),
        ),
        (Days(date(1999, 2, 10), date(1999, 2, 10)), "before", Days(date(1999, 2, 3), date(1999, 2, 3))),
        (Days(date(1999, 1, 1), date(1999, 1, 31)), "before", Days(date(1998, 11, 27), date(1998, 12, 27))),
        (Days(date(1999, 2, 1), date(1999, 2, 7)), "year", Days(date(1998, 2, 2), date(1998, 2, 8))),
    ],
    ids=["four weeks", "one day: the same weekday", "31 days: five weeks back", "52 weeks back"],
)
def test_the_period_compared_with_has_the_same_weekdays(days, against, expected):
    assert compared(days, against) == expected


def test_a_day_of_a_clock_change_has_25_hours():
    start, end = instants(Days(date(2026, 10, 25), date(2026, 10, 25)), JERUSALEM)

    assert (end - start).total_seconds() == 25 * 3600


def test_a_running_period_is_compared_with_the_same_part_of_the_earlier_one():
    now = datetime(1999, 2, 10, 8, 30, tzinfo=UTC)
    day = Days(date(1999, 2, 10), date(1999, 2, 10))

    assert so_far(day, now, JERUSALEM) == (datetime(1999, 2, 9, 22, tzinfo=UTC), now)
    assert so_far_before(day, "before", now, JERUSALEM) == (
        datetime(1999, 2, 2, 22, tzinfo=UTC),
        datetime(1999, 2, 3, 8, 30, tzinfo=UTC),
    )


def test_a_period_in_the_future_is_empty_rather_than_negative():
    now = datetime(1999, 2, 1, tzinfo=UTC)
    start, end = so_far(Days(date(1999, 3, 1), date(1999, 3, 2)), now, JERUSALEM)

    assert start == end


WEEK = Days(date(1999, 2, 22), date(1999, 2, 28))
MONDAY_NOON = datetime(1999, 3, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "newest", "expected"),
    [
        (WEEK, datetime(1999, 2, 26, 9, tzinfo=UTC), datetime(1999, 2, 26, 9, tzinfo=UTC)),
        (WEEK, datetime(1999, 2, 28, 18, tzinfo=UTC), MONDAY_NOON),
        (WEEK, datetime(1999, 3, 1, 8, tzinfo=UTC), MONDAY_NOON),
        (WEEK, None, MONDAY_NOON),
        (
            Days(date(1999, 3, 1), date(1999, 3, 1)),
            datetime(1999, 3, 1, 8, tzinfo=UTC),
            datetime(1999, 3, 1, 8, tzinfo=UTC),
        ),
    ],
    ids=[
        "data that end within the period",
        "data through its last day",
        "data that go on",
        "no data",
        "today, whose data are two hours old",
    ],
)
def test_a_period_is_told_of_up_to_where_the_data_end(days, newest, expected):
    assert told_until(days, MONDAY_NOON, newest, JERUSALEM) == expected
