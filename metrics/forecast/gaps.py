"""Where fewer people are planned than are needed: slot by slot, in stretches, and by the hour of a day."""

import polars as pl

from metrics.periods import DAY_S

HOUR_S = 3600
ROUNDED = 0.5  # people; less than half a person is nobody


def with_missing(rows: pl.DataFrame) -> pl.DataFrame:
    """Put day (a number), second, missing and spare beside the slots of a forecast: whole people.

    rows as `store.ahead` gives them. Compared is who is planned with who has to be planned, with those
    who are away. null where either is not known.
    """
    apart = pl.col("rostered") - pl.col("scheduled")
    return rows.with_columns(
        day=pl.col("local_s") // DAY_S,
        second=pl.col("local_s") % DAY_S,
        missing=(apart + ROUNDED).floor().clip(lower_bound=0).cast(pl.Int64),
        spare=(ROUNDED - apart).floor().clip(lower_bound=0).cast(pl.Int64),
    )


def stretches(rows: pl.DataFrame, slot_s: int) -> pl.DataFrame:
    """Join slots in a row that miss people: queue, day, starts_at, begin_s, end_s, people, least and hours.

    rows as `with_missing` gives them. begin_s and end_s are seconds of the local day, people the most
    that are missing in a slot, least the fewest, hours those of all missing people. Sorted by starts_at.
    """
    short = rows.filter(pl.col("missing") > 0).sort("queue", "starts_at")
    after = pl.col("starts_at").shift(1) + pl.duration(seconds=slot_s)
    is_next = (after == pl.col("starts_at")).over("queue").fill_null(value=False)
    turn = (~is_next).cum_sum().over("queue")
    missing = pl.col("missing")
    return (
        short.with_columns(turn=turn)
        .group_by("queue", "day", "turn")
        .agg(
            starts_at=pl.col("starts_at").min(),
            begin_s=pl.col("second").first(),
            end_s=pl.col("second").last() + slot_s,
            people=missing.max(),
            least=missing.min(),
            hours=missing.sum() * slot_s / HOUR_S,
        )
        .drop("turn")
        .sort("starts_at", "queue")
    )


def by_hour(rows: pl.DataFrame) -> pl.DataFrame:
    """Tell of each hour of a day: day, hour, people in several ways, expected visits.

    rows as `with_missing` gives them. Of an hour's slots the worst counts. Each person counts for one queue,
    so that queues add up. null where of no queue it is known.
    """
    keyed = rows.filter("is_staffed").with_columns(hour=pl.col("second") // HOUR_S)
    of_queue = keyed.group_by("queue", "day", "hour").agg(
        pl.col("missing", "required", "rostered", "scheduled").max(), pl.col("expected").sum()
    )
    sums = [
        pl.when(pl.col(name).count() > 0).then(pl.col(name).sum()).alias(name)
        for name in ("missing", "required", "rostered", "scheduled", "expected")
    ]
    return of_queue.group_by("day", "hour").agg(*sums).sort("day", "hour")
