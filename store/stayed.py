"""Who stayed and who left, by the records of customers as they were known at an instant."""

import polars as pl

from metrics.money.retention import stayed
from metrics.tenure import spans
from settings import Settings
from store import peopled
from store.asked import Filters
from store.opened import Store

OF_SPANS = ("customer_id", "person", "source", "valid_from", "joined_on", "churned_on")


def stayed_of(
    store: Store, settings: Settings, filters: Filters, by: str = "month", publication: int | None = None
) -> pl.DataFrame | None:
    """Count who stayed in each month or quarter of a window; None before the first publication.

    A month is in the window when all of it is. How many stay is the whole organisation's affair and names
    nobody: whoever looks sees the same.
    """
    tables = peopled.tables_of(store, filters, publication)
    if tables is None:
        return None
    zone = settings.site.zone
    records = peopled.records(tables, filters.as_of).select(OF_SPANS)
    rows = stayed(spans(records), filters.as_of.astimezone(zone).date(), by)
    if filters.start is not None:
        rows = rows.filter(pl.col("starts_on") >= filters.start.astimezone(zone).date())
    if filters.end is not None:
        rows = rows.filter(pl.col("ends_on") <= filters.end.astimezone(zone).date())
    return rows
