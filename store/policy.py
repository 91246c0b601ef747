"""What the centre has decided: thresholds and opening hours, put beside each row they hold for."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

import polars as pl

from settings import Hours, Settings, Threshold
from store import business

# Seconds within which an answer is in time, by channel (DEFINITIONS 0.9).
ANSWER_S = {
    "voice": 20,
    "walk_in": 20,
    "chat": 60,
    "message": 900,
    "social": 900,
    "email": 14_400,
    "web": 14_400,
}
SHORT_ABANDON_S = 5
DAY_S = 86_400
EPOCH = date(1970, 1, 1)
THURSDAY = 3  # the weekday of 1 January 1970, Monday being 0


def threshold_ms(settings: Settings) -> pl.Expr:
    """Give the milliseconds within which a visit's answer was in time, as it held at its start."""
    default = pl.lit(ANSWER_S["voice"] * 1000, pl.Int64)
    for channel, seconds in ANSWER_S.items():
        if seconds != ANSWER_S["voice"]:
            default = pl.when(pl.col("channel") == channel).then(seconds * 1000).otherwise(default)
    return _overridden(default, settings.thresholds, lambda one: one.answer_s).alias("threshold_ms")


def judged_by(settings: Settings) -> dict[str, pl.Expr]:
    """Give the columns by which visits are judged: thresholds as told and as they hold for each, hours.

    Letters may come at any hour; their thresholds count business hours.
    """
    told = threshold_ms(settings)
    at_any_hour = business.is_timed_so().fill_null(value=False)
    outside = is_outside_hours(settings.hours, "queued_local_s") & ~at_any_hour
    return {
        "nominal_ms": told,
        "threshold_ms": business.stretched(told, settings.hours),
        "short_ms": short_ms(settings),
        "is_outside_hours": outside,
    }


def short_ms(settings: Settings) -> pl.Expr:
    """Give the milliseconds up to which leaving a queue is a short abandon."""
    default = pl.lit(SHORT_ABANDON_S * 1000, pl.Int64)
    return _overridden(default, settings.thresholds, lambda one: one.short_abandon_s).alias("short_ms")


def _overridden(
    value: pl.Expr, thresholds: Iterable[Threshold], seconds: Callable[[Threshold], float | None]
) -> pl.Expr:
    """Lay each setting over those before it, from the day it holds."""
    for one in thresholds:
        own = seconds(one)
        if own is not None:
            value = pl.when(_holds(one)).then(round(own * 1000)).otherwise(value)
    return value


def _holds(one: Threshold) -> pl.Expr:
    holds = pl.lit(value=True)
    if one.queue is not None:
        holds = holds & (pl.col("queue") == one.queue)
    if one.channel is not None:
        holds = holds & (pl.col("channel") == one.channel)
    if one.since is not None:
        holds = holds & (pl.col("queued_local_s") >= (one.since - EPOCH).days * DAY_S)
    return holds.fill_null(value=False)


def began_outside_hours(settings: Settings) -> pl.Expr:
    """Say whether a contact began while nobody was there to take it; letters may come at any hour."""
    outside = is_outside_hours(settings.hours, "started_local_s")
    return (outside & ~business.is_timed_so().fill_null(value=False)).alias("is_outside_hours")


def is_outside_hours(hours: Sequence[Hours], local_s: str) -> pl.Expr:
    """Say whether a row began while its queue was closed; false where no hours are set."""
    outside = pl.lit(value=False)
    for one in hours:
        closed = ~_is_open(one, pl.col(local_s))
        chosen = pl.lit(value=True) if one.queue is None else (pl.col("queue") == one.queue)
        outside = pl.when(chosen.fill_null(value=False)).then(closed).otherwise(outside)
    return outside.fill_null(value=False).alias("is_outside_hours")


def _is_open(hours: Hours, local_s: pl.Expr) -> pl.Expr:
    day = local_s // DAY_S
    weekday, second = (day + THURSDAY) % 7, local_s % DAY_S
    spans = [
        (weekday == number) & (second >= start) & (second < end)
        for number, stretches in enumerate(hours.week())
        for start, end in stretches
    ]
    closed_days = [(closed - EPOCH).days for closed in hours.closed_on]
    return pl.any_horizontal(spans or [pl.lit(value=False)]) & ~day.is_in(closed_days)
