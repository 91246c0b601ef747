"""What alerts cost, counted from the contacts, and how it is asked for on the command line."""

import json
import shutil
from argparse import ArgumentParser
from dataclasses import replace
from threading import Event

import pytest

import mailing
import query
from scheduler.announcing import announce
from scheduler.outbox import keep_delivering
from scheduler.work import Work
from store.episodes import history, of
from store.publish import connected_at, remember
from store.read import Filters
from store.rung import hindsight, rung
from store.tuning import tune
from tests.alerts import rang as ring
from tests.factories import NOON
from tests.mailbox import web_server
from tests.scheduler.outgoing import ends, hooked
from tests.store.watched import DAY, MINUTE, SECOND, SETTINGS, came, is_bad, watched


@pytest.fixture
def store(tmp_path):
    with watched(tmp_path) as opened:
        yield opened


def test_what_an_alert_cost_is_counted_from_the_contacts(store):
    tune(store, SETTINGS, NOON)
    [alert] = history(store.state, NOON - 56 * DAY, NOON)

    [row] = rung(store, SETTINGS, Filters(as_of=NOON)).rows(named=True)

    assert row["minutes"] == pytest.approx(too_long(alert.begun_at, alert.cleared_at))
    assert row["minutes"] == pytest.approx(alert.minutes_lost, rel=0.1)


def too_long(begun, until):
    """Minutes beyond the threshold that each wait of those 15 minutes has in a stretch of time."""
    each = (min(at + 900 * SECOND, until) - max(at + 20 * SECOND, begun) for at in came() if is_bad(at))
    return sum(max(one.total_seconds(), 0) for one in each) / 60


def test_of_an_alert_asked_of_while_it_lasted_what_lay_before_is_counted(store):
    tune(store, SETTINGS, NOON)
    [alert] = history(store.state, NOON - 56 * DAY, NOON)
    middle = alert.raised_at + 5 * MINUTE

    [row] = rung(store, SETTINGS, Filters(as_of=middle)).rows(named=True)

    assert (middle < alert.cleared_at, row["ended_at"]) == (True, middle)
    assert row["minutes"] == pytest.approx(too_long(alert.begun_at, middle))


def test_what_goes_on_now_is_counted_as_of_then_where_the_past_is_asked(store):
    begun, then = NOON - 40 * MINUTE, NOON - 20 * MINUTE
    ring(store.state, begun_at=begun, raised_at=begun + 10 * MINUTE)

    [now], [past] = (rung(store, SETTINGS, Filters(as_of=at)).rows(named=True) for at in (NOON, then))

    assert (now["minutes"], now["ended_at"]) == (41.5, NOON)
    assert (past["minutes"], past["ended_at"]) == (pytest.approx(too_long(begun, then)), then)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["episodes", "--by", "queue,cause"], "cards,plan,1.0,1.0,,,"),
        (["episodes", "--from", "2026-03-01"], "0.0,0.0,,,"),
        (["episodes,customer_minutes_lost", "--from", "2026-12-01"], ",,,,,,,,,"),
    ],
    ids=["by queue and cause", "after it", "in the future"],
)
def test_alerts_are_told_on_the_command_line(store, capsys, words, expected):
    tune(store, SETTINGS, NOON)

    assert query.run(asked(*words, "--format", "csv"), SETTINGS, store) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [expected]


def test_who_still_waits_costs_what_they_have_waited_so_far(store, capsys):
    begun, raised, cleared = (NOON - n * MINUTE for n in (15, 5, 4))
    ring(store.state, begun_at=begun, raised_at=raised, cleared_at=cleared, how="recovered")

    query.run(asked("customer_minutes_lost", "--format", "csv"), SETTINGS, store)

    answered_late, still_waiting = 4.0 + 8 + 11, 9.0 + 5 + 1 + 3 * 40 / 60
    lost = answered_late + still_waiting
    assert capsys.readouterr().out.splitlines()[1] == f"{lost},{lost},1.0,,"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["episodes,asa"], "episodes counts alerts and asa does not"),
        (["episodes", "--by", "agent"], "agent"),
        (["customer_minutes_lost", "--threshold", "20"], "--threshold says nothing about alerts"),
        (["episodes", "--where", "channel=voice"], "Alerts cannot be narrowed by channel. Known: queue"),
        (["episodes", "--where", "cause=plan"], "Alerts cannot be narrowed by cause. Known: queue"),
        (["episodes", "--where", "queue=card"], "Unknown queue 'card'; did you mean 'cards'"),
    ],
    ids=["with another metric", "by agent", "a threshold", "a channel", "a cause", "an unknown queue"],
)
def test_what_alerts_cannot_tell_is_refused(store, words, sentence):
    with pytest.raises(query.QueryError, match=sentence):
        query.run(asked(*words), SETTINGS, store)


def ended(state, minutes_ago):
    """Let one ring from 40 minutes before noon on, and end."""
    begun = NOON - 40 * MINUTE
    told = {"begun_at": begun, "raised_at": begun + 10 * MINUTE, "how": "recovered"}
    return ring(state, cleared_at=NOON - minutes_ago * MINUTE, **told)


def read_up_to(state, at):
    connected_at(state, "bank", NOON)
    with state.writing() as connection:
        remember(connection, "bank", {}, at)


@pytest.mark.parametrize(
    ("read", "is_counted"),
    [(NOON - 20 * MINUTE, True), (NOON - 21 * MINUTE, False)],
    ids=["up to its end", "not so far"],
)
def test_an_alert_that_is_over_costs_what_was_seen_until_its_contacts_are_read(store, read, is_counted):
    alert = of(store.state, ended(store.state, 20))
    read_up_to(store.state, read)

    [row] = rung(store, SETTINGS, Filters(as_of=NOON)).rows(named=True)
    counted = too_long(alert.begun_at, alert.cleared_at)

    assert row["minutes"] == pytest.approx(counted if is_counted else 41.5)
    assert hindsight(store, SETTINGS, alert, NOON) == (pytest.approx(counted) if is_counted else None)


def test_nobody_counts_what_goes_on_or_is_a_silence(store):
    goes_on = of(store.state, ring(store.state))
    silence = replace(of(store.state, ended(store.state, 20)), kind="nobody_comes")

    assert [hindsight(store, SETTINGS, one, NOON) for one in (goes_on, silence)] == [None, None]


def test_a_mail_by_hand_tells_the_cost_that_a_question_tells(store, capsys):
    ended(store.state, 20)
    query.run(asked("customer_minutes_lost", "--format", "csv"), SETTINGS, store)
    minutes = float(capsys.readouterr().out.splitlines()[1].split(",")[0])

    mailing.run(parsed(mailing, "alert"), SETTINGS, store)

    assert f"  {minutes:.0f} min  lost by customers\n" in capsys.readouterr().out.replace("\u00a0", " ")


def hooked_end(store):
    """Let an alert end and a web hook be told; give what it is told of the cost."""
    with web_server() as ear:
        told = hooked(SETTINGS, ear.port)
        settings = SETTINGS.model_copy(update={"webhooks": told.webhooks, "alerts": told.alerts})
        number = ring(store.state, begun_at=NOON - 40 * MINUTE, raised_at=NOON - 30 * MINUTE)
        announce(settings, store.state, NOON - 30 * MINUTE, NOON)
        ends(store.state, number, cleared_at=NOON - 20 * MINUTE)
        announce(settings, store.state, NOON, NOON)
        work = Work(settings, store, lambda: NOON, lambda: False)
        keep_delivering(work, Event(), lambda _seconds: True)
    [(_path, _headers, body)] = ear.heard
    alert = json.loads(body)["alert"]
    return alert["customer_minutes_lost"], alert["is_cost_counted"]


def test_a_web_hook_is_told_that_cost_where_the_contacts_are_read(store):
    counted = round(too_long(NOON - 40 * MINUTE, NOON - 20 * MINUTE), 1)

    assert hooked_end(store) == (counted, True)


def test_contacts_that_cannot_be_read_keep_no_end_back(store, caplog):
    shutil.rmtree(store.folder / "history" / "legs")

    assert hooked_end(store) == (41.5, False)
    assert "What alert 1 cost cannot be counted" in caplog.messages


def parsed(command, *words):
    parser = ArgumentParser()
    command.arguments(parser)
    return parser.parse_args(list(words))


def asked(*words):
    return parsed(query, *words)
