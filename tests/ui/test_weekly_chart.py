from datetime import date, timedelta

from ui.charts.trend import Point
from ui.charts.weekly import hover, weekly

FIRST = date(2026, 10, 4)


def point(n, value=0.2, *, is_judged=True, is_sure=True):
    at = FIRST + timedelta(7 * n)
    restriction = {"week": at.isoformat()} if is_judged else {}
    return Point(at, f"week {n}", value, 0.1, 0.3, 40, None, restriction, is_sure, is_judged)


def lines(figure):
    return {each.line.dash: list(each.x) for each in figure.data if each.mode == "lines"}


def test_provisional_weeks_are_dashed_from_the_last_judged_one_and_have_rings():
    points = [point(0), point(1), point(2, is_judged=False)]

    figure = weekly(points, {})
    drawn = lines(figure)
    assert drawn["solid"] == [points[0].at, points[1].at]
    assert drawn["4px,3px"] == [points[1].at, points[2].at]
    assert list(figure.data[-1].x) == [points[2].at]


def test_where_all_are_judged_nothing_has_a_ring():
    assert list(weekly([point(0), point(1)], {}).data[-1].x) == []


def test_only_a_judged_week_leads_to_its_contacts():
    marks = next(
        each for each in weekly([point(0), point(1, is_judged=False)], {}).data if each.customdata is not None
    )

    assert list(marks.customdata) == [{"week": "2026-10-04"}, None]


def test_a_week_says_that_it_is_provisional_or_of_few():
    assert "week 1, provisional: 20.0" in hover(point(1, is_judged=False)).replace("<b>", "")
    assert "too few to judge" in hover(point(1, is_sure=False))
    assert "too few" not in hover(point(1))
    assert hover(point(1, None)) == "week 1: no value"
