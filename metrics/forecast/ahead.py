"""Tell the rest of today and the days ahead: what comes to each queue, and how long it takes."""

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from metrics.forecast import bands, handled
from metrics.forecast.expected import (
    AHEAD,
    BASE,
    DAY_PRIOR,
    LEAST,
    LIKE,
    levels,
    smoothed,
    told,
    with_bases,
)
from metrics.forecast.handled import banded_times, learnt_times, told_times
from metrics.forecast.handling import HOUR_S, handle_times
from metrics.forecast.reaches import errors
from metrics.forecast.slots import HOLIDAY
from metrics.forecast.walk import spread, walks
from metrics.periods import DAY_S

FARTHEST = 1_000  # days, farther than anything is told
LEAST_DAYS = 28  # of history, without which a queue has no forecast
COLUMNS = (
    "queue",
    "channel",
    "starts_at",
    "local_s",
    "is_open",
    "is_holiday",
    "expected",
    "low",
    "high",
    "handle_s",
    "handle_low",
    "handle_high",
)


@dataclass(frozen=True)
class Known:
    """What the past says: slots with their bases, the level of each morning, and today's number."""

    based: pl.DataFrame
    level: pl.DataFrame
    today: int


def known(slots: pl.DataFrame, at: datetime) -> Known:
    """Learn from the slots, as `counted` gives them, what is known at an instant."""
    today = slots.filter(pl.col("starts_at") <= at)["day"].max()
    based = with_bases(slots)
    return Known(based, levels(based), int(today) if isinstance(today, int) else 0)


def days_of_data(slots: pl.DataFrame, at: datetime) -> pl.DataFrame:
    """Count for each queue the days since its first visit: queue, days (0 where it had none)."""
    first = pl.col("starts_at").filter(pl.col("n").is_not_null()).min()
    begun = slots.group_by("queue").agg(days=(pl.lit(at) - first).dt.total_days().fill_null(0))
    return begun.sort("queue")


def forecast(slots: pl.DataFrame, at: datetime, slot_s: int) -> pl.DataFrame:
    """Tell every slot that is not over at `at`, of the queues and up to where `slots` go.

    Gives queue, channel, starts_at, local_s, is_open, is_holiday, expected, low, high (counts, between which
    eight in ten lie), handle_s, handle_low, handle_high (the mean of the slot's contacts, likewise). A closed
    slot expects 0. Of a queue known for less than 28 days nothing is told, nor of a slot unlike any before
    it, such as one of new opening hours: null.
    """
    past = known(slots, at)
    ahead = _expected(slots.filter(pl.col("day") >= past.today), past)
    young = days_of_data(slots, at).filter(pl.col("days") < LEAST_DAYS)["queue"]
    coming = ahead.filter(pl.col("starts_at") + pl.duration(seconds=slot_s) > at)
    is_told = pl.col("is_open") & ~pl.col("queue").is_in(young.implode())
    ready = coming.with_columns(expected=pl.when(is_told).then("expected"))
    timed = _with_handling(_banded(ready, past, slot_s), slots, past.today)
    is_shut = ~pl.col("is_open")
    return timed.with_columns(
        *(pl.when(is_shut).then(0.0).otherwise(name).alias(name) for name in ("expected", "low", "high")),
        is_holiday=pl.col("like") == HOLIDAY,
    ).select(COLUMNS)


def daily(rows: pl.DataFrame, slots: pl.DataFrame, at: datetime, slot_s: int) -> pl.DataFrame:
    """Add up the slots of a forecast by queue and local day: queue, day (a number), expected, low, high.

    Slots of a day are off together, so that the ends of their bands do not add up: the band of a day is that
    of past days of its size, told the day before. null where a slot of the day is not told.
    """
    past = known(slots, at)
    by_day = (
        told(past.based, past.level, "day", slot_s)
        .group_by("queue", "day")
        .agg(pl.col("n", "expected").sum())
    )
    is_whole = ~pl.col("expected").is_null().any()
    days = rows.group_by("queue", day=pl.col("local_s") // DAY_S).agg(
        expected=pl.when(is_whole).then(pl.col("expected").sum())
    )
    newest = by_day.filter(pl.col("day") > past.today - bands.DAYS)
    beside = days.sort("queue", "day").join(walks(past.based), on="queue", how="left", maintain_order="left")
    beyond = spread(pl.col("day") - past.today - AHEAD["day"])
    return bands.banded(beside, bands.learnt(newest), beyond).drop("walk")


def _expected(ahead: pl.DataFrame, past: Known) -> pl.DataFrame:
    """Put expected beside all slots from today's midnight on: base × level × the day's ratio so far."""
    based = _with_base(ahead.sort("queue", "starts_at"), past)
    newest = past.level.filter(pl.col("day") <= past.today).sort("day").group_by("queue").last().drop("day")
    told_so = based.join(newest, on="queue", how="left", maintain_order="left").with_columns(
        expected=pl.col("base") * pl.col("level").fill_null(1.0)
    )
    return told_so.with_columns(expected=pl.col("expected") * _ratio_today(past.today))


def _ratio_today(today: int) -> pl.Expr:
    """How much more has come today than was expected of the slots that are over."""
    is_over = (pl.col("day") == today) & pl.col("n").is_not_null() & pl.col("expected").is_not_null()
    came, should = (pl.col(name).filter(is_over).sum().over("queue") for name in ("n", "expected"))
    ratio = (came + DAY_PRIOR) / (should + DAY_PRIOR)
    return pl.when(pl.col("day") == today).then(ratio).otherwise(1.0)


def _with_base(ahead: pl.DataFrame, past: Known) -> pl.DataFrame:
    """Put the median of the six newest like slots beside each; on holidays without enough, of a quiet day.

    A holiday is like former holidays. Where the queue had fewer than two, it is like the weekday on which
    fewest came to it.
    """
    medians = _medians(past.based.filter(pl.col("day") < past.today))
    of_quiet = medians.rename({"base": "quiet_base"})
    quiet = _quietest(past.based).join(of_quiet, on=["queue", "like"]).drop("like")
    found = ahead.join(medians, on=LIKE, how="left", maintain_order="left").join(
        quiet, on=["queue", "second"], how="left", maintain_order="left"
    )
    quiet_base = pl.when(pl.col("like") == HOLIDAY).then("quiet_base")
    whole = found.with_columns(base=pl.when("is_open").then(pl.coalesce("base", quiet_base)))
    return whole.with_columns(smoothed("base")).drop("quiet_base")


def _medians(based: pl.DataFrame) -> pl.DataFrame:
    newest = pl.col("n").tail(BASE)
    counts = based.sort("starts_at").group_by(LIKE).agg(base=newest.median(), rows=newest.len())
    return counts.filter(pl.col("rows") >= LEAST).drop("rows")


def _quietest(based: pl.DataFrame) -> pl.DataFrame:
    days = based.filter(pl.col("like") < HOLIDAY).group_by("queue", "like", "day").agg(pl.col("n").sum())
    usual = days.group_by("queue", "like").agg(pl.col("n").mean())
    return usual.sort("n", "like").group_by("queue", maintain_order=True).agg(pl.col("like").first())


def _banded(ahead: pl.DataFrame, past: Known, slot_s: int) -> pl.DataFrame:
    days = pl.col("day") - past.today
    begins = list(AHEAD.values())
    ends = [*begins[1:], None]
    by_reach = {reach: told(past.based, past.level, reach, slot_s) for reach in AHEAD}
    walk = walks(past.based)
    parts = []
    for reach, begin, end in zip(AHEAD, begins, ends, strict=True):
        part = ahead.filter(days >= begin, pl.lit(value=True) if end is None else days < end)
        parts.append(errors(by_reach, walk, reach, past.today).banded(part, days))
    return pl.concat(parts).sort("queue", "starts_at")


def _with_handling(ahead: pl.DataFrame, slots: pl.DataFrame, today: int) -> pl.DataFrame:
    times = handle_times(slots, today).rename({"hour": "of_hour"})
    rows = ahead.with_columns(of_hour=pl.col("second") // HOUR_S)
    beside = rows.join(times, on=["queue", "of_hour"], how="left", maintain_order="left")
    known = beside.with_columns(handle_s=pl.when(pl.col("expected").is_not_null()).then("handle_s"))
    then, days = told_times(slots, today), pl.col("day") - today
    ends = [AHEAD[reach] for reach in handled.REACHES[1:]]
    parts = [
        banded_times(known.filter(days >= begin, days < end), learnt_times(then, reach, today))
        for reach, begin, end in zip(handled.REACHES, [0, *ends], [*ends, FARTHEST], strict=True)
    ]
    return pl.concat(parts).sort("queue", "starts_at")
