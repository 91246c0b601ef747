"""Scheduler processes, watched with bounded patience."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from settings import load
from store.opened import Store, open_store
from store.status import Ran, last_runs, recent_runs
from tests import bank

PATIENCE_S = 60  # a busy machine is slower, not wrong


def until(met: Callable[[], object], within_s: float = PATIENCE_S) -> float:
    """Wait until something holds and give the seconds it took; fail when it never does."""
    began = time.monotonic()
    while not met():
        assert time.monotonic() - began < within_s, "it did not happen in time"
        time.sleep(0.05)  # each look at a store costs what the watched process lacks
    return time.monotonic() - began


class Scheduler:
    """A `python -m scheduler` and what it says."""

    def __init__(self, root: Path, folder: Path, words: tuple[str, ...], log: Path) -> None:
        self._log = log
        ours = {name for name in os.environ if name.startswith("MOKED_")} - {"MOKED_STATE_URL"}
        environment = {name: value for name, value in os.environ.items() if name not in ours}
        with log.open("wb") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "scheduler", "--data", str(folder / "data"), *words],
                cwd=root,
                stderr=said,
                stdout=said,
                env=environment,
            )

    def said(self) -> str:
        return self._log.read_text()

    def says(self, words: str) -> float:
        return until(lambda: words in self.said() or (self.process.poll() is not None and self._fail()))

    def _fail(self) -> bool:
        raise AssertionError(f"The scheduler ended with {self.process.returncode}: {self.said()}")

    def signal(self, number: int) -> None:
        self.process.send_signal(number)

    def ends(self, within_s: float = PATIENCE_S) -> int:
        return self.process.wait(within_s)

    def stop(self) -> int:
        self.signal(signal.SIGTERM)
        return self.ends()


@pytest.fixture
def start(root: Path, tmp_path: Path) -> Iterator[Callable[..., Scheduler]]:
    """Start schedulers over the folder of this test; none outlives it."""
    started: list[Scheduler] = []

    def one(*words: str) -> Scheduler:
        given = words or ("--config", str(tmp_path / "moked.toml"))
        started.append(Scheduler(root, tmp_path, given, tmp_path / f"scheduler-{len(started)}.log"))
        return started[-1]

    yield one
    for scheduler in started:
        scheduler.process.kill()
        scheduler.process.wait()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    bank.config(tmp_path)
    return tmp_path


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    opened = open_store(load(folder / "moked.toml", folder / "data"))
    yield opened
    opened.close()


def last(store: Store) -> Ran | None:
    return next((one.last for one in last_runs(store.state) if one.last), None)


def is_refreshed(store: Store, runs: int = 1) -> bool:
    return [one.status for one in recent_runs(store.state, "bank")].count("ok") >= runs
