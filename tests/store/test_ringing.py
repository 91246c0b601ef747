"""What the detector writes at a tick."""

from dataclasses import replace
from datetime import timedelta

import pytest

from metrics.bottlenecks import Change, Episode, Look, State, restored_look
from store import looks
from store.episodes import act, history, of, open_episodes
from store.ringing import Memory, Tick, raise_once, remembered, write
from store.suppressed import lift, suppress
from tests.alerts import MISSING, NOON

pytestmark = pytest.mark.both_databases

MINUTE = timedelta(minutes=1)
BEGAN = NOON - 10 * MINUTE
RUNG = Episode("cards", "harm", BEGAN, NOON, 12.25, 0.0, 0.5, (MISSING,))
LOOK = Look("cards", NOON, True, NOON, 30, 12, 6, 3, 2, arrivals=40)
LOUDER = {**MISSING, "cause": "volume"}


def tick(*changes, at=NOON, memory=None, seen=()):
    return Tick(at, seen, memory or Memory(), changes)


def ended(at, how="recovered"):
    return Change("ended", replace(RUNG, lost_min=30.0, ended_at=at, how=how))


def test_what_was_seen_and_what_to_remember_come_back(state):
    memory = Memory({"cards": State("cards", status="pressure", episode=RUNG)}, {"switch": State("switch")})
    write(state, tick(memory=memory, seen=[LOOK]))

    assert remembered(state) == memory
    assert [restored_look(one) for one in looks.read(state, NOON, NOON + MINUTE)] == [LOOK]


def test_before_the_first_tick_nothing_is_known(state):
    assert remembered(state) == Memory()


def test_an_alert_is_raised_once_however_often_it_is_told(state):
    write(state, tick(Change("raised", RUNG)))
    write(state, tick(Change("raised", RUNG)))

    [alert] = open_episodes(state)
    assert (alert.queue, alert.kind, alert.cause, alert.state) == ("cards", "bottleneck", "plan", "raised")
    assert (alert.begun_at, alert.raised_at, alert.source) == (BEGAN, NOON, "live")
    assert (alert.minutes_lost, alert.peak, alert.causes) == (12.2, 0.5, (MISSING,))


def test_an_alert_that_goes_on_tells_its_cost_and_its_worst_moment(state):
    worse = replace(RUNG, lost_min=50.0, worst=0.8, causes=(LOUDER,))
    write(state, tick(Change("raised", RUNG)))
    write(state, tick(Change("went_on", worse), at=NOON + MINUTE))

    [alert] = open_episodes(state)
    assert (alert.minutes_lost, alert.peak, alert.cause) == (50.0, 0.8, "volume")


def test_an_alert_that_nobody_took_expires(state):
    write(state, tick(Change("raised", RUNG)))
    write(state, tick(ended(NOON + MINUTE), at=NOON + MINUTE))

    [alert] = history(state, BEGAN, NOON + MINUTE)
    assert (alert.state, alert.cleared_at, alert.how) == ("expired", NOON + MINUTE, "recovered")
    assert (open_episodes(state), alert.minutes_lost) == ([], 30.0)


def test_an_alert_that_somebody_took_is_resolved_when_it_is_over(state):
    write(state, tick(Change("raised", RUNG)))
    [alert] = open_episodes(state)
    act(state, alert.id, "taken", "Dana", NOON)
    write(state, tick(ended(NOON + MINUTE), at=NOON + MINUTE))

    assert (of(state, alert.id).state, of(state, alert.id).taken_by) == ("resolved", "Dana")


def test_a_silenced_queue_is_kept_but_not_told_of_until_the_silence_is_over(state):
    number = suppress(state, "cards", NOON, NOON + 60 * MINUTE, "Dana", NOON)
    write(state, tick(Change("raised", RUNG)))

    assert [alert.is_suppressed for alert in open_episodes(state)] == [True]

    lift(state, number, "Dana", NOON)
    write(state, tick(Change("went_on", RUNG), at=NOON + MINUTE))

    assert [alert.is_suppressed for alert in open_episodes(state)] == [False]


def test_what_rang_in_a_replay_is_over(state):
    with state.writing() as connection:
        raise_once(connection, ended(NOON + MINUTE).episode, "replay", None)

    [alert] = history(state, BEGAN, NOON + MINUTE)
    assert (alert.source, alert.state, alert.is_open) == ("replay", "expired", False)
