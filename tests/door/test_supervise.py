import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from door.supervise import Child, Limits, Supervisor
from door.words import Stop

QUICK = Limits(tick_s=0.02, back_off_s=0.02, grace_s=1.0)
SLEEPS = "import time; time.sleep(600)"
STUBBORN = """\
import signal, time

signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("up", flush=True)
time.sleep(600)
"""
LEAVES_A_CHILD = "import subprocess, sys; print(subprocess.Popen([sys.executable, '-c', {!r}]).pid)"


def child(code: str, folder: Path, name: str = "sleeper") -> Child:
    return Child(name, [sys.executable, "-c", code], folder)


def until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline, "it did not come true within a minute"
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


class Running:
    """A supervisor at work in a thread."""

    def __init__(self, *children: Child, limits: Limits = QUICK) -> None:
        self.said: list[str] = []
        self.children = children
        self.supervisor = Supervisor(children, self.said.append, limits)
        self.thread = threading.Thread(target=self.supervisor.run)

    def __enter__(self) -> "Running":
        self.thread.start()
        until(lambda: all(each.process for each in self.children))
        return self

    def __exit__(self, *_: object) -> None:
        self.supervisor.ask_to_stop()
        self.thread.join(30)


def test_a_child_that_is_killed_comes_back(tmp_path: Path) -> None:
    sleeper = child(SLEEPS, tmp_path)
    with Running(sleeper) as running:
        first = sleeper.process.pid
        os.kill(first, signal.SIGKILL)
        until(lambda: sleeper.process and sleeper.process.pid != first)

        assert running.said == ["The sleeper died (exit code -9); starting it again in 0.02 s."]


def test_asked_to_stop_it_ends_every_child(tmp_path: Path) -> None:
    both = child(SLEEPS, tmp_path), child(SLEEPS, tmp_path)
    with Running(*both):
        pids = [each.process.pid for each in both]

    assert [pid for pid in pids if is_alive(pid)] == []


def test_a_child_that_dies_again_and_again_is_given_up(tmp_path: Path) -> None:
    broken, other = child("raise SystemExit(3)", tmp_path, "broken"), child(SLEEPS, tmp_path)
    said: list[str] = []
    with pytest.raises(Stop, match="Gave up: the broken died 5 times within 60 s, last with exit code 3"):
        Supervisor([broken, other], said.append, QUICK).run()

    assert len(said) == 4
    assert other.process.returncode == -signal.SIGTERM


def test_each_death_is_followed_by_a_longer_wait(tmp_path: Path) -> None:
    said: list[str] = []
    with pytest.raises(Stop):
        Supervisor([child("raise SystemExit(3)", tmp_path)], said.append, QUICK).run()

    assert [line.rpartition(" in ")[2] for line in said] == ["0.02 s.", "0.04 s.", "0.08 s.", "0.16 s."]


def test_deaths_long_ago_are_forgotten(tmp_path: Path) -> None:
    sleeper = child(SLEEPS, tmp_path)
    sleeper.deaths = [time.monotonic() - 61] * 4
    with Running(sleeper) as running:
        os.kill(sleeper.process.pid, signal.SIGKILL)
        until(lambda: running.said)

    assert len(sleeper.deaths) == 1


def test_a_child_that_asks_for_a_person_is_not_started_again(tmp_path: Path) -> None:
    said: list[str] = []
    with pytest.raises(Stop, match="The sleeper cannot run: its own message above says why"):
        Supervisor([child("raise SystemExit(2)", tmp_path)], said.append, QUICK).run()

    assert said == []


def test_a_child_that_does_not_stop_is_ended(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    stubborn = child(STUBBORN, tmp_path)
    with Running(stubborn, limits=Limits(tick_s=0.02, grace_s=0.2)) as running:
        until(lambda: "up" in capfd.readouterr().out)

    assert running.said == ["The sleeper does not stop; ending it."]
    assert stubborn.process.returncode == -signal.SIGKILL


def test_asked_twice_it_does_not_wait(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    stubborn = child(STUBBORN, tmp_path)
    began = time.monotonic()
    with Running(stubborn, limits=Limits(tick_s=0.02, grace_s=60)) as running:
        until(lambda: "up" in capfd.readouterr().out)
        running.supervisor.ask_to_stop()
        running.supervisor.ask_to_stop()

    assert stubborn.process.returncode == -signal.SIGKILL
    assert time.monotonic() - began < 30


def test_what_a_dead_child_left_behind_is_ended_too(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    printed = ""

    def grandchild() -> str:
        nonlocal printed
        printed += capfd.readouterr().out
        return printed.split("\n")[0]

    with Running(child(LEAVES_A_CHILD.format(SLEEPS), tmp_path)) as running:
        until(lambda: running.said)
        until(grandchild)
        until(lambda: not _runs(int(grandchild())))


def _runs(pid: int) -> bool:
    """A process that nobody has waited for yet has ended all the same."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_a_child_that_answers_is_greeted_once_per_start(tmp_path: Path) -> None:
    sleeper = child(SLEEPS, tmp_path)
    sleeper.greeting = "here I am"
    with Running(sleeper) as running:
        until(lambda: running.said)
        os.kill(sleeper.process.pid, signal.SIGKILL)
        until(lambda: len(running.said) == 3)
        time.sleep(0.1)

        assert [running.said[0], running.said[2:]] == ["here I am", ["here I am"]]
