import pytest

from ui.readings import Reading, change, misses


def share(value, low, high):
    return Reading(value, None, 100, low, high)


def test_a_share_changes_in_points_and_falls_for_the_worse():
    found = change(share(0.791, 0.786, 0.797), share(0.815, 0.81, 0.82), "share", "higher")

    assert (found.upward, found.verdict, found.amount) == (False, "worse", "2.4\u202fpp")
    assert found.against == "was 81.5\u202f%"


@pytest.mark.parametrize(
    ("now", "before", "unit", "amount"),
    [
        (Reading(48.0), Reading(37.0), "seconds", "29.7\u202f%"),
        (Reading(21406.0), Reading(20194.0), "count", "6.0\u202f%"),
        (Reading(4.0), Reading(0.0), "seconds", "4\u202fs"),
        (Reading(300.0), Reading(2.0), "count", "149×"),
    ],
    ids=["a duration", "a count", "from nothing there is no percentage", "many times over"],
)
def test_other_figures_change_in_percent(now, before, unit, amount):
    assert change(now, before, unit, "neutral").amount == amount


def test_a_change_inside_the_intervals_is_noise():
    found = change(share(0.049, 0.046, 0.052), share(0.046, 0.043, 0.049), "share", "lower")

    assert found.verdict == "noise"


def test_without_a_value_there_is_no_change():
    assert change(Reading(None), Reading(3.0), "seconds", "lower") is None


@pytest.mark.parametrize(
    ("high", "expected"), [(0.79, True), (0.81, False)], ids=["wholly below", "the interval reaches it"]
)
def test_a_target_is_missed_only_by_the_whole_interval(high, expected):
    assert misses(share(0.78, 0.77, high), 0.8, "higher") is expected
