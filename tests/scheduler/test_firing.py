import logging
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import select

import connectors
from connectors.base import Batch
from connectors.errors import Unavailable
from scheduler import jobs
from scheduler.firing import Firing
from scheduler.jobs import tasks
from scheduler.work import Work
from settings import load
from store.locks import writing
from store.models import JobRun
from store.opened import Store, open_store
from store.requests import Taken, take
from store.status import ask, asked, recent_runs
from tests import bank

pytestmark = pytest.mark.both_databases

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
PACE = 5 * MINUTE


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


class Flaky:
    """A source that is away for as long as `away` counts."""

    kind = "flaky"
    by_window = False
    away = 0

    def __init__(self, name: str, *_given: object) -> None:
        self.name = name

    def check(self) -> list[str]:
        return []

    def fetch(self, *_window: object) -> Iterator[Batch]:
        if Flaky.away:
            Flaky.away -= 1
            raise Unavailable("It is away: token 1234 was not taken.")
        yield Batch()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    bank.config(tmp_path)
    bank.write(tmp_path / "calls" / "calls.txt", bank.call(1))
    return tmp_path


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    opened = open_store(load(folder / "moked.toml", folder / "data"))
    yield opened
    opened.close()


@pytest.fixture
def work(folder, store, clock):
    return Work(load(folder / "moked.toml", folder / "data"), store, clock, lambda: False)


@pytest.fixture
def firing(work):
    return Firing(work, "me")


@pytest.fixture
def flaky(folder, monkeypatch):
    """Turn the bank into a source that goes away."""
    config = bank.config(folder)
    config.write_text(config.read_text().replace('kind = "files"', 'kind = "flaky"'))
    monkeypatch.setitem(sys.modules, "flaky", SimpleNamespace(Flaky=Flaky))
    monkeypatch.setitem(connectors.CONNECTORS, "flaky", "flaky:Flaky")
    return Flaky


def task(work, name):
    (found,) = [one for one in tasks(work.settings) if one.id == name]
    return found


def slots(store):
    with store.state.reading() as connection:
        return connection.execute(
            select(JobRun.job, JobRun.slot, JobRun.worker, JobRun.outcome).order_by(JobRun.slot)
        ).all()


def runs(store):
    return [one.status for one in recent_runs(store.state, "bank")][::-1]


def test_everything_there_is_to_do_is_in_one_table(work):
    assert [one.id for one in tasks(work.settings)] == [
        "refresh:bank",
        "tidy",
        "sort",
        "expire",
        "hear",
        "expect",
        "study",
        "calibrate",
        "leavers",
        "list_week",
        "recognise",
        "mail_weeks",
    ]


def test_a_slot_is_fired_once_and_its_outcome_written_down(work, firing, store, clock):
    clock.now = NOON + MINUTE
    then = firing.fire(task(work, "refresh:bank"))
    firing.fire(task(work, "refresh:bank"))

    assert then == NOON + PACE
    assert slots(store) == [("refresh:bank", NOON, "me", "bank: 3 rows are new or changed.")]
    assert runs(store) == ["ok"]


def test_the_next_slot_is_fired_again(work, firing, store, clock):
    firing.fire(task(work, "refresh:bank"))
    clock.now = NOON + PACE
    firing.fire(task(work, "refresh:bank"))

    assert runs(store) == ["ok", "ok"]


def test_a_week_of_downtime_is_one_run(work, firing, store, clock):
    firing.fire(task(work, "refresh:bank"))
    clock.now = NOON + timedelta(days=7)
    firing.fire(task(work, "refresh:bank"))
    firing.fire(task(work, "refresh:bank"))

    assert [row.slot for row in slots(store)] == [NOON, NOON + timedelta(days=7)]


def test_what_another_scheduler_has_claimed_is_left_alone(work, firing, store):
    Firing(work, "other").fire(task(work, "tidy"))
    firing.fire(task(work, "tidy"))

    assert [row.worker for row in slots(store)] == ["other"]


def test_an_inherited_slot_is_fired_although_it_is_claimed(work, firing, store):
    tidy = task(work, "tidy")
    Firing(work, "dead").fire(tidy)
    firing.inherited = {("tidy", tidy.cadence.latest(NOON))}

    firing.fire(tidy)

    assert firing.inherited == set()


def test_a_source_that_is_to_be_read_at_once_does_not_wait_for_its_slot(work, firing, store, clock):
    firing.fire(task(work, "refresh:bank"))
    firing.at_once = {"refresh:bank"}
    clock.now = NOON + MINUTE
    firing.fire(task(work, "refresh:bank"))
    firing.fire(task(work, "refresh:bank"))

    assert [row.slot for row in slots(store)] == [NOON, NOON + MINUTE]


def test_a_job_that_was_told_to_stop_gives_its_slot_back(work, store, clock):
    asked_to_stop = Work(work.settings, store, clock, lambda: True)
    Firing(asked_to_stop, "me").fire(task(work, "refresh:bank"))

    assert slots(store) == []


def test_while_another_process_writes_the_slot_is_given_back(work, firing, store, clock, monkeypatch):
    monkeypatch.setattr(jobs, "WRITER_TRIES", 1)
    monkeypatch.setattr(jobs, "WRITER_WAIT_S", 0)
    with writing(store, 0):
        then = firing.fire(task(work, "refresh:bank"))

    assert then == NOON + timedelta(seconds=10)
    assert slots(store) == []


def test_what_nobody_foresaw_ends_the_job_but_not_the_scheduler(work, firing, store, monkeypatch, caplog):
    def broken(_work: Work, _argument: str | None) -> str:
        raise ZeroDivisionError("a customer's words")

    monkeypatch.setitem(
        jobs.JOBS, "tidy", jobs.Job("", jobs.JOBS["tidy"].cadence, lambda _s: (None,), broken)
    )
    firing.fire(task(work, "tidy"))

    (row,) = slots(store)
    code = caplog.messages[0].split()[-1]
    assert row.outcome == f"An unexpected error (ZeroDivisionError) ended it; it is in the log as {code}."


def test_a_source_that_is_away_is_tried_after_doubling_pauses(flaky, work, firing, store, clock):
    flaky.away = 3
    pauses = []
    for _ in range(4):
        then = firing.fire(task(work, "refresh:bank"))
        pauses.append((then - clock.now).total_seconds())
        clock.now = then

    assert pauses == [30, 60, 120, 90]  # then its own pace holds again
    assert runs(store) == ["failed", "failed", "failed", "ok"]


def test_a_source_is_not_tried_while_its_pause_lasts(flaky, work, firing, store, clock):
    flaky.away = 1
    firing.fire(task(work, "refresh:bank"))
    clock.now = NOON + timedelta(seconds=29)
    then = firing.fire(task(work, "refresh:bank"))

    assert then == NOON + timedelta(seconds=30)
    assert runs(store) == ["failed"]


def test_going_away_giving_up_and_coming_back_are_logged_once_each(flaky, work, firing, clock, caplog):
    caplog.set_level(logging.INFO)
    flaky.away = 10
    for _ in range(11):
        clock.now = firing.fire(task(work, "refresh:bank"))

    assert caplog.messages == [
        "bank cannot be read (run 1 says why); trying again from 12:00:30 UTC on.",
        "bank failed 8 times in a row; trying once in 60 minutes.",
        "bank is back after 10 failures.",
    ]


def test_a_request_does_not_wait_for_the_pause_of_a_failing_source(flaky, work, firing, store):
    flaky.away = 1
    firing.fire(task(work, "refresh:bank"))
    number = ask(store.state, "refresh", "bank", "the manager", NOON)
    firing.serve(take(store.state, NOON)[0])

    assert asked(store.state, number).outcome == "bank: 0 rows are new or changed."
    assert recent_runs(store.state, "bank")[0].trigger == "request"


def test_a_request_for_all_refreshes_every_source(folder, store, clock):
    config = folder / "moked.toml"
    second = (
        '[[connectors]]\nname = "shop"\nkind = "files"\npath = "calls/*.txt"\nrecipe = "anonymous_bank"\n'
    )
    config.write_text(config.read_text() + second)
    work = Work(load(config, folder / "data"), store, clock, lambda: False)
    number = ask(store.state, "refresh", None, "the manager", NOON)
    Firing(work, "me").serve(take(store.state, NOON)[0])

    assert asked(store.state, number).outcome == (
        "bank: 3 rows are new or changed. shop: 3 rows are new or changed."
    )


@pytest.mark.parametrize(
    ("kind", "argument", "outcome"),
    [
        ("refresh", "bonk", "Unknown connector 'bonk'; did you mean 'bank'? Known: bank."),
        ("refrech", None, "Unknown request 'refrech'; did you mean 'refresh'? Known: refresh, mail."),
    ],
    ids=["an unknown source", "an unknown kind"],
)
def test_a_request_that_makes_no_sense_is_answered(firing, store, kind, argument, outcome):
    number = ask(store.state, kind, argument, "the manager", NOON)
    firing.serve(take(store.state, NOON)[0])

    assert asked(store.state, number).outcome == outcome


def test_a_request_that_was_cut_short_stays_open(work, store, clock):
    number = ask(store.state, "refresh", "bank", "the manager", NOON)
    (taken,) = take(store.state, NOON)
    Firing(Work(work.settings, store, clock, lambda: True), "me").serve(taken)

    assert taken == Taken((number,), "refresh", "bank")
    assert asked(store.state, number).done_at is None
