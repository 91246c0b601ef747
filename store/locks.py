"""Locks between processes: one writer of history, one leading scheduler.

A lock file tells the processes of one machine apart. Where the state is in PostgreSQL other machines may use
it, too: then a session of that database holds a lock as well (store.sessions).
"""

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection

from language import _
from store.opened import Store
from store.sessions import Session
from store.state import LostError, State


class BusyError(Exception):
    """Somebody else holds the lock; the sentence says who and since when."""


class Lock:
    """A lock that its holder's death frees. It guards a state: what is written without it is refused.

    `acquire`, `is_held` and `release` are for one thread; `confirm` is for any.
    """

    def __init__(self, state: State, folder: Path, name: str) -> None:
        self._file = FileLock(folder / f"{name}.lock", thread_local=False)
        self._note = folder / f"{name}.holder"
        self._session = Session(state, name) if state.is_shared else None

    def acquire(self, wait_s: float = 0) -> bool:
        """Try for at most `wait_s` seconds; say whether it is held now. Raises StateError."""
        end = time.monotonic() + wait_s
        if self._session is not None:
            self._session.refused_by = ""
        try:
            self._file.acquire(timeout=wait_s)
        except Timeout:
            return False
        try:
            held = self._session is None or self._session.acquire(end)
        except BaseException:
            self._file.release()
            raise
        if not held:
            self._file.release()
            return False
        self._note.write_text(json.dumps({"process": os.getpid(), "since": datetime.now(UTC).isoformat()}))
        return True

    def release(self) -> None:
        if self._session is not None:
            self._session.release()
        self._file.release()

    @property
    def is_held(self) -> bool:
        """Whether it is still held: a connection to another machine may have ended since."""
        return self._file.is_locked and (self._session is None or self._session.is_alive)

    def confirm(self, connection: Connection) -> None:
        """Ask within a transaction whether the lock is ours. Raises LostError."""
        if not self._file.is_locked:
            raise LostError(_("The lock was given up already."))
        if self._session is not None:
            self._session.confirm(connection)

    def holder(self) -> str:
        """Say who holds the lock, for a sentence."""
        if self._session is not None and self._session.refused_by:
            return self._session.refused_by
        try:
            found = json.loads(self._note.read_text())
        except (OSError, ValueError):
            return _("another process")
        since = datetime.fromisoformat(found["since"])
        sentence = _("process {number} since {time} UTC")
        return sentence.format(number=found["process"], time=f"{since:%H:%M:%S}")


def leading(store: Store) -> Lock:
    """Give the lock of the scheduler that does the work."""
    return Lock(store.state, store.folder, "leader")


@contextmanager
def writing(store: Store, wait_s: float) -> Iterator[Store]:
    """Hold the writer's lock for one run; what is given writes only while it is ours.

    Raises BusyError after `wait_s` seconds.
    """
    lock = Lock(store.state, store.folder, "writer")
    if not lock.acquire(wait_s):
        sentence = _("Another refresh is running ({holder}). Nothing was done; try again when it has ended.")
        raise BusyError(sentence.format(holder=lock.holder()))
    try:
        yield store.under(lock)
    finally:
        lock.release()
