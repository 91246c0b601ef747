"""Alerts whose servers or recipients fail: tried again, given up loudly, and never sent twice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from emails import webhook
from scheduler import outbox as sending
from scheduler.announcing import announce
from scheduler.outbox import deliver_due, keep_delivering
from scheduler.work import Work
from settings import Settings
from store import outbox
from store.opened import open_store
from store.state import LostError, State
from tests.alerts import NOON, rang
from tests.mailbox import CERTIFICATE, Ear, Mailbox, mail_server, web_server
from tests.scheduler.outgoing import (
    BOSS,
    LEAD,
    MINUTE,
    SECRET,
    Clock,
    ends,
    hooked,
    mailed,
    rule,
    subjects,
    to,
    trouble,
)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def mailbox(free_port: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with mail_server(free_port) as one:
        yield one


@pytest.fixture
def ear() -> Iterator[Ear]:
    with web_server() as one:
        yield one


@pytest.fixture
def settings(free_port: int) -> Settings:
    return mailed(free_port)


def test_a_server_that_is_away_is_tried_again_later_each_time(
    state: State, settings: Settings, free_port: int, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    rang(state)
    announce(to(settings, rule(LEAD, BOSS)), state, NOON, clock())
    waited = []
    for _try in range(3):
        assert deliver_due(to(settings, rule(LEAD, BOSS)), state, clock) == 0
        one = outbox.troubles(state, NOON)[0]
        waited.append((one.next_at - clock.now).total_seconds())
        clock.now = one.next_at

    assert waited == [30, 60, 120]
    assert one.problem == f"The mail server localhost:{free_port} cannot be reached."
    with mail_server(free_port) as mailbox:
        assert deliver_due(to(settings, rule(LEAD, BOSS)), state, clock) == 2
    assert [to for to, _ in mailbox.taken] == [LEAD, BOSS]
    assert outbox.troubles(state, NOON) == []


def test_an_alert_that_could_not_be_sent_in_an_hour_is_given_up_loudly(
    state: State, settings: Settings, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    rang(state)
    announce(settings, state, NOON, clock())
    deliver_due(settings, state, clock)
    clock.now += timedelta(hours=1)
    deliver_due(settings, state, clock)

    assert trouble(state)[0] == "given_up"
    assert trouble(state)[1].endswith("cannot be reached.")
    assert caplog.messages[-1] == "Message 1 is given up; Sources says why."
    assert not outbox.is_due(state, clock())


def test_a_beginning_that_could_not_be_sent_is_not_sent_after_the_end(
    state: State, settings: Settings, free_port: int, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = rang(state)
    announce(settings, state, NOON, clock())
    deliver_due(settings, state, clock)
    ends(state, number)
    announce(settings, state, NOON + 30 * MINUTE, clock())
    clock.now += 10 * MINUTE
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with mail_server(free_port) as mailbox:
        deliver_due(settings, state, clock)

    assert subjects(mailbox) == [(LEAD, "cards has recovered. It lasted 40 min.")]


def test_one_recipient_who_is_not_known_keeps_nobody_else_waiting(
    state: State, settings: Settings, mailbox: Mailbox, ear: Ear, clock: Clock
) -> None:
    mailbox.answers["RCPT"] = "550 5.1.1 Nobody of that name"
    both = hooked(settings, ear.port, rule(LEAD, "wallboard"))
    rang(state)
    announce(both, state, NOON, clock())

    assert deliver_due(both, state, clock) == 1
    assert trouble(state) == (
        "given_up",
        "The mail server did not take the mail: 550 5.1.1 Nobody of that name.",
    )
    [(_path, headers, body)] = ear.heard
    assert webhook.is_genuine(headers, body, SECRET, clock())
    assert b'"type":"alert.raised"' in body


def test_a_server_that_takes_nothing_now_is_not_asked_for_each_message(
    state: State, settings: Settings, mailbox: Mailbox, clock: Clock
) -> None:
    mailbox.answers["RCPT"] = "421 Closing down"
    both = to(settings, rule(LEAD, BOSS))
    rang(state)
    announce(both, state, NOON, clock())
    deliver_due(both, state, clock)

    assert mailbox.asked == [LEAD]
    assert [one.tries for one in outbox.troubles(state, NOON)] == [1, 1]


def test_a_web_hook_may_wish_when_it_is_called_again(
    state: State, settings: Settings, ear: Ear, clock: Clock
) -> None:
    ear.status, ear.headers = 503, {"Retry-After": "300"}
    rang(state)
    announce(hooked(settings, ear.port), state, NOON, clock())
    deliver_due(hooked(settings, ear.port), state, clock)
    [one] = outbox.troubles(state, NOON)
    ear.status, clock.now = 204, one.next_at

    assert deliver_due(hooked(settings, ear.port), state, clock) == 1
    assert one.next_at == Clock.now + timedelta(seconds=300)
    assert ear.heard[0][1]["Moked-Delivery"] == ear.heard[1][1]["Moked-Delivery"]


def test_a_mail_that_may_have_arrived_is_not_sent_again(
    state: State, settings: Settings, mailbox: Mailbox, clock: Clock
) -> None:
    mailbox.answers["DROP"] = "yes"
    rang(state)
    announce(settings, state, NOON, clock())
    deliver_due(settings, state, clock)
    mailbox.answers.clear()
    clock.now += 10 * MINUTE

    assert deliver_due(settings, state, clock) == 0
    assert trouble(state)[0] == "unsure"


def test_a_process_that_lost_its_lock_hands_nothing_over(
    state: State, settings: Settings, mailbox: Mailbox, clock: Clock
) -> None:
    class Lost:
        def confirm(self, _connection: object) -> None:
            raise LostError("Another machine leads.")

    rang(state)
    announce(settings, state, NOON, clock())
    waiting = outbox.due(state, clock())
    with pytest.raises(LostError):
        sending.Round(settings, state.under(Lost()), clock).send(waiting)

    assert mailbox.taken == []
    assert deliver_due(settings, state, clock) == 1


def test_what_cannot_be_written_keeps_nothing_else_back(
    state: State, settings: Settings, mailbox: Mailbox, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    rang(state)
    announce(settings, state, NOON, clock())
    strange = replace(post_of(LEAD), about="episode:99", facts={"queue": "cards"})
    outbox.post(state, [strange], NOON)

    assert deliver_due(settings, state, clock) == 1
    assert trouble(state) == ("unsure", "An unexpected error (KeyError) ended it; it is in the log.")
    assert "Message 2 failed unexpectedly" in caplog.messages


def post_of(recipient: str) -> outbox.Post:
    return outbox.Post("alert", "…", "raised", "mail", recipient, {}, NOON + timedelta(days=400))


def test_the_thread_outlives_what_the_database_fails_with(
    settings: Settings, tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    store = open_store(settings.model_copy(update={"data": tmp_path}))
    work, ended, looks = Work(settings, store, clock, lambda: False), Event(), []

    def wait(_seconds: float) -> bool:
        looks.append(len(caplog.messages))
        if len(looks) == 1:
            with store.state.writing() as connection:
                connection.exec_driver_sql("ALTER TABLE outbox RENAME TO gone")
        if len(looks) == 3:
            with store.state.writing() as connection:
                connection.exec_driver_sql("ALTER TABLE gone RENAME TO outbox")
            rang(store.state)
            announce(settings, store.state, NOON, clock())
        return len(looks) == 4

    keep_delivering(work, ended, wait)

    assert looks == [0, 1, 1, 2]
    assert caplog.messages[0] == "The outbox cannot be used now (StateError); going on."
    assert outbox.troubles(store.state, NOON)[0].tries == 1
    store.close()
