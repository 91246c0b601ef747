"""A process that sends what waits beside others that do, as no leader: claims alone keep them apart.

It prints the number of each message that it claimed.
"""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scheduler.outbox import Round
from settings import load
from store import outbox
from store.opened import open_store


class Telling(Round):
    """A look at the outbox that says what it claims."""

    def _claim(self, number: int) -> bool:
        is_mine = super()._claim(number)
        if is_mine:
            print(number, flush=True)
        return is_mine


class Clock:
    """A clock of its own: nobody waits for what is tried again in half an hour."""

    now = datetime(2026, 11, 16, 5, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def main(folder: Path, worker: int) -> None:
    settings = load(folder / "moked.toml", folder / "data")
    store, clock = open_store(settings), Clock()
    for _look in range(24):
        waiting = outbox.due(store.state, clock())
        first = worker * len(waiting) // 3
        Telling(settings, store.state, clock, store=store).send([*waiting[first:], *waiting[:first]])
        clock.now += timedelta(minutes=5)
    store.close()


main(Path(sys.argv[1]), int(sys.argv[2]))
