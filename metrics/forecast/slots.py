"""Cut the past and the days ahead into slots on the wall clock, and count what came in each.

A slot is a stretch of real time that begins at a quarter or half hour of the local clock. So the hour that is
missing when the clock goes forward has no slots, and the hour that comes twice has twice as many, each of the
usual length and each like the same hour of other weeks.
"""

from collections.abc import Collection
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import polars as pl

from metrics.periods import DAY_S, day, weekday

HOLIDAY = 8  # the kind of day that a holiday is; 1 to 7 are weekdays
INSTANT = pl.Datetime("us", "UTC")
COUNTS = ("n", "handled", "handle_ms")


def grid(
    queues: pl.DataFrame, first: date, until: datetime, slot_s: int, zone: str, holidays: Collection[date]
) -> pl.DataFrame:
    """Lay out the slots of queues, from the midnight of a local day up to an instant.

    Beside the columns of `queues` stand starts_at, local_s, day (its number from 1970-01-01), second (of the
    local day) and like: the ISO weekday, or HOLIDAY.
    """
    since = datetime.combine(first, time(), ZoneInfo(zone)).astimezone(UTC)
    begun = pl.datetime_range(since, until, f"{slot_s}s", closed="left", eager=True, time_unit="us")
    local_s = pl.col("starts_at").dt.convert_time_zone(zone).dt.replace_time_zone(None).dt.epoch("s")
    number = day(pl.col("local_s"))
    is_holiday = number.is_in([(each - date(1970, 1, 1)).days for each in holidays])
    dated = begun.alias("starts_at").to_frame().with_columns(local_s=local_s)
    kinds = dated.with_columns(
        day=number,
        second=pl.col("local_s") % DAY_S,
        like=pl.when(is_holiday).then(HOLIDAY).otherwise(weekday(pl.col("local_s"))),
    )
    return queues.join(kinds, how="cross")


def counted(slots: pl.DataFrame, visits: pl.DataFrame, at: datetime, slot_s: int) -> pl.DataFrame:
    """Put beside each slot what came: n, handled, handle_ms; null where that is not known.

    visits hold queue, queued_at, queued_local_s and handle_ms, without those that found it closed. slots hold
    is_open; a closed one has no counts. Not known are slots that are not over at `at`, those before the
    queue's first visit and after the last of any queue, and days without a visit to any: no data is not calm.
    """
    known = visits.drop_nulls(["queue", "queued_at", "queued_local_s"]).filter(pl.col("queued_at") < at)
    into = pl.duration(seconds=pl.col("queued_local_s") % slot_s)
    came = (
        known.group_by("queue", starts_at=(pl.col("queued_at").dt.truncate("1s") - into).cast(INSTANT))
        .agg(
            n=pl.len().cast(pl.Int64),
            handled=pl.col("handle_ms").count().cast(pl.Int64),
            ms=pl.col("handle_ms").sum(),
        )
        .rename({"ms": "handle_ms"})
    )
    firsts = came.group_by("queue").agg(first=pl.col("starts_at").min())
    beside = slots.join(came, on=["queue", "starts_at"], how="left", maintain_order="left").join(
        firsts, on="queue", how="left", maintain_order="left"
    )
    is_over = pl.col("starts_at") + pl.duration(seconds=slot_s) <= at
    is_told = pl.col("starts_at").is_between("first", came["starts_at"].max())
    has_data = pl.col("n").sum().over("day") > 0
    is_known = pl.col("is_open") & is_over & is_told & has_data
    return beside.with_columns(pl.when(is_known).then(pl.col(name).fill_null(0)) for name in COUNTS).drop(
        "first"
    )
