"""How good forecasts were, worked out once for each morning and kept while the past stays as it is."""

from dataclasses import dataclass, field
from functools import lru_cache

import polars as pl

from metrics.forecast import scored
from metrics.forecast.handled import scored_times, told_times

KEPT = 8  # mornings of centres
READ = ("queue", "starts_at", "local_s", "day", "second", "like", "is_open", "n", "handled", "handle_ms")


@dataclass(frozen=True)
class Past:
    """The slots of whole days; two are the same if the same was counted in them."""

    print: int
    today: int
    slot_s: int
    slots: pl.DataFrame = field(compare=False, repr=False)


def scores(slots: pl.DataFrame, today: int, slot_s: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Score forecasts of volumes and of handle times, by the days before the one of a number.

    slots as `metrics.forecast.counted` gives them. Late data change what was counted, and so the scores.
    """
    past = slots.filter(pl.col("day") < today).select(READ).sort("queue", "starts_at")
    place = pl.int_range(pl.len(), dtype=pl.UInt64)
    hashed = past.select(pl.struct(READ).hash().add(place).hash().sum()).item()
    return _scores(Past(int(hashed or 0), today, slot_s, past))


@lru_cache(maxsize=KEPT)
def _scores(past: Past) -> tuple[pl.DataFrame, pl.DataFrame]:
    return scored(past.slots, past.slot_s), scored_times(told_times(past.slots, past.today))
