"""What changed, in one sentence: right in grammar, where and not why, noise said as noise."""

from fractions import Fraction

import pytest

from metrics.week.changed import changed
from metrics.week.told import label, notes, sentence, tenths
from tests.metrics.week.cells import of_queues

SPACES = str.maketrans({"\u00a0": " "})
CALM = {"Billing": (8_000, 10_000), "Orders": (8_000, 10_000), "Chat": (8_000, 10_000)}


def in_time(**shares):
    return {name: (round(share * 10_000), 10_000) for name, share in shares.items()}


def found(now, before=CALM, metric="service_level", **given):
    return changed(of_queues(metric, now, before, **given), "before")


def said(*given, target=None, **others):
    return sentence(found(*given, **others), target).translate(SPACES)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (
            in_time(Billing=0.86, Orders=0.8, Chat=0.8),
            (
                "In time 82.0 % (target 80.0 %), +2.0 points. All of it is faster answers at Billing;"
                " the rest is within noise."
            ),
        ),
        (
            in_time(Billing=0.74, Orders=0.79, Chat=0.79),
            (
                "In time 77.3 % (target 80.0 %), −2.7 points. Three quarters of it is slower answers at"
                " Billing; the rest is within noise."
            ),
        ),
        (
            in_time(Billing=0.74, Orders=0.777, Chat=0.793),
            (
                "In time 77.0 % (target 80.0 %), −3.0 points. Nine tenths of it is slower answers at Billing"
                " and slower answers at Orders; the rest is within noise."
            ),
        ),
        (
            in_time(Billing=0.86, Orders=0.77, Chat=0.8),
            (
                "In time 81.0 % (target 80.0 %), +1.0 points. Faster answers at Billing alone: +2.0 points;"
                " against it −1.0 points by slower answers at Orders; the rest is within noise."
            ),
        ),
        (
            in_time(Billing=0.83, Orders=0.81, Chat=0.812),
            (
                "In time 81.7 % (target 80.0 %), +1.7 points. 1.0 of the 1.7 points is faster answers at"
                " Billing; the rest is within noise."
            ),
        ),
        (
            in_time(Billing=0.802, Orders=0.8, Chat=0.801),
            "In time 80.1 % (target 80.0 %), +0.1 points: no change beyond noise.",
        ),
        (
            in_time(Billing=0.85, Orders=0.75, Chat=0.8),
            "In time 80.0 % (target 80.0 %), 0.0 points: no change beyond noise.",
        ),
        (
            {"Billing": (8, 10), "Orders": (5, 10)},
            "In time 65.0 % (target 80.0 %), −15.0 points: too few to judge a change (n 20, needs 30).",
        ),
    ],
    ids=[
        "all of it",
        "three quarters",
        "nine tenths, of two",
        "more than all, and another against it",
        "no plain fraction",
        "within noise",
        "two that cancel out",
        "too few",
    ],
)
def test_a_change_is_told_with_where_it_happened(now, expected):
    assert said(now, target=0.8) == expected


def test_what_is_not_known_is_no_driver():
    before = {"Billing": (9_000, 10_000), None: (0, 1_000)}
    now = {"Billing": (9_000, 10_000), None: (0, 3_000)}
    division = found(now, before).divisions["queue"]

    assert {driver.segment for driver in division.drivers} == {"Billing"}
    assert [one.segment for one in division.segments] == ["Billing", None]
    assert said(now, before) == (
        "In time 69.2 %, −12.6 points. 2.0 of the 12.6 points is a smaller part of contacts at Billing; the"
        " rest is elsewhere."
    )


def test_what_moved_beneath_a_calm_whole_is_said_where_one_goes_its_way():
    now = in_time(Billing=0.86, Orders=0.745, Chat=0.8)

    assert said(now) == (
        "In time 80.2 %, +0.2 points: no change beyond noise. Beneath it: faster answers at Billing"
        " (+2.0 points) and slower answers at Orders (−1.8 points)."
    )


def test_seconds_are_told_as_a_duration():
    week = dict.fromkeys(("Billing", "Orders"), (30000 * 1000, 1000))
    now = {**week, "Billing": (90_000 * 1_000, 1_000)}

    assert said(now, week, metric="asa", squares=10**10, target=30) == (
        "Average wait 1 min 00 s (target 30 s), +30 s. All of it is longer waits at Billing; the rest is"
        " within noise."
    )


@pytest.mark.parametrize(
    ("column", "segment", "words"),
    [
        ("queue", "Billing", "at Billing"),
        ("topic_family", "Refund", "about “Refund”"),
        ("channel", "email", "by e-mail"),
        ("team", "North", "in team North"),
    ],
)
def test_each_cut_says_where_in_its_own_way(column, segment, words):
    week = {segment: (5_000, 10_000), "chat": (5_000, 10_000)}
    one = found({**week, segment: (6_000, 10_000)}, week, metric="promise_kept_rate", column=column)

    assert label(one, one.best, one.drivers[0]) == f"More promises kept {words}"


def test_a_larger_part_of_contacts_is_no_change_of_anybodys_own():
    before = {"Billing": (9_000, 10_000), "Orders": (5_000, 10_000)}
    now = {"Billing": (4_500, 5_000), "Orders": (7_500, 15_000)}

    assert said(now, before) == (
        "In time 60.0 %, −10.0 points. All of it is a smaller part of contacts at Billing and a larger part"
        " of contacts at Orders; the rest is within noise."
    )


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        ("fcr", ["Solved at first contact is of 8–14 Nov 2026: 7 days must pass first"]),
        ("csat", ["More may still come in until 28 Nov 2026; both sides count only what came as soon."]),
        ("service_level", []),
    ],
)
def test_of_which_days_and_what_may_still_come_stands_beside_it(metric, expected):
    assert [one.translate(SPACES) for one in notes(found(CALM, metric=metric))] == expected


def test_a_run_is_told_where_it_is_beyond_chance():
    weeks = [in_time(Billing=0.9 - 0.02 * n) for n in range(6)]
    slow = changed(of_queues("service_level", *weeks), "before")
    fast = changed(of_queues("service_level", in_time(Billing=1.0), *weeks[1:]), "before")

    assert sentence(slow).endswith("+2.0 points: within noise, but up for the fifth week running.")
    assert "+12.0 points, up for the fifth week running. All of it is" in sentence(fast)


def test_what_is_shown_adds_up_to_the_change_shown():
    shares = {f"Q{n}": 0.8 + 0.0049 * (n - 1) for n in range(7)}
    one = found(in_time(**shares), dict.fromkeys(shares, (8000, 10000)))
    shown = tenths(one, "queue")

    assert sum(shown) == round(one.change * 1000) / Fraction(1000)
    assert len(shown) == 6
