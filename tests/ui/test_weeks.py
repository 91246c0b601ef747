from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from ui.charts.trend import Point, misses, trend
from ui.queues.words import trend_title
from ui.weeks import cut, is_whole

FIRST = date(1999, 1, 31)


def week(n, value=0.5, is_whole=True, is_sure=True):
    return Point(
        at=FIRST + timedelta(7 * n),
        label=f"week {n}",
        value=value,
        low=value - 0.02,
        high=value + 0.02,
        n=400,
        before=None,
        restriction={"week": str(n)},
        is_sure=is_sure,
        is_whole=is_whole,
    )


def told(points):
    story = SimpleNamespace(asked=SimpleNamespace(grain="week"), target=lambda _metric: 0.8)
    return trend_title(story, points, [one for one in points if misses(one, 0.8, higher_is_better=True)])


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(1999, 1, 31), date(1999, 2, 6), True),
        (date(1999, 2, 1), date(1999, 2, 28), False),
        (date(1999, 1, 1), date(1999, 2, 5), False),
    ],
    ids=["exactly its days", "its first day is missing", "its last day is missing"],
)
def test_a_week_is_whole_with_all_its_days(first, last, expected):
    assert is_whole(FIRST, first, last) is expected


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ([week(0), week(1)], ""),
        ([week(0, is_whole=False), week(1)], "hollow: the first week is not whole"),
        ([week(0), week(1, is_whole=False)], "hollow: the last week is not whole"),
        (
            [week(0, is_whole=False), week(1), week(2, is_whole=False)],
            "hollow: the first and last week are not whole",
        ),
        ([week(0, is_whole=False)], "hollow: no week is whole"),
    ],
    ids=["all whole", "first", "last", "both ends", "none"],
)
def test_weeks_that_are_not_whole_are_named(points, expected):
    assert cut(points) == expected


def test_a_week_that_is_not_whole_misses_no_target():
    assert misses(week(0, is_whole=False), 0.8, higher_is_better=True) is False


def test_only_whole_weeks_are_counted():
    ends = [week(0, is_whole=False), week(1), week(2, 0.9), week(3, is_whole=False)]

    assert told(ends) == "In time missed its target in 1 of 2 whole weeks"


def test_weeks_with_too_few_contacts_are_not_counted():
    assert told([week(0), week(1, is_sure=False)]) == "In time missed its target in 1 of 1 week"


def test_a_period_without_a_whole_week_is_not_judged():
    assert told([week(0, is_whole=False)]) == "No week of this period is whole, so none is judged"


def test_whole_weeks_on_target_say_so():
    said = told([week(0, 0.9), week(1, 0.2, is_whole=False)])

    assert said == "In time met its target, or came close, in every whole week"


def test_a_week_that_is_not_whole_is_hollow():
    figure = trend([week(0, is_whole=False), week(1)], 0.8, higher_is_better=True, ticks={})

    assert list(figure.data[-1].x) == [FIRST]
    assert figure.data[-1].marker.line.width == 2
