"""Tell when people were customers, from all records of each."""

import polars as pl


def day_of(name: str) -> pl.Expr:
    """Read a day, as in 2026-03-15; null where there is none or it is no day."""
    return pl.col(name).cast(pl.String).str.to_date("%Y-%m-%d", strict=False)


def current(records: pl.LazyFrame) -> pl.LazyFrame:
    """Keep of each customer the record in force: the last one."""
    return records.sort("valid_from").unique("customer_id", keep="last", maintain_order=True)


def spans(records: pl.LazyFrame) -> pl.DataFrame:
    """Say of each person: person, joined_on, known_on (UTC), left_on, tells, tells_on; sorted.

    records hold person, source, customer_id, valid_from, joined_on and churned_on. joined_on is the earliest
    that any record tells, known_on the day of the first record. A person has left (left_on, the last day)
    when all records of sources that ever tell who leaves say so; `tells` is whether any does, tells_on the
    first leaving that such a source tells.
    """
    first = records.group_by("customer_id").agg(known_on=pl.col("valid_from").min().dt.date())
    own = current(records).join(first, on="customer_id").with_columns(on=day_of("churned_on"))
    of_source = own.with_columns(
        tells=pl.col("on").is_not_null().any().over("source"), tells_on=pl.col("on").min().over("source")
    )
    stays = pl.col("tells") & pl.col("on").is_null()
    return (
        of_source.group_by("person")
        .agg(
            joined_on=day_of("joined_on").min(),
            known_on=pl.col("known_on").min(),
            left_on=pl.when(~stays.any()).then(pl.col("on").max()),
            tells=pl.col("tells").any(),
            tells_on=pl.col("tells_on").max(),
        )
        .sort("person")
        .collect()
    )
