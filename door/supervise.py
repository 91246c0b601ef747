"""Keep child processes alive and stop them together."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from door.words import Say, Stop, _

REFUSED: Final = 2  # a child's exit code for "a person must mend something, and I have said what"


PR_SET_PDEATHSIG: Final = 1


def _end_with_the_supervisor() -> None:
    """Ask Linux to end this child should its supervisor be killed; elsewhere it would live on."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass(frozen=True)
class Limits:
    """How patient a supervisor is."""

    tick_s: float = 0.1
    back_off_s: float = 0.5
    deaths: int = 5
    within_s: float = 60.0
    grace_s: float = 20.0


@dataclass
class Child:
    """A process to keep alive; `answers` is asked until it says yes, then `greeting` is said."""

    name: str
    argv: Sequence[str]
    cwd: Path
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    answers: Callable[[], bool] = lambda: True
    greeting: str = ""
    process: subprocess.Popen[bytes] | None = None
    deaths: list[float] = field(default_factory=list)
    due: float = 0.0
    is_answering: bool = False

    def start(self) -> None:
        """Start it in a process group of its own, so that Ctrl-C reaches only the supervisor."""
        self.is_answering = False
        self.process = subprocess.Popen(
            self.argv,
            cwd=self.cwd,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_end_with_the_supervisor if sys.platform == "linux" else None,  # noqa: PLW1509 (no lock)
        )

    def signal(self, number: int) -> None:
        """Send a signal to its whole group; it may be gone already."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if sys.platform == "win32":
                self.process.terminate()
            else:
                os.killpg(self.process.pid, number)


class Supervisor:
    """Run children until asked to stop or until one dies too often."""

    def __init__(self, children: Sequence[Child], say: Say, limits: Limits = Limits()) -> None:
        self._children = children
        self._say = say
        self._limits = limits
        self._stopping = threading.Event()

    def ask_to_stop(self, *_signal: object) -> None:
        """Stop cleanly; asked twice, stop at once. Fit to be a signal handler."""
        if self._stopping.is_set():
            self._kill()
        self._stopping.set()

    def run(self) -> None:
        """Tend the children until asked to stop; raises Stop when one of them cannot be kept alive."""
        try:
            while not self._stopping.is_set():
                for child in self._children:
                    self._tend(child)
                self._stopping.wait(self._limits.tick_s)
        finally:
            self._stop_all()

    def _tend(self, child: Child) -> None:
        if child.process is None:
            if time.monotonic() >= child.due:
                child.start()
        elif child.process.poll() is not None:
            self._bury(child, child.process.returncode)
        elif not child.is_answering and child.answers():
            child.is_answering = True
            if child.greeting:
                self._say(child.greeting)

    def _bury(self, child: Child, code: int) -> None:
        """Plan its next start, later after each death, or give up."""
        child.signal(_KILL)
        child.process = None
        now = time.monotonic()
        child.deaths = [*(at for at in child.deaths if now - at < self._limits.within_s), now]
        if code == REFUSED:
            raise Stop(_("The {name} cannot run: its own message above says why.").format(name=child.name))
        if len(child.deaths) >= self._limits.deaths:
            raise Stop(self._given_up(child, code))
        wait_s = self._limits.back_off_s * 2 ** (len(child.deaths) - 1)
        child.due = now + wait_s
        again = _("The {name} died (exit code {code}); starting it again in {wait:g} s.")
        self._say(again.format(name=child.name, code=code, wait=wait_s))

    def _given_up(self, child: Child, code: int) -> str:
        gave_up = _("Gave up: the {name} died {n} times within {within:g} s, last with exit code {code}.")
        return gave_up.format(name=child.name, n=len(child.deaths), within=self._limits.within_s, code=code)

    def _stop_all(self) -> None:
        """Ask every child to stop, wait, and end those that do not."""
        self._stopping.set()
        for child in self._children:
            child.signal(signal.SIGTERM)
        deadline = time.monotonic() + self._limits.grace_s
        for child in self._children:
            if child.process is not None and not _ends(child.process, deadline):
                self._say(_("The {name} does not stop; ending it.").format(name=child.name))
        self._kill()
        for child in self._children:
            if child.process is not None:
                child.process.wait()

    def _kill(self) -> None:
        for child in self._children:
            child.signal(_KILL)


_KILL = signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL


def _ends(process: subprocess.Popen[bytes], deadline: float) -> bool:
    try:
        process.wait(max(0.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        return False
    return True
