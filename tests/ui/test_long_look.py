from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from metrics.ratio import FIGURE
from ui.asked import Known, read
from ui.filters import periods
from ui.repeats.long import WEEKS, long_look
from ui.repeats.weekly import points

ZONE = ZoneInfo("Asia/Jerusalem")
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
KNOWN = Known(date(2026, 11, 22), 7, (), ())


SCENE = SimpleNamespace(now=NOW, settings=SimpleNamespace(site=SimpleNamespace(zone=ZONE)))


def look(**query):
    return long_look(SCENE, read({name: [value] for name, value in query.items()}, KNOWN))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["today", "4w", "13w", "last_month"]),
        ({"period": "week"}, ["yesterday", "13w", "week", "last_month"]),
    ],
    ids=["the usual one", "one that runs"],
)
def test_where_twelve_weeks_are_shown_no_shorter_period_is_offered(query, names):
    asked = read({name: [value] for name, value in query.items()}, KNOWN)
    told = periods(asked, KNOWN, WEEKS)

    assert list(told) == [*names, "custom"]
    assert set(told.values()) == {
        "12 weeks to Sun 22 Nov",
        "Last 12 weeks",
        "Last 13 weeks",
        "12 weeks to Sat 31 Oct",
        "Chosen days",
    }
    assert list(periods(asked, KNOWN).values())[3] == "Last 4 weeks"


@pytest.mark.parametrize(
    ("query", "first", "last", "weeks"),
    [
        ({}, date(2026, 8, 30), date(2026, 11, 21), 12),
        ({"period": "yesterday"}, date(2026, 8, 30), date(2026, 11, 21), 12),
        ({"period": "today"}, date(2026, 8, 31), date(2026, 11, 22), 12),
        ({"period": "13w"}, date(2026, 8, 23), date(2026, 11, 21), 13),
    ],
    ids=["four weeks", "a day", "a day that runs", "longer than twelve weeks"],
)
def test_twelve_weeks_are_looked_back_on_from_the_periods_end(query, first, last, weeks):
    long = look(**query)

    assert (long.asked.days.first, long.asked.days.last, long.weeks) == (first, last, weeks)
    assert long.window.start == datetime(first.year, first.month, first.day, tzinfo=ZONE)


def test_its_address_asks_for_the_same_rows():
    long = look(period="today")

    assert long_look(SCENE, read(long.asked.behind("fcr"), KNOWN)).window == long.window
    assert long.window.end == NOW


def week(at, share, *, is_judged=True):
    figure = (
        None
        if share is None
        else {"value": share, "numerator": 9.0, "denominator": 40.0, "low": 0.1, "high": 0.4}
    )
    return {"week": at, "is_judged": is_judged, "repeat_rate": figure}


def test_a_week_that_cannot_be_told_yet_is_left_out_at_the_end_only():
    days = [date(2026, 10, 25) + timedelta(7 * n) for n in range(4)]
    rows = [week(days[0], 0.2), week(days[1], None), week(days[2], 0.3, is_judged=False), week(days[3], None)]
    schema = {"week": pl.Date, "is_judged": pl.Boolean, "repeat_rate": FIGURE}

    found = points(pl.DataFrame(rows, schema), "repeat_rate")
    assert [(point.at, point.value, point.is_whole) for point in found] == [
        (days[0], 0.2, True),
        (days[1], None, True),
        (days[2], 0.3, False),
    ]
    assert [point.restriction for point in found] == [{"week": "2026-10-25"}, {"week": "2026-11-01"}, {}]
