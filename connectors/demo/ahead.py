"""Work some steps ahead of whoever takes them: one simulates the next week while the last one is stored."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Full, Queue
from threading import Event, Thread
from typing import Generic, TypeVar

Step = TypeVar("Step")
LOOK_S = 0.2
SHORT_TURN_S = 0.0003


@contextmanager
def unhurried() -> Iterator[None]:
    """Do without looks for cycles of garbage, of which a simulation makes none: a third of its time.

    And let threads take turns quickly, since whoever stores comes back for a moment after each piece of work
    outside of Python.
    """
    was_on, turn_s = gc.isenabled(), sys.getswitchinterval()
    gc.disable()
    sys.setswitchinterval(SHORT_TURN_S)
    try:
        yield
    finally:
        sys.setswitchinterval(turn_s)
        if was_on:
            gc.enable()


def ahead(steps: Iterator[Step], most: int) -> Iterator[Step]:
    """Take the steps in a thread of its own, at most so many before they are asked for.

    What goes wrong there is raised here; where nobody asks any more the thread ends.
    """
    line: _Line[Step] = _Line(most)
    worker = Thread(target=line.fill, args=(steps,), name="simulation", daemon=True)
    worker.start()
    try:
        while (step := line.made.get()) is not None:
            if isinstance(step, BaseException):
                raise step
            yield step
    finally:
        line.unwanted.set()
        worker.join()


class _Line(Generic[Step]):
    """Steps made and not yet taken; None is the end."""

    def __init__(self, most: int) -> None:
        self.made: Queue[Step | BaseException | None] = Queue(most)
        self.unwanted = Event()

    def fill(self, steps: Iterator[Step]) -> None:
        try:
            with unhurried():
                for step in steps:
                    if not self._put(step):
                        return
            self._put(None)
        except BaseException as error:  # noqa: BLE001 (raised again by whoever takes the steps)
            self._put(error)

    def _put(self, what: Step | BaseException | None) -> bool:
        while not self.unwanted.is_set():
            try:
                self.made.put(what, timeout=LOOK_S)
            except Full:
                continue
            return True
        return False
