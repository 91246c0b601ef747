"""Queues that are not to be heard of for a while."""

from datetime import UTC, datetime, timedelta

import pytest

from store.loop import LoopError
from store.suppressed import (
    Silence,
    heard_from,
    held,
    lift,
    silenced,
    since,
    suppress,
    suppressed,
    suppressions,
)

pytestmark = pytest.mark.both_databases

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_queue_is_not_heard_of_from_until_with_a_reason(state):
    suppress(state, "cards", NOON, NOON + HOUR, "Dana", NOON, reason="training of all")

    assert suppressed(state, "cards", NOON).reason == "training of all"
    assert suppressed(state, "cards", NOON + HOUR) is None
    assert suppressed(state, "cards", NOON - HOUR) is None
    assert suppressed(state, "loans", NOON) is None


def test_all_queues_can_be_silenced(state):
    suppress(state, None, NOON, NOON + HOUR, "Dana", NOON)

    assert suppressed(state, "loans", NOON).queue is None
    with state.reading() as connection:
        assert silenced(connection, NOON) == {None}


def test_what_is_lifted_holds_no_longer(state):
    number = suppress(state, "cards", NOON, NOON + HOUR, "Dana", NOON)
    lift(state, number, "Eli", NOON)

    assert suppressed(state, "cards", NOON) is None
    assert suppressions(state, NOON) == []
    with pytest.raises(LoopError, match="over already"):
        lift(state, number, "Eli", NOON)


def test_what_is_raised_in_a_silence_is_heard_of_when_all_that_follow_on_each_other_have_ended():
    def silence(queue, begins, ends, lifted=None):
        lifted_at = None if lifted is None else NOON + lifted * HOUR
        told = {"by": "Dana", "at": NOON, "reason": None, "lifted_at": lifted_at}
        return Silence(1, queue, NOON + begins * HOUR, NOON + ends * HOUR, **told)

    both = [silence(None, 1, 5, lifted=4), silence("cards", -1, 2)]

    assert heard_from([], "cards", NOON) == NOON
    assert heard_from(both, "cards", NOON) == NOON + 4 * HOUR
    assert heard_from(both, "loans", NOON) == NOON
    assert heard_from([silence("cards", 0, 2, lifted=0)], "cards", NOON) == NOON
    assert heard_from([silence("cards", -2, 0)], "cards", NOON) == NOON


def test_silences_are_known_after_they_were_lifted(state):
    number = suppress(state, "cards", NOON, NOON + HOUR, "Dana", NOON)
    lift(state, number, "Eli", NOON)

    assert [one.ended_at for one in since(state, NOON)] == [NOON]
    assert since(state, NOON + HOUR) == []


def test_those_that_hold_or_will_are_listed_by_their_end(state):
    suppress(state, "cards", NOON, NOON + 3 * HOUR, "Dana", NOON)
    suppress(state, "loans", NOON + HOUR, NOON + 2 * HOUR, "Dana", NOON)
    suppress(state, "mail", NOON - 2 * HOUR, NOON + HOUR, "Dana", NOON - 2 * HOUR)

    assert [one.queue for one in suppressions(state, NOON + HOUR)] == ["loans", "cards"]


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (NOON, NOON, "end later"),
        (NOON - 2 * HOUR, NOON - HOUR, "later than now"),
        (NOON, NOON + timedelta(days=32), "At most 31 days"),
    ],
    ids=["no time at all", "over already", "for ever"],
)
def test_a_time_that_makes_no_sense_is_refused(state, since, until, words):
    with pytest.raises(LoopError, match=words):
        suppress(state, "cards", since, until, "Dana", NOON)
    assert suppressions(state, NOON - HOUR) == []


def test_those_that_hold_change_when_one_begins_ends_or_is_lifted(state):
    first = suppress(state, "cards", NOON, NOON + HOUR, "Dana", NOON)
    later = suppress(state, "loans", NOON + HOUR, NOON + 3 * HOUR, "Dana", NOON)
    seen = [held(state, NOON - HOUR), held(state, NOON), held(state, NOON + HOUR)]
    lift(state, later, "Eli", NOON + HOUR)

    assert seen == [(), (first,), (later,)]
    assert held(state, NOON + HOUR) == ()
