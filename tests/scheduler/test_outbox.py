"""Alerts reach people: announced from the database, sent to real servers, once, whatever happens between."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import update

from emails import webhook
from scheduler import outbox as sending
from scheduler.announcing import announce, link
from scheduler.jobs import Work
from scheduler.outbox import deliver_due, keep_delivering
from settings import Settings
from store import episodes, looks, outbox
from store.alert_models import Episode
from store.opened import open_store
from store.state import LostError, State
from tests.alerts import NOON, rang
from tests.mailbox import CERTIFICATE, PASSWORD, USER, Ear, Mailbox, mail_server, web_server

MINUTE = timedelta(minutes=1)
LEAD, BOSS = "lead@example.com", "boss@example.com"
SECRET = "of the wallboard, at length"


class Clock:
    """This machine's clock, set by hand. It need not be that of the alerts."""

    now = NOON + timedelta(days=300)

    def __call__(self) -> datetime:
        return self.now


def rule(*to: str, **more: Any) -> dict[str, Any]:
    return {"to": list(to), **more}


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
    mail = {
        "host": "localhost",
        "port": free_port,
        "user": USER,
        "password": PASSWORD,
        "from": "moked@example.com",
    }
    site = {"timezone": "Asia/Jerusalem", "address": "https://moked.example.com/"}
    return Settings.model_validate({"site": site, "mail": mail, "alerts": [rule(LEAD)]})


def to(settings: Settings, *rules: dict[str, Any], **more: Any) -> Settings:
    given = settings.model_dump(by_alias=True, include={"site", "mail"})
    site = {key: value for key, value in given["site"].items() if key != "week_start"}
    return Settings.model_validate({**given, "site": site, "alerts": list(rules), **more})


def hooked(settings: Settings, port: int, *rules: dict[str, Any]) -> Settings:
    hook = {"name": "wallboard", "url": f"http://127.0.0.1:{port}/", "secret": SECRET, "private": True}
    return to(settings, *(rules or (rule("wallboard"),)), webhooks=[hook])


def ends(state: State, number: int, /, **changed: Any) -> None:
    with state.writing() as connection:
        row = {"cleared_at": NOON + 30 * MINUTE, "how": "recovered", **changed}
        connection.execute(update(Episode).where(Episode.id == number).values(**row))


def subjects(mailbox: Mailbox) -> list[tuple[str, str]]:
    return [(to, mail["Subject"].replace("\u00a0", " ").strip()) for to, mail in mailbox.taken]


def trouble(state: State) -> tuple[str, str]:
    [one] = outbox.troubles(state, NOON)
    return one.state, one.problem


@pytest.mark.both_databases
def test_each_recipient_is_told_once_when_an_alert_begins_and_once_when_it_ends(
    state: State, settings: Settings, mailbox: Mailbox, clock: Clock
) -> None:
    number, both = rang(state), to(settings, rule(LEAD, BOSS), rule(LEAD.upper(), queues=["cards"]))
    announced = [announce(both, state, NOON, clock()), announce(both, state, NOON + MINUTE, clock())]
    sent = [deliver_due(both, state, clock), deliver_due(both, state, clock)]
    ends(state, number)
    announced.append(announce(both, state, NOON + 31 * MINUTE, clock()))
    sent.append(deliver_due(both, state, clock))

    assert (announced, sent) == ([2, 0, 2], [2, 0, 2])
    began = "Customers have waited too long in cards since 13:50. Planned people are missing."
    assert subjects(mailbox)[:2] == [(LEAD, began), (BOSS, began)]
    assert subjects(mailbox)[2:] == [(to, "cards has recovered. It lasted 40 min.") for to in (LEAD, BOSS)]
    assert mailbox.taken[2][1]["In-Reply-To"] == mailbox.taken[0][1]["Message-ID"]
    text = mailbox.taken[0][1].get_body(("plain",))
    assert text is not None
    assert f"https://moked.example.com/bottlenecks?episode={number}" in text.get_content()
    assert outbox.troubles(state, NOON) == []


@pytest.mark.parametrize(
    ("changed", "minutes"),
    [
        ({"is_suppressed": 1}, 0),
        ({"source": "replay"}, 0),
        ({"cleared_at": NOON + 5 * MINUTE, "how": "recovered"}, 6),
        ({}, 61),
    ],
    ids=["suppressed", "found afterwards", "over before it was told", "long known"],
)
def test_what_nobody_is_told(
    state: State, settings: Settings, clock: Clock, changed: dict[str, Any], minutes: int
) -> None:
    rang(state, **changed)

    assert announce(settings, state, NOON + minutes * MINUTE, clock()) == 0


def test_hours_that_cannot_be_drawn_keep_no_alert_back(
    state: State, settings: Settings, mailbox: Mailbox, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    number = rang(state)
    with state.writing() as connection:
        looks.write(connection, NOON, [{"queue": "cards", "of": "another version"}])
    announce(settings, state, NOON, clock())
    deliver_due(settings, state, clock)

    [(_to, mail)] = mailbox.taken
    assert not [part for part in mail.walk() if part["Content-ID"]]
    assert f"The pictures of alert {number} cannot be drawn" in caplog.messages


def test_who_was_told_of_the_beginning_is_told_of_the_end_whatever_was_snoozed_since(
    state: State, settings: Settings, mailbox: Mailbox, clock: Clock
) -> None:
    told, silent = rang(state), rang(state, queue="loans", is_suppressed=1)
    announce(settings, state, NOON, clock())
    ends(state, told, is_suppressed=1)
    ends(state, silent, is_suppressed=1)
    announce(settings, state, NOON + 30 * MINUTE, clock())
    deliver_due(settings, state, clock)

    assert subjects(mailbox) == [(LEAD, "cards has recovered. It lasted 40 min.")]


@pytest.mark.parametrize(
    ("of", "told"),
    [
        (rule(LEAD, queues=["orders"]), {}),
        (rule(LEAD, kinds=["silent"]), {}),
        (rule(LEAD, queues=["orders"]), {"kind": "silent", "queue": "switch", "evidence": "[]"}),
    ],
    ids=["another queue", "another kind", "a source is of no queue"],
)
def test_a_rule_is_about_its_queues_and_kinds(
    state: State, settings: Settings, clock: Clock, of: dict[str, Any], told: dict[str, Any]
) -> None:
    rang(state, **told)

    assert announce(to(settings, of), state, NOON, clock()) == bool(told)


@pytest.mark.parametrize(
    ("ended", "expected"),
    [
        (
            60,
            [
                "Eli called the alert about cards done at 14:10; customers still wait too long.",
                "cards has recovered. It lasted 1 h 10 min.",
            ],
        ),
        (25, ["cards has recovered. It lasted 35 min."]),
    ],
    ids=["it goes on", "it helped"],
)
def test_what_somebody_called_done_is_not_over_before_it_is_calm(
    state: State, settings: Settings, mailbox: Mailbox, clock: Clock, ended: int, expected: list[str]
) -> None:
    number = rang(state)
    for minute in range(0, ended, 5):
        if minute == 10:
            episodes.act(state, number, "resolved", "Eli", NOON + 10 * MINUTE)
        announce(settings, state, NOON + minute * MINUTE, clock())
        deliver_due(settings, state, clock)
    ends(state, number, cleared_at=NOON + ended * MINUTE)
    announce(settings, state, NOON + (ended + 1) * MINUTE, clock())
    deliver_due(settings, state, clock)

    assert [said for _to, said in subjects(mailbox)][1:] == expected


def test_the_worst_of_one_minute_is_told_and_what_cost_least_is_held_back(
    state: State, settings: Settings, mailbox: Mailbox, clock: Clock
) -> None:
    for n, minutes in enumerate((90.0, 100.0, 95.0)):
        rang(state, queue=f"q{n}", minutes_lost=minutes)
    rang(state, queue="switch", kind="silent", minutes_lost=0.0, evidence="[]")
    few = to(settings, rule(LEAD, most_per_hour=3))
    announce(few, state, NOON, clock())
    deliver_due(few, state, clock)

    told = [next(q for q in ("switch", "q0", "q1", "q2") if q in said) for _to, said in subjects(mailbox)]
    assert told == ["switch", "q1", "q2"]


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


def test_whoever_is_not_in_the_settings_any_more_is_not_told(
    state: State, settings: Settings, mailbox: Mailbox, clock: Clock
) -> None:
    rang(state)
    announce(settings, state, NOON, clock())
    deliver_due(to(settings, rule(BOSS)), state, clock)

    assert mailbox.taken == []
    assert trouble(state) == ("given_up", "The settings do not name this recipient any more.")


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


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (None, None),
        ("https://moked.example.com/desk/", "https://moked.example.com/desk/bottlenecks?episode=1"),
    ],
)
def test_a_link_leads_where_people_open_moked(
    settings: Settings, address: str | None, expected: str | None
) -> None:
    site = settings.site.model_copy(update={"address": address})

    assert link(settings.model_copy(update={"site": site}), "bottlenecks", episode="1") == expected
