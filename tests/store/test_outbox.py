"""The outbox: posted once, handed over at most once, tried again until it is given up."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from store import outbox
from store.audit import About, Sought, entries
from store.outbox import Post, Waiting
from store.outbox_models import Outgoing
from store.state import State

NOW = datetime(2026, 11, 17, 8, 20, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
RAISED = Post(
    *("alert", "episode:1", "raised", "mail", "lead@example.com"),
    facts={"queue": "Billing"},
    give_up_at=NOW + 60 * MINUTE,
)
RESOLVED = replace(RAISED, stage="resolved", only_after="raised")


def about(number: int, **changed: object) -> Post:
    return replace(RAISED, about=f"episode:{number}", **changed)  # type: ignore[arg-type]


def stages(found: Sequence[Waiting]) -> list[tuple[str, str]]:
    return [(one.about, one.stage) for one in found]


def states(state: State) -> dict[tuple[str, str], str]:
    with state.reading() as connection:
        rows = connection.execute(select(Outgoing.about, Outgoing.stage, Outgoing.state)).all()
    return {(row.about, row.stage): row.state for row in rows}


def handed(state: State, one: Post = RAISED) -> int:
    """Post one message, claim it and give its number."""
    outbox.post(state, [one], NOW)
    [found] = outbox.due(state, NOW)
    assert outbox.hand(state, found.id)
    return found.id


@pytest.mark.both_databases
def test_what_is_posted_is_due_once_for_each_recipient(state: State) -> None:
    other = replace(RAISED, recipient="boss@example.com")

    posted = [outbox.post(state, [RAISED, other], NOW), outbox.post(state, [RAISED, RAISED], NOW)]

    assert posted == [2, 0]
    assert [(one.recipient, one.facts) for one in outbox.due(state, NOW)] == [
        ("lead@example.com", {"queue": "Billing"}),
        ("boss@example.com", {"queue": "Billing"}),
    ]
    assert outbox.is_due(state, NOW)
    assert not outbox.is_due(state, NOW - MINUTE)


@pytest.mark.both_databases
def test_a_message_is_claimed_once_and_never_due_again(state: State) -> None:
    number = handed(state)

    assert not outbox.hand(state, number)
    assert outbox.due(state, NOW) == []
    outbox.sent(state, number, NOW)
    assert outbox.due(state, NOW + MINUTE) == []
    assert outbox.post(state, [RAISED], NOW + MINUTE) == 0
    assert outbox.sent_since(state, NOW) == 1


@pytest.mark.both_databases
def test_what_went_out_is_in_the_audit_log_once_and_to_whom(state: State) -> None:
    number, hook = handed(state), handed(state, about(2, channel="webhook", recipient="wallboard"))
    outbox.put_off(state, [hook], "It did not answer.", NOW + MINUTE)
    nothing = entries(state, Sought(act="sent"))
    outbox.sent(state, number, NOW)
    outbox.sent(state, number, NOW + MINUTE)
    assert outbox.hand(state, hook)
    outbox.sent(state, hook, NOW + MINUTE)

    assert nothing == []
    assert [(one.account, one.about, one.detail) for one in entries(state, Sought(act="sent"))] == [
        ("Moked", About("hook", "wallboard"), "webhook, episode 2, raised"),
        ("Moked", About("mail", "lead@example.com"), "mail, episode 1, raised"),
    ]


def test_what_was_put_off_is_due_when_its_time_comes(state: State) -> None:
    number = handed(state)
    outbox.put_off(state, [number], "The mail server does not answer.", NOW + MINUTE)

    assert outbox.due(state, NOW) == []
    [again] = outbox.due(state, NOW + MINUTE)
    assert (again.id, again.tries) == (number, 1)
    [trouble] = outbox.troubles(state, NOW)
    assert (trouble.state, trouble.problem) == ("waiting", "The mail server does not answer.")


def test_what_was_put_off_too_long_is_given_up_and_said(state: State) -> None:
    number = handed(state)
    outbox.put_off(state, [number], "The mail server does not answer.", NOW + 59 * MINUTE)

    assert outbox.settle(state, NOW + 58 * MINUTE) == []
    assert not outbox.is_due(state, NOW + 58 * MINUTE)
    assert outbox.is_due(state, NOW + 60 * MINUTE)
    assert outbox.settle(state, NOW + 60 * MINUTE) == [number]
    [trouble] = outbox.troubles(state, NOW)
    assert (trouble.state, trouble.problem) == ("given_up", "The mail server does not answer.")
    assert trouble.ended_at == NOW + 60 * MINUTE
    assert outbox.troubles(state, NOW + 61 * MINUTE) == []


def test_what_was_being_handed_over_when_its_process_died_is_not_sent_again(state: State) -> None:
    number = handed(state)
    outbox.post(state, [about(2)], NOW)

    assert outbox.settle(state, NOW + MINUTE) == [number]
    assert stages(outbox.due(state, NOW + MINUTE)) == [("episode:2", "raised")]
    [trouble] = outbox.troubles(state, NOW)
    assert (trouble.state, trouble.tries) == ("unsure", 1)
    assert "It is not sent again." in trouble.problem


def test_what_was_set_aside_is_not_tried_again_but_may_turn_out_to_be_sent(state: State) -> None:
    number = handed(state)
    outbox.settle(state, NOW)
    outbox.put_off(state, [number], "…", NOW)
    before = states(state)
    outbox.sent(state, number, NOW)

    assert before == {("episode:1", "raised"): "unsure"}
    assert states(state) == {("episode:1", "raised"): "sent"}


def test_an_end_overtakes_a_beginning_that_could_not_be_sent(state: State) -> None:
    outbox.post(state, [RAISED], NOW)
    outbox.post(state, [RESOLVED], NOW + MINUTE)

    assert outbox.settle(state, NOW + MINUTE) == []
    assert stages(outbox.due(state, NOW + MINUTE)) == [("episode:1", "resolved")]
    assert states(state)["episode:1", "raised"] == "overtaken"


def test_nobody_is_told_the_end_of_what_they_were_not_told_the_beginning_of(state: State) -> None:
    outbox.post(state, [RAISED], NOW)
    stranger = replace(RESOLVED, recipient="new@example.com")

    assert outbox.post(state, [stranger, RESOLVED], NOW) == 1


@pytest.mark.both_databases
def test_more_than_the_limit_of_an_hour_are_held_back_and_the_next_one_says_how_many(state: State) -> None:
    alerts = [about(number, most_per_hour=2, give_up_at=NOW + 90 * MINUTE) for number in range(1, 6)]
    posted = [outbox.post(state, [one], NOW + n * MINUTE) for n, one in enumerate(alerts[:4])]
    held_end = replace(alerts[3], stage="resolved", only_after="raised")
    told_end = replace(alerts[1], stage="resolved", only_after="raised")

    assert posted == [1, 1, 0, 0]
    assert outbox.post(state, [held_end, told_end], NOW + 5 * MINUTE) == 1
    assert outbox.post(state, [alerts[4]], NOW + 60 * MINUTE) == 1
    outbox.settle(state, NOW + 60 * MINUTE)
    assert [one.left_out for one in outbox.due(state, NOW + 60 * MINUTE) if one.stage == "raised"] == [0, 2]
    assert states(state)["episode:3", "raised"] == "held"


def test_the_limit_of_one_recipient_is_not_anothers(state: State) -> None:
    outbox.post(state, [about(1, most_per_hour=1)], NOW)

    assert outbox.post(state, [about(2, most_per_hour=1, recipient="boss@example.com")], NOW) == 1
    assert outbox.post(state, [about(2, most_per_hour=1)], NOW) == 0
    assert outbox.post(state, [about(3, most_per_hour=1, channel="webhook")], NOW) == 1


@pytest.mark.both_databases
def test_what_another_process_hands_over_is_not_put_off_by_who_did_not_claim_it(state: State) -> None:
    number = handed(state)
    outbox.put_off(state, [number], "Try again.", NOW, is_claimed=False)
    outbox.give_up(state, number, "Nobody of that name.", NOW, is_claimed=False)

    assert states(state) == {("episode:1", "raised"): "handing"}


def test_a_kind_that_may_come_twice_is_handed_over_again_until_it_was_cut_off_too_often(state: State) -> None:
    number = handed(state)
    settled = [outbox.settle(state, NOW, {"alert"})]
    found = states(state)
    for _time in range(outbox.MOST_AGAIN):
        assert outbox.hand(state, number)
        settled.append(outbox.settle(state, NOW, {"alert"}))

    assert found == {("episode:1", "raised"): "waiting"}
    assert settled == [[], [], [], [], [], [number]]
    assert states(state) == {("episode:1", "raised"): "unsure"}
