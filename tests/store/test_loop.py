"""What people did about what they heard, where two may click at once."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from store.loop import (
    LoopError,
    Opened,
    click,
    clicks,
    finish_followup,
    followups,
    hand_followup,
    mark,
    marks,
    open_followups,
    own_followup,
    reopen_followup,
    revision,
    take_back,
    undo,
)
from store.problems import Stand, begin_problem, change_problem, history, problems

pytestmark = pytest.mark.both_databases

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
LATER = NOON + HOUR


def test_a_mark_says_who_and_when(state):
    mark(state, "promise", "bank:p1", "Dana", NOON, words="reached at work")

    assert marks(state).rows(named=True) == [
        {
            "kind": "promise",
            "subject": "bank:p1",
            "step": "",
            "by": "Dana",
            "at": NOON,
            "words": "reached at work",
        }
    ]


def test_the_second_who_marks_is_told_who_was_first(state):
    mark(state, "promise", "bank:p1", "Dana", NOON)

    with pytest.raises(LoopError, match="Dana marked it as done already, at 2026-03-04 12:00 UTC"):
        mark(state, "promise", "bank:p1", "Eli", LATER)
    assert marks(state)["by"].to_list() == ["Dana"]


def test_of_many_who_click_at_once_one_is_written(state):
    refused = []

    def press(name):
        try:
            mark(state, "complaint", "bank:1", name, NOON)
        except LoopError as error:
            refused.append(str(error))

    threads = [threading.Thread(target=press, args=(f"n{n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (marks(state).height, len(refused)) == (1, 5)


def test_what_was_taken_back_can_be_marked_again(state):
    mark(state, "promise", "bank:p1", "Dana", NOON)
    undo(state, "promise", "bank:p1", "Dana", LATER)

    assert marks(state).is_empty()

    mark(state, "promise", "bank:p1", "Eli", LATER + HOUR)
    undo(state, "promise", "bank:p1", "Eli", LATER + 2 * HOUR)
    assert marks(state).is_empty()


def test_what_does_not_hold_cannot_be_taken_back(state):
    with pytest.raises(LoopError, match="is not marked as done"):
        undo(state, "promise", "bank:p1", "Dana", NOON)


def test_marks_are_seen_as_they_stood(state):
    mark(state, "promise", "bank:p1", "Dana", NOON)
    undo(state, "promise", "bank:p1", "Dana", LATER)

    assert marks(state, by=NOON - HOUR).is_empty()
    assert marks(state, by=NOON).height == 1
    assert marks(state, by=LATER).is_empty()


def test_marks_of_a_kind_and_a_step_are_their_own(state):
    mark(state, "complaint", "bank:1", "Dana", NOON)
    mark(state, "complaint_step", "bank:1", "Dana", NOON, step="Say what will be done")

    assert marks(state, ["complaint_step"])["step"].to_list() == ["Say what will be done"]
    assert marks(state).height == 2


def test_an_unknown_kind_is_refused(state):
    with pytest.raises(LoopError, match="Unknown kind of mark 'promis'. Known: promise, complaint"):
        mark(state, "promis", "bank:p1", "Dana", NOON)


def test_the_revision_changes_with_every_change(state):
    told = [revision(state)]
    mark(state, "promise", "bank:p1", "Dana", NOON)
    told.append(revision(state))
    undo(state, "promise", "bank:p1", "Dana", LATER)
    told.append(revision(state))
    open_followups(state, [opened()], NOON)
    told.append(revision(state))

    assert len(set(told)) == 4


def test_the_revision_changes_within_one_minute_too(state):
    told = [revision(state)]
    for _again in range(2):
        mark(state, "promise", "bank:p1", "Dana", NOON)
        told.append(revision(state))
        undo(state, "promise", "bank:p1", "Dana", NOON)
        told.append(revision(state))

    assert len(set(told)) == 5


def opened(contact="bank:1", kind="low_answer", due=LATER):
    return Opened(kind, contact, "bank:anna", due)


def test_a_follow_up_is_opened_once(state):
    first = open_followups(state, [opened(), opened("bank:2")], NOON)
    again = open_followups(state, [opened(), opened(kind="complaint")], LATER)

    assert (first, again) == (2, 1)
    assert followups(state).height == 3


def test_the_follow_up_due_first_is_on_top(state):
    open_followups(state, [opened(due=NOON + 3 * HOUR), opened("bank:2")], NOON)

    assert followups(state)["contact_id"].to_list() == ["bank:2", "bank:1"]


def test_a_follow_up_is_done_once(state):
    open_followups(state, [opened()], NOON)
    number = followups(state)["id"].item()
    finish_followup(state, number, "Dana", LATER, "works")

    with pytest.raises(LoopError, match="Dana has done it already, at 2026-03-04 13:00 UTC"):
        finish_followup(state, number, "Eli", LATER, "no answer")
    with pytest.raises(LoopError, match="Dana has done it already"):
        own_followup(state, number, "Eli")
    assert followups(state).select("done_by", "outcome", "owner").row(0) == ("Dana", "works", None)
    assert followups(state, by=NOON).select("done_by", "outcome").row(0) == (None, None)


def test_a_follow_up_has_an_owner(state):
    open_followups(state, [opened()], NOON)
    number = followups(state)["id"].item()

    own_followup(state, number, "Eli")

    assert followups(state)["owner"].to_list() == ["Eli"]
    with pytest.raises(LoopError, match="There is no follow-up 99"):
        own_followup(state, 99, "Eli")


def finished(state, outcome="works"):
    open_followups(state, [opened()], NOON)
    number = followups(state)["id"].item()
    finish_followup(state, number, "Dana", LATER, outcome)
    return number


def test_a_finished_follow_up_is_taken_back_once(state):
    number = finished(state)

    assert reopen_followup(state, number, "Eli", LATER + HOUR) == "works"
    assert followups(state).select("done_at", "done_by", "outcome").row(0) == (None, None, None)
    with pytest.raises(LoopError, match="It is not closed"):
        reopen_followup(state, number, "Noa", LATER + HOUR)
    with pytest.raises(LoopError, match="It is not closed"):
        reopen_followup(state, 99, "Noa", LATER + HOUR)


def test_a_result_that_was_written_since_is_not_taken_back(state):
    number = finished(state)

    with pytest.raises(LoopError, match="^Somebody has written down something else meanwhile"):
        reopen_followup(state, number, "Eli", LATER + HOUR, seen="not_reached")

    assert reopen_followup(state, number, "Eli", LATER + HOUR, seen="works") == "works"


def test_what_was_taken_back_is_seen_as_it_stood(state):
    number = finished(state)
    reopen_followup(state, number, "Eli", LATER + HOUR)
    finish_followup(state, number, "Eli", LATER + 2 * HOUR, "not_reached")

    stood = [
        followups(state, by=at).select("done_at", "done_by", "outcome").row(0)
        for at in (NOON, LATER, LATER + HOUR, LATER + 2 * HOUR)
    ]
    assert stood == [
        (None, None, None),
        (LATER, "Dana", "works"),
        (None, None, None),
        (LATER + 2 * HOUR, "Eli", "not_reached"),
    ]


def test_the_revision_changes_when_a_follow_up_goes_to_another(state):
    open_followups(state, [opened(), opened("bank:2")], NOON)
    number = followups(state)["id"][0]
    told = [revision(state)]
    own_followup(state, number, "Dana")
    told.append(revision(state))
    hand_followup(state, number, "Eli", "Dana")
    told.append(revision(state))
    own_followup(state, number + 1, "Dana")
    told.append(revision(state))
    hand_followup(state, number, "Dana", "Eli")
    hand_followup(state, number + 1, "Eli", "Dana")
    told.append(revision(state))

    assert len(set(told)) == 5


def test_the_revision_changes_when_a_follow_up_is_taken_back_and_done_again(state):
    number = finished(state)
    told = [revision(state)]
    reopen_followup(state, number, "Dana", LATER)
    told.append(revision(state))
    finish_followup(state, number, "Dana", LATER, "still_broken")
    told.append(revision(state))

    assert len(set(told)) == 3


def test_a_persons_later_click_replaces_the_first(state):
    click(state, "note:1", "anger", "Dana", NOON, is_right=True)
    click(state, "note:1", "anger", "Eli", NOON, is_right=True)
    click(state, "note:1", "anger", "Dana", LATER, is_right=False)

    assert clicks(state).select("by", "is_right", "at").rows() == [("Eli", 1, NOON), ("Dana", 0, LATER)]


def test_who_takes_a_word_back_leaves_what_others_and_what_they_said_of_another_signal(state):
    for signal, by in (("anger", "Dana"), ("anger", "Eli"), ("thanks", "Dana")):
        click(state, "note:1", signal, by, NOON, is_right=True)
    click(state, "note:2", "anger", "Dana", NOON, is_right=True)
    take_back(state, "note:1", "anger", "Dana")
    take_back(state, "note:1", "anger", "Dana")

    assert sorted(clicks(state).select("text_id", "signal", "by").rows()) == [
        ("note:1", "anger", "Eli"),
        ("note:1", "thanks", "Dana"),
        ("note:2", "anger", "Dana"),
    ]


def test_a_problem_has_an_owner_a_state_and_a_history(state):
    number = begin_problem(state, "refund", "card expired", "Dana", NOON)
    change_problem(state, number, 1, Stand("being_fixed", "Billing", "ticket 7"), "Dana", LATER)
    change_problem(state, number, 2, Stand("being_fixed", "Eli"), "Eli", LATER + HOUR)

    found = problems(state).row(0, named=True)
    assert (found["owner"], found["state"], found["since"], found["revision"]) == (
        "Eli",
        "being_fixed",
        LATER,
        3,
    )
    assert history(state, number).select("by", "state").rows() == [
        ("Dana", "watching"),
        ("Dana", "being_fixed"),
        ("Eli", "being_fixed"),
    ]


def test_customers_are_warned_since_a_day_that_is_given(state):
    number = begin_problem(state, "refund", "card expired", "Dana", NOON)
    earlier = NOON - 48 * HOUR
    change_problem(state, number, 1, Stand("cannot_change"), "Dana", LATER, since=earlier)
    change_problem(state, number, 2, Stand("cannot_change", "Billing"), "Dana", LATER + HOUR)

    found = problems(state).row(0, named=True)
    assert (found["since"], found["owner"]) == (earlier, "Billing")
    assert history(state, number)["at"].to_list() == [NOON, LATER, LATER + HOUR]


def test_who_looked_at_an_older_problem_changes_nothing(state):
    number = begin_problem(state, "refund", "card expired", "Dana", NOON)
    change_problem(state, number, 1, Stand("being_fixed", "Billing"), "Dana", LATER)

    with pytest.raises(LoopError, match="Somebody has just changed this problem"):
        change_problem(state, number, 1, Stand("cannot_change"), "Eli", LATER)
    with pytest.raises(LoopError, match="watched already"):
        begin_problem(state, "refund", "card expired", "Eli", LATER)
    with pytest.raises(LoopError, match="Unknown state 'fixed'. Known: watching"):
        change_problem(state, number, 2, Stand("fixed"), "Eli", LATER)
    assert problems(state)["owner"].to_list() == ["Billing"]
