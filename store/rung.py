"""The alerts of a stretch of time with what each cost, counted from the contacts themselves."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import polars as pl

from metrics.bottlenecks import customer_minutes_lost
from settings import Settings
from store.derive import local_s
from store.episodes import Alert, history
from store.opened import Store
from store.read import Filters, Viewer, open_reading
from store.schema import INSTANT, REAL, TEXT, WHOLE, Dtype

COUNTER = Viewer("alerts", "manager")
BEFORE = timedelta(days=1)  # that a customer may have waited before an alert began
NEEDED = ("queue", "queued_at", "wait_ms", "threshold_ms")
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

    An alert that goes on costs what it cost up to the as-of. A silent source costs what nobody knows: null.
    """
    end = min(filters.end or filters.as_of, filters.as_of)
    alerts = history(store.state, filters.start or datetime.fromtimestamp(0, end.tzinfo), end)
    visits = _visits(store, settings, alerts, filters.as_of, publication)
    if visits is None:
        return None
    rows = [
        (one.id, one.queue, one.kind, one.cause, one.source, one.begun_at, ended, _cost(one, visits, ended))
        for one in alerts
        for ended in [min(one.cleared_at or filters.as_of, filters.as_of)]
    ]
    found = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    return found.with_columns(local_s("begun_at", settings.site.timezone).alias("local_s"))


def _cost(alert: Alert, visits: pl.DataFrame, ended: datetime) -> float | None:
    if alert.kind == "silent":
        return None
    return customer_minutes_lost(visits, alert.queue, alert.begun_at, ended)


def _visits(
    store: Store, settings: Settings, alerts: Sequence[Alert], as_of: datetime, publication: int | None
) -> pl.DataFrame | None:
    first = min((one.begun_at for one in alerts), default=as_of) - BEFORE
    reading = open_reading(
        store, settings, COUNTER, Filters(as_of=as_of, start=first, end=as_of, hindsight=True), publication
    )
    if reading is None:
        return None
    queues = pl.Series(sorted({one.queue for one in alerts}), dtype=TEXT)
    mine = pl.col("queue").is_in(queues.implode()) & ~pl.col("is_outside_hours")
    return (
        reading.visits.filter(mine, pl.col("queued_at") >= pl.lit(first).cast(INSTANT))
        .select(NEEDED)
        .collect()
    )
