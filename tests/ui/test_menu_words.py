import pytest

from tests.metrics.walks import caller, many
from tests.ui.menus import BAD, centre, walked
from ui.menu import words

NONE = dict.fromkeys(("value", "numerator", "denominator", "low", "high"))


def rate(part, whole):
    return {**NONE, "value": part / whole, "numerator": part, "denominator": whole}


@pytest.mark.parametrize(
    ("trouble", "callers", "expected"),
    [
        (
            rate(50, 400),
            [*BAD, *many(350, "fine")],
            "1 in 8 callers ran into trouble in the menu; it is worst at Billing › Refund.",
        ),
        (
            rate(50, 400),
            many(400, "fine"),
            "1 in 8 callers ran into trouble in the menu; no path stands out.",
        ),
        (
            rate(200, 400),
            many(400, "fine"),
            "50\u00a0% of callers ran into trouble in the menu; no path stands out.",
        ),
        (rate(0, 400), many(400, "fine"), "Nobody ran into trouble in the menu."),
        (rate(3, 29), many(29, "fine"), "Only 29 callers went through the menu: too few to judge it."),
        (rate(1, 1), many(1, "fine"), "Only 1 caller went through the menu: too few to judge it."),
    ],
    ids=["a path stands out", "none does", "half of them", "nobody", "too few", "one"],
)
def test_the_headline_says_how_many_and_where(trouble, callers, expected):
    assert words.sentence(trouble, rate(3, 30), walked(*callers)) == expected


@pytest.mark.parametrize(
    ("hung_up", "expected"),
    [
        (rate(3, 60), "5.0\u00a0% of callers hung up in the menu; which way they took is not known."),
        (NONE, "No caller went through a menu in this period."),
    ],
    ids=["paths not known", "no menu"],
)
def test_the_headline_says_what_is_not_known(hung_up, expected):
    assert words.sentence(NONE, hung_up, walked()) == expected


def test_the_flow_says_how_it_ended_with_everybody():
    assert (
        words.flow_note(centre())
        == "232 callers: 142 went on to a desk, 40 hung up, 50 were done in the menu"
    )
    assert words.flow_note(walked(caller("a", "completed"))) == "1 caller: 1 was done in the menu"
    assert words.flow_note(walked(caller("a"))) == "1 caller: 1 went on to a desk"


def test_whom_the_flow_does_not_show_is_said():
    assert words.left_out(centre()) == (
        "Of 1 more caller in the menu the path is not known."
        " 1 more caller was recognised and sent on without being asked."
    )
    assert words.left_out(walked(caller("a"))) == ""


def test_the_finding_of_the_table_is_the_way_that_stands_out():
    assert words.ways_title(centre()) == "Billing › Refund: 80\u00a0% run into trouble, elsewhere 17\u00a0%"
    assert words.ways_title(walked(*many(400, "a"))) == "No path stands out clearly against the others"


def test_turning_back_is_counted_in_words():
    assert words.turned(0, 0) == ""
    assert words.turned(1, 0) == "turned back 1 time"
    assert words.turned(1200, 1) == "turned back 1,200 times; 1 caller went in circles"


def test_what_a_way_suffers_from_most_is_named():
    assert words.mostly({"misrouted": 2, "left": 3, "looped": 0, "opted_out": 0}) == "3 hung up"
    assert words.mostly({"misrouted": 0, "left": 0, "looped": 0, "opted_out": 0}) == ""
