"""What surrounds the contacts of some days: customers, what happens to them, and the plan of who works."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import polars as pl

from connectors.demo import customers
from connectors.demo.dates import clock, milliseconds
from connectors.demo.frames import framed
from connectors.demo.journey import events
from connectors.demo.mapped import queues, topics
from connectors.demo.staffing import staffing
from connectors.demo.world import World
from store.schema import CUSTOMERS, IDENTITIES, JOURNEY, QUEUES, STAFFING, TOPICS

PLANNED_AHEAD = 15  # days
RECORDS_AT = 6 * 60  # minutes: when the records of those who have left are changed
Tables = dict[str, pl.DataFrame]


def from_the_beginning(centre: World, source: str) -> Tables:
    """The records of all customers, how to recognise them, and the centre's own map."""
    begin = clock(centre.first, centre.zone)(0)
    known = customers.identities(centre).with_columns(version=pl.lit(begin))
    return {
        "customers": _records(customers.records(centre), source, begin),
        "identities": framed(IDENTITIES, known.to_dict(), source),
        "queues": framed(QUEUES, queues(centre).with_columns(version=pl.lit(begin)).to_dict(), source),
        "topics": framed(TOPICS, topics(centre).with_columns(version=pl.lit(begin)).to_dict(), source),
    }


def of_days(
    centre: World,
    source: str,
    days: Sequence[date],
    since: datetime,
    until: datetime,
    *,
    changed: bool = True,
) -> Tables:
    """What is new of some days, in the half-open window; agents are planned two weeks ahead.

    Unless `changed`, plans are those of the days themselves, whenever they were made.
    """
    first, end = milliseconds(since), milliseconds(until)
    at = {day: clock(day, centre.zone) for day in days}
    left = [
        _left(centre, source, day, at[day](RECORDS_AT)) for day in days if first <= at[day](RECORDS_AT) < end
    ]
    plans = [
        _plan(centre, source, planned, at[day](0))
        for day in days
        if first <= at[day](0) < end
        for planned in (_planned_on(centre, day) if changed else [day])
    ]
    happened = [_events(centre, source, day, first, end) for day in days]
    found = {
        "customers": pl.concat(left) if left else pl.DataFrame(),
        "staffing": pl.concat(plans) if plans else pl.DataFrame(),
        "journey_events": pl.concat(happened) if happened else pl.DataFrame(),
    }
    return {name: rows for name, rows in found.items() if rows.height}


def _records(rows: pl.DataFrame, source: str, valid_from: int) -> pl.DataFrame:
    told = rows.with_columns(
        customer_id=pl.lit("t") + pl.col("customer").cast(pl.String).str.zfill(6),
        valid_from=pl.lit(valid_from),
        version=pl.lit(valid_from),
    )
    columns = [name for name in ("version", *CUSTOMERS.columns) if name in told.columns]
    return framed(CUSTOMERS, told.select(columns).to_dict(), source)


def _left(centre: World, source: str, day: date, at: int) -> pl.DataFrame:
    return _records(customers.left_on(centre, day), source, at)


def _planned_on(centre: World, day: date) -> list[date]:
    """The days that are planned in the morning of a day: one more each, on the first all up to it."""
    begun = 0 if day == centre.first else PLANNED_AHEAD
    return [day + timedelta(days=n) for n in range(begun, PLANNED_AHEAD + 1)]


def _plan(centre: World, source: str, day: date, at: int) -> pl.DataFrame:
    rows = pl.DataFrame(
        staffing(centre, day),
        schema=["queue", "starts_at", "interval_s", "required", "scheduled"],
        orient="row",
        infer_schema_length=None,
    )
    return framed(STAFFING, rows.with_columns(version=pl.lit(at)).to_dict(), source)


def _events(centre: World, source: str, day: date, first: int, end: int) -> pl.DataFrame:
    rows = events(centre, day).with_row_index("n").filter(pl.col("at") >= first, pl.col("at") < end)
    told = rows.select(
        "kind",
        "at",
        "detail",
        version="at",
        event_id=pl.lit(f"e{day:%y%m%d}-") + pl.col("n").cast(pl.String).str.zfill(5),
        customer_id=pl.lit("t") + pl.col("customer").cast(pl.String).str.zfill(6),
    )
    return framed(JOURNEY, told.to_dict(), source)
