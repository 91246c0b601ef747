"""What a job of the scheduler is given."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from settings import Settings
from store.opened import Store


@dataclass(frozen=True)
class Work:
    """What a job works with: the clock and the wish to stop are asked, never assumed."""

    settings: Settings
    store: Store
    clock: Callable[[], datetime]
    stop: Callable[[], bool]
