"""Working ahead in a thread, or in another process, gives what working in step gives, and ends in time."""

import os
import signal
import threading
from collections.abc import Generator, Iterator

import psutil
import pytest

from connectors.demo.ahead import ahead
from connectors.demo.apart import ApartError, apart


def counted(up_to: int, seen: list[int]) -> Generator[int, None, None]:
    for n in range(up_to):
        seen.append(n)
        yield n


def failing() -> Generator[int, None, None]:
    yield 1
    raise ValueError("no second step")


def test_all_steps_come_in_order() -> None:
    with ahead(counted(50, []), 2) as steps:
        assert list(steps) == list(range(50))


def test_it_is_no_further_ahead_than_it_may() -> None:
    seen: list[int] = []
    with ahead(counted(50, seen), 2) as steps:
        taken = [next(steps) for _n in range(3)]

    assert taken == [0, 1, 2]
    assert len(seen) <= 3 + 2 + 1


def test_it_begins_before_it_is_asked() -> None:
    begun = threading.Event()

    def told() -> Generator[int, None, None]:
        begun.set()
        yield 1

    with ahead(told(), 1):
        assert begun.wait(10)


def test_an_error_is_raised_where_the_steps_are_taken() -> None:
    with ahead(failing(), 2) as steps:
        assert next(steps) == 1
        with pytest.raises(ValueError, match="no second step"):
            next(steps)


def test_the_thread_ends_when_nobody_asks_any_more() -> None:
    closed: list[bool] = []

    def endless() -> Generator[int, None, None]:
        try:
            while True:
                yield 1
        finally:
            closed.append(True)

    with ahead(endless(), 1) as steps:
        next(steps)

    assert "simulation" not in [thread.name for thread in threading.enumerate()]
    assert closed == [True]


def squares(up_to: int) -> Iterator[tuple[int, int]]:
    """Steps that say in which process they were made."""
    for n in range(up_to):
        yield n * n, os.getpid()


def dying(after: int) -> Iterator[int]:
    yield from range(after)
    os.kill(os.getpid(), signal.SIGKILL)


def children() -> list[psutil.Process]:
    return psutil.Process().children()


def test_steps_made_in_another_process_come_in_order() -> None:
    made = list(apart(squares, 5))

    assert [square for square, _process in made] == [0, 1, 4, 9, 16]
    assert {process for _square, process in made} != {os.getpid()}


def test_the_other_process_ends_when_nobody_asks_any_more() -> None:
    before = children()
    steps = apart(squares, 1_000_000)
    next(steps)
    during = children()
    steps.close()

    assert len(during) == len(before) + 1
    assert len(children()) == len(before)


def test_a_process_that_dies_is_an_error_and_no_end() -> None:
    steps = apart(dying, 2)

    assert [next(steps), next(steps)] == [0, 1]
    with pytest.raises(ApartError, match="ended early, with code -9"):
        next(steps)


def test_what_goes_wrong_in_it_is_an_error(capfd: pytest.CaptureFixture[str]) -> None:
    steps = apart(failing)

    assert next(steps) == 1
    with pytest.raises(ApartError, match="ended early, with code 1"):
        next(steps)
    assert "no second step" in capfd.readouterr().err


def test_a_signal_for_all_processes_leaves_the_end_to_whoever_asked() -> None:
    many = 50_000  # more than a pipe holds, so that the other process is still there
    steps = apart(squares, many)
    process = next(steps)[1]
    for number in (signal.SIGTERM, signal.SIGINT):
        os.kill(process, number)

    assert sum(1 for _step in steps) == many - 1
