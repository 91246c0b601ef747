"""Two lanes of work: what learns holds up no fetch, and both are waited for at the end."""

import dataclasses
from datetime import UTC, datetime
from threading import Event

import pytest

from scheduler import leader
from scheduler.jobs import JOBS
from scheduler.leader import Leader
from scheduler.timetable import Every
from scheduler.work import Work
from settings import load
from store.status import ask, asked
from tests import bank
from tests.scheduler.conftest import PATIENCE_S, until


@pytest.fixture
def learning(monkeypatch):
    """What has begun and may end, of learning that goes on until it is told."""
    begun, may_end = Event(), Event()

    def run(_work, _argument):
        begun.set()
        return str(may_end.wait(PATIENCE_S))

    slow = dataclasses.replace(JOBS["leavers"], run=run, cadence=lambda *_given: Every(600))
    monkeypatch.setitem(JOBS, "leavers", slow)
    yield begun, may_end
    may_end.set()


@pytest.fixture
def leading(folder, store):
    """A leader whose bank has a call to fetch."""
    bank.write(folder / "calls" / "february.txt", bank.call(1))
    settings = load(folder / "moked.toml", folder / "data")
    one = Leader(Work(settings, store, lambda: datetime.now(UTC), lambda: False), "here:1")
    one.start()
    yield one
    one.fall_silent()


def test_learning_holds_up_no_fetch_and_is_waited_for_at_the_end(store, learning, leading):
    begun, may_end = learning
    assert begun.wait(PATIENCE_S)
    number = ask(store.state, "refresh", "bank", "the manager", datetime.now(UTC))
    leading.look()
    until(lambda: asked(store.state, number).done_at)
    leading.end()

    assert not leading.is_idle(0.1)
    may_end.set()
    until(lambda: leading.is_idle(0.1))


def test_every_job_has_a_lane_that_is_worked():
    assert {job.lane for job in JOBS.values()} == set(leader.LANES)
