"""Two schedulers fight for the lead, and leaders are killed or cut off from the state database.

With PostgreSQL each has a folder of its own, as on two machines that share history: only the database can
tell them apart.
"""

import random
import time
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import func, select

from settings import load
from store import publish
from store.models import Heartbeat, JobRun
from store.opened import open_store
from store.status import ask, asked, recent_runs, unfinished
from tests import bank
from tests.scheduler.conftest import is_refreshed, until

KILLS = 2  # one of either machine; benchmarks/kills.py kills eight times as often
CALLS = 2_000


def now():
    return datetime.now(UTC)


@pytest.fixture
def config(folder):
    """Fetch at the quickest pace there is."""
    file = bank.config(folder)
    file.write_text(file.read_text() + "[refresh]\nevery_s = 5\n")
    return file


@pytest.fixture
def data(folder, database):
    """The data folder of either scheduler."""
    one = folder / "data"
    if database == "sqlite":
        return [one, one]
    other = folder / "other" / "data"
    other.mkdir(parents=True)
    (one / "history").mkdir(parents=True)
    (other / "history").symlink_to(one / "history")
    return [one, other]


@pytest.fixture
def store(config, data):
    opened = open_store(load(config, data[0]))
    yield opened
    opened.close()


@pytest.fixture
def start_on(start, config, data):
    """Start a scheduler on the first or the second machine."""
    return lambda machine: start("--config", str(config), "--data", str(data[machine]))


def write(folder: Path, step: int) -> dict[str, int]:
    """Write the calls as they stand at a step: every wait differs from the step before."""
    calls = [bank.call(n, begins=25_000 + 15 * n, q_time=1 + (n + step) % 60) for n in range(CALLS)]
    bank.write(folder / "calls" / "february.txt", *calls)
    return {f"bank:990210/AA0101/{10_000 + n}": 1000 * (1 + (n + step) % 60) for n in range(CALLS)}


def seen(store):
    published = publish.newest(store.state)
    table = store.history.open("legs", published.versions["legs"])
    rows = pl.scan_delta(table).filter(pl.col("queue").is_not_null()).select("contact_id", "wait_ms")
    return dict(rows.collect().rows())


def leading(store, schedulers):
    """Tell which of the living schedulers leads; None while nobody does."""
    with store.state.reading() as connection:
        worker = connection.execute(select(Heartbeat.worker)).scalar_one_or_none() or ":0"
    number = int(worker.rpartition(":")[2])
    places = [n for n, one in enumerate(schedulers) if one.process.pid == number]
    return places[0] if places and schedulers[places[0]].process.poll() is None else None


def open_slots(store):
    """Count the slots that nobody ended or took over; one taken over too late gives way to a newer one."""
    with store.state.reading() as connection:
        cut_off = JobRun.ended_at.is_(None), JobRun.outcome.is_(None)
        return connection.execute(select(func.count()).where(*cut_off)).scalar_one()


@pytest.mark.both_databases
def test_leaders_that_are_killed_are_followed_and_nothing_is_lost(folder, store, start_on, times):
    moments = random.Random(11)
    states = [write(folder, 0)]
    schedulers = [start_on(0), start_on(1)]
    until(lambda: is_refreshed(store))
    for step in range(1, times * KILLS + 1):
        until(lambda: leading(store, schedulers) is not None)
        states.append(write(folder, step))
        ask(store.state, "refresh", "bank", "the manager", now())
        time.sleep(moments.random() * 1.5)
        machine = leading(store, schedulers)
        schedulers[machine].process.kill()
        schedulers[machine].process.wait()
        assert seen(store) in states
        schedulers[machine] = start_on(machine)
    number = ask(store.state, "refresh", "bank", "the manager", now())
    until(lambda: asked(store.state, number).done_at)

    assert seen(store) == states[-1]
    assert publish.newest(store.state).versions == store.history.versions()
    until(lambda: open_slots(store) == 0)
    assert unfinished(store.state) == []
    until(lambda: all(one.said() for one in schedulers))  # the newest may still be importing
    assert [one.stop() for one in schedulers] == [0, 0]


def leads(scheduler):
    """Tell by its last word of it; who took over in the middle of a cut loses the lead once more."""
    said = scheduler.said()
    return said.rfind("Leading; ") > said.rfind("Not leading any more: ")


@pytest.mark.postgresql
def test_a_leader_that_lost_its_connection_steps_down_and_one_leads(folder, store, start_on, postgres):
    write(folder, 0)
    schedulers = [start_on(0), start_on(1)]
    until(lambda: is_refreshed(store))
    first = schedulers[leading(store, schedulers)]
    postgres.cut(str(store.state.url.database))
    first.says("Not leading any more: The connection to the state database was lost")
    number = ask(store.state, "refresh", "bank", "the manager", now())
    until(lambda: asked(store.state, number).done_at)

    assert [one.process.poll() for one in schedulers] == [None, None]
    assert recent_runs(store.state, "bank")[0].status == "ok"
    assert [leads(one) for one in schedulers].count(True) == 1


@pytest.mark.postgresql
def test_a_scheduler_outlives_a_database_that_is_away(folder, store, start_on, postgres):
    write(folder, 0)
    scheduler = start_on(0)
    until(lambda: is_refreshed(store))
    postgres.take_away(str(store.state.url.database))
    scheduler.says("Not leading any more: ")
    scheduler.says("Waiting: The state database ")
    last = write(folder, 1)
    postgres.bring_back(str(store.state.url.database))
    until(lambda: scheduler.said().count("Leading; ") == 2)
    number = ask(store.state, "refresh", "bank", "the manager", now())
    until(lambda: asked(store.state, number).done_at)

    assert seen(store) == last
    assert "hidden" not in scheduler.said()
    assert scheduler.said().count("Waiting: ") == 1
