"""What contacts show of records: that a field no longer says what is so.

A record is stale where what it says was contradicted after it was last confirmed, never by its age alone.
"""

from datetime import timedelta

import polars as pl

from metrics.causes import FIELDS
from metrics.mending import to_mend, unmended
from metrics.tenure import day_of
from metrics.within import COUNTED

TIMES = 2  # contacts in another language: one may be a relative's
GRACE = timedelta(days=30)  # after the end of a contract: who still comes then has another one
SHOWN = ("customer_id", "field", "recorded", "shown", "contacts", "minutes", "last_at")


def shown(contacts: pl.LazyFrame, records: pl.LazyFrame) -> pl.DataFrame:
    """List what contacts show to be otherwise: SHOWN; a customer and a field are in one row at most.

    contacts are of `causes.attributed`, records those in force, one for each customer. minutes are what wrong
    desks cost that the field is at fault for, contacts how many showed it, last_at when the last one did.
    """
    led = [_led(contacts, records, name) for name in FIELDS]
    own = [_spoken(contacts, records), _outlived(contacts, records)]
    found = pl.concat([*led, *own])
    return found.unique(["customer_id", "field"], keep="first", maintain_order=True)


def _led(contacts: pl.LazyFrame, records: pl.LazyFrame, name: str) -> pl.DataFrame:
    """Those whom the field led to a wrong desk and whose record says the same today."""
    listed = unmended(to_mend(contacts, name), records)
    return listed.select(
        "customer_id",
        pl.lit(name).alias("field"),
        pl.col("recorded").cast(pl.String),
        pl.col("turned_out").cast(pl.String).alias("shown"),
        "contacts",
        pl.col("minutes").cast(pl.Float64),
        "last_at",
    )


def _spoken(contacts: pl.LazyFrame, records: pl.LazyFrame) -> pl.DataFrame:
    """Those who speak one other language since they last spoke the recorded one, twice or more."""
    held = records.select("customer_id", recorded="language").drop_nulls()
    told = contacts.filter(COUNTED).select("customer_id", "language", "started_at").drop_nulls()
    both = told.join(held, on="customer_id")
    is_other = pl.col("language") != pl.col("recorded")
    confirmed = pl.col("started_at").filter(~is_other).max().over("customer_id")
    since = both.filter(is_other & (pl.col("started_at") > confirmed).fill_null(value=True))
    of_each = since.group_by("customer_id").agg(
        pl.col("recorded").first(),
        shown=pl.col("language").first(),
        ways=pl.col("language").n_unique(),
        contacts=pl.len().cast(pl.Int64),
        last_at=pl.col("started_at").max(),
    )
    clear = of_each.filter(pl.col("contacts") >= TIMES, pl.col("ways") == 1)
    return clear.select(_row("language")).sort("customer_id").collect()


def _outlived(contacts: pl.LazyFrame, records: pl.LazyFrame) -> pl.DataFrame:
    """Those who still come a month after the end of their contract that the record tells."""
    held = records.select("customer_id", recorded="contract_ends_on", on=day_of("contract_ends_on"))
    came = contacts.filter(COUNTED).select("customer_id", "started_at").drop_nulls()
    late = came.join(held.drop_nulls("on"), on="customer_id").filter(
        pl.col("started_at").dt.date() > pl.col("on") + GRACE
    )
    of_each = late.group_by("customer_id").agg(
        pl.col("recorded").first(),
        shown=pl.lit(None, pl.String),
        contacts=pl.len().cast(pl.Int64),
        last_at=pl.col("started_at").max(),
    )
    return of_each.select(_row("contract_ends_on")).sort("customer_id").collect()


def _row(field: str) -> list[pl.Expr]:
    """Write a row of SHOWN that cost nobody minutes at a wrong desk."""
    return [
        pl.col("customer_id"),
        pl.lit(field).alias("field"),
        *(pl.col(name).cast(pl.String) for name in ("recorded", "shown")),
        pl.col("contacts"),
        pl.lit(0.0).alias("minutes"),
        pl.col("last_at"),
    ]
