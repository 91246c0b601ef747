"""Which errors of the past say how far off a forecast may be that is told so many days ahead."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from metrics.forecast import bands
from metrics.forecast.expected import AHEAD, Reach
from metrics.forecast.walk import spread

LEAST_DAYS = 28  # of errors told so far ahead; with fewer, those told less far ahead speak for them
NEARER: Mapping[Reach, Reach] = {"week": "day", "fortnight": "week"}


@dataclass(frozen=True)
class Errors:
    """How far off forecasts were that were told so many days ahead, and how the level walks beyond."""

    band: pl.DataFrame
    ahead: int
    walk: pl.DataFrame

    def banded(self, rows: pl.DataFrame, days: pl.Expr) -> pl.DataFrame:
        """Put low and high beside rows that are told so many days ahead."""
        beside = rows.join(self.walk, on="queue", how="left", maintain_order="left")
        return bands.banded(beside, self.band, spread(days - self.ahead)).drop("walk")


def errors(told: Mapping[Reach, pl.DataFrame], walk: pl.DataFrame, reach: Reach, today: int) -> Errors:
    """Learn from past days, as they were told, what holds on a morning of what is told so far ahead."""
    newest = told[reach].filter(pl.col("day").is_between(today - bands.DAYS, today - 1))
    if reach in NEARER and newest["day"].n_unique() < LEAST_DAYS:
        return errors(told, walk, NEARER[reach], today)
    return Errors(bands.learnt(newest), AHEAD[reach], walk)
