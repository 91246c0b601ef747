"""The alerts of a stretch of time with what each cost: one cost, wherever it is told.

An alert that is over cost what its contacts come to, with hindsight, once its sources are read up to its end;
before that, what the detector saw minute by minute. Silences cost what nobody knows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import polars as pl

from metrics.bottlenecks import customer_minutes_lost, late_visits
from settings import Settings
from store.derive import local_s
from store.episodes import Alert, history
from store.opened import Store
from store.read import Filters, Viewer, open_reading
from store.schema import INSTANT, REAL, TEXT, WHOLE, Dtype
from store.status import last_runs

COUNTER = Viewer("alerts", "manager")
BEFORE = timedelta(days=1)  # that a customer may have waited before an alert began
NEEDED = ("contact_id", "queue", "queued_at", "wait_ms", "outcome", "threshold_ms")
NEWEST = timedelta(minutes=2)  # before now: an older as-of asks what was known then
SCHEMA: dict[str, Dtype] = {
    "id": WHOLE,
    "queue": TEXT,
    "kind": TEXT,
    "cause": TEXT,
    "source": TEXT,
    "begun_at": INSTANT,
    "ended_at": INSTANT,
    "minutes": REAL,
}


def rung(
    store: Store, settings: Settings, filters: Filters, publication: int | None = None
) -> pl.DataFrame | None:
    """List the alerts that began in a window, with minutes and local_s; None before the first publication.

    What a silence costs nobody knows: null. Of an as-of in the past what lay before it is counted.
    """
    end = min(filters.end or filters.as_of, filters.as_of)
    alerts = history(store.state, filters.start or datetime.fromtimestamp(0, end.tzinfo), end)
    costs = counted(store, settings, alerts, filters.as_of, publication)
    if costs is None:
        return None
    rows = [
        (one.id, one.queue, one.kind, one.cause, one.source, one.begun_at, ended, costs.get(one.id))
        for one in alerts
        for ended in [min(one.cleared_at or filters.as_of, filters.as_of)]
    ]
    found = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    return found.with_columns(local_s("begun_at", settings.site.timezone).alias("local_s"))


def counted(
    store: Store,
    settings: Settings,
    alerts: Sequence[Alert],
    as_of: datetime,
    publication: int | None = None,
) -> Mapping[int, float] | None:
    """Count what alerts cost, in minutes by number, silences left out; None before the first publication."""
    mine = [one for one in alerts if one.kind == "bottleneck"]
    over = [one for one in mine if not _goes_on(one, as_of, settings)]
    visits = _visits(store, settings, COUNTER, over, as_of, publication)
    if visits is None:
        return None
    costs = {one.id: one.minutes_lost for one in mine}
    return costs | {one.id: _minutes(visits, one, as_of) for one in _read(store, visits, over, as_of)}


def hindsight(store: Store, settings: Settings, alert: Alert, as_of: datetime) -> float | None:
    """Count what an alert cost; None while it goes on or its contacts are not all read, and of a silence."""
    if alert.cleared_at is None or alert.kind != "bottleneck":
        return None
    visits = _visits(store, settings, COUNTER, [alert], as_of, None)
    if visits is None or not visits.height or not _read(store, visits, [alert], as_of):
        return None
    return _minutes(visits, alert, as_of)


def at_cost(alerts: Sequence[Alert], costs: Mapping[int, float]) -> list[Alert]:
    """Put what was counted in the place of what was seen."""
    return [replace(one, minutes_lost=costs.get(one.id, one.minutes_lost)) for one in alerts]


def late(
    store: Store,
    settings: Settings,
    viewer: Viewer,
    alert: Alert,
    as_of: datetime,
    publication: int | None = None,
) -> pl.DataFrame | None:
    """List the visits behind the cost of an alert that is over, as the viewer may see them; with lost_ms."""
    visits = _visits(store, settings, viewer, [alert], as_of, publication)
    if visits is None:
        return None
    return late_visits(visits.select(NEEDED), alert.queue, alert.begun_at, _end(alert, as_of))


def _minutes(visits: pl.DataFrame, alert: Alert, as_of: datetime) -> float:
    return customer_minutes_lost(visits, alert.queue, alert.begun_at, _end(alert, as_of))


def _end(alert: Alert, as_of: datetime) -> datetime:
    return min(alert.cleared_at or as_of, as_of)


def _read(store: Store, visits: pl.DataFrame, alerts: Sequence[Alert], as_of: datetime) -> list[Alert]:
    """Keep the alerts up to whose end all sources of their queue have been read."""
    marks = {one.connector: one.watermark for one in last_runs(store.state)}
    told = visits.group_by("queue").agg(pl.col("source").unique())
    first = {
        queue: min((at for name in names if (at := marks.get(name))), default=None)
        for queue, names in told.iter_rows()
    }
    return [one for one in alerts if (at := first.get(one.queue)) is None or at >= _end(one, as_of)]


def _goes_on(alert: Alert, as_of: datetime, settings: Settings) -> bool:
    return alert.cleared_at is None and settings.now() - as_of < NEWEST


def _visits(
    store: Store,
    settings: Settings,
    viewer: Viewer,
    alerts: Sequence[Alert],
    as_of: datetime,
    publication: int | None,
) -> pl.DataFrame | None:
    """Read the visits to the queues of alerts while they lasted; who still waits has done so up to as_of."""
    first = min((one.begun_at for one in alerts), default=as_of) - BEFORE
    reading = open_reading(
        store, settings, viewer, Filters(as_of=as_of, start=first, end=as_of, hindsight=True), publication
    )
    if reading is None:
        return None
    age = (pl.lit(as_of).cast(INSTANT) - pl.col("queued_at")).dt.total_milliseconds()
    waited = pl.when(pl.col("outcome") == "waiting").then(age).otherwise("wait_ms").alias("wait_ms")
    mine = pl.any_horizontal(pl.lit(value=False), *(_inside(one, as_of) for one in alerts))
    return (
        reading.visits.filter(mine & ~pl.col("is_outside_hours"))
        .select(*NEEDED, "source")
        .with_columns(waited)
        .collect()
    )


def _inside(alert: Alert, as_of: datetime) -> pl.Expr:
    since, until = alert.begun_at - BEFORE, _end(alert, as_of)
    first, last = (pl.lit(each).cast(INSTANT) for each in (since, until))
    return (pl.col("queue") == alert.queue) & pl.col("queued_at").is_between(first, last)
