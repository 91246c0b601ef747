"""A refresh is killed at many points: readers see whole publications, and nothing is lost for good."""

import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduler.refresh import refresh
from settings import Settings, load
from store import publish
from store.opened import Store, open_store
from store.read import Filters, Viewer, open_reading
from tests import bank

KILLS = {"sqlite": 2, "postgresql": 1}  # benchmarks/kills.py kills eight times as often
CALLS = 3_000
MANAGER = Viewer("Dana", "manager")

pytestmark = pytest.mark.both_databases

Waits = dict[str, int]


def config(folder: Path) -> Path:
    """Write a moked.toml with two sources."""
    file = bank.config(folder)
    second = '[[connectors]]\nname = "shop"\nkind = "files"\npath = "shop/*.txt"\nrecipe = "anonymous_bank"\n'
    file.write_text(file.read_text() + second)
    return file


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load(config(tmp_path), tmp_path / "data")


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = open_store(settings)
    yield opened
    opened.close()


def write(folder: Path, step: int) -> Waits:
    """Write the calls as they stand at a step: every wait differs from the step before."""
    calls = [
        bank.call(number, begins=25_000 + 15 * number, q_time=1 + (number + step) % 60)
        for number in range(CALLS)
    ]
    bank.write(folder / "calls" / "february.txt", *calls)
    return {
        f"bank:{call['date']}/{call['vru+line']}/{call['call_id']}": 1000 * int(str(call["q_time"]))
        for call in calls
    }


def seen(settings: Settings, store: Store) -> Waits:
    reading = open_reading(store, settings, MANAGER, Filters(as_of=settings.now()))
    if reading is None:
        return {}
    rows = reading.visits.select("contact_id", "wait_ms").collect().rows()
    contacts = reading.contacts.select("contact_id").collect()["contact_id"]
    assert sorted(contacts) == sorted(name for name, _ in rows)
    return dict(rows)


def started(settings: Settings) -> subprocess.Popen[bytes]:
    """Start a refresh and wait until it holds the writer lock."""
    held = settings.data / "writer.holder"
    held.unlink(missing_ok=True)
    words = ["refresh", "--config", str(settings.source), "--data", str(settings.data)]
    process = subprocess.Popen([sys.executable, "commands.py", *words], stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not held.exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    return process


def is_torn(store: Store) -> bool:
    published = publish.newest(store.state)
    return store.history.versions() != dict(published.versions if published else {})


def killed_while_torn(settings: Settings, store: Store) -> bool:
    """Kill a refresh as soon as a table was written; say whether that came before it was published."""
    process = started(settings)
    while process.poll() is None and not is_torn(store):
        time.sleep(0.001)
    process.kill()
    process.wait()
    return is_torn(store)


def test_kills_at_many_points(
    tmp_path: Path, settings: Settings, store: Store, database: str, times: int
) -> None:
    moments = random.Random(7)
    first = write(tmp_path, 0)
    whole = started(settings)
    began = time.monotonic()  # the lock is held: what follows is the refresh itself
    whole.wait()
    longest_s = time.monotonic() - began
    assert seen(settings, store) == first
    states, torn = [first, write(tmp_path, 1)], 0
    for step in range(2, times * KILLS[database] + 2):
        process = started(settings)
        end = time.monotonic() + longest_s * moments.random()
        while time.monotonic() < end:
            assert seen(settings, store) in states
            time.sleep(0.01)  # each look costs what the watched process lacks
        process.send_signal(signal.SIGKILL)
        process.wait()
        torn += is_torn(store)
        now_seen = seen(settings, store)
        assert now_seen in states
        states = [now_seen, write(tmp_path, step)]

    torn += killed_while_torn(settings, store)
    assert seen(settings, store) in states
    assert torn > 0, "no kill hit a refresh while it wrote; the test proves nothing"
    refresh(settings, store)
    assert seen(settings, store) == states[-1]


def test_the_next_refresh_of_another_source_clears_up(
    tmp_path: Path, settings: Settings, store: Store
) -> None:
    before = write(tmp_path, 0)
    refresh(settings, store, ["bank"])
    after = write(tmp_path, 1)
    assert killed_while_torn(settings, store)

    refresh(settings, store, ["shop"])

    assert seen(settings, store) == before
    assert not is_torn(store)
    refresh(settings, store, ["bank"])
    assert seen(settings, store) == after
