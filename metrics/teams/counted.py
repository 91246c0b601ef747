"""For which queue people at work counted in each hour of the week: each once, where they were missing."""

from datetime import datetime

import numpy as np
import polars as pl

from metrics.periods import DAY_S, weekday
from metrics.stretches import cut_at_hours
from metrics.teams.sharing import laid_out

HOUR_MS = 3_600_000
WHEN = ("weekday", "hour")


def presence(
    spans: pl.DataFrame, of_people: pl.DataFrame, window: tuple[datetime, datetime], zone: str
) -> pl.DataFrame:
    """Sum how long people of each crew were at work in each hour of the week: main, takes, *WHEN, ms.

    spans is of `at_work`, of_people of `mains`; counted is what lies in the window.
    """
    start, end = (pl.lit(at).dt.epoch("ms") for at in window)
    inside = spans.join(of_people, on="agent_id").select(
        "main",
        "takes",
        start=pl.max_horizontal(pl.col("start").dt.epoch("ms"), start),
        end=pl.min_horizontal(pl.col("end").dt.epoch("ms"), end),
    )
    cut = cut_at_hours(inside.filter(pl.col("start") < pl.col("end")), zone)
    local_s = pl.col("began_local_s")
    when = {"weekday": weekday(local_s), "hour": local_s % DAY_S // 3600}
    placed = cut.with_columns(**when)
    return placed.group_by("main", "takes", *WHEN).agg(pl.col("ms").sum()).sort("main", "takes", *WHEN)


def with_counted(hours: pl.DataFrame, there: pl.DataFrame) -> pl.DataFrame:
    """Put `counted` beside hours of the week: the mean number of people at work who counted for the queue.

    hours hold queue, weekday, hour, occurs and needed; there is of `presence`. Everybody counts once, first
    for the main queue (`sharing`). An hour that cannot be judged needs nobody, so that its people are free
    for others: what is missing beside it is missing in any case.
    """
    parts = [
        _counted(part, there.filter(pl.col("weekday") == key[0], pl.col("hour") == key[1]))
        for key, part in hours.group_by(WHEN, maintain_order=True)
    ]
    return pl.concat(parts) if parts else hours.with_columns(counted=pl.lit(None, pl.Float64))


def _counted(part: pl.DataFrame, there: pl.DataFrame) -> pl.DataFrame:
    queues = sorted({*part["queue"], *there["main"], *there["takes"].explode().drop_nulls()})
    known = part.join(pl.DataFrame({"queue": queues}), on="queue", how="right").sort("queue")
    need = known["needed"].cast(pl.Float64).fill_null(0.0).to_numpy()
    people = (there["ms"] / HOUR_MS / part["occurs"].max()).to_numpy().astype(np.float64)
    place = laid_out(there, queues).placed(people, need)
    counted = pl.DataFrame({"queue": queues, "counted": place.sum(axis=0)})
    return part.join(counted, on="queue", how="left", maintain_order="left")
