"""Work some steps ahead of whoever takes them: the next days are simulated while the last ones are stored."""

from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from queue import Full, Queue
from threading import Event, Thread
from typing import Generic, TypeVar

Step = TypeVar("Step")
LOOK_S = 0.2


@contextmanager
def ahead(steps: Generator[Step, None, None], most: int) -> Iterator[Iterator[Step]]:
    """Take the steps in a thread of its own from now on, at most so many before they are asked for.

    What goes wrong there is raised where they are asked for; the thread ends with the context.
    """
    line: _Line[Step] = _Line(most)
    worker = Thread(target=line.fill, args=(steps,), name="simulation", daemon=True)
    worker.start()
    try:
        yield line.taken()
    finally:
        line.unwanted.set()
        worker.join()


class _Line(Generic[Step]):
    """Steps made and not yet taken; None is the end."""

    def __init__(self, most: int) -> None:
        self.made: Queue[Step | BaseException | None] = Queue(most)
        self.unwanted = Event()

    def taken(self) -> Iterator[Step]:
        while (step := self.made.get()) is not None:
            if isinstance(step, BaseException):
                raise step
            yield step

    def fill(self, steps: Generator[Step, None, None]) -> None:
        try:
            with closing(steps):
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
