"""What the page Voices says on top: what is heard most, and only moves that are none of chance."""

import math

import pytest

from ui.readings import NOTHING
from ui.voices import words
from ui.voices.story import Heard


def share_of(part, whole):
    """The figure of a share, with a normal interval that is near enough."""
    p = part / whole
    half = 1.96 * math.sqrt(p * (1 - p) / whole)
    return {"value": p, "numerator": part, "denominator": whole, "low": p - half, "high": p + half}


def heard(signal, now, before=None):
    return Heard(signal, share_of(now, 1000), NOTHING if before is None else share_of(before, 1000))


def test_nothing_that_points_to_trouble():
    assert words.sentence([heard("thanks", 90), heard("anger", 0)]) == (
        "Nothing that points to trouble was heard."
    )


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([], "."),
        ([heard("anger", 45, 40)], "."),
        ([heard("anger", 90, 20)], "; “Anger” grew by 7.0\u00a0pp."),
        ([heard("anger", 20, 90)], "; “Anger” fell by 7.0\u00a0pp."),
        ([heard("anger", 20, 90), heard("thanks", 20, 90)], "; “Thanks” fell by 7.0\u00a0pp."),
        ([heard("promise", 90, 20)], "."),
        ([heard("anger", 90)], "."),
    ],
    ids=[
        *("nothing else", "within noise", "for the worse", "for the better"),
        *("the worse goes first", "neither good nor bad", "nothing to compare with"),
    ],
)
def test_what_is_heard_most_and_what_surely_moved(others, expected):
    found = [heard("payment", 100, 100), *others]

    assert words.sentence(found) == (
        f"The trouble heard most: “Trouble with paying”, in 10.0\u00a0% of contacts with words{expected}"
    )


@pytest.mark.parametrize(
    ("signal", "now", "before", "tone"),
    [
        ("anger", 90, 20, "worse"),
        ("anger", 20, 90, "better"),
        ("thanks", 90, 20, "better"),
        ("resolved", 20, 90, "worse"),
        ("promise", 90, 20, ""),
        ("anger", 45, 40, ""),
    ],
)
def test_more_thanks_is_good_and_more_anger_is_not(signal, now, before, tone):
    assert heard(signal, now, before).tone == tone


def test_one_and_many_are_said_right():
    assert words.counted(1, 1) == "1 text of 1 contact"
    assert words.counted(2, 1) == "2 texts of 1 contact"
    assert words.heard_in(1, 1, 1, is_one=True) == "Heard in 1 of 1 text read (100.0\u00a0%) · 1 contact"
    assert words.heard_in(3, 4, 2, is_one=False) == (
        "Something was heard in 3 of 4 texts read (75.0\u00a0%) · 2 contacts"
    )
    assert words.heard_in(0, 0, 0, is_one=True) == "Heard in 0 of 0 texts read (–) · 0 contacts"
    assert (
        words.covered(share_of(1, 41), {**NOTHING, "value": 100})
        == "41\u00a0% of contacts have a note or comment"
    )
    assert words.covered(NOTHING, NOTHING) == ""
