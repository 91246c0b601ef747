"""Gather what was known at an instant of good reasons to call, and with whom our people spoke last."""

from datetime import timedelta

import polars as pl

from metrics.good_reasons import BY_US
from metrics.good_reasons.reasons import AFTER_PURCHASE, WEEK, Known
from store import as_of
from store.asked import Filters
from store.risk_facts import AtRisk
from store.risk_grounds import Sources
from store.schema import CONTACTS, CUSTOMERS, JOURNEY
from store.spoken import spoken

BACK = timedelta(days=400)  # calls longer ago are none: a quarter is over in any case
ORDER = "order"
DAYS = ("joined_on", "born_on")


def known(found: AtRisk) -> Known:
    """Give what was known at the instant of which customers were scored."""
    sources = found.sources
    by_us, since = _by_us(sources)
    written = linked(sources, spoken(sources.state, found.as_of))
    return Known(
        as_of=found.as_of,
        zone=sources.settings.site.timezone,
        records=_records(sources),
        orders=_orders(sources),
        calls=pl.concat([by_us, written.select(by_us.columns)]),
        told=_told(found, since),
    )


def linked(sources: Sources, people: pl.DataFrame) -> pl.DataFrame:
    """Name each person (of rows with person) as they were known then: linked since to others, or not yet."""
    return sources.with_person(people.lazy().rename({"person": "customer_id"})).drop("customer_id").collect()


def _records(sources: Sources) -> pl.DataFrame:
    rows = as_of.rows_at(CUSTOMERS, sources.tables.scan(CUSTOMERS), sources.as_of)
    newest = rows.sort("valid_from").unique("customer_id", keep="last").select("customer_id", *DAYS)
    dates = [pl.col(name).str.to_date(strict=False) for name in DAYS]
    return sources.with_person(newest.with_columns(dates)).select("person", *DAYS).collect()


def _orders(sources: Sources) -> pl.DataFrame:
    """Give the orders of the days two weeks before the week, and a day more on either side."""
    day = timedelta(days=1)
    start = sources.as_of - AFTER_PURCHASE - day
    window = Filters(sources.as_of, start, start + WEEK + 2 * day)
    rows = as_of.rows_at(JOURNEY, sources.tables.scan(JOURNEY, window), sources.as_of)
    orders = rows.filter(pl.col("kind") == ORDER).select("event_id", "customer_id", "at")
    return sources.with_person(orders).select("event_id", "person", "at").collect()


def _by_us(sources: Sources) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give our last contact to each person, and since when each source that tells of such tells anything."""
    window = Filters(sources.as_of, sources.as_of - BACK)
    rows = as_of.contacts_at(sources.tables.scan(CONTACTS, window), sources.as_of)
    told = rows.select("source", "customer_id", "direction", at="started_at")
    ours = told.filter(pl.col("direction").is_in(BY_US))
    called = sources.with_person(ours.filter(pl.col("customer_id").is_not_null()))
    last = called.group_by("person").agg(pl.col("at").max())
    first = told.group_by("source").agg(pl.col("at").min())
    since = first.join(ours.select("source").unique(), on="source", how="semi")
    return last.collect(), since.collect()


def _told(found: AtRisk, since: pl.DataFrame) -> pl.DataFrame:
    """Give since when a source that knows a person has told of calls by us."""
    frames = (found.grounds.customers, found.grounds.contacts)
    where = pl.concat([frame.select("person", "source") for frame in frames]).unique()
    told = where.join(since, on="source").filter(pl.col("person").is_not_null())
    return told.group_by("person").agg(told_at=pl.col("at").min())
