import datetime as dt

import pytest

from metrics.compare import Change
from metrics.wait_words import Waits, waits
from metrics.wording import Misses, curves, left_out, misses, names, too_few, worst_hours

SPACES = str.maketrans({"\u00a0": " "})
SUNDAYS = tuple(dt.date(2026, 10, 25) + dt.timedelta(weeks=n) for n in range(3))
DAYS = tuple(dt.date(2026, 10, 4) + dt.timedelta(days=n) for n in range(42))


def moved(now, before, verdict, points=None):
    difference = None if before is None else now - before
    return Change(now, before, difference, points, None, verdict == "noise", False, verdict)


WORSE, BETTER = moved(48.0, 37.0, "worse"), moved(37.0, 48.0, "better")
LONGER, SHORTER = moved(189.0, 148.0, "worse"), moved(148.0, 189.0, "better")
MORE, FEWER = moved(0.15, 0.12, "worse", 0.03), moved(0.12, 0.15, "better", -0.03)
STILL = moved(48.0, 47.0, "noise")
A_TRIFLE = moved(5.1, 5.0, "worse")  # certain, and nothing to speak of


def going(typical, long=STILL, gave_up=STILL, **more):
    return Waits(typical, long, gave_up, **{"answered": 900, **more})


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (
            going(WORSE, LONGER, MORE, queue="Billing", weekdays=(7,)),
            "Waits grew: 48 s instead of 37 s for the typical caller, mostly Billing on Sundays.",
        ),
        (
            going(WORSE, queue="Billing"),
            "Waits grew: 48 s instead of 37 s for the typical caller, mostly Billing.",
        ),
        (
            going(WORSE, weekdays=(5, 7)),
            "Waits grew: 48 s instead of 37 s for the typical caller, mostly on Fridays and Sundays.",
        ),
        (going(WORSE), "Waits grew: 48 s instead of 37 s for the typical caller."),
        (going(BETTER), "Waits fell: 37 s instead of 48 s for the typical caller."),
        (
            going(BETTER, LONGER, MORE),
            "Typical waits fell to 37 s, but 9 in 10 now wait under 3 min 09 s instead of 2 min 28 s.",
        ),
        (
            going(BETTER, SHORTER, MORE),
            "Typical waits fell to 37 s, but more gave up: 15.0 % instead of 12.0 %.",
        ),
        (
            going(WORSE, SHORTER),
            "Typical waits grew to 48 s, but 9 in 10 now wait under 2 min 28 s instead of 3 min 09 s.",
        ),
        (
            going(WORSE, LONGER, FEWER),
            "Typical waits grew to 48 s, but fewer gave up: 12.0 % instead of 15.0 %.",
        ),
        (
            going(STILL, LONGER, queue="Billing"),
            "Long waits grew: 9 in 10 wait under 3 min 09 s instead of 2 min 28 s, mostly Billing.",
        ),
        (going(STILL, SHORTER), "Long waits fell: 9 in 10 wait under 2 min 28 s instead of 3 min 09 s."),
        (
            going(STILL, SHORTER, MORE),
            "9 in 10 now wait under 2 min 28 s, but more gave up: 15.0 % instead of 12.0 %.",
        ),
        (going(A_TRIFLE), "Waits held: 5.1 s for the typical caller, 5 s before."),
        (
            going(A_TRIFLE, moved(145.0, 135.0, "worse"), MORE),
            "More callers gave up: 15.0 % instead of 12.0 %; waits hardly changed.",
        ),
        (
            going(STILL, STILL, MORE),
            "More callers gave up: 15.0 % instead of 12.0 %; waits hardly changed.",
        ),
        (going(STILL), "Waits held: 48 s for the typical caller, 47 s before."),
        (
            going(moved(20.0, 10.0, "noise")),
            "No change beyond noise: 20 s for the typical caller, 10 s before.",
        ),
        (going(moved(48.2, 47.8, "worse")), "Waits held: 48 s for the typical caller, 48 s before."),
        (going(moved(245.0, None, "unknown")), "The typical caller waits 4 min 05 s."),
        (going(BETTER, answered=3, is_enough=False), "Too few calls to judge: 3 visits were answered."),
        (going(moved(37.0, None, "unknown"), answered=0), "Nobody was answered in this period."),
    ],
    ids=[
        "a queue on some days",
        "a queue",
        "some days",
        "everywhere",
        "shorter",
        "shorter for most, longer for some",
        "shorter, and more gave up",
        "longer for most, shorter for some",
        "longer, and fewer gave up",
        "only long waits grew",
        "only long waits fell",
        "long waits fell because people left",
        "a trifle, however certain",
        "only trifles, but more gave up",
        "only more gave up",
        "small and within noise",
        "large but within noise",
        "the same to the second",
        "nothing before",
        "too few",
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


@pytest.mark.parametrize(
    ("enough", "expected"),
    [
        ((False, False), "Too few waits to draw a curve"),
        (
            (True, False),
            "Half would wait 48 s for an answer; too few gave up to say how long half would stay",
        ),
        ((False, True), "Half would stay 2 min 50 s; too few were answered to say how long half would wait"),
    ],
)
def test_a_curve_of_too_few_waits_is_not_told(enough, expected):
    assert curves(48, 170, 900, enough).translate(SPACES) == expected


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
