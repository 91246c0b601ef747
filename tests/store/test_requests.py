from datetime import UTC, datetime, timedelta

import pytest

from store.requests import Taken, answer, reopen, take
from store.status import ask, asked, unfinished

pytestmark = pytest.mark.both_databases

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
LATER = NOON + timedelta(seconds=2)


def test_a_request_is_taken_once(state):
    number = ask(state, "refresh", "bank", "the manager", NOON)

    assert take(state, LATER) == [Taken((number,), "refresh", "bank")]
    assert take(state, LATER) == []
    assert asked(state, number).taken_at == LATER


def test_requests_for_the_same_work_are_taken_as_one(state):
    first = ask(state, "refresh", "bank", "the manager", NOON)
    other = ask(state, "refresh", None, "the lead", NOON)
    second = ask(state, "refresh", "bank", "the lead", NOON)

    taken = take(state, LATER)

    assert taken == [Taken((first, second), "refresh", "bank"), Taken((other,), "refresh", None)]
    assert [one.asked_by for one in taken] == ["the manager", "the lead"]


def test_everybody_who_asked_gets_the_answer(state):
    first = ask(state, "refresh", "bank", "the manager", NOON)
    second = ask(state, "refresh", "bank", "the lead", NOON)

    answer(state, take(state, NOON)[0], "bank: 3 rows are new or changed.", LATER)

    assert {asked(state, n).outcome for n in (first, second)} == {"bank: 3 rows are new or changed."}
    assert asked(state, second).done_at == LATER
    assert unfinished(state) == []


def test_what_a_dead_leader_had_taken_is_taken_again(state):
    lost = ask(state, "refresh", "bank", "the manager", NOON)
    answered = ask(state, "refresh", "chat", "the manager", NOON)
    taken = take(state, NOON)
    answer(state, taken[1], "done", NOON)

    reopen(state)

    assert take(state, LATER) == [Taken((lost,), "refresh", "bank")]
    assert asked(state, answered).outcome == "done"
