"""Alerts reach people: announced from the database, sent to real servers, once."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from scheduler.announcing import announce, link
from scheduler.outbox import deliver_due
from settings import Settings
from store import episodes, looks, outbox
from store.ringing import Memory, Tick, write
from store.state import State
from store.suppressed import lift, suppress
from tests.alerts import NOON, rang
from tests.mailbox import CERTIFICATE, Mailbox, mail_server
from tests.scheduler.outgoing import BOSS, LEAD, MINUTE, Clock, ends, mailed, rule, subjects, to, trouble

DAY = timedelta(days=1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def mailbox(free_port: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with mail_server(free_port) as one:
        yield one


@pytest.fixture
def settings(free_port: int) -> Settings:
    return mailed(free_port)


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


def test_what_was_raised_in_a_snooze_and_goes_on_is_told_once_when_the_snooze_ends(
    state: State, settings: Settings, mailbox: Mailbox, clock: Clock
) -> None:
    def told(minute: int) -> int:
        write(state, Tick(NOON + minute * MINUTE, [], Memory(), []))
        return announce(settings, state, NOON + minute * MINUTE, clock())

    rang(state)
    suppress(state, "cards", NOON - MINUTE, NOON + 100 * MINUTE, "Eli", NOON - MINUTE)
    all_of_them = suppress(state, None, NOON + 90 * MINUTE, NOON + 400 * MINUTE, "Eli", NOON)
    announced = [told(0), told(61), told(169)]
    lift(state, all_of_them, "Eli", NOON + 170 * MINUTE)
    announced += [told(170), told(171), told(231)]
    deliver_due(settings, state, clock)

    assert announced == [0, 0, 0, 1, 0, 0]
    assert subjects(mailbox) == [
        (LEAD, "Customers have waited too long in cards since 13:50. Planned people are missing.")
    ]


def test_what_was_told_before_a_snooze_is_not_told_again_when_it_ends(
    state: State, settings: Settings, clock: Clock
) -> None:
    rang(state)
    first = announce(settings, state, NOON, clock())
    suppress(state, "cards", NOON - MINUTE, NOON + 100 * MINUTE, "Eli", NOON + MINUTE)

    assert (first, announce(settings, state, NOON + 100 * MINUTE, clock())) == (1, 0)


def test_what_goes_on_for_longer_than_a_week_of_snoozing_is_told(
    state: State, settings: Settings, clock: Clock
) -> None:
    rang(state, queue="switch", kind="silent", evidence="[]")
    suppress(state, "switch", NOON - MINUTE, NOON + 14 * DAY, "Eli", NOON - MINUTE)

    assert announce(settings, state, NOON + 14 * DAY, clock()) == 1


@pytest.mark.parametrize("minutes", [121, 3 * 24 * 60], ids=["at once", "nobody looked for three days"])
def test_that_an_alert_was_lost_sight_of_is_told_once_whenever_it_is_known(
    state: State, settings: Settings, clock: Clock, minutes: int
) -> None:
    number = rang(state)
    announce(settings, state, NOON, clock())
    ends(state, number, cleared_at=NOON, how="lost sight")
    told = [announce(settings, state, NOON + (minutes + n) * MINUTE, clock()) for n in range(2)]

    assert told == [1, 0]


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


def test_whoever_is_not_in_the_settings_any_more_is_not_told(
    state: State, settings: Settings, mailbox: Mailbox, clock: Clock
) -> None:
    rang(state)
    announce(settings, state, NOON, clock())
    deliver_due(to(settings, rule(BOSS)), state, clock)

    assert mailbox.taken == []
    assert trouble(state) == ("given_up", "The settings do not name this recipient any more.")


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
