"""Evidence in records and payments, who the customers are, and who of them has left."""

import polars as pl

from metrics.risk.grounds import INSTANT, Grounds, shown
from metrics.within import IDENTIFIED, RECONNECT

ENDS_WITHIN_DAYS, LOYAL_YEARS = 45, 3


def of_records(known: Grounds) -> list[pl.LazyFrame]:
    """Give the facts of contract and payment, and that of tenure."""
    records = known.customers.lazy().with_columns(at=known.now)
    day = pl.lit(known.day)
    left = (pl.col("contract_ends_on") - day).dt.total_days()
    ending = records.filter(left.is_between(0, ENDS_WITHIN_DAYS))
    loyal = records.filter(pl.col("joined_on").dt.offset_by(f"{LOYAL_YEARS}y") < day)
    return [
        shown(ending, "contract_ends", "customer_id", "at"),
        shown(loyal, "tenure", "customer_id", "at"),
        shown(known.payments.lazy(), "payment_failed", "event_id", "at"),
    ]


def values(known: Grounds) -> pl.LazyFrame:
    """Give what each person is worth a year, value, null where no record tells.

    Several records of one source add up; of several sources that know the same person the most counts.
    """
    told = known.customers.lazy().filter(pl.col("annual_value").is_not_null())
    by_source = told.group_by("person", "source").agg(value=pl.col("annual_value").sum())
    return by_source.group_by("person").agg(pl.col("value").max())


def left_by_record(known: Grounds) -> pl.LazyFrame:
    """Give who has left by their records, person and left_at: no record of one source is left."""
    midnight = (
        pl.col("churned_on")
        .cast(pl.Datetime("us"))
        .dt.replace_time_zone(known.zone, ambiguous="earliest", non_existent="null")
    )
    gone_at = midnight.dt.convert_time_zone("UTC").cast(INSTANT)
    gone = known.customers.lazy().filter(pl.col("churned_on") <= pl.lit(known.day)).select("person").unique()
    theirs = known.customers.lazy().join(gone, on="person", how="semi").with_columns(left_at=gone_at)
    is_gone = (pl.col("churned_on") <= pl.lit(known.day)).fill_null(value=False)
    by_source = theirs.group_by("person", "source").agg(is_gone.all().alias("gone"), pl.col("left_at").max())
    return by_source.filter("gone").group_by("person").agg(pl.col("left_at").min())


def telling(known: Grounds) -> pl.LazyFrame:
    """Give the people who have a record of a source that ever tells who left: of others nobody would know."""
    customers = known.customers.lazy()
    sources = customers.filter(pl.col("churned_on").is_not_null()).select("source").unique()
    return customers.join(sources, on="source", how="semi").select("person").unique()


def left_by_silence(known: Grounds, times: float, contacts: int) -> pl.LazyFrame:
    """Give who has left by falling silent, person and left_at.

    Who came at least so many times, on average every d days, and has not come for `times` × d, left then.
    """
    own = known.contacts.lazy().filter(IDENTIFIED & ~RECONNECT)
    seen = own.group_by("person").agg(
        n=pl.len(), first=pl.col("started_at").min(), last=pl.col("started_at").max()
    )
    pace_ms = (pl.col("last") - pl.col("first")).dt.total_milliseconds() / (pl.col("n") - 1)
    left_at = pl.col("last") + pl.duration(milliseconds=(pace_ms * times).round().cast(pl.Int64))
    told = seen.filter(pl.col("n") >= contacts).select("person", left_at=left_at)
    return told.filter(pl.col("left_at") <= known.now, pl.col("left_at").is_not_null())
