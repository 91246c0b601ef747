import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from store.claims import claim, finish, give_back, inherit
from store.models import JobRun

pytestmark = pytest.mark.both_databases

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=5)

CLAIMER = """
import sys
from datetime import UTC, datetime, timedelta
from store.claims import claim
from store.state import State
state = State(sys.argv[1])
noon = datetime(2026, 3, 4, 12, tzinfo=UTC)
print("ready", flush=True)
sys.stdin.readline()
won = [n for n in range(50) if claim(state, "tidy", noon + timedelta(hours=n), sys.argv[2], noon)]
print(" ".join(map(str, won)))
"""


def rows(state):
    with state.reading() as connection:
        return connection.execute(
            select(JobRun.job, JobRun.worker, JobRun.ended_at, JobRun.outcome).order_by(JobRun.slot)
        ).all()


def test_a_slot_is_claimed_once(state):
    assert claim(state, "tidy", NOON, "a", NOON)
    assert not claim(state, "tidy", NOON, "b", NOON)
    assert claim(state, "tidy", LATER, "b", NOON)
    assert claim(state, "sort", NOON, "b", NOON)


def test_a_finished_slot_stays_claimed(state):
    claim(state, "tidy", NOON, "a", NOON)
    finish(state, "tidy", NOON, "a", LATER, "done")

    assert not claim(state, "tidy", NOON, "b", LATER)
    assert rows(state) == [("tidy", "a", LATER, "done")]


def test_a_slot_that_was_given_back_is_free(state):
    claim(state, "tidy", NOON, "a", NOON)
    give_back(state, "tidy", NOON, "a")

    assert claim(state, "tidy", NOON, "b", NOON)


def test_who_lost_a_slot_to_another_process_changes_nothing_of_it(state):
    claim(state, "tidy", NOON, "a", NOON)
    inherit(state, "b", LATER)
    give_back(state, "tidy", NOON, "a")
    finish(state, "tidy", NOON, "a", LATER, "done")

    assert rows(state) == [("tidy", "b", None, "begun again after its process died")]


def test_of_two_processes_exactly_one_gets_each_slot(state, state_url, root):
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", CLAIMER, state_url, name],
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in "ab"
    ]
    ready = [process.stdout.readline() for process in processes]
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    won = [process.communicate(timeout=20)[0].split() for process in processes]

    assert ready == ["ready\n", "ready\n"]
    assert sorted(int(n) for n in [*won[0], *won[1]]) == list(range(50))
    assert len(rows(state)) == 50


def test_a_new_leader_inherits_what_a_dead_one_was_at(state):
    claim(state, "tidy", NOON, "dead", NOON)
    claim(state, "sort", NOON, "dead", NOON)
    finish(state, "sort", NOON, "dead", NOON, "done")

    assert inherit(state, "b", LATER) == {("tidy", NOON)}
    assert inherit(state, "b", LATER) == set()


def test_work_that_was_cut_off_twice_is_not_inherited_again(state):
    claim(state, "tidy", NOON, "dead", NOON)
    inherit(state, "dead as well", NOON)

    assert inherit(state, "c", LATER) == set()
    assert rows(state) == [("tidy", "dead as well", LATER, "begun again after its process died")]
