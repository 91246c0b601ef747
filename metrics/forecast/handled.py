"""How good expected handle times were, each week as it was told before it, and the band that this gives.

The work of a slot is counted in contacts of the expected length: ten that took a tenth longer are eleven. So
it is off as numbers of contacts are (`metrics.forecast.bands`), among slots of a like number of contacts.
"""

from collections.abc import Mapping

import polars as pl

from metrics.forecast import bands
from metrics.forecast.expected import AHEAD, Reach
from metrics.forecast.handling import HOUR_S, handle_times
from metrics.forecast.reaches import LEAST_DAYS, NEARER

WEEK = 7
WEEKS = 8  # that are scored, and in whose errors a band is learnt
LEAST_N = 30  # contacts under which an error in percent says nothing (DEFINITIONS 0.4)
REACHES: tuple[Reach, ...] = ("day", "week", "fortnight")
Told = Mapping[Reach, pl.DataFrame]


def told_times(slots: pl.DataFrame, today: int) -> dict[Reach, pl.DataFrame]:
    """Give the slots of whole past weeks in which contacts were handled, as they were told so far ahead.

    slots as `counted` gives them. Gives queue, day, ms, expected (how many were handled), n (their work in
    contacts of the expected length), handle_s, and usual_s: the mean of that hour a week earlier, or null.
    """
    usual = _usual(slots)
    known = slots.filter(pl.col("day") < today, pl.col("handled") > 0).select(
        "queue", "day", hour=pl.col("second") // HOUR_S, expected=pl.col("handled"), ms="handle_ms"
    )
    first = known["day"].min()
    many = (today - first) // WEEK if isinstance(first, int) else 0
    mornings = {today - WEEK * week - ahead for week in range(1, many + 1) for ahead in (1, 7, 14)}
    times = {morning: handle_times(slots, morning) for morning in mornings}
    beside = known.join(usual, on=["queue", "day", "hour"], how="left")
    return {
        reach: pl.concat(
            [
                _of_week(beside, today - WEEK * week, times[today - WEEK * week - AHEAD[reach]])
                for week in range(1, many + 1)
            ]
            or [_of_week(beside, today, handle_times(slots, today))]
        )
        for reach in REACHES
    }


def _usual(slots: pl.DataFrame) -> pl.DataFrame:
    by_hour = slots.group_by("queue", pl.col("day") + WEEK, hour=pl.col("second") // HOUR_S).agg(
        pl.col("handled", "handle_ms").sum()
    )
    mean = pl.col("handle_ms") / pl.col("handled") / 1000
    return by_hour.filter(pl.col("handled") > 0).select("queue", "day", "hour", usual_s=mean)


def _of_week(rows: pl.DataFrame, begin: int, times: pl.DataFrame) -> pl.DataFrame:
    week = rows.filter(pl.col("day").is_between(begin, begin + WEEK - 1))
    told = week.join(times, on=["queue", "hour"]).filter(pl.col("handle_s") > 0)
    return told.with_columns(n=pl.col("ms") / 1000 / pl.col("handle_s"), week=pl.lit(begin))


def learnt_times(told: Told, reach: Reach, today: int) -> pl.DataFrame:
    """Learn from whole weeks before a morning how far off times are that are told so far ahead."""
    rows = told[reach].filter(pl.col("day").is_between(today - bands.DAYS, today - 1))
    is_few = reach in NEARER and rows["day"].n_unique() < LEAST_DAYS
    return learnt_times(told, NEARER[reach], today) if is_few else bands.learnt(rows)


def banded_times(rows: pl.DataFrame, band: pl.DataFrame) -> pl.DataFrame:
    """Put handle_low and handle_high beside the handle_s of slots; expected says of how many contacts."""
    beside = bands.with_errors(rows, band)
    ends = {
        f"handle_{end}": pl.when(pl.col("expected") > 0).then(
            (pl.col("handle_s") * (1 + pl.col(f"off_{end}") / pl.col("expected").sqrt())).clip(lower_bound=0)
        )
        for end in ("low", "high")
    }
    return beside.with_columns(**ends).drop("off_low", "off_high")


def scored_times(told: Told) -> pl.DataFrame:
    """Score the last eight weeks as `metrics.forecast.scored` does: an error is one in the work of slots.

    A row for each reach and queue, and one of all queues (queue null): reach, queue, slots, came (contacts
    handled), wape, usual_wape and held; null where too few came to say.
    """
    return pl.concat([_scored(told, reach) for reach in REACHES])


def _scored(told: Told, reach: Reach) -> pl.DataFrame:
    rows = told[reach]
    begins = rows["week"].unique().sort(descending=True)[:WEEKS]
    judged = pl.concat([_judged(told, reach, begin) for begin in begins] or [_judged(told, reach, 0)])
    every = judged.with_columns(queue=pl.lit(None, pl.String))
    figures = pl.concat([every, judged]).group_by("queue", maintain_order=True).agg(*_figures())
    return figures.select(pl.lit(reach).alias("reach"), pl.all())


def _judged(told: Told, reach: Reach, begin: int) -> pl.DataFrame:
    week = told[reach].filter(week=begin)
    band = learnt_times(told, reach, begin - AHEAD[reach])
    mean_s = pl.col("ms") / 1000 / pl.col("expected")
    is_held = mean_s.is_between("handle_low", "handle_high")
    return banded_times(week, band).with_columns(is_held=is_held).drop("handle_low", "handle_high")


def _figures() -> list[pl.Expr]:
    came, both = pl.col("expected").sum(), pl.col("usual_s").is_not_null()
    off = {
        name: (pl.col(name) * 1000 * pl.col("expected") - pl.col("ms")).abs()
        for name in ("handle_s", "usual_s")
    }
    said = pl.when(came >= LEAST_N)
    return [
        pl.len().cast(pl.Int64).alias("slots"),
        came.cast(pl.Int64).alias("came"),
        *(
            said.then(off[name].filter(both).sum() / pl.col("ms").filter(both).sum())
            .fill_nan(None)
            .alias(as_)
            for name, as_ in (("handle_s", "wape"), ("usual_s", "usual_wape"))
        ),
        said.then(pl.col("is_held").mean()).alias("held"),
    ]
