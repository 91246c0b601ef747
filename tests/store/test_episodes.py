"""Alerts and what people do about them, where two may click at once."""

import threading
from datetime import timedelta

import pytest

from store.episodes import (
    Act,
    OvertakenError,
    act,
    acts,
    history,
    of,
    open_episodes,
    revision,
    standing,
    usefulness,
)
from store.loop import LoopError
from tests.alerts import MISSING, NOON, rang

pytestmark = pytest.mark.both_databases

MINUTE = timedelta(minutes=1)
LATER = NOON + 5 * MINUTE


def test_an_alert_says_what_rang_and_why(state):
    number = rang(state)

    [alert] = open_episodes(state)
    assert (alert.id, alert.queue, alert.kind, alert.state) == (number, "cards", "bottleneck", "raised")
    assert (alert.begun_at, alert.raised_at) == (NOON - 10 * MINUTE, NOON)
    assert (alert.causes, alert.is_suppressed, alert.is_open) == ((MISSING,), False, True)


def test_what_cost_most_is_on_top(state):
    rang(state, queue="cards", minutes_lost=3.0)
    rang(state, queue="loans", minutes_lost=90.0)

    assert [alert.queue for alert in open_episodes(state)] == ["loans", "cards"]


def test_what_is_over_is_history(state):
    number = rang(state, cleared_at=LATER, state="expired", how="recovered")

    assert open_episodes(state) == []
    assert [alert.id for alert in history(state, NOON, LATER)] == [number]
    assert history(state, LATER, LATER + MINUTE) == []


def test_there_is_no_alert_of_another_number(state):
    number = rang(state)

    assert of(state, number + 1) is None
    with pytest.raises(LoopError, match=f"There is no alert {number + 1}"):
        act(state, number + 1, "taken", "Dana", LATER)


def test_one_takes_it_and_gives_it_to_another(state):
    number = rang(state)
    act(state, number, "taken", "Dana", LATER)
    act(state, number, "assigned", "Dana", LATER, assigned_to="Eli", words="you know cards")

    alert = of(state, number)
    assert (alert.state, alert.taken_by, alert.assigned_to) == ("assigned", "Dana", "Eli")
    assert [(one.act, one.who, one.words) for one in acts(state, [number])] == [
        ("taken", "Dana", None),
        ("assigned", "Dana", "you know cards"),
    ]


def test_what_was_given_to_somebody_is_resolved_once_it_is_over_though_nobody_took_it():
    given = Act(1, 1, LATER, "Dana", "assigned", "Eli", None)
    undone = Act(2, 1, LATER, "Dana", "undone", None, None)

    assert standing([given], is_over=True) == {"state": "resolved", "taken_by": None, "assigned_to": "Eli"}
    assert standing([given, undone], is_over=True)["state"] == "expired"


def test_the_second_who_takes_it_is_told_who_was_first(state):
    number = rang(state)
    act(state, number, "taken", "Dana", LATER)

    with pytest.raises(LoopError, match="Dana is on it already"):
        act(state, number, "taken", "Eli", LATER)
    assert len(acts(state, [number])) == 1


def test_of_many_who_take_it_at_once_one_is_written(state):
    number = rang(state)
    refused = []

    def press(name):
        try:
            act(state, number, "taken", name, LATER)
        except LoopError as error:
            refused.append(str(error))

    threads = [threading.Thread(target=press, args=(f"n{n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(acts(state, [number])), len(refused)) == (1, 5)


def test_what_is_resolved_is_open_no_longer_and_may_be_taken_back(state):
    number = rang(state)
    act(state, number, "taken", "Dana", NOON)
    act(state, number, "resolved", "Dana", LATER, words="two came back early")

    assert open_episodes(state) == []
    with pytest.raises(LoopError, match="Dana called it done already."):
        act(state, number, "resolved", "Eli", LATER)

    act(state, number, "undone", "Eli", LATER)

    [alert] = open_episodes(state)
    assert (alert.state, alert.taken_by) == ("taken", "Dana")


def test_who_called_it_done_before_is_known(state):
    number = rang(state)
    act(state, number, "resolved", "Dana", LATER)

    with pytest.raises(OvertakenError) as told:
        act(state, number, "resolved", "Eli", LATER + MINUTE)
    assert (told.value.by.who, told.value.by.at, told.value.by.act) == ("Dana", LATER, "resolved")


@pytest.mark.parametrize("kind", ["undone", "assigned"])
def test_what_was_changed_since_one_looked_is_neither_taken_back_nor_given_away(state, kind):
    number = rang(state)
    act(state, number, "taken", "Dana", NOON)
    seen = of(state, number)
    act(state, number, "assigned", "Eli", LATER, assigned_to="Noa")

    with pytest.raises(OvertakenError, match="Eli has changed it in the meantime") as told:
        act(state, seen, kind, "Dana", LATER, assigned_to="Tal")
    assert told.value.by.assigned_to == "Noa"
    assert of(state, number).assigned_to == "Noa"

    act(state, of(state, number), kind, "Dana", LATER, assigned_to="Tal")


def test_a_word_written_since_keeps_nobody_from_acting(state):
    number = rang(state)
    act(state, number, "taken", "Dana", NOON)
    seen = of(state, number)
    act(state, number, "commented", "Eli", LATER, words="hm")

    act(state, seen, "undone", "Dana", LATER)

    assert of(state, number).state == "raised"


def test_nothing_is_taken_back_twice(state):
    number = rang(state)
    act(state, number, "taken", "Dana", NOON)
    act(state, number, "undone", "Dana", LATER)

    assert of(state, number).state == "raised"
    with pytest.raises(LoopError, match="nothing to take back"):
        act(state, number, "undone", "Dana", LATER)


def test_what_is_over_cannot_be_taken_but_talked_about(state):
    number = rang(state, cleared_at=LATER, state="expired", how="recovered")
    act(state, number, "commented", "Dana", LATER, words="a tram broke down")

    with pytest.raises(LoopError, match="over already"):
        act(state, number, "taken", "Dana", LATER)
    assert of(state, number).state == "expired"


def test_of_each_person_the_last_word_on_its_use_counts(state):
    number = rang(state)
    act(state, number, "useful", "Dana", NOON)
    act(state, number, "not_useful", "Eli", NOON)
    act(state, number, "useful", "Eli", LATER)

    assert usefulness(acts(state, [number])) == (2, 0)
    assert of(state, number).state == "raised"


@pytest.mark.parametrize(
    ("kind", "words"),
    [("assigned", "Say who"), ("commented", "Write something"), ("eaten", "Unknown act 'eaten'")],
)
def test_an_act_that_says_too_little_is_refused(state, kind, words):
    number = rang(state)

    with pytest.raises(LoopError, match=words):
        act(state, number, kind, "Dana", LATER)
    assert acts(state, [number]) == []


def test_each_act_changes_the_revision(state):
    number = rang(state)
    before = revision(state)
    act(state, number, "commented", "Dana", LATER, words="hm")

    assert revision(state) != before
