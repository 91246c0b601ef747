"""Whose rows are: the person behind each customer, across sources, as a publication knows them."""

from datetime import datetime

import polars as pl

from store import as_of, publish
from store.asked import Filters
from store.opened import Store
from store.schema import CUSTOMERS, TEXT
from store.tables import Tables
from store.traces import PERSONS


def tables_of(store: Store, filters: Filters, publication: int | None) -> Tables | None:
    """Open the tables of a publication, the newest without a number; None before the first one.

    Raises PublicationError.
    """
    found = publish.newest(store.state) if publication is None else publish.numbered(store.state, publication)
    return None if found is None else Tables(store, found, filters.known_by)


def with_person(tables: Tables, rows: pl.LazyFrame) -> pl.LazyFrame:
    """Put the person beside rows with a customer_id; a customer whom nobody linked is a person alone."""
    names = tables.scan(PERSONS).select("customer_id", person=pl.col("person").cast(TEXT))
    joined = rows.join(names, on="customer_id", how="left")
    return joined.with_columns(person=pl.coalesce("person", "customer_id"))


def records(tables: Tables, at: datetime) -> pl.LazyFrame:
    """Give all records of customers that were known at an instant, with the person of each."""
    return with_person(tables, as_of.rows_at(CUSTOMERS, tables.scan(CUSTOMERS), at))
