from datetime import date, timedelta

import polars as pl
import pytest

from ui import tokens
from ui.charts.heat import Cell, heat, step
from ui.charts.survival import spot, survival
from ui.charts.template import clicked
from ui.charts.trend import Point, misses, runs, span, trend
from ui.queues.charts import until
from ui.theme import repaint

FIRST = date(1999, 2, 1)


def point(n, value, low=None, high=None, is_sure=True):
    return Point(FIRST + timedelta(n), f"day {n}", value, low, high, 40, None, {"day": str(n)}, is_sure)


def curve(*rows):
    return pl.DataFrame(rows, schema=["t", "at_risk", "survival", "low", "high"], orient="row")


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (point(0, 0.7, 0.6, 0.79), True),
        (point(0, 0.79, 0.7, 0.82), False),
        (point(0, 0.1, 0.0, 0.4, is_sure=False), False),
        (point(0, None), False),
    ],
    ids=["wholly below", "the interval reaches the target", "too few", "no value"],
)
def test_a_diamond_needs_the_whole_interval_below_the_target(one, expected):
    assert misses(one, 0.8, higher_is_better=True) is expected


def test_a_gap_cuts_the_band():
    points = [point(0, 0.5, 0.4, 0.6), point(1, None), point(2, 0.5, 0.4, 0.6), point(3, 0.5, 0.4, 0.6)]

    assert [len(run) for run in runs(points)] == [1, 2]


def test_each_point_of_a_trend_leads_to_its_contacts():
    figure = trend([point(0, 0.5, 0.4, 0.6), point(1, 0.6, 0.5, 0.7)], 0.8, higher_is_better=True, ticks={})

    line = next(trace for trace in figure.data if trace.mode == "lines+markers")
    assert list(line.customdata) == [{"day": "0"}, {"day": "1"}]


def test_the_axis_of_a_share_stays_inside_0_and_1():
    assert span([point(0, 0.99, 0.5, 1.0)], 0.8) == [0.45, 1.0]
    assert span([], None) == [0.0, 1.0]


def test_curves_without_any_event_can_be_drawn():
    nobody_left = curve((5.0, 2, 1.0, None, None), (9.0, 1, 1.0, None, None))
    answers = curve((5.0, 2, 0.5, 0.1, 0.9), (9.0, 1, 0.0, None, None))

    figure = survival(answers, nobody_left, until(answers, nobody_left))

    assert len(figure.data) == 5


def level(height):
    return curve((1.0, 100, height, height, height), (100.0, 100, height, height, height))


def falling(*heights):
    return curve(*[(10.0 * at, 100, height, height, height) for at, height in enumerate(heights, 1)])


@pytest.mark.parametrize(
    ("own", "other", "expected"),
    [
        (level(0.7), level(0.2), (50.0, 0.7)),
        (falling(0.9, 0.8, 0.7, 0.6, 0.45, 0.38, 0.3, 0.2, 0.1), level(0.05), (60.0, 0.38)),
        (falling(0.9, 0.8, 0.7, 0.6, 0.35, 0.3, 0.25, 0.2, 0.1), level(0.41), (60.0, 0.3)),
        (level(0.45), level(0.2), (50.0, 0.45)),
    ],
    ids=["free in the middle", "off the line of one half", "off the other curve", "nowhere free"],
)
def test_a_curve_is_named_where_nothing_crosses_the_name(own, other, expected):
    assert spot(own, other, 100.0) == expected


def test_hours_at_the_edge_with_too_few_contacts_are_left_out():
    sure = Cell(7, 9, 60.0, "", "", {})
    rare = Cell(7, 2, 600.0, "", "", {}, is_sure=False)

    figure = heat([rare, sure], [7, 1, 2, 3, 4, 5, 6], 120.0)

    assert list(figure.data[0].base) == [9.025]


def test_a_heat_map_of_nothing_is_empty():
    assert len(heat([Cell(1, 9, None, "", "", {})], [1], 60.0).data) == 0


@pytest.mark.parametrize(("value", "expected"), [(0.0, 0), (59.0, 4), (120.0, 9), (500.0, 9)])
def test_a_longer_wait_is_darker(value, expected):
    assert step(value, 120.0) == expected


def test_a_click_gives_the_restriction_of_its_point():
    assert clicked({"selection": {"points": [{"customdata": {"hour": "9"}}]}}) == {"hour": "9"}
    assert clicked({"selection": {"points": [{"x": 3}]}}) is None


def test_every_colour_of_a_chart_is_repainted_in_the_dark():
    rules = repaint()

    assert rules.count("light-dark") == 2 * len(tokens.DARK)
    assert f"fill: {tokens.rgb(tokens.ACCENT)}" in rules
