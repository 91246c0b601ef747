"""Locks between processes; with PostgreSQL also between machines, played by folders of their own."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, insert, select

from store.locks import BusyError, Lock, writing
from store.models import Request
from store.state import LostError
from store.status import ask

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)

HOLDER = """
import sys, time
from pathlib import Path
from store.locks import Lock
from store.state import State
lock = Lock(State(sys.argv[1]), Path(sys.argv[2]), "leader")
assert lock.acquire()
print("held", flush=True)
time.sleep(60)
"""

# Each counts what is written down with nothing but the lock between reading and writing.
COUNTER = """
import sys
from pathlib import Path
from store.locks import Lock
from store.state import State
state, folder, total = State(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
for _ in range(5):
    lock = Lock(state, folder, "writer")
    assert lock.acquire(wait_s=60)
    total.write_text(str(int(total.read_text()) + 1))
    lock.release()
"""


@pytest.fixture
def here(tmp_path):
    """The folder of this process."""
    (tmp_path / "here").mkdir()
    return tmp_path / "here"


@pytest.fixture
def there(tmp_path, here, database):
    """The folder of another process: with PostgreSQL it might be on another machine."""
    folder = here if database == "sqlite" else tmp_path / "there"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def lock(state, here):
    made = Lock(state, here, "leader")
    yield made
    made.release()


@pytest.fixture
def other(state, there):
    made = Lock(state, there, "leader")
    yield made
    made.release()


def asked_for(state):
    with state.reading() as connection:
        return connection.execute(select(func.count()).select_from(Request)).scalar_one()


def lose(state, postgres, which="true"):
    """End the sessions that hold locks."""
    of_ours = f"database = (SELECT oid FROM pg_database WHERE datname = '{state.url.database}')"
    holders = f"SELECT DISTINCT pid FROM pg_locks WHERE locktype = 'advisory' AND {of_ours} AND {which}"
    postgres.run(f"SELECT pg_terminate_backend(pid, 5000) FROM ({holders})")


@pytest.mark.both_databases
def test_a_lock_is_held_once(lock, other):
    assert lock.acquire()
    assert not other.acquire()
    assert (lock.is_held, other.is_held) == (True, False)


@pytest.mark.both_databases
def test_a_lock_that_was_given_up_is_free(lock, other):
    lock.acquire()
    lock.release()

    assert other.acquire()


@pytest.mark.both_databases
def test_locks_of_other_purposes_are_free(state, lock, there):
    lock.acquire()
    writer = Lock(state, there, "writer")

    assert writer.acquire()
    writer.release()


@pytest.mark.both_databases
def test_a_killed_holder_frees_its_lock(state_url, lock, there, root):
    words = [sys.executable, "-c", HOLDER, state_url, str(there)]
    holder = subprocess.Popen(words, cwd=root, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    held = holder.stdout.readline()
    refused = lock.acquire()
    holder.kill()
    holder.wait()
    holder.stdout.close()
    began = time.monotonic()

    assert (held, refused) == ("held\n", False)
    assert lock.acquire(wait_s=10)
    assert time.monotonic() - began < 3


@pytest.mark.both_databases
def test_processes_take_turns(state, state_url, here, there, root, tmp_path):
    total = tmp_path / "total"
    total.write_text("0")
    words = [sys.executable, "-c", COUNTER, state_url]
    folders = [here, there, here]
    counters = [subprocess.Popen([*words, str(folder), str(total)], cwd=root) for folder in folders]
    codes = [counter.wait(60) for counter in counters]

    assert codes == [0, 0, 0]
    assert total.read_text() == "15"


@pytest.mark.both_databases
def test_what_is_written_with_a_lock_is_refused_after_it_was_given_up(state, lock):
    lock.acquire()
    mine = state.under(lock)
    ask(mine, "refresh", None, "the leader", NOON)
    lock.release()

    with pytest.raises(LostError, match="given up"):
        ask(mine, "refresh", None, "the leader", NOON)
    assert asked_for(state) == 1


def test_the_holder_of_a_file_is_named(lock, other):
    lock.acquire()

    assert not other.acquire()
    assert other.holder().startswith(f"process {os.getpid()} since ")


@pytest.mark.postgresql
def test_the_holder_on_another_machine_is_named_with_it(lock, other):
    lock.acquire()

    assert not other.acquire()
    assert other.holder().startswith(f"process {os.getpid()} on {os.uname().nodename} since ")


@pytest.mark.postgresql
def test_a_lost_connection_is_a_lost_lock(state, postgres, lock, other):
    lock.acquire()
    lose(state, postgres)

    assert not lock.is_held
    assert other.acquire()
    assert not lock.is_held


@pytest.mark.postgresql
def test_who_lost_the_lock_without_noticing_writes_nothing_more(state, postgres, lock, other):
    lock.acquire()
    mine = state.under(lock)
    lose(state, postgres)
    other.acquire()

    with pytest.raises(LostError, match="was lost"):
        ask(mine, "refresh", None, "the old leader", NOON)
    with pytest.raises(LostError, match="was lost"):
        mine.confirm()
    assert asked_for(state) == 0
    assert ask(state.under(other), "refresh", None, "the new leader", NOON) == 1


@pytest.mark.postgresql
def test_who_takes_the_lock_waits_for_what_its_holder_is_writing(state, postgres, lock, other):
    """Else the holder's last publication would come after the next one has looked for the newest."""
    lock.acquire()
    with state.under(lock).writing() as connection:
        lose(state, postgres, "classid = 7265102")
        with ThreadPoolExecutor(1) as threads:
            taking = threads.submit(other.acquire, 10)
            time.sleep(0.3)
            is_waiting = not taking.done()
            connection.execute(
                insert(Request).values(kind="refresh", asked_by="the old leader", asked_at=NOON)
            )
            connection.commit()
            taken = taking.result(10)

    assert (is_waiting, taken) == (True, True)
    assert asked_for(state) == 1


@pytest.mark.both_databases
def test_a_second_writer_is_told_who_writes(store):
    with writing(store, 0), pytest.raises(BusyError, match=r"Another refresh is running \(process \d+ since"):
        writing(store, 0).__enter__()
