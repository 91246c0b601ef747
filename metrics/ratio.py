"""Make figures: a value with what it was made of and how far it may be off.

A figure is a struct {value, numerator, denominator, low, high} of Float64. No data is null, never 0 and
never NaN.
"""

from collections.abc import Iterable

import polars as pl

from metrics import intervals

FIELDS = ("value", "numerator", "denominator", "low", "high")
FIGURE = pl.Struct(dict.fromkeys(FIELDS, pl.Float64()))
NOTHING = pl.lit(None, pl.Float64())
MS = 1000


def no_longer_known(rows: pl.DataFrame, ids: Iterable[str]) -> pl.DataFrame:
    """Take the values of figures away: what they were made of was deleted, which is not 0."""
    return rows.with_columns(figure(NOTHING).alias(name) for name in ids)


def as_seconds(ms: pl.Expr) -> pl.Expr:
    """Turn milliseconds into seconds, correctly rounded."""
    return _divided(ms, MS)


def as_minutes(ms: pl.Expr) -> pl.Expr:
    """Turn milliseconds into minutes, correctly rounded."""
    return _divided(ms, 60 * MS)


def figure(
    value: pl.Expr,
    numerator: pl.Expr = NOTHING,
    denominator: pl.Expr = NOTHING,
    low: pl.Expr = NOTHING,
    high: pl.Expr = NOTHING,
) -> pl.Expr:
    """Pack the five numbers of a figure into its struct."""
    # TRICKY: a formula that names an expression twice evaluates it twice. So `ratio` and `mean_seconds` put
    # theirs into the struct first and write the rest over its fields: five times quicker.
    columns = (value, numerator, denominator, low, high)
    return pl.struct(
        column.cast(pl.Float64).alias(name) for column, name in zip(columns, FIELDS, strict=True)
    )


def ratio(numerator: pl.Expr, denominator: pl.Expr) -> pl.Expr:
    """Make the figure of a share, with its Wilson interval; no value when the denominator is 0."""
    part, whole = pl.field("numerator"), pl.field("denominator")
    low, high = intervals.wilson(part, whole)
    value = pl.when(whole > 0).then(part / whole)
    return figure(NOTHING, numerator, denominator).struct.with_fields(value=value, low=low, high=high)


def mean_seconds(total_ms: pl.Expr, squares_ms: pl.Expr, n: pl.Expr) -> pl.Expr:
    """Make the figure of a mean duration in seconds from sums in milliseconds, with its normal interval."""
    # The squares stand where the lower bound will be: all new fields are made from the old ones.
    made = figure(NOTHING, as_seconds(total_ms), n, low=_divided(squares_ms.cast(pl.Float64), MS**2))
    total, whole = pl.field("numerator"), pl.field("denominator")
    low, high = intervals.of_mean(total, pl.field("low"), whole)
    mean = pl.when(whole > 0).then(total / whole)
    return made.struct.with_fields(value=mean, low=low.clip(lower_bound=0), high=high)


def count(n: pl.Expr) -> pl.Expr:
    """Make the figure of a count; a count of nothing is 0."""
    return figure(n, n)


def seconds(duration_ms: pl.Expr, n: pl.Expr = NOTHING) -> pl.Expr:
    """Make the figure of one duration in seconds, such as the longest of n."""
    return figure(as_seconds(duration_ms), denominator=n)


def quantile_seconds(duration_ms: pl.Expr, q: float) -> pl.Expr:
    """Make the figure of a quantile in seconds, linearly interpolated, with its order-statistic interval."""
    known = duration_ms.drop_nulls().sort()
    n = known.len()
    low, high = intervals.quantile_ranks(n.cast(pl.Float64), q)
    value = as_seconds(known).quantile(q, interpolation="linear")
    return figure(value, denominator=n, low=_at(known, low), high=_at(known, high))


def _divided(ms: pl.Expr, by: int) -> pl.Expr:
    # TRICKY: by a constant Polars multiplies with its reciprocal, which puts one value in eight off in its
    # last digit, and other ones when there is a single row. By a column it divides.
    return ms / (ms * 0 + by)


def _at(values: pl.Expr, rank: pl.Expr) -> pl.Expr:
    return as_seconds(values.get(rank, null_on_oob=True))
