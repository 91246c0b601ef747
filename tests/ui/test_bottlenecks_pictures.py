"""What the page Bottlenecks draws of an alert, and what it leaves out while it is snoozed."""

from dataclasses import replace
from datetime import timedelta

import polars as pl
import pytest

from metrics.bottlenecks import Look
from store.suppressed import Silence
from tests.alerts import NOON
from tests.ui.rung import BEGUN, MINUTE, OVER, RANG, ZONE
from ui.bottlenecks import picture, read, rebuilt


def found(cause, **figures):
    return replace(RANG, cause=cause, causes=({"cause": cause, "worth": 1.0, "figures": figures},))


def silence(queue, since=NOON - MINUTE, until=NOON + MINUTE):
    return Silence(1, queue, since, until, "Dana", NOON, None)


@pytest.mark.parametrize(
    ("silences", "is_told"),
    [
        ([], True),
        ([silence("cards")], False),
        ([silence("loans")], True),
        ([silence(None)], False),
        ([silence("cards", until=NOON)], True),
        ([silence("cards", since=NOON + MINUTE, until=NOON + 2 * MINUTE)], True),
    ],
    ids=["none", "its own", "another's", "of all", "over", "to come"],
)
def test_what_is_snoozed_is_not_told(silences, is_told):
    loud, snoozed = read.told_of([RANG], silences, NOON)

    assert (loud, snoozed) == (([RANG], []) if is_told else ([], [RANG]))


def test_the_picture_reaches_back_three_hours_and_before_the_beginning():
    assert read.window(RANG, NOON) == (NOON - timedelta(hours=3), NOON)
    assert read.window(OVER, NOON + timedelta(days=1)) == (NOON - timedelta(hours=2.5), NOON + 30 * MINUTE)
    long = replace(RANG, begun_at=NOON - timedelta(hours=5))
    assert read.window(long, NOON)[0] == NOON - timedelta(hours=5.5)


def look(minute, **given):
    at = NOON + minute * MINUTE
    return Look(
        "cards", at, True, at, 30, 12, 3, given.pop("waiting", 2), 1, arrivals=45, usual=30.0, **given
    )


def test_a_picture_needs_two_looks_and_says_so():
    assert "nothing of those hours is known" in picture.pictures([look(0)], NOON, None, ZONE)


def test_of_nobody_no_highest_number_is_told():
    looks = [replace(look(minute, waiting=0), overdue=0) for minute in range(-60, 1)]

    drawn = picture.pictures(looks, BEGUN, None, ZONE)

    assert "nobody waits" in drawn
    assert "0 at most" not in drawn
    assert "an hour at most" in drawn


def test_only_what_is_known_is_drawn_and_the_beginning_is_marked():
    looks = [look(minute) for minute in range(-60, 1)]

    drawn = picture.pictures(looks, BEGUN, None, ZONE)
    staffed = picture.pictures([replace(one, staffed=5.4, scheduled=7.0) for one in looks], BEGUN, None, ZONE)

    assert drawn.count('class="panel"') == 2
    assert "14:00: 2 wait, 1 of them too long" in drawn
    assert drawn.count(">13:30<") == 2
    assert "5.4 there, 7 planned" in staffed


@pytest.mark.parametrize(
    ("ended", "expected"),
    [(None, "14:00: 2 wait, 1 of them too long"), (-20, "13:40, at its end: nobody waits<")],
    ids=["it goes on", "it is over"],
)
def test_the_sentence_of_a_picture_tells_of_the_end_of_what_is_over(ended, expected):
    looks = [look(minute, waiting=0 if minute == -20 else 2) for minute in range(-60, 1)]
    over = None if ended is None else NOON + ended * MINUTE

    assert expected in picture.pictures(looks, BEGUN, over, ZONE).replace(" · ", "<")


def test_a_pause_between_looks_is_a_gap():
    times = [0.0, 60.0, 120.0, 1000.0, 1060.0]

    found = picture.pieces(times, [1.0, None, 2.0, 3.0, 4.0], (0.0, 1060.0), 4.0)

    assert [len(piece) for piece in found] == [2]
    assert len(picture.pieces(times[:3], [1.0, 2.0, 3.0], (0.0, 120.0), 4.0)[0]) == 3


def test_where_nobody_looked_visits_tell_who_waited_and_what_came():
    visits = pl.DataFrame(
        {
            "queued_at": [NOON - 20 * MINUTE, NOON - 7 * MINUTE, NOON - 7 * MINUTE, NOON - 7 * MINUTE],
            "wait_ms": [60_000, 180_000, 420_000, None],
            "outcome": ["answered", "answered", "waiting", "answered"],
            "threshold_ms": [20_000, 20_000, 600_000, 20_000],
        }
    )

    found = rebuilt.looks(visits, "cards", NOON - 20 * MINUTE, NOON)

    assert [(one.waiting, one.overdue) for one in found] == [(1, 0), (0, 0), (0, 0), (2, 1), (1, 0)]
    assert [one.arrivals for one in found] == [1, 1, 1, 3, 3]
    assert "dashed: usual" not in picture.pictures(found, BEGUN, None, ZONE)
    assert rebuilt.looks(visits.clear(), "cards", BEGUN, NOON) == ()
