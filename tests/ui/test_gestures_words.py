"""What the page Gestures says: the share, its cost, what goes with gestures, and why nothing can be said."""

from datetime import date

import pytest

from metrics.gesture_effects import Compared
from metrics.matched import Difference
from settings import Money
from ui.gestures import money, words
from ui.periods import Days

PLAIN, EUROS = Money(), Money(currency="EUR")
NOTHING = {"value": None, "numerator": None, "denominator": 0.0, "low": None, "high": None}


def figure(value, n=400, numerator=None):
    told = value * n if numerator is None else numerator
    return {"value": value, "numerator": told, "denominator": n, "low": value, "high": value}


def now(rate=None, made=200.0, cost=8_000.0, approval=None):
    return {
        "gesture_rate": rate or figure(0.05, 4_000),
        "gestures": {**NOTHING, "value": made},
        "gesture_cost": {**NOTHING, "value": cost},
        "gesture_approval_rate": approval or figure(0.15, 200),
    }


def compared(outcome, value, half=0.02, others=0.2, **given):
    low, high = value - half, value + half
    return Compared(outcome, Difference(value, low, high, others + value, others, 90, 80, 700, **given))


def refused(outcome, reason):
    return Compared(outcome, Difference(n=9, reason=reason))


def plain(said):
    return said.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (now(), "5.0 % of contacts got a gesture, at a cost of €8,000; 15 % needed approval."),
        (now(cost=None), "5.0 % of contacts got a gesture; 15 % needed approval."),
        (
            now(approval=figure(0.0, 200)),
            "5.0 % of contacts got a gesture, at a cost of €8,000; nobody had to ask for approval.",
        ),
        (now(approval=NOTHING), "5.0 % of contacts got a gesture, at a cost of €8,000."),
        (now(made=0.0), "Nobody got a gesture in this period."),
        (now(rate=NOTHING, made=0.0), "No source tells what is given out of goodwill."),
        (
            now(rate=figure(0.5, 10)),
            "Too few contacts to say how often gestures are given: n 10, needs 30.",
        ),
    ],
    ids=["all known", "no cost", "own word alone", "no authority", "none", "none told", "few"],
)
def test_the_sentence(told, expected):
    assert plain(words.sentence(told, EUROS)) == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (
            [compared("again", 0.1), compared("satisfied", 0.0)],
            "30 % came again after a gesture, 20 % after similar contacts",
        ),
        (
            [compared("again", 0.0), compared("left", 0.03, 0.01, 0.02)],
            "5.0 % left after a gesture, 2.0 % after similar contacts",
        ),
        (
            [compared("again", 0.0), refused("left", "few")],
            "What followed gestures is no different from similar contacts, beyond noise",
        ),
        ([refused("again", "few"), refused("left", "few")], "What followed gestures cannot be told"),
    ],
    ids=["clear", "a small share", "noise", "refused"],
)
def test_what_followed(found, expected):
    assert plain(words.followed(found)) == expected


@pytest.mark.parametrize(
    ("rate", "found", "expected"),
    [
        (NOTHING, [], "On whose authority gestures are given is not told"),
        (figure(0.0, 90), [], "Every gesture was on the agent's own word"),
        (figure(0.5, 2), [refused("handle", "few")], "Whether approval takes time cannot be told"),
        (figure(0.1, 900), [compared("handle", 0.0, 0.2, 7)], "No waiting for approval is to be seen"),
        (
            figure(0.1, 900),
            [compared("handle", 2.0, 0.2, 7)],
            "Contacts whose gesture needed approval took longer",
        ),
    ],
    ids=["not told", "none", "too few", "no longer", "longer"],
)
def test_what_approval_goes_with(rate, found, expected):
    assert words.waiting(rate, found) == expected


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        (NOTHING, "On whose authority gestures are given is not told"),
        (figure(0.0, 90), "Every gesture was on the agent's own word"),
        (figure(0.5, 2), "1 gesture needed approval"),
        (figure(0.1, 900), "90 gestures needed approval"),
    ],
    ids=["not told", "none", "one", "many"],
)
def test_on_whose_authority(rate, expected):
    assert words.authority(rate) == expected


def test_each_half_of_the_page_says_its_days():
    asked = Days(date(2026, 8, 30), date(2026, 11, 21))

    assert plain(words.days(asked)) == "30 Aug – 21 Nov 2026"
    assert words.longer(12) == "Over 12 weeks"
    period = Days(date(2026, 10, 25), date(2026, 11, 21))
    assert "30 Aug – 21 Nov 2026 · further back than the period" in plain(words.looked_back(asked, period))
    assert plain(words.looked_back(asked, asked)) == "30 Aug – 21 Nov 2026"


def test_too_few_are_said_with_how_many_there_are():
    assert words.compared(refused("satisfied", "few")) == "too few gestures to tell (n 9)"
    assert words.compared(refused("handle", "few")) == "too few approved gestures to tell (n 9)"


def test_the_hours_of_approval_are_only_told_where_they_are_clear():
    assert words.waited([compared("handle", 3.0, 1.0, 7)], 120) == (
        "That is 4 to 8 hours more for the 120 of these weeks that needed approval."
    )
    assert words.waited([compared("handle", 0.5, 1.0, 7)], 120) == ""
    assert words.waited([compared("handle", -3.0, 1.0, 7)], 120) == ""
    assert words.waited([refused("handle", "few")], 120) == ""


def test_what_a_hidden_reason_would_have_to_be():
    assert words.hidden([compared("satisfied", 0.0), compared("again", 0.2, 0.0, 0.2)]) == (
        "A reason that is 3.4 times as common with a gesture, and changes the share that came again by as"
        " much, would explain all of it."
    )
    assert words.hidden([compared("again", 0.0)]) == ""


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (compared("again", 0.184), ("▲ 18.4 points", "+16.4 to +20.4")),
        (compared("satisfied", -0.01), ("▼ 1.0 points", "within noise · −3.0 to +1.0")),
        (compared("hold", 0.01, 0.3, 2), ("0.0 min", "within noise · −0.3 to +0.3")),
        (refused("left", "few"), ("–", "")),
    ],
)
def test_a_difference_in_words(one, expected):
    assert (plain(words.difference(one)), plain(words.bounds(one))) == expected


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (compared("again", 0.1), "30 % against 20 % · 80 of 90 found their like, among 700 others"),
        (
            compared("handle", 1.0, 0.2, 7),
            "8.0 against 7.0 min · 80 of 90 found their like, among 700 others",
        ),
        (refused("again", "no overlap"), "No contact without a gesture was alike."),
        (refused("handle", "no overlap"), "No gesture on an agent's own word was in a contact alike."),
    ],
)
def test_both_sides_or_why_not(one, expected):
    assert plain(words.compared(one)) == expected


@pytest.mark.parametrize(
    ("value", "costs", "expected"),
    [
        (114_344.0, EUROS, "€114,344"),
        (3.2, EUROS, "€3.20"),
        (114_344.4, PLAIN, "114,344"),
        (42.834, PLAIN, "42.83"),
        (40.0, PLAIN, "40"),
        (None, PLAIN, "–"),
    ],
)
def test_amounts(value, costs, expected):
    assert money.amount(value, costs) == expected


def test_an_interval_names_its_currency_once():
    found = {**NOTHING, "low": 109_260.0, "high": 119_428.0}

    assert money.between(found, EUROS) == "€109,260–119,428"
    assert money.between(found, PLAIN) == "109,260–119,428"
    assert money.between(NOTHING, PLAIN) == ""


def test_groups_have_names_people_use():
    assert words.group("kind", "free_month") == "A free month"
    assert words.group("kind", "gift_card") == "Gift card"
    assert words.group("kind", None) == "kind not known"
    assert words.group("authority", "team lead") == "Team lead"
    assert words.group("team", None) == "no team"
