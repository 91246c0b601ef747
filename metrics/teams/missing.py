"""Hours of the week in which fewer people who can do it were at work than its contacts needed."""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from metrics.queueing import Demand, Goal, agents_for

HOUR_S = 3600
HOUR = ("queue", "weekday", "hour")
ENOUGH = 0.5  # people; fewer missing are none
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


def missing_by(rows: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Average hours of the week that can be judged, by group: needed, counted and lacks, beside all contacts.

    rows is of `with_counted`; lacks is the mean of what each hour lacks, where one has more than it needs 0.
    """
    is_judged = pl.col("needed").is_not_null() & pl.col("counted").is_not_null()
    lacks = (pl.col("needed") - pl.col("counted")).clip(lower_bound=0).alias("lacks")
    known = (pl.col("needed", "counted").filter(is_judged).mean(), lacks.filter(is_judged).mean())
    found = rows.group_by(by).agg(*known, pl.col("contacts").sum()).sort(by)
    return found.filter(pl.col("lacks").is_not_null())


def people_missing(rows: pl.DataFrame) -> pl.DataFrame:
    """Keep the hours of the week in which people were missing, the hours of most people missing first.

    rows is of `needed`, with counted, the mean number of people at work who counted for the queue
    (`with_counted`): everybody once. missing is needed less counted, and counts from half a person on.
    """
    missing = pl.col("needed") - pl.col("counted")
    found = rows.with_columns(missing=missing).filter(pl.col("missing") >= ENOUGH)
    return found.sort("missing", *HOUR, descending=[True, False, False, False])
