import pytest

from metrics import METRICS
from metrics.compare import compare, difference_interval, is_judgeable
from metrics.wording import change_words

SPACES = str.maketrans({"\u00a0": " "})


def figure(value, numerator=None, denominator=None, low=None, high=None):
    return {"value": value, "numerator": numerator, "denominator": denominator, "low": low, "high": high}


def said(metric, now, before):
    return str(change_words(METRICS[metric], compare(METRICS[metric], now, before))).translate(SPACES)


IN_TIME = figure(0.791, 791, 1000, 0.765, 0.815)
IN_TIME_BEFORE = figure(0.850, 850, 1000, 0.827, 0.871)
NEARLY = figure(0.795, 795, 1000, 0.769, 0.819)


@pytest.mark.parametrize(
    ("metric", "now", "before", "expected"),
    [
        ("service_level", IN_TIME, IN_TIME_BEFORE, "worse"),
        ("service_level", IN_TIME_BEFORE, IN_TIME, "better"),
        ("abandon_rate", IN_TIME_BEFORE, IN_TIME, "worse"),
        ("service_level", IN_TIME, NEARLY, "noise"),
        ("service_level", figure(0.5, 5, 10, 0.2, 0.8), IN_TIME, "unknown"),
        ("service_level", figure(None, 0, 0), IN_TIME, "unknown"),
        ("wait_median", figure(48, None, 900, 46, 50), figure(37, None, 900, 35, 39), "worse"),
        ("wait_median", figure(48, None, 900, 46, 50), figure(45, None, 900, 43, 47), "noise"),
        ("asa", figure(48, 43200, 900, 46, 50), figure(45, 40500, 900, 43, 47), "worse"),
        ("asa", figure(46, 41400, 900, 44, 48), figure(45, 40500, 900, 43, 47), "noise"),
        ("patience_median", figure(None, 40, 900, 90), figure(80, 40, 900, 70, None), "unknown"),
        ("offered", figure(110, 110), figure(100, 100), "neutral"),
        ("abandoned", figure(110, 110), figure(100, 100), "worse"),
    ],
    ids=[
        "fewer in time",
        "more in time",
        "more gave up",
        "a difference within noise",
        "too few to judge",
        "no value",
        "medians apart",
        "medians that overlap",
        "means apart though their intervals overlap",
        "means within noise",
        "patience never reached",
        "a count without a good direction",
        "a count with one",
    ],
)
def test_a_change_is_judged_by_direction_and_noise(metric, now, before, expected):
    assert compare(METRICS[metric], now, before).verdict == expected


def test_shares_change_in_points_and_durations_in_percent():
    share = compare(METRICS["service_level"], IN_TIME, IN_TIME_BEFORE)
    wait = compare(METRICS["asa"], figure(48, 480, 10), figure(40, 400, 10))

    assert (round(share.points, 3), share.percent) == (-0.059, None)
    assert (wait.points, wait.percent) == (None, 0.2)


def test_from_nothing_there_is_no_percentage():
    assert compare(METRICS["offered"], figure(5, 5), figure(0, 0)).percent is None


def test_counts_are_not_tested_for_noise():
    assert compare(METRICS["offered"], figure(110, 110), figure(100, 100)).within_noise is None


def test_medians_say_that_they_were_judged_by_overlap():
    medians = compare(METRICS["wait_median"], figure(48, None, 9, 46, 50), figure(37, None, 9, 35, 39))

    assert medians.by_overlap
    assert not compare(METRICS["service_level"], IN_TIME, NEARLY).by_overlap


def test_a_median_without_an_upper_bound_reaches_as_far_as_it_may():
    change = compare(METRICS["wait_median"], figure(48, None, 90, 46), figure(37, None, 90, 35, 39))

    assert change.within_noise is False


def test_the_difference_of_two_shares_agrees_with_newcombe():
    before, now = figure(48 / 80, 48, 80, 0.4904, 0.7004), figure(56 / 70, 56, 70, 0.6918, 0.8770)

    low, high = difference_interval(now, before)

    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)


@pytest.mark.parametrize(
    ("metric", "n", "expected"),
    [
        ("service_level", 29, False),
        ("service_level", 30, True),
        ("wait_median", 10, True),
        ("offered", 1, True),
    ],
    ids=["a share of 29", "a share of 30", "a median of 10", "a count"],
)
def test_a_figure_is_judged_from_its_minimum_n_on(metric, n, expected):
    assert is_judgeable(METRICS[metric], figure(0.5, 1, n)) is expected


def test_patience_is_judged_by_how_many_gave_up():
    assert not is_judgeable(METRICS["patience_median"], figure(90, 9, 5000))


@pytest.mark.parametrize(
    ("metric", "now", "before", "expected"),
    [
        ("service_level", IN_TIME, IN_TIME_BEFORE, "▼ 5.9 pp was 85.0 %"),
        ("service_level", IN_TIME, NEARLY, "▼ 0.4 pp within noise"),
        ("wait_median", figure(48, None, 90, 46, 50), figure(40, None, 90, 39, 41), "▲ 20.0 % was 40 s"),
        ("offered", figure(21406, 21406), figure(20194, 20194), "▲ 6.0 % was 20,194"),
        ("offered", figure(7, 7), figure(0, 0), "▲ 7 was 0"),
        ("offered", figure(7, 7), figure(7, 7), "● as before"),
        ("service_level", IN_TIME, figure(None, 0, 0), "nothing to compare with"),
    ],
    ids=[
        "points",
        "noise",
        "percent of a wait",
        "percent of a count",
        "from nothing",
        "the same",
        "no value",
    ],
)
def test_a_change_is_said_in_few_words(metric, now, before, expected):
    assert said(metric, now, before) == expected
