"""Weeks are the site's own, of each metric the newest one known, and both sides are known as well."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from metrics.days import Days
from metrics.week.headlines import HEADLINES
from metrics.week.weeks import WeekError, newest, placed, week_at

JERUSALEM = ZoneInfo("Asia/Jerusalem")
SUNDAY, MONDAY = 7, 1
BY = {one.id: one for one in HEADLINES}
NOW = datetime(2026, 11, 22, 4, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("as_of", "start", "first"),
    [
        (NOW, SUNDAY, date(2026, 11, 15)),
        (datetime(2026, 11, 21, 21, 59, tzinfo=UTC), SUNDAY, date(2026, 11, 8)),
        (datetime(2026, 11, 21, 22, 0, tzinfo=UTC), SUNDAY, date(2026, 11, 15)),
        (NOW, MONDAY, date(2026, 11, 9)),
    ],
    ids=["a Sunday", "a minute before it ends there", "as it ends", "weeks from Monday"],
)
def test_the_last_week_that_is_over_at_the_site(as_of, start, first):
    assert newest(as_of, JERUSALEM, start).days == Days(first, first + timedelta(6))


def test_a_week_that_is_not_over_is_refused():
    with pytest.raises(WeekError, match="2026-11-22 is not over; the newest that is began on 2026-11-15"):
        week_at(date(2026, 11, 22), NOW, JERUSALEM, SUNDAY)


@pytest.mark.parametrize(
    ("metric", "as_of", "first", "is_provisional"),
    [
        ("service_level", NOW, date(2026, 11, 15), False),
        ("fcr", NOW, date(2026, 11, 8), False),
        ("csat", NOW, date(2026, 11, 15), True),
        ("promise_kept_rate", NOW, date(2026, 11, 15), False),
        ("promise_kept_rate", datetime(2026, 11, 21, 22, 5, tzinfo=UTC), date(2026, 11, 15), True),
    ],
    ids=["waits at once", "seven days must pass", "answers still come", "promises", "within their grace"],
)
def test_of_each_metric_the_newest_week_that_is_known(metric, as_of, first, is_provisional):
    week = newest(as_of, JERUSALEM, SUNDAY).known(BY[metric])

    assert week.days.first == first
    assert week.is_provisional(BY[metric]) is is_provisional


def answers(*at):
    """Answers to surveys about contacts of these local days, each answered so many days after it."""
    rows = [
        {
            "started_local_s": (day - date(1970, 1, 1)).days * 86_400 + 3_600,
            "answered_at": datetime(day.year, day.month, day.day, 12, tzinfo=UTC) + timedelta(days=later),
        }
        for day, later in at
    ]
    return pl.LazyFrame(rows, schema={"started_local_s": pl.Int64, "answered_at": pl.Datetime("us", "UTC")})


def test_what_came_later_than_could_be_known_of_this_week_is_left_out_of_the_one_before():
    now, before, last = date(2026, 11, 16), date(2026, 11, 9), date(2026, 11, 14)
    rows = answers((now, 1), (before, 1), (last, 0), (last, 1))

    found = placed(rows, BY["csat"], newest(NOW, JERUSALEM, SUNDAY), (0, 1)).collect()

    assert sorted(found["back"]) == [0, 1, 1]


def test_a_month_later_all_that_came_counts():
    rows = answers((date(2026, 11, 14), 35))
    week = week_at(date(2026, 11, 15), NOW + timedelta(days=30), JERUSALEM, SUNDAY)

    assert placed(rows, BY["csat"], week, (0, 1)).collect().height == 1


def test_the_week_the_clock_goes_back_is_compared_from_its_own_midnight():
    week = week_at(date(2026, 10, 25), NOW, JERUSALEM, SUNDAY)

    assert week.end == datetime(2026, 10, 31, 22, tzinfo=UTC)
    assert week.back(1).end == datetime(2026, 10, 24, 21, tzinfo=UTC)
