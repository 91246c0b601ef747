"""Write a recorded day into a growing queue_log as its time comes, and rotate the file on the way."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread


class Replay:
    """Lines of a day, written `speed` times as fast as they came, from `since` on by this machine's clock."""

    def __init__(
        self, folder: Path, lines: Sequence[tuple[datetime, str]], first: datetime, speed: float
    ) -> None:
        self.file = folder / "queue_log"
        self.since = datetime.now(UTC)
        self._lines = list(lines)
        self._first, self._speed = first, speed
        self._written = 0
        self._ended = Event()
        self._thread = Thread(target=self._write, daemon=True)
        self.file.touch()

    def start(self) -> "Replay":
        self._thread.start()
        return self

    def now(self) -> datetime:
        """The instant of the day that the clock has come to."""
        return self._first + (datetime.now(UTC) - self.since) * self._speed

    def rotate(self) -> None:
        """Rename the file, as logrotate does; later lines go into a new one."""
        self.file.rename(self.file.with_name("queue_log.1"))
        self.file.touch()

    def rest(self) -> None:
        """Stop the clock and write all that is left at once."""
        self.stop()
        self._append(self._lines[self._written :])

    def stop(self) -> None:
        self._ended.set()
        self._thread.join()

    def _write(self) -> None:
        while not self._ended.wait(0.1):
            now, due = self.now(), self._written
            while due < len(self._lines) and self._lines[due][0] <= now:
                due += 1
            self._append(self._lines[self._written : due])

    def _append(self, some: Sequence[tuple[datetime, str]]) -> None:
        with self.file.open("ab") as log:
            log.write("".join(f"{line}\n" for _at, line in some).encode())
        self._written += len(some)


def waiting_at(lines: Sequence[tuple[datetime, str]], at: datetime) -> int:
    """Count by hand who waits at an instant: entered, and neither answered nor gone."""
    inside: set[str] = set()
    for when, line in lines:
        if when > at:
            break
        _stamp, call, _queue, _agent, event, *_data = line.split("|")
        if event == "ENTERQUEUE":
            inside.add(call)
        elif event in {"CONNECT", "ABANDON", "EXITWITHTIMEOUT", "EXITWITHKEY", "EXITEMPTY"}:
            inside.discard(call)
    return len(inside)


def slept(seconds: float) -> None:
    """Let the replay go on."""
    time.sleep(seconds)
