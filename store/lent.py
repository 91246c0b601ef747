"""People at work who help in queues that are not their main one, while the detector looks."""

from collections.abc import Mapping
from datetime import datetime

import polars as pl

from metrics import teams
from metrics.bottlenecks.levels import heads
from store.schema import INSTANT

LEAST_S = 60  # of a stretch of the plan, under which nobody is shared out
Edges = Mapping[str, pl.DataFrame]  # queue: at, step


def lent_edges(
    free: Edges, busy: Edges, plan: pl.DataFrame, crews: pl.DataFrame, window: tuple[datetime, datetime]
) -> dict[str, pl.DataFrame]:
    """When helpers come to a queue and go, by stretches of the plan: at, step, negative where they leave.

    free: people at work by main queue who are on no contact; busy: those who are, by its queue, whoever they
    are. Of each stretch the mean of the free is shared out by what the plan needs beside the busy; of the
    one that lasts, of its minutes so far.
    """
    since, until = window
    inside = _inside(plan, since, until)
    if inside.is_empty():
        return {}
    own = _means(inside, {**dict.fromkeys(crews["main"].unique().sort()), **free}, "own")
    served = _means(inside, busy, "served")
    left = pl.col("required") - pl.col("served").fill_null(0)
    beside = (
        inside.join(own, on=["queue", "starts_at"], how="left", maintain_order="left")
        .join(served, on=["queue", "starts_at"], how="left", maintain_order="left")
        .with_columns(required=left.clip(lower_bound=0))
    )
    helping = pl.col("helping")
    moved = teams.with_helping(beside, crews, "required", "own").filter(helping != 0)
    came = moved.select("queue", at="starts_at", step=helping)
    went = moved.select("queue", at="end", step=-helping)
    return bounded(pl.concat([came, went]), since, until)


def bounded(steps: pl.DataFrame, since: datetime, until: datetime) -> dict[str, pl.DataFrame]:
    """Divide steps by queue, known from `since` to `until`: queue, at, step."""
    ends = pl.DataFrame({"at": [since, until], "step": [0.0, 0.0]}).cast({"at": INSTANT})
    parts = steps.partition_by("queue", as_dict=True)
    return {str(queue): pl.concat([ends, part.select("at", "step")]) for (queue,), part in parts.items()}


def _inside(plan: pl.DataFrame, since: datetime, until: datetime) -> pl.DataFrame:
    """Keep stretches of the plan from `since` to `until`, with their end."""
    end = pl.col("starts_at") + pl.duration(seconds="interval_s")
    rows = plan.drop_nulls(["queue", "starts_at", "interval_s"]).with_columns(
        starts_at=pl.col("starts_at").clip(since, until).cast(INSTANT),
        end=end.clip(since, until).cast(INSTANT),
    )
    lasts_s = (pl.col("end") - pl.col("starts_at")).dt.total_seconds()
    return rows.filter(lasts_s >= LEAST_S).unique(["queue", "starts_at"], keep="first", maintain_order=True)


def _means(inside: pl.DataFrame, by_queue: Mapping[str, pl.DataFrame | None], name: str) -> pl.DataFrame:
    """Average by queue and stretch of the plan: queue, starts_at and `name`."""
    none = inside.select("queue", "starts_at", pl.lit(None, pl.Float64).alias(name)).clear()
    parts = [_mean(inside, queue, edges, name) for queue, edges in by_queue.items()]
    return pl.concat([none, *parts]).unique(["queue", "starts_at"])


def _mean(inside: pl.DataFrame, queue: str, edges: pl.DataFrame | None, name: str) -> pl.DataFrame:
    rows = inside.filter(pl.col("queue") == queue).select("queue", "starts_at", "end")
    level = None if edges is None else heads(edges)
    if level is None:
        return rows.select("queue", "starts_at", pl.lit(0.0).alias(name))
    begin, end = (rows[one].dt.epoch("us").to_numpy() for one in ("starts_at", "end"))
    mean = pl.Series(name, level.mean(begin, end)).fill_nan(None)
    return rows.select("queue", "starts_at").with_columns(mean)
