from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from store import publish, status
from store.models import Heartbeat

pytestmark = pytest.mark.both_databases

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def ran(state, connector, at, **outcome):
    """Record one ended run of a connector and give its number."""
    publish.connected_at(state, connector, at)
    number = publish.begin_run(state, connector, "by hand", at)
    ended = publish.Outcome(ended_at=at + MINUTE, **outcome)
    with state.writing() as connection:
        publish.end_run(connection, number, ended)
        if ended.status == "ok":
            publish.remember(connection, connector, {}, at)
        else:
            publish.put_off(connection, connector, lambda n: at + n * MINUTE)
    return number


def test_a_connector_that_never_ran_is_listed_without_a_run(state):
    assert status.last_runs(state, ["bank"]) == [status.RunStatus("bank")]


def test_configured_connectors_come_first_then_those_that_ever_ran(state):
    ran(state, "old", NOON, status="ok")
    ran(state, "chat", NOON, status="ok")

    listed = status.last_runs(state, ["phone", "chat"])

    assert [one.connector for one in listed] == ["phone", "chat", "old"]


def test_the_last_run_comes_with_its_counts_and_reasons(state):
    ran(
        state,
        "bank",
        NOON,
        status="ok",
        read=10,
        loaded=7,
        excluded={"no contact": 2},
        quarantined={"'x' is no number": 1},
        written=7,
        notices=["one file was empty"],
    )

    last = status.last_runs(state)[0].last

    assert (last.read, last.loaded, last.excluded, last.quarantined, last.written) == (10, 7, 2, 1, 7)
    assert last.details == (
        status.Detail("excluded", "no contact", 2),
        status.Detail("quarantined", "'x' is no number", 1),
        status.Detail("notice", "one file was empty", None),
    )


def test_a_failing_connector_keeps_its_last_success_and_names_its_next_try(state):
    good = ran(state, "bank", NOON, status="ok", read=5, loaded=5)
    ran(state, "bank", NOON + MINUTE, status="failed", message="It is away.")
    ran(state, "bank", NOON + 2 * MINUTE, status="failed", message="It is away.")

    found = status.last_runs(state)[0]

    assert (found.last.status, found.last.message) == ("failed", "It is away.")
    assert (found.last_success.id, found.last_success.ended_at) == (good, NOON + MINUTE)
    assert (found.failures, found.is_failing, found.next_try) == (2, True, NOON + 4 * MINUTE)


def test_a_success_after_failures_has_no_next_try(state):
    ran(state, "bank", NOON, status="failed", message="It is away.")
    ran(state, "bank", NOON + MINUTE, status="ok")

    found = status.last_runs(state)[0]

    assert (found.failures, found.next_try) == (0, None)


def test_a_run_that_found_nothing_new_does_not_hide_the_last_one_with_rows(state):
    full = ran(state, "bank", NOON, status="ok", read=5, loaded=5)
    nothing = ran(state, "bank", NOON + MINUTE, status="ok")

    found = status.last_runs(state)[0]

    assert (found.last_success.id, found.last_rows.id) == (nothing, full)


def test_recent_runs_are_of_one_connector_newest_first(state):
    first = ran(state, "bank", NOON, status="ok")
    ran(state, "chat", NOON, status="ok")
    second = ran(state, "bank", NOON + MINUTE, status="ok")

    assert [one.id for one in status.recent_runs(state, "bank")] == [second, first]
    assert [one.id for one in status.recent_runs(state, "bank", limit=1)] == [second]
    assert status.run(state, first).connector == "bank"
    assert status.run(state, 99) is None


def test_rows_of_runs_that_ended_well_between_two_instants_add_up(state):
    first = {"read": 10, "loaded": 7, "excluded": {"no contact": 2}, "quarantined": {"'x' is no number": 1}}
    ran(state, "bank", NOON - MINUTE, status="ok", read=1_000, loaded=1_000)
    ran(state, "bank", NOON, status="ok", **first)
    ran(state, "chat", NOON + MINUTE, status="ok", read=5, loaded=5)
    ran(state, "chat", NOON + 2 * MINUTE, status="failed", read=300, message="It broke.")
    ran(state, "bank", NOON + 3 * MINUTE, status="ok", read=9, loaded=9)

    assert status.rows_of(state, NOON, NOON + 3 * MINUTE) == status.Rows(15, 12, 2, 1)
    assert status.rows_of(state, NOON + 9 * MINUTE, NOON + 10 * MINUTE) == status.Rows(0, 0, 0, 0)


def test_a_request_can_be_followed_until_it_is_done(state):
    number = status.ask(state, "refresh", "bank", "the manager", NOON)

    found = status.asked(state, number)

    assert (found.kind, found.argument, found.asked_by, found.asked_at) == (
        "refresh",
        "bank",
        "the manager",
        NOON,
    )
    assert (found.taken_at, found.done_at, found.outcome) == (None, None, None)
    assert status.unfinished(state) == [found]
    assert status.asked(state, number + 1) is None


@pytest.mark.parametrize(
    ("silent_for", "expected"),
    [
        (timedelta(0), True),
        (timedelta(seconds=19), True),
        (timedelta(seconds=20), False),
        (timedelta(seconds=-20), False),
    ],
    ids=["just now", "a few beats ago", "too long ago", "in the future, by a clock that was wrong"],
)
def test_a_scheduler_lives_while_its_heart_beats(state, silent_for, expected):
    with state.writing() as connection:
        connection.execute(insert(Heartbeat).values(process="scheduler", at=NOON - silent_for, worker="w"))

    assert status.is_alive(state, NOON) is expected


def test_without_a_heartbeat_no_scheduler_lives(state):
    assert status.heartbeat(state) is None
    assert not status.is_alive(state, NOON)


def test_a_run_that_has_ended_well_is_not_ended_again(state):
    number = ran(state, "bank", NOON, status="ok", read=3, loaded=3)
    again = publish.Outcome(status="failed", ended_at=NOON, message="The connection was lost.")
    with state.writing() as connection:
        is_open = publish.end_run(connection, number, again)

    assert not is_open
    assert (status.run(state, number).status, status.run(state, number).loaded) == ("ok", 3)
