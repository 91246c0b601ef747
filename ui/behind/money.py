"""What lost time: repeat contacts, those at wrong desks, and those that waited, each minute counted once."""

from collections.abc import Callable
from functools import partial

import polars as pl

from language import marked
from metrics.money.lost import MISROUTES, REPEATS, WAITS, behind
from store.costing import taken
from store.read import Reading
from ui.behind import nouns
from ui.behind.shape import EVERY, Behind, Said

TIME = partial(
    Behind,
    EVERY,
    longest=True,
    anchor="started",
    measure=pl.col("lost_ms"),
    order=marked("Most time lost first"),
)
LOST: dict[str, Behind] = {
    f"lost_{REPEATS}": TIME(
        frame="lost_repeats", called=marked("Repeat contacts"), said=Said(nouns.repeated, amount=nouns.lost)
    ),
    f"lost_{MISROUTES}": TIME(
        frame="lost_misroutes", called=marked("Wrong desks"), said=Said(nouns.strayed, amount=nouns.lost)
    ),
    f"lost_{WAITS}": TIME(
        frame="lost_waits", called=marked("Waiting"), said=Said(nouns.waited, amount=nouns.lost)
    ),
}


def rows(reading: Reading, what: str) -> pl.LazyFrame:
    """Give the contacts that lost time by one of the three, in the shape of a list."""
    return behind(taken(reading), what).drop("wait_ms", "handle_ms")


FRAMES: dict[str, Callable[[Reading], pl.LazyFrame]] = {
    f"lost_{what}": partial(rows, what=what) for what in (REPEATS, MISROUTES, WAITS)
}
