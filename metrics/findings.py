"""Find what the sentences say: where waits grew, which days missed a target, which hours are worst.

All work on the small tables that `compute` returns.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from metrics.compare import compare
from metrics.metric import Metric

Row = Mapping[str, Any]
MOST = 0.5
NEAR = 0.75


def where_grown(
    now: pl.DataFrame, before: pl.DataFrame, column: str, metric: Metric, at_most: int = 1
) -> tuple[Any, ...]:
    """Name the queues (or weekdays) that hold most of the growth of a wait, at most so many; none otherwise.

    Both tables are `compute(…, [metric, "asa"], by=[column])` of periods of equal length. A value is named
    only where its own metric grew beyond noise. Growth is seconds of answered visits at the volume of now;
    those named must hold half of it, and half of the growth of all together.
    """
    if not now.height or not before.height:
        return ()
    earlier = {row[column]: row for row in before.iter_rows(named=True)}
    usual = _mean(before)
    growth = {row[column]: _growth(row, earlier.get(row[column]), usual) for row in now.iter_rows(named=True)}
    ranked = sorted(growth, key=lambda value: -growth[value])[:at_most]
    whole = max(sum(size for size in growth.values() if size > 0), _answered(now) * (_mean(now) - usual))
    for n in range(1, len(ranked) + 1):
        if whole > 0 and sum(growth[value] for value in ranked[:n]) >= MOST * whole:
            return tuple(ranked[:n]) if _all_worse(ranked[:n], now, earlier, column, metric) else ()
    return ()


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


def _growth(now: Row, before: Row | None, usual: float) -> float:
    """Seconds of answered visits more than before; of a new queue, more than usual."""
    new, old = now["asa"], before["asa"] if before else None
    earlier = usual if old is None or old["value"] is None else old["value"]
    return 0.0 if new["value"] is None else float(new["denominator"] * (new["value"] - earlier))


def _all_worse(
    values: Sequence[Any], now: pl.DataFrame, earlier: Mapping[Any, Row], column: str, metric: Metric
) -> bool:
    rows = {row[column]: row for row in now.iter_rows(named=True)}
    pairs = [(rows[value], earlier.get(value)) for value in values if value is not None]
    verdicts = [old and compare(metric, new[metric.id], old[metric.id]).verdict for new, old in pairs]
    return len(pairs) == len(values) and set(verdicts) == {"worse"}


def _answered(table: pl.DataFrame) -> float:
    return float(table["asa"].struct.field("denominator").sum() or 0.0)


def _mean(table: pl.DataFrame) -> float:
    """Mean wait of all answered visits of a table, in seconds."""
    mean = table["asa"].struct.unnest()
    waited = float((mean["value"] * mean["denominator"]).sum() or 0.0)
    return waited / n if (n := _answered(table)) else 0.0


def _run(hours: set[int], start: int) -> tuple[int, int]:
    first = last = start
    while first - 1 in hours:
        first -= 1
    while last + 1 in hours:
        last += 1
    return first, last
