"""How many customers stay: those who were there when a period began, and who of them left in it."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from metrics.ratio import ratio

MONTHS = {"month": 1, "quarter": 3}


def stretches(first: date, today: date, months: int) -> Iterator[tuple[date, date]]:
    """Give calendar months, or quarters, that begin on or after a day and are over today: begin, end."""
    number = first.year * 12 + first.month - 1
    number += first.day > 1
    number = -(-number // months) * months
    while (end := _first_of(number + months)) <= today:
        yield _first_of(number), end
        number += months


def _first_of(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def stayed(spans: pl.DataFrame, today: date, by: str = "month") -> pl.DataFrame:
    """Count for each month (or quarter) that is over: starts_on, ends_on, customers, left, unsure.

    spans are of `tenure.spans`, of people whom a source tells of that ever says who leaves. A customer was
    there at the beginning who had joined before and had not left; of whom nobody knows when they joined, who
    was known before (they are counted as unsure). Who joins within the period is not in it, leaving or not.
    Periods begin when leaving was first told: what was before, nobody has written down.
    """
    told = spans.filter("tells")
    if told.is_empty():
        return _empty()
    first = told["tells_on"].min()
    assert isinstance(first, date)
    rows = [_counted(told, begin, end) for begin, end in stretches(first, today, MONTHS[by])]
    return pl.concat(rows) if rows else _empty()


def _counted(told: pl.DataFrame, begin: date, end: date) -> pl.DataFrame:
    joined, gone = pl.col("joined_on"), pl.col("left_on")
    was_there = (pl.coalesce(joined, "known_on") < begin) & (gone.is_null() | (gone >= begin))
    whole = (pl.col("tells_on") <= begin) & was_there
    return told.filter(whole).select(
        starts_on=pl.lit(begin),
        ends_on=pl.lit(end),
        customers=pl.len().cast(pl.Int64),
        left=(gone < end).sum().cast(pl.Int64),
        unsure=joined.is_null().sum().cast(pl.Int64),
    )


def _empty() -> pl.DataFrame:
    days = {"starts_on": pl.Date, "ends_on": pl.Date}
    return pl.DataFrame(schema=days | dict.fromkeys(("customers", "left", "unsure"), pl.Int64))


def churn_rate() -> pl.Expr:
    """Customers who left / customers at the beginning; of several periods their sums."""
    return ratio(pl.col("left").sum(), pl.col("customers").sum())


def retention() -> pl.Expr:
    """1 − churn_rate."""
    return ratio((pl.col("customers") - pl.col("left")).sum(), pl.col("customers").sum())
