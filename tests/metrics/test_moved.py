"""Customers who came on another channel because nobody answered on the one they chose."""

import datetime as dt

import pytest

from metrics import Frames, compute
from tests.metrics.found_there import at, own, reached
from tests.metrics.found_there import there as presence
from tests.metrics.rows import contacts, visits

HOUR = dt.timedelta(hours=1)
BEGAN = at(2, 10)


def figure(*rows, metric="moved_rate", now=None):
    frames = Frames(visits(), contacts(), presence=presence(), reached=reached(*rows, now=now or at(9)))
    told = compute(frames, [metric]).item()
    return told["numerator"], told["denominator"]


CALL = own("call", BEGAN)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([CALL, own("chat", BEGAN + HOUR, channel="chat", first_answered_at=BEGAN + HOUR)], (1, 1)),
        ([CALL, own("chat", BEGAN + 24 * HOUR, channel="chat", first_answered_at=at(3, 11))], (1, 1)),
        ([CALL, own("chat", BEGAN + 25 * HOUR, channel="chat", first_answered_at=at(3, 12))], (0, 1)),
        ([CALL, own("again", BEGAN + HOUR, first_answered_at=BEGAN + HOUR)], (0, 1)),
        ([CALL, own("ben", BEGAN + HOUR, channel="chat", person="ben", first_answered_at=at(2, 11))], (0, 1)),
        ([own("call", BEGAN, first_answered_at=BEGAN), own("chat", BEGAN + HOUR, channel="chat")], (0, 1)),
        ([own("call", BEGAN, person=None), own("chat", BEGAN + HOUR, channel="chat", person=None)], (0, 0)),
        ([CALL, own("2", at(2, 11), channel="chat", is_reconnect=True, first_answered_at=at(2, 11))], (0, 1)),
        ([own("call", BEGAN, menu_outcome="completed"), own("chat", BEGAN + HOUR, channel="chat")], (0, 1)),
        ([own("call", BEGAN, menu_outcome="exited")], (0, 1)),
        ([], (0, 0)),
    ],
    ids=[
        "moved", "at the last moment", "too late", "the same channel", "another customer", "answered",
        "nobody known", "a reconnect", "served by the menu", "left in the menu", "no contacts",
    ],
)  # fmt: skip
def test_who_moved(rows, expected):
    assert figure(*rows) == expected


def test_of_two_calls_and_a_chat_the_second_call_moved():
    rows = [
        CALL,
        own("again", BEGAN + HOUR),
        own("chat", BEGAN + 2 * HOUR, channel="chat", first_answered_at=BEGAN + 2 * HOUR),
    ]

    assert figure(*rows) == (1, 2)


@pytest.mark.parametrize(
    ("answered", "expected"),
    [(BEGAN + 3 * HOUR, (1, 1)), (BEGAN + HOUR, (0, 0)), (None, (1, 1))],
    ids=["after the call", "before it", "never"],
)
def test_a_letter_had_no_answer_where_the_customer_came_again_sooner(answered, expected):
    letter = own("letter", BEGAN, channel="email", first_answered_at=answered, ended_at=answered)
    call = own("call", BEGAN + 2 * HOUR, first_answered_at=BEGAN + 2 * HOUR)

    assert figure(letter, call) == expected


def test_contacts_of_the_last_24_hours_are_not_judged_yet():
    assert figure(CALL, now=BEGAN + 23 * HOUR) == (0, 0)
    assert figure(CALL, now=BEGAN + 24 * HOUR) == (0, 1)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"first_answered_at": BEGAN}, (1, 1)),
        ({}, (0, 1)),
        ({"ended_at": None}, (0, 0)),
        ({"menu_outcome": "exited"}, (0, 0)),
        ({"menu_outcome": "queued"}, (0, 1)),
    ],
    ids=["answered", "not answered", "still waiting", "left in the menu", "through the menu"],
)
def test_who_got_an_answer(given, expected):
    assert figure(own("1", BEGAN, **given), metric="reached_rate") == expected
