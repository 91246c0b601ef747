"""Locks between processes: one writer of history, one leading scheduler."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from language import _


class BusyError(Exception):
    """Somebody else holds the lock; the sentence says who and since when."""


class Lock:
    """A lock file beside the data; the system frees it when its holder dies."""

    def __init__(self, path: Path) -> None:
        self._lock = FileLock(path)
        self._holder = path.with_suffix(".holder")

    def acquire(self, wait_s: float = 0) -> bool:
        """Try for at most `wait_s` seconds; say whether it is held now."""
        try:
            self._lock.acquire(timeout=wait_s)
        except Timeout:
            return False
        self._holder.write_text(json.dumps({"process": os.getpid(), "since": datetime.now(UTC).isoformat()}))
        return True

    def release(self) -> None:
        self._lock.release()

    @property
    def is_held(self) -> bool:
        return self._lock.is_locked

    def holder(self) -> str:
        """Say who holds the lock, for a sentence."""
        try:
            found = json.loads(self._holder.read_text())
        except (OSError, ValueError):
            return _("another process")
        since = datetime.fromisoformat(found["since"])
        sentence = _("process {number} since {time} UTC")
        return sentence.format(number=found["process"], time=f"{since:%H:%M:%S}")


@contextmanager
def writing(folder: Path, wait_s: float) -> Iterator[None]:
    """Hold the writer lock of `folder` for one run. Raises BusyError after `wait_s` seconds."""
    lock = Lock(folder / "writer.lock")
    if not lock.acquire(wait_s):
        sentence = _("Another refresh is running ({holder}). Nothing was done; try again when it has ended.")
        raise BusyError(sentence.format(holder=lock.holder()))
    try:
        yield
    finally:
        lock.release()
