"""For which queue people at work counted in each hour of the week: for whose contacts, else where missing."""

from datetime import datetime

import numpy as np
import polars as pl

from metrics.periods import DAY_S, weekday
from metrics.stretches import cut_at_hours
from metrics.teams.sharing import laid_out

HOUR_MS = 3_600_000
WHEN = ("weekday", "hour")
DOING = ("main", "takes", "queue")


def presence(
    pieces: pl.DataFrame, of_people: pl.DataFrame, window: tuple[datetime, datetime], zone: str
) -> pl.DataFrame:
    """Sum how long people of each crew were at work in each hour of the week: *DOING, *WHEN, ms.

    pieces is of `doing`, of_people of `mains`; counted is what lies in the window. queue is that of the
    contacts which they were on; null: they were free.
    """
    start, end = (pl.lit(at).dt.epoch("ms") for at in window)
    inside = pieces.join(of_people, on="agent_id").select(
        *DOING,
        "part",
        start=pl.max_horizontal(pl.col("start").dt.epoch("ms"), start),
        end=pl.min_horizontal(pl.col("end").dt.epoch("ms"), end),
    )
    cut = cut_at_hours(inside.filter(pl.col("start") < pl.col("end")), zone)
    local_s = pl.col("began_local_s")
    when = {"weekday": weekday(local_s), "hour": local_s % DAY_S // 3600}
    placed = cut.with_columns(**when)
    sums = placed.group_by(*DOING, *WHEN).agg((pl.col("ms") * pl.col("part")).sum())
    return sums.sort(*DOING, *WHEN)


def with_counted(hours: pl.DataFrame, there: pl.DataFrame) -> pl.DataFrame:
    """Put `counted` beside hours of the week: the mean number of people at work who counted for the queue.

    hours hold queue, weekday, hour, occurs and needed; there is of `presence`. At each moment everybody
    counts once: for the queue whose contact they are on, else first for the main queue, and where what its
    contacts needed is not there otherwise (`sharing`). An hour that cannot be judged needs nobody, so that
    its free people go to others: what is missing beside it is missing in any case.
    """
    parts = [
        _counted(part, there.filter(pl.col("weekday") == key[0], pl.col("hour") == key[1]))
        for key, part in hours.group_by(WHEN, maintain_order=True)
    ]
    return pl.concat(parts) if parts else hours.with_columns(counted=pl.lit(None, pl.Float64))


def _counted(part: pl.DataFrame, there: pl.DataFrame) -> pl.DataFrame:
    takes = there["takes"].explode().drop_nulls()
    queues = sorted({*part["queue"], *there["main"], *takes, *there["queue"].drop_nulls()})
    people = there.with_columns(people=pl.col("ms") / HOUR_MS / part["occurs"].max())
    on = people.drop_nulls("queue").group_by("queue").agg(busy=pl.col("people").sum())
    known = pl.DataFrame({"queue": queues}, schema={"queue": pl.String}).join(
        part.select("queue", "needed"), on="queue", how="left"
    )
    wanted = known.join(on, on="queue", how="left").sort("queue").fill_null(0.0)
    need, busy = (wanted[name].cast(pl.Float64).to_numpy() for name in ("needed", "busy"))
    free = people.filter(pl.col("queue").is_null())
    place = laid_out(free, queues).placed(free["people"].to_numpy(), np.maximum(need - busy, 0.0))
    counted = pl.DataFrame({"queue": queues, "counted": busy + place.sum(axis=0)})
    return part.join(counted, on="queue", how="left", maintain_order="left")
