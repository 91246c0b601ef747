"""What is usual for each queue at each tick of some days, and how long contacts take: learnt from history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import polars as pl

from metrics.bottlenecks import days as grid
from metrics.bottlenecks.contacts import lengths, usual_lengths, with_lengths
from metrics.bottlenecks.counts import Counts, counts
from metrics.bottlenecks.days import Days, Flags, Usual
from metrics.bottlenecks.seen import Needed, Ticks
from metrics.bottlenecks.usual import needed
from metrics.forecast.patience import at_once, patience
from settings import Settings
from settings.targets import target
from store import policy
from store.policy import DAY_S
from store.schema import INSTANT
from store.watched import Watched

LEARNT_FOR = timedelta(weeks=6)
IN_TIME = 0.8  # the share in time that is aimed at where no target is set
LONGEST_PATIENCE_S = 3600.0
RATES = 25  # for which agents are computed; between them they are drawn straight
US_A_WEEK = 604_800_000_000


@dataclass(frozen=True)
class Learnt:
    """What is usual of one queue on the last days of a table of ticks, and how many agents work needs."""

    days: Days
    usual: Usual
    counted: Counts
    needed: Needed | None
    weeks: pl.DataFrame  # week, sd, handle_s


def laid_out(settings: Settings, queues: Sequence[str], first: date, many: int, step: int) -> dict[str, Days]:
    """Lay out the ticks of `many` local days from `first` on, every `step` minutes, for each queue."""
    ticks = 24 * 60 // step
    local = pl.DataFrame({"day": range(many)}).join(pl.DataFrame({"tick": range(ticks)}), how="cross")
    wall = pl.lit(datetime.combine(first, time())) + pl.duration(days="day", minutes=pl.col("tick") * step)
    zone = settings.site.timezone
    at = wall.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null").dt.convert_time_zone(
        "UTC"
    )
    first_s = (first - policy.EPOCH).days * DAY_S
    local_s = first_s + pl.col("day") * DAY_S + pl.col("tick") * step * 60
    dated = local.select(at=at.cast(INSTANT), local_s=local_s)
    shape = (many, ticks)
    instants = dated["at"].dt.epoch("us")
    whole, is_there = instants.fill_null(0).to_numpy(), instants.is_not_null().to_numpy().reshape(shape)
    found = {}
    for queue in queues:
        rows = dated.with_columns(queue=pl.lit(queue))
        is_closed = policy.is_outside_hours(settings.hours, "local_s").alias("is_closed")
        is_open = ~rows.with_columns(is_closed)["is_closed"].to_numpy()  # without hours it is one literal
        table = whole.astype(np.int64).reshape(shape)
        found[queue] = grid.days(table, is_there, is_open.reshape(shape), step)
    return found


def learn(
    rows: Watched, settings: Settings, ticks: Mapping[str, Days], last: int
) -> tuple[dict[str, Learnt], pl.DataFrame]:
    """Learn what is usual on the last `last` days of the ticks, and how long contacts usually take."""
    sums = usual_lengths(lengths(rows.visits))
    compared = with_lengths(rows.visits, sums)
    agents = _needed(rows.visits, settings)
    found = {}
    for queue, days in ticks.items():
        counted = counts(compared.filter(pl.col("queue") == queue), rows.sent.of(queue))
        weeks = sums.filter(pl.col("queue") == queue).select("week", "sd", "handle_s").unique("week")
        found[queue] = Learnt(days, grid.usual(days, counted, last), counted, agents.get(queue), weeks)
    return found, sums


def ticks_of(learnt: Learnt, last: int, chosen: Flags | None = None) -> Ticks:
    """Give the ticks of the last days, those chosen (flags, days × ticks) or all that the clock shows."""
    days, known = learnt.days, learnt.usual
    mask = days.is_there[-last:] if chosen is None else chosen
    at = days.at[-last:][mask]
    weeks = pl.DataFrame({"week": at // US_A_WEEK}).join(
        learnt.weeks, on="week", how="left", maintain_order="left"
    )
    return Ticks(
        at,
        np.where(days.is_open, days.opened, 0)[-last:][mask],
        known.arrivals[mask],
        known.before[mask],
        known.moved[mask],
        weeks["sd"].cast(pl.Float64).fill_null(float("nan")).to_numpy(),
        weeks["handle_s"].cast(pl.Float64).fill_null(float("nan")).to_numpy(),
        known.spread,
        {kind: replace(one, usual=one.usual[mask]) for kind, one in known.sent.items()},
    )


def _needed(visits: pl.DataFrame, settings: Settings) -> dict[str, Needed]:
    """How many agents a queue needs for contacts a second, by Erlang A at its own patience."""
    told = visits.with_columns(policy.short_ms(settings))
    served = patience(told).join(at_once(told), on="queue")
    works = visits.group_by("queue").agg(
        handle_s=pl.col("handle_ms").mean() / 1000,
        within_s=pl.col("threshold_ms").sort_by("queued_at").last() / 1000,
        busiest=pl.len() / ((pl.col("queued_at").max() - pl.col("queued_at").min()).dt.total_days() + 1),
        on=pl.col("queued_at").max(),
    )
    found = {}
    for row in works.join(served, on="queue").iter_rows(named=True):
        if row["handle_s"] and row["within_s"]:
            share = target(settings.targets, "service_level", row["on"].date(), row["queue"]) or IN_TIME
            found[row["queue"]] = _table(row, min(share, 0.99))
    return found


def _table(row: Mapping[str, float], share: float) -> Needed:
    busiest = row["busiest"] / (8 * 3600) * 4  # contacts a second: four times what an eighth of the day has
    rates = np.linspace(0.0, busiest, RATES)
    patient = min(row["patience_s"], LONGEST_PATIENCE_S)
    agents = [
        needed(rate, row["handle_s"], patient, share, row["within_s"]) / max(row["at_once"], 1.0)
        for rate in rates
    ]
    return lambda per_s: np.interp(per_s, rates, agents, right=np.nan)


def day_at(settings: Settings, at: datetime) -> date:
    """The local day of an instant."""
    return at.astimezone(settings.site.zone).date()


def midnight(settings: Settings, day: date) -> datetime:
    """When a local day begins."""
    return datetime.combine(day, time(), settings.site.zone).astimezone(UTC)


__all__ = ["LEARNT_FOR", "Learnt", "day_at", "laid_out", "learn", "midnight", "ticks_of"]
