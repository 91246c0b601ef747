"""List the customers whose records are to be mended: they led contacts to the wrong desk."""

import polars as pl

from metrics.causes import COST, FIELD
from metrics.ratio import as_minutes


def to_mend(rows: pl.LazyFrame, field: str) -> pl.DataFrame:
    """List the customers whose record led astray in a field, what cost most first.

    rows are of `causes.attributed`. Columns: customer_id, field, recorded, turned_out (both of the last
    contact), contacts, minutes, last_at.
    """
    mine = rows.filter(pl.col("cause") == FIELD, pl.col("detail") == field).sort("started_at", "contact_id")
    return (
        mine.group_by("customer_id")
        .agg(
            pl.lit(field).first().alias("field"),
            pl.col("recorded").last(),
            pl.col("turned_out").last(),
            contacts=pl.len().cast(pl.Int64),
            minutes=COST.sum(),
            last_at=pl.col("started_at").last(),
        )
        .with_columns(minutes=as_minutes(pl.col("minutes")))
        .sort("minutes", "customer_id", descending=[True, False])
        .collect()
    )


def unmended(listed: pl.DataFrame, records: pl.LazyFrame) -> pl.DataFrame:
    """Keep of `to_mend` those whose record still says what it said, with their name.

    records are those in force, one for each customer; a customer who has none any more has none to mend.
    """
    if listed.is_empty():
        return listed.with_columns(name=pl.lit(None, pl.String))
    field = str(listed["field"][0])
    held = records.select("customer_id", "name", says=field).collect()
    beside = listed.join(held, on="customer_id", how="inner", maintain_order="left")
    return beside.filter(pl.col("says").eq_missing(pl.col("recorded"))).drop("says")
