import pytest

from metrics.catalog import METRICS
from ui.readings import misses


@pytest.mark.parametrize(
    ("high", "expected"), [(0.79, True), (0.81, False)], ids=["wholly below", "the interval reaches it"]
)
def test_a_target_is_missed_only_by_the_whole_interval(high, expected):
    figure = {"value": 0.78, "numerator": 78, "denominator": 100, "low": 0.77, "high": high}

    assert misses(figure, 0.8, METRICS["service_level"]) is expected


def test_without_an_interval_no_target_is_missed():
    figure = {"value": 9.0, "numerator": 9, "denominator": None, "low": None, "high": None}

    assert misses(figure, 5.0, METRICS["offered"]) is False
