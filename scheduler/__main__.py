"""`python -m scheduler [--config FILE] [--data DIR]`: fetch, publish and tidy until asked to stop.

Exit code 0 after SIGTERM or SIGINT, 2 when a person must mend something first. A second signal ends at once.
"""

import argparse
import logging
import math
import os
import signal
import socket
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event

from language import _
from scheduler import logs
from scheduler.changes import Changes
from scheduler.leader import LOOK_S, Leader, wait_to_lead
from scheduler.refresh import wall_clock
from scheduler.work import Work
from settings import DEMO_WEEKS, Settings, SettingsError, load
from store import changed, publish
from store.failures import FAILURES
from store.locks import Lock, leading
from store.opened import Store, open_store
from store.state import LostError, StateError

log = logging.getLogger("scheduler")

PATIENCE_S = 10.0


@dataclass
class Process:
    """This process: what it was told at its start, and whether it was asked to stop."""

    config: Path | None
    data: Path | None
    stopping: Event = field(default_factory=Event)
    deadline: float = math.inf

    def ask_to_stop(self, number: int, _frame: object) -> None:
        """Stop cleanly; asked twice, end at once."""
        if self.stopping.is_set():
            leave_signals_to_the_system()
            signal.raise_signal(number)
        self.deadline = time.monotonic() + PATIENCE_S
        self.stopping.set()

    def settings(self) -> Settings:
        return load(self.config, self.data)


def leave_signals_to_the_system() -> None:
    """Let the next signal end the process, whatever it is doing."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)


def main(words: Sequence[str]) -> int:
    """Live until asked to stop, beginning anew whenever the settings change."""
    logs.begin()
    process = Process(**vars(_parser().parse_args(words)))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, process.ask_to_stop)
    try:
        settings: Settings | None = process.settings()
        at_once = False
        while settings is not None:
            settings = _live(process, settings, at_once)
            at_once = True
    except (SettingsError, StateError) as error:
        print(error, file=sys.stderr)
        return 2
    log.info("Stopped.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m scheduler", description="Fetch, publish and tidy.")
    parser.add_argument("--config", type=Path, metavar="FILE", help="the settings, moked.toml by default")
    parser.add_argument("--data", type=Path, metavar="DIR", help="the folder of the stores")
    return parser


def _live(process: Process, settings: Settings, at_once: bool) -> Settings | None:
    """Wait to lead, then lead; give the settings to go on with, None when asked to stop."""
    store = open_store(settings)
    try:
        while wait_to_lead(lock := leading(store), process.stopping, partial(log.info, "Waiting: %s")):
            try:
                return _lead(process, settings, store, lock, at_once)
            except FAILURES as error:
                log.warning("Not leading any more: %s", error)
            finally:
                lock.release()
        return None
    finally:
        store.close()


def _lead(process: Process, settings: Settings, store: Store, lock: Lock, at_once: bool) -> Settings | None:
    """Lead until asked to stop or the settings change. Raises LostError, and what the stores fail with."""
    ended = Event()
    stop = partial(_any_is_set, process.stopping, ended)
    work = Work(settings, store.under(lock), wall_clock, stop)
    leader = Leader(work, f"{socket.gethostname()[:60]}:{os.getpid()}")
    leader.start(at_once)
    changed.note(work.store.state, settings, wall_clock())
    _say_leading(settings, store)
    try:
        return _look_on(process, leader, lock, Changes(process.settings, settings))
    finally:
        ended.set()
        _end(process, leader)


def _any_is_set(*events: Event) -> bool:
    return any(event.is_set() for event in events)


def _look_on(process: Process, leader: Leader, lock: Lock, changes: Changes) -> Settings | None:
    while not process.stopping.wait(LOOK_S):
        if not lock.is_held:
            raise LostError(_("The connection to the state database was lost, and the lock with it."))
        leader.look()
        if (changed := changes.look()) is not None:
            log.info("The settings changed; beginning anew with them.")
            return changed
    return None


def _end(process: Process, leader: Leader) -> None:
    """Wait for the work at hand, but not for ever: it may be cut off at any point without a loss."""
    if process.stopping.is_set():
        leave_signals_to_the_system()
    leader.end()
    while not leader.is_idle(wait_s=0.2):
        if time.monotonic() > process.deadline:
            leader.fall_silent()
            log.info("Stopped in the middle of a job; nothing of it was shown and nothing is lost.")
            os._exit(0)
    leader.fall_silent()


def _say_leading(settings: Settings, store: Store) -> None:
    names = ", ".join(connector.name for connector in settings.connectors)
    if settings.is_shipped and publish.newest(store.state) is None:
        words = "No moked.toml: making %d weeks of a simulated contact centre; the pages fill by themselves."
        log.info(words, DEMO_WEEKS)
    elif names:
        log.info("Leading; fetching from %s.", names)
    else:
        log.info("Leading, with nothing to fetch: no source is connected. Add one to moked.toml.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
