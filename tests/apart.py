"""Wait for a coroutine in a thread of its own: a browser's tests leave a loop running in theirs."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def awaited(asked: Coroutine[None, None, T]) -> T:
    """What a coroutine gives. Raises what it raises."""
    with ThreadPoolExecutor(1) as other:
        return other.submit(asyncio.run, asked).result()
