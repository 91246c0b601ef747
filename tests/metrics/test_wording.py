import datetime as dt

import pytest

from metrics.wording import Misses, Waits, curves, left_out, misses, names, too_few, waits, worst_hours

SPACES = str.maketrans({"\u00a0": " "})
SUNDAYS = tuple(dt.date(2026, 10, 25) + dt.timedelta(weeks=n) for n in range(3))
DAYS = tuple(dt.date(2026, 10, 4) + dt.timedelta(days=n) for n in range(42))


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (
            Waits(48, 37, queue="Billing", weekdays=(7,)),
            "Waits grew: 48 s instead of 37 s for the typical caller, mostly Billing on Sundays.",
        ),
        (
            Waits(48, 37, queue="Billing"),
            "Waits grew: 48 s instead of 37 s for the typical caller, mostly Billing.",
        ),
        (
            Waits(48, 37, weekdays=(5, 7)),
            "Waits grew: 48 s instead of 37 s for the typical caller, mostly on Fridays and Sundays.",
        ),
        (Waits(48, 37), "Waits grew: 48 s instead of 37 s for the typical caller."),
        (Waits(37, 48), "Waits fell: 37 s instead of 48 s for the typical caller."),
        (Waits(48, 47, within_noise=True), "Waits held: 48 s for the typical caller, 47 s before."),
        (Waits(48.2, 47.8), "Waits held: 48 s for the typical caller, 48 s before."),
        (Waits(245), "The typical caller waits 4 min 05 s."),
        (Waits(None, 37), "Nobody was answered in this period."),
    ],
    ids=[
        "a queue on some days",
        "a queue",
        "some days",
        "everywhere",
        "shorter",
        "within noise",
        "the same to the second",
        "nothing before",
        "no value",
    ],
)
def test_the_sentence_on_top_says_how_waits_went(story, expected):
    assert waits(story).translate(SPACES) == expected


@pytest.mark.parametrize(
    ("days", "judged", "expected"),
    [
        (SUNDAYS, DAYS, "In time missed its target on every Sunday since 25 Oct 2026"),
        (SUNDAYS[:2], DAYS, "In time missed its target on 2 of 42 days"),
        (DAYS[:3], DAYS, "In time missed its target on 3 of 42 days"),
        (SUNDAYS[:1], DAYS, "In time missed its target on Sun 25 Oct"),
        ((), DAYS, "In time was on target, or near it, every day"),
        ((), (), "In time: too few contacts to judge a day"),
    ],
    ids=["every Sunday since", "not every Sunday", "several days", "one day", "no day", "nothing to judge"],
)
def test_the_trend_says_which_days_missed_the_target(days, judged, expected):
    assert misses(Misses("In time", days, judged)) == expected


@pytest.mark.parametrize(
    ("offered", "patience", "longest", "expected"),
    [
        (48, 170, 900, "Half would wait 48 s for an answer; half would stay 2 min 50 s"),
        (48, None, 900, "Half would wait 48 s for an answer; half would stay over 15 min 00 s"),
        (48, None, None, "Half would wait 48 s for an answer; half would stay –"),
        (None, None, None, "Too few waits to draw a curve"),
    ],
    ids=["both", "patience never reached", "longest not told", "neither"],
)
def test_the_curves_say_how_long_half_would_wait(offered, patience, longest, expected):
    assert curves(offered, patience, longest).translate(SPACES) == expected


def test_the_heat_map_says_when_it_is_worst():
    assert worst_hours(7, 9, 11) == "The wait is worst on Sunday, 9 to 12"
    assert worst_hours(None, 0, 0) == "No hour stands out"


def test_too_few_says_how_many_are_needed():
    assert too_few(7, 30) == "n 7, needs 30"
    assert too_few(None, 30) == "n 0, needs 30"


def test_what_is_left_out_is_counted_in_the_right_number():
    assert left_out(1, 1) == "1 of 1 contact left out: a part of its handling is not known"
    assert left_out(12, 27039).startswith("12 of 27,039 contacts left out")


def test_long_lists_are_cut_and_the_rest_counted():
    assert names(["A", "B"]) == "A and B"
    assert names(["A", "B", "C", "D"]) == "A, B, C and 1 other"
    assert names(["A", "B", "C", "D", "E"]) == "A, B, C and 2 others"
