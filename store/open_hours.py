"""When each queue is open, on the clock of the world, by the opening hours of the settings."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import polars as pl

from metrics.hours import Opening, Schedule, open_stretches
from settings import Hours
from store.schema import INSTANT

SPANS = {"queue": pl.String, "start": pl.Int64, "end": pl.Int64}
ALWAYS = (Opening(weekday, 0, 86_400) for weekday in range(1, 8))
AT_ALL_HOURS = Schedule(tuple(ALWAYS))
TIMES = {"visits": ("queued_at", "answered_at", "ended_at"), "states": ("started_at", "ended_at")}


def opened(
    hours: Sequence[Hours], visits: pl.DataFrame, states: pl.DataFrame, zone: str
) -> pl.DataFrame | None:
    """Give when the queues of visits are open, on all days that visits and states tell of.

    Gives queue, start, end (ms of UTC). A queue without hours is always open; None where there are no hours.
    """
    if not hours:
        return None
    days = _days(visits, states, zone)
    queues = visits["queue"].drop_nulls().unique().sort().to_list()
    if days is None or not queues:
        return pl.DataFrame(schema=SPANS)
    parts = [
        open_stretches([_schedule(hours, queue)], *days).with_columns(queue=pl.lit(queue)) for queue in queues
    ]
    whole = pl.concat(parts)
    return whole.select(
        "queue", start=_instant("start", zone, "earliest"), end=_instant("end", zone, "latest")
    )


def _days(visits: pl.DataFrame, states: pl.DataFrame, zone: str) -> tuple[date, date] | None:
    seen = [
        at
        for frame, names in ((visits, TIMES["visits"]), (states, TIMES["states"]))
        for name in names
        for at in (frame[name].min(), frame[name].max())
        if isinstance(at, datetime)
    ]
    if not seen:
        return None
    local = ZoneInfo(zone)
    day = timedelta(days=1)
    return min(seen).astimezone(local).date() - day, max(seen).astimezone(local).date() + day


def _schedule(hours: Sequence[Hours], queue: str) -> Schedule:
    """The last entry that holds for a queue (`store.policy.is_outside_hours`)."""
    one = next((each for each in reversed(hours) if each.queue is None or each.queue == queue), None)
    if one is None:
        return AT_ALL_HOURS
    openings = tuple(
        Opening(weekday, start, end)
        for weekday, stretches in enumerate(one.week(), 1)
        for start, end in stretches
    )
    return Schedule(openings, frozenset(one.closed_on))


def _instant(name: str, zone: str, which: Literal["earliest", "latest"]) -> pl.Expr:
    """Turn local seconds into ms; a time that the clock jumps over is the moment of the jump."""
    local = pl.from_epoch(pl.col(name), "s").cast(pl.Datetime("us"))
    at, after = (
        (local + pl.duration(hours=ahead)).dt.replace_time_zone(zone, ambiguous=which, non_existent="null")
        for ahead in (0, 1)
    )
    known = pl.coalesce(at, after.dt.truncate("1h"))
    return known.dt.convert_time_zone("UTC").cast(INSTANT).dt.epoch("ms")
