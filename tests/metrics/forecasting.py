"""Weeks of visits written for a test: so many in each slot, by a rule of the day and the hour."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import polars as pl

from metrics.forecast import counted, grid

MONDAY = date(2026, 3, 2)
SLOT_S = 1800
OPEN_FROM, OPEN_TO = 8, 18
Rule = Callable[[date, int], int]


def visits(rule: Rule, first: date, days: int, queue: str = "PS", channel: str = "voice") -> pl.DataFrame:
    """Let rule(day, hour) visits come in each half hour of the hours from 8 to 18; each takes 300 s."""
    at = [
        datetime(day.year, day.month, day.day, hour, half, tzinfo=UTC) + timedelta(seconds=n)
        for day in (first + timedelta(days=n) for n in range(days))
        for hour in range(OPEN_FROM, OPEN_TO)
        for half in (0, 30)
        for n in range(rule(day, hour))
    ]
    return visits_at(at, queue, channel)


def visits_at(at: list[datetime], queue: str = "PS", channel: str = "voice") -> pl.DataFrame:
    """Let a visit come at each of some instants, on a clock of UTC."""
    frame = pl.DataFrame({"queued_at": at}, schema={"queued_at": pl.Datetime("us", "UTC")})
    return frame.with_columns(
        queue=pl.lit(queue),
        channel=pl.lit(channel),
        queued_local_s=pl.col("queued_at").dt.epoch("s"),
        handle_ms=pl.lit(300_000, pl.Int64),
    )


def slots_of(
    came: pl.DataFrame,
    first: date,
    at: datetime,
    days: int = 15,
    holidays: tuple[date, ...] = (),
    closed: tuple[int, ...] = (),
) -> pl.DataFrame:
    """Count visits in the slots of their queues, which open from 8 to 18 but on `closed` weekdays."""
    queues = came.select("queue", "channel").unique().sort("queue")
    slots = grid(queues, first, at + timedelta(days=days), SLOT_S, "UTC", holidays)
    hour, weekday = pl.col("second") // 3600, pl.col("local_s") // 86_400 % 7
    is_open = hour.is_between(OPEN_FROM, OPEN_TO - 1) & ~((weekday + 3) % 7 + 1).is_in(closed)
    return counted(slots.with_columns(is_open=is_open, is_staffed=is_open), came, at, SLOT_S)


def instant(day: date, hour: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
