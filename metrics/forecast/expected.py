"""Expect what came in the same slot of six weeks, at the level of the last two (DEFINITIONS 11).

Of past slots everything is told as it was to be told before them, so that errors and scores are honest. A
slot is like another of its queue at the same second of the day if both days are of the same weekday, or both
are holidays. What is told in the morning of a day up to six days ahead stands on the six like slots before it
(base_1), what is told 7 to 13 days ahead on the six before the last (base_2), 14 days ahead on base_3.
"""

from typing import Literal

import polars as pl

Reach = Literal["today", "day", "week", "fortnight"]
AHEAD: dict[Reach, int] = {"today": 0, "day": 1, "week": 7, "fortnight": 14}  # days
BASE, LEAST = 6, 2  # like slots that make a base, and without how many there is none
PRIOR = 60.0  # visits as expected by which a level is made steadier
DAY_PRIOR = 60.0  # the same of a day's ratio
LEAD_S = 7200  # how long before a slot it is told what is scored as today's
LIKE = ("queue", "like", "second")
BASES = (1, 2, 3)


def with_bases(slots: pl.DataFrame) -> pl.DataFrame:
    """Give the known slots with base_1 to base_3, and last_1 to last_3: the like slots so many before."""
    n = pl.col("n").cast(pl.Float64)
    lasts = [n.shift(back).over(LIKE).alias(f"last_{back}") for back in BASES]
    medians = [
        n.shift(back).rolling_median(BASE, min_samples=LEAST).over(LIKE).alias(f"base_{back}")
        for back in BASES
    ]
    known = slots.drop_nulls("n").sort("queue", "starts_at").with_columns(*lasts, *medians)
    return known.with_columns(smoothed(f"base_{back}") for back in BASES)


def smoothed(name: str) -> pl.Expr:
    """Weigh a slot of sorted rows with the two beside it on its day, 1 : 2 : 1, since six counts are few."""
    own = pl.col(name)
    before, after = (own.shift(by).over("queue", "day").fill_null(own) for by in (1, -1))
    return ((before + 2 * own + after) / 4).alias(name)


def levels(based: pl.DataFrame) -> pl.DataFrame:
    """Tell for each morning at what level two weeks were: what came / the bases of that morning.

    A row of queue, day and level from a queue's first known day to the morning after the last day of all.
    Compared with bases of its own time a queue that falls would fall twice, in the level and in the base.
    """
    newest = pl.col("n").cast(pl.Float64).rolling_median(BASE, min_samples=LEAST).over(LIKE)
    rows = based.select("queue", "day", *LIKE[1:], "n", of_week=newest)
    # A week later the base of a slot has one more count in it.
    next_day, next_base = (pl.col(name).shift(-1).over(LIKE) for name in ("day", "of_week"))
    aged = rows.with_columns(
        before=pl.when(next_day == pl.col("day") + 7).then(next_base).otherwise("of_week")
    )
    known = aged.drop_nulls("of_week").group_by("queue", "day").agg(pl.col("n", "of_week", "before").sum())
    last = based["day"].max()
    days = (
        based.group_by("queue").agg(day=pl.int_ranges(pl.col("day").min(), pl.lit(last) + 2)).explode("day")
    )
    dense = days.join(known, on=["queue", "day"], how="left").sort("queue", "day")
    came, expected = _sum_before("n", 14), _sum_before("of_week", 7) + _sum_before("before", 7, ago=7)
    level = pl.when(expected > 0).then((came + PRIOR) / (expected + PRIOR))
    return dense.select("queue", "day", level=level)


def _sum_before(name: str, days: int, ago: int = 0) -> pl.Expr:
    """Add up so many days before each, those `ago` days before that."""
    filled = pl.col(name).fill_null(0).rolling_sum(days, min_samples=1)
    return filled.shift(1 + ago, fill_value=0).over("queue")


def told(based: pl.DataFrame, level: pl.DataFrame, reach: Reach, slot_s: int) -> pl.DataFrame:
    """Give past slots with what was expected of them so far ahead, `expected`, and `usual`, last week's.

    Today's is told LEAD_S before the slot, at the day's ratio until then. usual is the newest like slot that
    was over, as "the same weekday of last week" would have it.
    """
    back = AHEAD[reach] // 7 + 1
    then = level.select("queue", pl.col("day") + AHEAD[reach], "level")
    rows = based.join(then, on=["queue", "day"], how="left", maintain_order="left").with_columns(
        expected=pl.col(f"base_{back}") * pl.col("level"), usual=pl.col(f"last_{back}")
    )
    if reach == "today":
        ratio = days_ratio(LEAD_S // slot_s + 1)
        rows = rows.with_columns(expected=pl.col("expected") * ratio)
    return rows.drop_nulls(["expected", "usual"])


def days_ratio(slots_ago: int) -> pl.Expr:
    """How much more has come on the day, up to so many slots ago, than was expected in the morning."""
    known = pl.col("expected").is_not_null()
    came, should = pl.when(known).then("n").fill_null(0), pl.col("expected").fill_null(0)
    so_far = [each.cum_sum().shift(slots_ago, fill_value=0).over("queue", "day") for each in (came, should)]
    return (so_far[0] + DAY_PRIOR) / (so_far[1] + DAY_PRIOR)
