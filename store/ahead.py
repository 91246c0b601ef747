"""The days ahead: what will come to each queue, how many agents that needs, and how many are planned."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from math import isinf

import polars as pl

from metrics.forecast import LEAST_DAYS, counted, daily, days_of_data, forecast, grid, required
from metrics.forecast.patience import at_once, patience
from metrics.forecast.totals import told_days
from metrics.parts import Terms
from metrics.queueing import Goal
from metrics.work import handle_ms
from settings import Settings
from settings.targets import target
from store import policy
from store.business import CHANNELS as LETTERS
from store.business import is_timed_so
from store.opened import Store
from store.planned import crews_of, newest, planned, scheduled
from store.read import Filters, Reading, Viewer, open_reading
from store.schema import INSTANT, STAFFING
from store.scored import scores
from store.smallest import hidden

HISTORY = timedelta(weeks=13)
LIVING = timedelta(weeks=4)  # a queue that nobody came to for so long has no forecast
OF_PATIENCE = timedelta(weeks=6)
DAYS = 14  # after today
FORECASTER = Viewer("forecast", "manager")
OF_PEOPLE = (
    *("handle_s", "handle_low", "handle_high", "required", "rostered", "planned", "helping", "scheduled"),
)
READ = (
    *("queue", "channel", "queued_at", "queued_local_s", "outcome", "wait_ms", "short_ms", "agent_id"),
    "answered_at",
)


@dataclass(frozen=True)
class Ahead:
    """A forecast and its score, as of an instant.

    rows: queue, channel, starts_at, local_s, is_open, is_staffed, is_holiday, expected, low, high, handle_s,
    handle_low, handle_high, required (agents at work), rostered (with those who are away), planned (as the
    sources tell, by main queue), helping (who comes from other queues, less who goes to them:
    `metrics.teams.sharing`) and scheduled (planned and helping); null is not known. days: as
    `metrics.forecast.daily` gives them. score, handle_score: as `store.scored.scores` gives them. young: the
    days of data of queues that have too few for a forecast. came: queue, starts_at, local_s and n of slots
    that are over, of today and the two weeks before. told: past days, as `metrics.forecast.totals.told_days`
    gives them. served: queue, channel, within_s, short_s, patience_s and at_once. goals: what each queue is
    staffed for. withheld: queues of which OF_PEOPLE are not told, for too few agents serve them.
    """

    at: datetime
    slot_s: int
    rows: pl.DataFrame
    days: pl.DataFrame
    score: pl.DataFrame
    handle_score: pl.DataFrame
    young: Mapping[str, int]
    came: pl.DataFrame
    told: pl.DataFrame
    served: pl.DataFrame
    goals: Mapping[str, Goal]
    withheld: tuple[str, ...] = ()


def look_ahead(
    store: Store,
    settings: Settings,
    at: datetime,
    publication: int | None = None,
    viewer: Viewer = FORECASTER,
) -> Ahead | None:
    """Forecast the rest of today and 14 days, of every queue; None before the first publication.

    Volumes of whole queues are nobody's secret, so that whoever looks sees the same; how long contacts take
    and how many are planned is unknown where it would tell of a few agents alone (`store.smallest`).
    """
    reading = open_reading(store, settings, FORECASTER, Filters(at, at - HISTORY, at), publication)
    if reading is None:
        return None
    slot_s, until = settings.staffing.slot_s, last_instant(settings, at)
    visits = visits_until(reading, at)
    slots = counted(laid_out(visits, settings, at, until), visits, at, slot_s)
    rows = forecast(slots, at, slot_s).join(
        slots.select("queue", "starts_at", "is_staffed"), on=["queue", "starts_at"], maintain_order="left"
    )
    window = Filters(at, at - timedelta(seconds=slot_s), until)
    plans = open_reading(store, settings, FORECASTER, window, publication)
    assert plans is not None
    told = planned(plans.rows(STAFFING).collect(), rows.select("queue", "starts_at"), slot_s)
    served = _served(rows, visits, settings, at)
    goals = goals_of(served, settings, at)
    needed = _required(rows, served, goals, settings)
    beside = scheduled(needed, told, crews_of(reading, visits, at))
    days = days_of_data(slots, at).filter(pl.col("days") < LEAST_DAYS)
    today = (at.astimezone(settings.site.zone).date() - date(1970, 1, 1)).days
    score, handle_score = scores(slots, today, slot_s)
    small = _small(reading, visits, viewer, settings, at)
    return Ahead(
        at,
        slot_s,
        rows=beside.with_columns(_unknown(name, small) for name in OF_PEOPLE),
        days=daily(rows, slots, at, slot_s),
        score=score,
        handle_score=handle_score.filter(~pl.col("queue").is_in(small).fill_null(value=False)),
        young=dict(days.iter_rows()),
        came=_came(slots, settings, at),
        told=told_days(slots, slot_s),
        served=served,
        goals=goals,
        withheld=tuple(small),
    )


def _small(
    reading: Reading, visits: pl.DataFrame, viewer: Viewer, settings: Settings, at: datetime
) -> list[str]:
    """Name the queues that too few agents serve for the viewer to be told of them."""
    served = visits.filter(pl.col("outcome") == "answered").select("agent_id", group="queue").unique()
    members = served.join(newest(reading, at).select("agent_id", "team"), on="agent_id", how="left")
    return hidden(members, viewer, settings.access.smallest_group)


def _unknown(name: str, queues: list[str]) -> pl.Expr:
    return pl.when(~pl.col("queue").is_in(queues)).then(name).alias(name)


def last_instant(settings: Settings, at: datetime) -> datetime:
    """Give the end of the last day that is forecast."""
    zone = settings.site.zone
    day = at.astimezone(zone).date() + timedelta(days=DAYS + 1)
    return datetime.combine(day, time(), zone).astimezone(UTC)


def laid_out(visits: pl.DataFrame, settings: Settings, at: datetime, until: datetime) -> pl.DataFrame:
    """Lay out the slots of queues that people still come to, with is_open and is_staffed.

    A slot is open if its queue is at its start or at its end. Letters come at any hour; nobody works on them
    outside hours.
    """
    living = visits.filter(pl.col("queued_at") >= at - LIVING)
    queues = living.group_by("queue").agg(pl.col("channel").drop_nulls().mode().sort().first()).sort("queue")
    first = visits["queued_at"].min()
    begun = (first if isinstance(first, datetime) else at).astimezone(settings.site.zone).date()
    holidays = sorted({day for hours in settings.hours for day in hours.closed_on})
    slot_s = settings.staffing.slot_s
    slots = grid(queues, begun, until, slot_s, settings.site.timezone, holidays)
    ends = slots.with_columns(end_s=pl.col("local_s") + slot_s - 1)
    is_staffed = ~policy.is_outside_hours(settings.hours, "local_s") | ~policy.is_outside_hours(
        settings.hours, "end_s"
    )
    staffed = ends.with_columns(is_staffed=is_staffed).drop("end_s")
    is_letter = is_timed_so().fill_null(value=False)
    return staffed.with_columns(is_open=pl.col("is_staffed") | is_letter)


def visits_until(reading: Reading, at: datetime) -> pl.DataFrame:
    """Give the visits of the quarter before an instant that came while their queue was open."""
    since = pl.lit(at - HISTORY).cast(INSTANT)
    rows = reading.visits.filter(pl.col("queued_at") >= since, ~pl.col("is_outside_hours"))
    reported = reading.frames.parts_reported(rows)
    return rows.select(*READ, handle_ms=handle_ms(Terms(reported=reported))).collect()


def _came(slots: pl.DataFrame, settings: Settings, at: datetime) -> pl.DataFrame:
    """Give what came, slot by slot, today and in the two weeks before."""
    first = (at.astimezone(settings.site.zone).date() - date(1970, 1, 1)).days - DAYS
    known = slots.filter(pl.col("day") >= first).drop_nulls("n")
    return known.select("queue", "starts_at", "local_s", "n")


def _served(rows: pl.DataFrame, visits: pl.DataFrame, settings: Settings, at: datetime) -> pl.DataFrame:
    """Tell of each queue its channel, patience_s, at_once, within_s, short_s, by the rules of now."""
    newest = visits.filter(pl.col("queued_at") >= at - OF_PATIENCE)
    served = patience(newest).join(at_once(newest), on="queue").drop("gave_up")
    of_queue = rows.group_by("queue").agg(pl.col("channel", "local_s").first())
    ruled = of_queue.rename({"local_s": "queued_local_s"}).with_columns(
        policy.threshold_ms(settings), policy.short_ms(settings)
    )
    told = ruled.select(
        *("queue", "channel"), within_s=pl.col("threshold_ms") / 1000, short_s=pl.col("short_ms") / 1000
    )
    return told.join(served, on="queue", how="left").sort("queue")


def goals_of(served: pl.DataFrame, settings: Settings, at: datetime) -> dict[str, Goal]:
    """Give the goals of queues that have one; served: queue, patience_s, within_s, short_s."""
    return {row["queue"]: goal for row in served.iter_rows(named=True) if (goal := _goal(row, settings, at))}


def _required(
    rows: pl.DataFrame, served: pl.DataFrame, goals: Mapping[str, Goal], settings: Settings
) -> pl.DataFrame:
    letters = served.filter(pl.col("channel").is_in(LETTERS))["queue"].to_list()
    slot_s, away = settings.staffing.slot_s, settings.staffing.shrinkage
    known = served.select("queue", "patience_s", "at_once").drop_nulls()
    return required(rows, goals, known, slot_s, shrinkage=away, letters=letters)


def _goal(row: Mapping[str, float], settings: Settings, at: datetime) -> Goal | None:
    """Give the goal of a queue: its share in time, else its share that gives up, else its mean wait."""
    day, queue = at.astimezone(settings.site.zone).date(), str(row["queue"])
    in_time, gone, wait = (
        target(settings.targets, metric, day, queue) for metric in ("service_level", "abandon_rate", "asa")
    )
    if in_time is not None and 0 < in_time < 1:
        return Goal("in_time", in_time, row["within_s"], row["short_s"])
    is_endless = row["patience_s"] is None or isinf(row["patience_s"])
    if gone is not None and 0 < gone < 1 and not is_endless:
        return Goal("abandons", gone)
    return Goal("wait", wait) if wait else None
