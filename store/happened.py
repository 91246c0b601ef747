"""What happened to customers and whether they made contact, as far as it was known at an instant.

How often events are followed by contacts is the whole centre's affair and names nobody: whoever looks sees
the same. Whose contacts they were is to be read through a reading.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from metrics.prevention.episodes import kinds
from metrics.prevention.excess import WINDOWS, Happened
from metrics.prevention.usual import WEEKS
from metrics.tenure import spans
from metrics.within import IDENTIFIED, RECONNECT
from settings import Settings
from store import as_of, peopled
from store.asked import Filters
from store.opened import Store
from store.schema import INSTANT, JOURNEY
from store.tables import Tables
from store.traces import TRACES

AROUND = timedelta(weeks=WEEKS, hours=2 * max(WINDOWS))
OF_CONTACTS = ("contact_id", "person", "started_at", "topic_family")


def happened(
    store: Store, settings: Settings, filters: Filters, publication: int | None = None
) -> Happened | None:
    """Read events and contacts of a window and of the weeks around it; None before the first publication."""
    tables = peopled.tables_of(store, filters, publication)
    if tables is None:
        return None
    at, zone = filters.as_of, settings.site.zone
    records = peopled.records(tables, at)
    contacts = _contacts(tables, filters)
    since = max(_first(tables, TRACES.name, at), _first(tables, JOURNEY.name, at))
    who = spans(records.select("customer_id", "person", "source", "valid_from", "joined_on", "churned_on"))
    return Happened(
        events=_events(tables, filters),
        contacts=contacts,
        spans=who.select(
            "person", joined_at=_midnight("joined_on", zone), left_at=_midnight("left_on", zone)
        ),
        people=pl.concat([who["person"], contacts["person"]]).n_unique(),
        since=since,
        until=at,
        start=filters.start,
        end=filters.end,
        zone=settings.site.timezone,
    )


def _around(filters: Filters) -> Filters:
    start = None if filters.start is None else filters.start - AROUND
    end = None if filters.end is None else min(filters.end + AROUND, filters.as_of)
    return Filters(filters.as_of, start, end)


def _contacts(tables: Tables, filters: Filters) -> pl.DataFrame:
    """The own contacts of known people; of one that was not over nobody knew the topic."""
    now = pl.lit(filters.as_of).cast(INSTANT)
    rows = tables.scan(TRACES, _around(filters)).filter(
        pl.col("started_at") <= now, IDENTIFIED, ~RECONNECT.fill_null(value=False)
    )
    topic = pl.when(pl.col("last_at").is_null() | (pl.col("last_at") <= now)).then("topic_family")
    return rows.with_columns(topic_family=topic).select(OF_CONTACTS).collect()


def _events(tables: Tables, filters: Filters) -> pl.DataFrame:
    rows = as_of.rows_at(JOURNEY, tables.scan(JOURNEY, _around(filters)), filters.as_of)
    return kinds(peopled.with_person(tables, rows).select("person", "kind", "detail", "at").collect())


def _first(tables: Tables, name: str, at: datetime) -> datetime:
    """When the rows of a table begin; the as-of where there are none."""
    table = TRACES if name == TRACES.name else JOURNEY
    found = tables.scan(table).select(pl.col(table.anchor or "at").min()).collect().item()
    return found if isinstance(found, datetime) else at


def _midnight(name: str, zone: ZoneInfo) -> pl.Expr:
    local = pl.col(name).cast(pl.Datetime("us"))
    at = local.dt.replace_time_zone(zone.key, ambiguous="earliest", non_existent="null")
    return at.dt.convert_time_zone("UTC")
