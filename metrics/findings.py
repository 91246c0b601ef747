"""Find what the sentences say: where waits grew, which days missed a target, which hours are worst.

All work on the small tables that `compute` returns.
"""

import datetime as dt
from typing import Any

import polars as pl

MOST = 0.5
NEAR = 0.75


def where_grown(now: pl.DataFrame, before: pl.DataFrame) -> tuple[str | None, tuple[int, ...]]:
    """Find the queue, and its weekdays, that hold most of the growth in minutes waited.

    Both tables are `compute(…, ["minutes_waited"], by=["queue", "weekday"])` of periods of equal length. A
    queue is named when it holds at least half of all growth, up to two weekdays when they hold at least
    half of the queue's.
    """
    keys = ["queue", "weekday"]
    minutes = pl.col("minutes_waited").struct.field("value").fill_null(0.0)
    grown = now.select(*keys, now=minutes).join(
        before.select(*keys, before=minutes), on=keys, how="full", coalesce=True, nulls_equal=True
    )
    growth = grown.with_columns(growth=pl.col("now").fill_null(0) - pl.col("before").fill_null(0))
    queues = _most(growth, "queue", 1)
    of_queue = growth.filter(pl.col("queue").is_in(queues)) if queues else growth
    weekdays = _most(of_queue, "weekday", 2)
    return (queues[0] if queues else None), tuple(sorted(weekdays))


def missed_days(
    table: pl.DataFrame, metric: str, target: float, minimum_n: int = 30, higher_is_better: bool = True
) -> tuple[tuple[dt.date, ...], tuple[dt.date, ...]]:
    """Find the days whose whole interval misses the target, and the days that could be judged.

    The table is `compute(…, [metric], by=["day"])`.
    """
    found = table.select("day", pl.col(metric).struct.unnest()).filter(pl.col("denominator") >= minimum_n)
    clear = pl.col("high") < target if higher_is_better else pl.col("low") > target
    return tuple(found.filter(clear)["day"]), tuple(found["day"])


def worst_hours(table: pl.DataFrame, metric: str, minimum_n: int = 10) -> tuple[int | None, int, int]:
    """Find the weekday and the run of hours (first, last) around the worst hour of the week.

    The table is `compute(…, [metric], by=["weekday", "hour"])`; the run takes in neighbouring hours of at
    least 75 % of the worst one's value. No judgeable hour gives (None, 0, 0).
    """
    found = table.select("weekday", "hour", pl.col(metric).struct.unnest())
    found = found.filter(pl.col("denominator") >= minimum_n, pl.col("value") > 0)
    if found.is_empty():
        return None, 0, 0
    worst = found.sort("value", "weekday", "hour", descending=[True, False, False]).row(0, named=True)
    near = NEAR * float(worst["value"])
    high = found.filter(pl.col("weekday") == worst["weekday"], pl.col("value") >= near)
    first, last = _run(set(high["hour"]), worst["hour"])
    return int(worst["weekday"]), first, last


def _most(rows: pl.DataFrame, column: str, at_most: int) -> list[Any]:
    """Name the fewest values that hold most of the growth; none if at_most of them do not."""
    total = float(rows["growth"].sum())
    by_value = rows.group_by(column).agg(pl.col("growth").sum()).drop_nulls().filter(pl.col("growth") > 0)
    ranked = by_value.sort("growth", column, descending=[True, False])
    for n in range(1, at_most + 1):
        if total > 0 and float(ranked["growth"].head(n).sum()) >= MOST * total:
            return ranked[column].head(n).to_list()
    return []


def _run(hours: set[int], start: int) -> tuple[int, int]:
    first = last = start
    while first - 1 in hours:
        first -= 1
    while last + 1 in hours:
        last += 1
    return first, last
