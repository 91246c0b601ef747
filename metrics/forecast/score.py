"""How good forecasts were, each as it was to be told then: rolling origin, beside last week's same slot.

WAPE = Σ |came - expected| / Σ came. Held is the share of slots within the band, which was learnt before the
week in which they lie; slots of nobody where nobody was expected, such as those of a night, count in neither.
"""

from collections.abc import Mapping

import polars as pl

from metrics.forecast.expected import AHEAD, Reach, levels, told, with_bases
from metrics.forecast.reaches import errors
from metrics.forecast.walk import walks

WEEK = 7
WEEKS = 8  # that are scored
LEAST_N = 30  # visits under which an error in percent says nothing (DEFINITIONS 0.4)


def scored(slots: pl.DataFrame, slot_s: int) -> pl.DataFrame:
    """Score the last eight weeks: a row for each reach and queue, and one of all queues (queue null).

    slots as `counted` gives them. Gives reach, queue, slots, came, wape, usual_wape and held; null where too
    few came to say.
    """
    based = with_bases(slots)
    level = levels(based)
    by_reach = {reach: told(based, level, reach, slot_s) for reach in AHEAD}
    return pl.concat([_of_reach(judged_weeks(by_reach, based, reach), reach) for reach in AHEAD])


def _of_reach(judged: pl.DataFrame, reach: Reach) -> pl.DataFrame:
    every = judged.with_columns(queue=pl.lit(None, pl.String))
    figures = pl.concat([every, judged]).group_by("queue", maintain_order=True).agg(*_figures())
    return figures.select(pl.lit(reach).alias("reach"), pl.all())


def _figures() -> list[pl.Expr]:
    came = pl.col("n").sum()
    said, off = pl.when(came >= LEAST_N), {name: _off(name) / came for name in ("expected", "usual")}
    held = pl.col("is_held").filter((pl.col("expected") > 0) | (pl.col("n") > 0))
    return [
        pl.len().cast(pl.Int64).alias("slots"),
        came.alias("came"),
        said.then(off["expected"]).alias("wape"),
        said.then(off["usual"]).alias("usual_wape"),
        said.then(held.mean()).alias("held"),
    ]


def _off(name: str) -> pl.Expr:
    return (pl.col(name) - pl.col("n")).abs().sum()


def judged_weeks(by_reach: Mapping[Reach, pl.DataFrame], based: pl.DataFrame, reach: Reach) -> pl.DataFrame:
    """Give the past slots of eight weeks with is_held, by the band of what was known before their week."""
    rows = by_reach[reach]
    last = rows["day"].max()
    if not isinstance(last, int):
        return rows.with_columns(is_held=pl.lit(None, pl.Boolean))
    return pl.concat(_held(by_reach, based, reach, last - WEEK * n) for n in range(WEEKS))


def _held(
    by_reach: Mapping[Reach, pl.DataFrame], based: pl.DataFrame, reach: Reach, end: int
) -> pl.DataFrame:
    week = by_reach[reach].filter(pl.col("day").is_between(end - WEEK + 1, end))
    today = end - WEEK + 1 - AHEAD[reach]
    known = errors(by_reach, walks(based.filter(pl.col("day") < today)), reach, today)
    sure = known.banded(week, pl.lit(AHEAD[reach]))
    is_held = pl.col("n").is_between("low", "high") if known.band.height else pl.lit(None, pl.Boolean)
    return sure.with_columns(is_held=is_held).drop("low", "high")
