"""The life of an episode: raised by two looks, one for a queue, cleared late, continued after a restart."""

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from metrics.bottlenecks.episode import Seen, State, restored, step, unseen
from tests.metrics.bottlenecks.looking import AT, MINUTE, calm, held, run, seen_at


def test_one_look_raises_nothing_and_two_ten_minutes_apart_do():
    early, none_yet = run([held(n) for n in range(10)])
    state, [raised] = run([held(10)], early)

    assert none_yet == []
    assert early.episode is None
    assert raised.event == "raised"
    assert (raised.episode.begun_at, raised.episode.raised_at) == (AT, AT + 10 * MINUTE)
    assert state.status == "ringing"


def test_harm_that_ceased_ten_minutes_ago_and_is_back_raises_nothing():
    looks = [held(0), *(calm(n) for n in range(1, 11)), held(11)]

    assert run(looks)[1] == []


def test_the_same_old_waits_seen_twice_raise_nothing_until_somebody_waits_too_long_again():
    over = [held(n, overdue=0) for n in range(30)]
    state, changes = run([*over, held(30, overdue=1)])

    assert run(over)[1] == []
    assert run(over)[0].status == "calm"
    assert [one.episode.raised_at for one in changes] == [AT + 30 * MINUTE]
    assert state.episode is not None
    assert state.episode.lost_min == 1.0


def test_a_missed_tick_is_bridged_and_a_look_of_long_ago_is_not():
    assert [one.event for one in run([held(0), held(14)])[1]] == ["raised"]
    assert run([held(0), held(16)])[1] == []


def test_it_is_one_episode_until_it_has_been_calm_for_twenty_minutes():
    ringing = [held(n) for n in range(20)]
    flickering = [calm(n) for n in range(20, 35)] + [held(35)]
    quiet = [calm(n) for n in range(36, 57)]
    _state, changes = run(ringing + flickering + quiet)

    assert [one.event for one in changes] == ["raised", "ended"]
    assert changes[1].episode.how == "recovered"
    assert changes[1].episode.ended_at == AT + 56 * MINUTE


def test_harm_without_a_cause_is_pressure_and_no_alert():
    looks = [seen_at(n, is_harmed=True, harm=0.5, overdue=3) for n in range(30)]
    state, changes = run(looks)

    assert changes == []
    assert state.status == "pressure"


def test_harm_of_the_first_ten_minutes_is_rising_and_never_calm():
    looks = [seen_at(n, is_harmed=n >= 5, harm=0.5, overdue=3) for n in range(15)]

    assert run(looks[:5])[0].status == "calm"
    assert run(looks[:6])[0].status == "rising"
    assert run(looks)[0].status == "rising"


@pytest.mark.parametrize("cut", [3, 10, 17, 25], ids=["before it", "as it rings", "in it", "as it calms"])
def test_who_restarts_in_the_middle_continues_the_same_episode(cut: int):
    looks = [*(held(n) for n in range(20)), *(calm(n) for n in range(20, 45))]
    whole, all_changes = run(looks)
    before, first = run(looks[:cut])
    after, rest = run(looks[cut:], restored(json.loads(json.dumps(before.stored()))))

    assert first + rest == all_changes
    assert after == whole


def test_the_same_look_twice_is_one():
    state, _changes = run([held(n) for n in range(12)])

    assert step(state, held(11)) == (state, None)
    assert step(state, held(5)) == (state, None)


def test_a_queue_that_closes_ends_it_and_the_next_morning_begins_anew():
    state, [_raised, ended] = run([*(held(n) for n in range(12)), seen_at(12, is_open=False)])
    next_day, changes = run([held(1440), held(1441)], state)

    assert ended.episode.how == "closed"
    assert ended.episode.ended_at == AT + 12 * MINUTE
    assert state == State("Billing", status="closed")
    assert changes == []
    assert next_day.episode is None


def test_no_data_neither_raises_nor_calms():
    blind = [seen_at(n, is_blind=True) for n in range(12, 60)]
    state, changes = run([*(held(n) for n in range(12)), *blind])

    assert [one.event for one in changes] == ["raised"]
    assert state.episode is not None
    assert state.episode.unseen_min == 48
    assert state.episode.lost_min == 3 * 11


def test_an_episode_that_nobody_saw_for_two_hours_is_lost_sight_of():
    state, changes = run([*(held(n) for n in range(12)), held(132)])

    assert [one.event for one in changes] == ["raised", "ended"]
    assert changes[1].episode.how == "lost sight"
    assert changes[1].episode.ended_at == AT + 11 * MINUTE
    assert state.episode is None


def blind_to(last: int) -> list[Seen]:
    """An alert seen for 12 minutes, and looks up to a minute at which its source told nothing."""
    return [*(held(n) for n in range(12)), *(seen_at(n, is_blind=True) for n in range(12, last + 1))]


def test_an_episode_whose_source_is_silent_for_two_hours_is_lost_sight_of_when_it_was_seen_last():
    state, changes = run(blind_to(131))
    lost, [ended] = run([seen_at(132, is_blind=True)], state)

    assert [one.event for one in changes] == ["raised"]
    assert (ended.episode.how, ended.episode.ended_at) == ("lost sight", AT + 11 * MINUTE)
    assert (ended.episode.lost_min, ended.episode.unseen_min) == (3 * 11, 0)
    assert (lost.episode, lost.status) == (None, "blind")
    assert run([held(n) for n in range(133, 144)], lost)[1][0].episode.begun_at == AT + 133 * MINUTE


def test_an_episode_is_lost_sight_of_in_time_though_its_state_was_stored_before_that_was_known():
    state, _raised = run(blind_to(40))
    stored = json.loads(json.dumps(state.stored()))
    kept, older = restored(stored), restored({name: stored[name] for name in stored if name != "seen_at"})

    assert unseen(kept, AT + 132 * MINUTE)[1] == unseen(state, AT + 132 * MINUTE)[1]
    assert unseen(kept, AT + 132 * MINUTE)[1] is not None
    assert older.seen_at == AT + 40 * MINUTE


def test_a_queue_whose_source_is_fetched_seldom_may_be_unseen_for_longer():
    ringing, _raised = run([held(n) for n in range(12)])
    waits = timedelta(hours=4, minutes=30)
    went_on, _on = step(ringing, held(11 + 270), waits)
    ended, change = step(ringing, held(11 + 271), waits)

    assert went_on.episode is not None
    assert unseen(ringing, AT + 281 * MINUTE, waits)[1] is None
    assert ended.episode is None
    assert change is not None
    assert change.episode.how == "lost sight"


def test_an_episode_that_is_seen_again_after_two_hours_to_the_minute_goes_on():
    state, changes = run([*(held(n) for n in range(12)), held(131)])

    assert [one.event for one in changes] == ["raised"]
    assert state.episode is not None
    assert state.episode.unseen_min == 115


@pytest.mark.parametrize(
    ("minute", "ended"),
    [(131, (131, "closed")), (132, (11, "lost sight")), (17 * 60, (11, "lost sight"))],
    ids=["two hours", "longer", "the next morning"],
)
def test_an_episode_whose_queue_is_found_closed_after_a_gap_ended_at_its_last_look(minute, ended):
    state, changes = run([*(held(n) for n in range(12)), seen_at(minute, is_open=False)])

    assert [(one.episode.ended_at, one.episode.how) for one in changes[1:]] == [
        (AT + ended[0] * MINUTE, ended[1])
    ]
    assert changes[1].episode.lost_min == 3 * 11
    assert state == State("Billing", status="closed")


def test_of_a_pause_between_two_looks_five_minutes_count_as_seen():
    state, [raised] = run([held(0), held(14), held(34)])

    assert raised.episode.lost_min == 3 * 5
    assert state.episode is not None
    assert (state.episode.lost_min, state.episode.unseen_min) == (3 * 10, 15)


def test_what_no_look_reaches_for_more_than_two_hours_is_over_and_begins_anew():
    ringing, _raised = run([held(n) for n in range(12)])
    lost, ended = unseen(ringing, AT + 132 * MINUTE)
    _back, changes = run([held(n) for n in range(13, 24)], lost)

    assert unseen(ringing, AT + 131 * MINUTE) == (ringing, None)
    assert ended is not None
    assert (ended.event, ended.episode.how, ended.episode.ended_at) == (
        "ended",
        "lost sight",
        AT + 11 * MINUTE,
    )
    assert (lost.status, lost.marks[-1].at) == ("blind", AT + 11 * MINUTE)
    assert unseen(lost, AT + 300 * MINUTE) == (lost, None)
    assert [one.episode.begun_at for one in changes] == [AT + 13 * MINUTE]


def test_a_source_that_goes_silent_is_an_episode_of_its_own_kind():
    silent = [seen_at(n, silence="silent") for n in range(11)]
    state, [raised] = run(silent, State("switch"))
    _heard, [ended] = run([seen_at(n) for n in range(11, 32)], state)

    assert (raised.episode.kind, raised.episode.queue) == ("silent", "switch")
    assert ended.episode.how == "recovered"


def test_customer_minutes_are_those_over_the_threshold_since_the_first_look():
    _state, changes = run([*(held(n, overdue=n) for n in range(12)), seen_at(12, is_open=False)])

    assert changes[0].episode.lost_min == sum(range(1, 11))
    assert changes[1].episode.lost_min == sum(range(1, 12))


def test_the_night_the_clock_goes_back_an_episode_lasts_as_long_as_it_lasts():
    zone = ZoneInfo("Europe/Berlin")
    begin = datetime(2026, 10, 25, 2, 15, tzinfo=zone).astimezone(UTC)
    looks = [held((begin - AT) / MINUTE + n) for n in range(90)]
    state, [raised] = run(looks)

    assert state.episode is not None
    assert raised.episode.raised_at - raised.episode.begun_at == timedelta(minutes=10)
    assert state.episode.lost_min == 3 * 89
    assert looks[-1].at.astimezone(zone).hour == 2
