"""Working ahead in a thread gives what working in step gives, and ends when nobody asks."""

import gc
import threading
from collections.abc import Iterator

import pytest

from connectors.demo.ahead import ahead, unhurried


def counted(up_to: int, seen: list[int]) -> Iterator[int]:
    for n in range(up_to):
        seen.append(n)
        yield n


def test_all_steps_come_in_order() -> None:
    assert list(ahead(counted(50, []), 2)) == list(range(50))


def test_it_is_no_further_ahead_than_it_may() -> None:
    seen: list[int] = []
    steps = ahead(counted(50, seen), 2)
    taken = [next(steps) for _n in range(3)]
    steps.close()

    assert taken == [0, 1, 2]
    assert len(seen) <= 3 + 2 + 1


def test_an_error_is_raised_where_the_steps_are_taken() -> None:
    def failing() -> Iterator[int]:
        yield 1
        raise ValueError("no second step")

    steps = ahead(failing(), 2)

    assert next(steps) == 1
    with pytest.raises(ValueError, match="no second step"):
        next(steps)


def test_the_thread_ends_when_nobody_asks_any_more() -> None:
    steps = ahead(counted(50, []), 1)
    next(steps)
    steps.close()

    assert "simulation" not in [thread.name for thread in threading.enumerate()]


def test_the_collector_rests_meanwhile_and_is_on_again_after_an_error() -> None:
    def failing() -> None:
        with unhurried():
            raise RuntimeError(gc.isenabled())

    with pytest.raises(RuntimeError, match="False"):
        failing()

    assert gc.isenabled()
