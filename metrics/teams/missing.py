"""Hours of the week in which fewer people who can do it were at work than its contacts needed."""

from collections.abc import Mapping

import numpy as np
import polars as pl

from metrics.queueing import Demand, Goal, agents_for

HOUR_S = 3600
HOUR = ("queue", "weekday", "hour")
LEAST = 10  # contacts of an hour of the week, under which it is not judged


def needed(rows: pl.DataFrame, goals: Mapping[str, Goal]) -> pl.DataFrame:
    """Put beside each hour of the week how many people its contacts need for the queue's goal (Erlang A).

    rows holds queue, weekday, hour, contacts, occurs (how often the hour came), handle_s, patience_s and
    at_once. null where the goal or the handle time is not known, or fewer than ten contacts came.
    """
    parts = [_needed(part, goals.get(str(queue))) for (queue,), part in rows.group_by("queue")]
    if not parts:
        return rows.with_columns(needed=pl.lit(None, pl.Float64))
    return pl.concat(parts).sort(HOUR)


def _needed(part: pl.DataFrame, goal: Goal | None) -> pl.DataFrame:
    if goal is None:
        return part.with_columns(needed=pl.lit(None, pl.Float64))
    filled = part.select(
        pl.col("contacts") / pl.col("occurs") / HOUR_S,
        pl.col("handle_s").fill_null(1.0).clip(lower_bound=1.0),
        pl.col("patience_s").fill_null(float("inf")),
    )
    demand = Demand(*(filled[name].to_numpy().astype(np.float64) for name in filled.columns))
    places = pl.Series("places", agents_for(demand, goal))
    in_hand = pl.col("at_once").fill_null(1.0).clip(lower_bound=1.0)
    people = (pl.col("places") / in_hand - 1e-9).ceil().abs()
    is_known = pl.col("handle_s").is_not_null() & (pl.col("contacts") >= LEAST)
    return part.with_columns(places).select(*part.columns, needed=pl.when(is_known).then(people))


def people_missing(rows: pl.DataFrame) -> pl.DataFrame:
    """Keep the hours of the week in which people were missing, the hours of most people missing first.

    rows is of `needed`, with at_work, the mean number of people who can do it and were at work. missing is
    needed less at_work, and counts from half a person on. All who can do it are counted, as if they took
    nothing else: what is missing so is missing in any case.
    """
    missing = pl.col("needed") - pl.col("at_work")
    found = rows.with_columns(missing=missing).filter(pl.col("missing") >= 0.5)
    return found.sort("missing", *HOUR, descending=[True, False, False, False])
