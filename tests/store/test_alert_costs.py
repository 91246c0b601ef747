"""What alerts cost, counted from the contacts, and how it is asked for on the command line."""

from argparse import ArgumentParser

import pytest

import query
from store.episodes import history
from store.read import Filters
from store.rung import rung
from store.tuning import tune
from tests.alerts import rang as ring
from tests.factories import NOON
from tests.store.watched import DAY, MINUTE, SECOND, SETTINGS, came, is_bad, watched


@pytest.fixture
def store(tmp_path):
    with watched(tmp_path) as opened:
        yield opened


def test_what_an_alert_cost_is_counted_from_the_contacts(store):
    tune(store, SETTINGS, NOON)
    [alert] = history(store.state, NOON - 56 * DAY, NOON)

    [row] = rung(store, SETTINGS, Filters(as_of=NOON)).rows(named=True)

    late = [at for at in came() if is_bad(at) and at < NOON - DAY]
    seconds = [
        (min(at + 900 * SECOND, alert.cleared_at) - max(at + 20 * SECOND, alert.begun_at)).total_seconds()
        for at in late
    ]
    assert row["minutes"] == pytest.approx(sum(max(one, 0) for one in seconds) / 60)
    assert row["minutes"] == pytest.approx(alert.minutes_lost, rel=0.1)


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


def asked(*words):
    parser = ArgumentParser()
    query.arguments(parser)
    return parser.parse_args(list(words))
