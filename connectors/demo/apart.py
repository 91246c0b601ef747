"""Take steps from a process of its own: whoever makes them and whoever uses them do not wait for each other.

`python -m connectors.demo` is that process. It is told on its standard input what to call and answers on its
standard output, both as pickles between two processes of one program. It ends when nobody listens any more.
"""

import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Generator, Iterable
from pathlib import Path
from typing import IO, TypeVar

from connectors.errors import Unavailable
from language import _

Step = TypeVar("Step")
ROOT = Path(__file__).resolve().parents[2]


class ApartError(Unavailable):
    """The process ended before its last step; why stands in the log, where it wrote it itself."""


def apart(steps: Callable[..., Iterable[Step]], *given: object) -> Generator[Step, None, None]:
    """Give the steps of a function of some module, called in a process of its own. Raises ApartError."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    child = subprocess.Popen(
        [sys.executable, "-m", "connectors.demo"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
    )
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        with child.stdin as told:
            pickle.dump((steps, given), told)
        said: tuple[Step, ...]
        while said := _heard(child, child.stdout):
            yield said[0]
    finally:
        child.stdout.close()
        child.kill()
        child.wait()


def _heard(child: subprocess.Popen[bytes], heard: IO[bytes]) -> tuple[Step, ...]:
    """The next step, nothing after the last one."""
    try:
        step: tuple[Step, ...] = pickle.load(heard)
    except (EOFError, pickle.UnpicklingError) as error:
        sentence = _("A process of the simulation ended early, with code {code}: -9 is a lack of memory.")
        raise ApartError(sentence.format(code=child.wait())) from error
    return step


def answer(told: IO[bytes], heard: IO[bytes]) -> None:
    """Be the other process: call what is told and say each step."""
    gc.disable()  # a simulation makes no cycles of garbage: looking for them is a third of its time
    steps, given = pickle.load(told)
    for step in steps(*given):
        _say(heard, (step,))
    _say(heard, ())


def _say(heard: IO[bytes], step: tuple[object, ...]) -> None:
    pickle.dump(step, heard, pickle.HIGHEST_PROTOCOL)
    heard.flush()
