"""How many agents each slot of a forecast needs for the goal of its queue.

Calls and chats by Erlang A, at the queue's own patience. Letters can wait for hours, so that their queue has
no balance within a slot: they need the agents who do the work within the hours of the threshold: what a slot
brings is spread over as many, a night's over the first of the next morning.
"""

from collections.abc import Collection, Mapping

import numpy as np
import polars as pl

from metrics.queueing import Demand, Goal, agents_for, on_the_roster


def required(
    rows: pl.DataFrame,
    goals: Mapping[str, Goal],
    served: pl.DataFrame,
    slot_s: int,
    shrinkage: float = 0.0,
    letters: Collection[str] = (),
) -> pl.DataFrame:
    """Put beside each slot the agents that it needs at work, `required`, and on the roster, `rostered`.

    rows as `forecast` gives them with is_staffed: whether anybody works then. goals by queue; `served` holds
    queue, patience_s and at_once. `letters` are queues whose goal is hours away. null where the forecast, the
    handle time or the goal is not known, and while nobody works. Raises ValueError for a shrinkage of 1.
    """
    on_the_roster(1, shrinkage)
    parts = [
        _of_letters(part, goals.get(str(queue)), slot_s)
        if queue in letters
        else _of_calls(part, goals.get(str(queue)), slot_s)
        for (queue,), part in rows.join(served, on="queue", how="left", maintain_order="left")
        .partition_by("queue", as_dict=True)
        .items()
    ]
    needed = pl.concat(parts) if parts else rows.with_columns(required=pl.lit(None, pl.Float64))
    shown = pl.when("is_staffed").then("required").alias("required")
    rostered = (shown / (1 - shrinkage)).alias("rostered")
    return needed.with_columns(shown, rostered).drop("patience_s", "at_once", strict=False)


def _of_calls(part: pl.DataFrame, goal: Goal | None, slot_s: int) -> pl.DataFrame:
    is_known = pl.col("expected").is_not_null() & (
        pl.col("handle_s").is_not_null() | (pl.col("expected") == 0)
    )
    if goal is None:
        return part.with_columns(required=pl.lit(None, pl.Float64))
    filled = part.select(
        pl.col("expected").fill_null(0) / slot_s,
        pl.col("handle_s").fill_null(1).clip(lower_bound=1),
        pl.col("patience_s").fill_null(float("inf")),
    )
    demand = Demand(*(filled[name].to_numpy().astype(np.float64) for name in filled.columns))
    places = pl.Series("required", agents_for(demand, goal))
    in_hand = pl.col("at_once").fill_null(1.0).clip(lower_bound=1.0)
    agents = (pl.col("required") / in_hand - 1e-9).ceil().abs()
    return part.with_columns(places).with_columns(required=pl.when(is_known).then(agents))


def _of_letters(part: pl.DataFrame, goal: Goal | None, slot_s: int) -> pl.DataFrame:
    """Spread the work of each slot over as many staffed slots as the goal lets it wait, itself the first."""
    within = max(int(goal.within_s // slot_s), 1) if goal else 1
    work = pl.col("expected") * pl.col("handle_s") / slot_s
    ordered = part.sort("starts_at").with_columns(
        work=pl.when(pl.col("expected") == 0).then(0.0).otherwise(work),
        turn=pl.col("is_staffed").cast(pl.Int64).cum_sum() + (~pl.col("is_staffed")).cast(pl.Int64),
    )
    carried = ordered.filter(~pl.col("is_staffed")).group_by("turn").agg(left=pl.col("work").sum())
    staffed = ordered.filter("is_staffed").join(carried, on="turn", how="left").sort("starts_at")
    of_night = pl.col("left").fill_null(0).rolling_sum(within, min_samples=1) / within
    of_day = pl.when(pl.col("work").is_not_null()).then(pl.col("work").rolling_mean(within, min_samples=1))
    needed = staffed.select("starts_at", required=((of_day + of_night) - 1e-9).ceil().abs())
    return part.join(needed, on="starts_at", how="left", maintain_order="left")
