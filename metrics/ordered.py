"""Measure what needs the waits in order: percentiles and survival medians, for all groups in one sort.

Group, wait and outcome are packed into one integer, because sorting integers is ten times faster than
sorting within groups; percentiles are then look-ups and curves one running product.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from metrics import groups, intervals, km
from metrics.ratio import FIGURE, as_seconds, figure, quantile_seconds
from metrics.waits import ABANDONED, ANSWERED, ANSWERED_WAIT, WAIT

OUTCOMES = 4  # answered, abandoned, anything else
WAIT_LIMIT = 1 << 38  # 8.7 years in milliseconds
GROUP_LIMIT = 1 << 22
EVENTS = {"answered": 0, "abandoned": 1}
WRITTEN = pl.col("channel").is_in(["message", "email", "social"])


@dataclass(frozen=True)
class Quantile:
    """A percentile of the waits of answered visits, linearly interpolated."""

    q: float
    written_only: bool = False

    def expression(self) -> pl.Expr:
        """Write the same figure as an expression that composes in any `agg`."""
        return quantile_seconds(ANSWERED_WAIT, self.q)


@dataclass(frozen=True)
class Median:
    """A survival median of the waits: until an answer, or until giving up."""

    event: str
    written_only: bool = False


ORDERED: dict[str, Quantile | Median] = {
    "wait_median": Quantile(0.5),
    "wait_p90": Quantile(0.9),
    "patience_median": Median("abandoned"),
    "offered_wait_median": Median("answered"),
    "first_response_median": Median("answered", written_only=True),
}


def figures(rows: pl.LazyFrame, table: pl.DataFrame, by: Sequence[str], names: Sequence[str]) -> pl.DataFrame:
    """Add the named figures to a table that holds one row per group of the rows."""
    code, size = groups.code(table, by)
    coded = table.with_columns(code=code)
    dense = coded.select("code", place=pl.col("code").rank("dense").cast(pl.Int64) - 1)
    rows = rows.with_columns(code=code)
    if size > GROUP_LIMIT:
        rows = rows.join(dense.lazy(), on="code").with_columns(code="place")
        coded = coded.with_columns(code=dense["place"])
    everybody = [name for name in names if not ORDERED[name].written_only]
    written = [name for name in names if ORDERED[name].written_only]
    coded = _with_figures(coded, rows, everybody)
    if written:
        coded = _with_figures(coded, rows.filter(WRITTEN), written)
    return coded.drop("code")


def _with_figures(coded: pl.DataFrame, rows: pl.LazyFrame, names: Sequence[str]) -> pl.DataFrame:
    packed = _packed(rows) if names else pl.Series(dtype=pl.Int64)
    for name in names:
        column = _column(packed, coded["code"], ORDERED[name]).select("code", pl.col("figure").alias(name))
        coded = coded.join(column, on="code", how="left", maintain_order="left")
    return coded


def _packed(rows: pl.LazyFrame) -> pl.Series:
    outcome = pl.when(ANSWERED).then(0).when(ABANDONED).then(1).otherwise(2).cast(pl.Int64)
    packed = (pl.col("code") * OUTCOMES + outcome) * WAIT_LIMIT + WAIT
    known = rows.filter(WAIT.is_between(0, WAIT_LIMIT - 1)).select(packed=packed)
    return known.collect(engine="streaming")["packed"].sort()


def _column(packed: pl.Series, codes: pl.Series, ordered: Quantile | Median) -> pl.DataFrame:
    if isinstance(ordered, Quantile):
        return _quantile(packed, codes, ordered.q)
    return _median(packed, ordered.event)


def _quantile(packed: pl.Series, codes: pl.Series, q: float) -> pl.DataFrame:
    first = codes.unique().sort() * (OUTCOMES * WAIT_LIMIT)
    start = packed.search_sorted(first).cast(pl.Int64)
    end = packed.search_sorted(first + WAIT_LIMIT).cast(pl.Int64)
    runs = pl.DataFrame({"first": first, "start": start, "n": (end - start).cast(pl.Float64)})
    place = (pl.col("n") - 1) * q
    low, high = intervals.quantile_ranks(pl.col("n"), q)
    ranks = {"below": place.floor(), "above": place.ceil(), "low": low, "high": high}
    found = runs.filter(pl.col("n") > 0).with_columns(
        *(
            _wait_at(packed, pl.col("start") + rank.cast(pl.Int64)).alias(name)
            for name, rank in ranks.items()
        ),
        fraction=place - place.floor(),
    )
    value = pl.col("below") + (pl.col("above") - pl.col("below")) * pl.col("fraction")
    bounded = figure(value, denominator=pl.col("n"), low=pl.col("low"), high=pl.col("high"))
    return found.select(code=pl.col("first") // (OUTCOMES * WAIT_LIMIT), figure=bounded)


def _wait_at(packed: pl.Series, place: pl.Expr) -> pl.Expr:
    return as_seconds(place.map_batches(packed.gather, return_dtype=pl.Int64) % WAIT_LIMIT)


def _median(packed: pl.Series, event: str) -> pl.DataFrame:
    # TRICKY: ties take the events first, so each curve packs "cut short" below the wait and sorts again.
    outcome, wait = pl.col("packed") // WAIT_LIMIT % OUTCOMES, pl.col("packed") % WAIT_LIMIT
    code = pl.col("packed") // (WAIT_LIMIT * OUTCOMES)
    cut_short = (outcome != EVENTS[event]).cast(pl.Int64)
    in_order = packed.to_frame("packed").select(packed=(code * WAIT_LIMIT + wait) * 2 + cut_short)
    rows = (
        in_order["packed"]
        .sort()
        .to_frame("packed")
        .select(
            code=pl.col("packed") // (WAIT_LIMIT * 2),
            t=pl.col("packed") // 2 % WAIT_LIMIT,
            n=pl.lit(1, pl.Int64),
            events=1 - pl.col("packed") % 2,
        )
    )
    parts = (pl.col(name) for name in ("value", "numerator", "denominator", "low", "high"))
    return km.medians(rows, "code").select("code", figure=figure(*parts))


NO_FIGURE = {"value": None, "numerator": None, "denominator": 0.0, "low": None, "high": None}


def or_nothing(column: pl.Expr) -> pl.Expr:
    """Give a group without rows the figure of nothing."""
    return pl.when(column.is_null()).then(pl.lit(NO_FIGURE, FIGURE)).otherwise(column)


def of_rows(name: str) -> pl.Expr:
    """Write an ordered figure as an expression over rows; survival medians have none."""
    ordered = ORDERED[name]
    if isinstance(ordered, Median):
        raise TypeError(f"{name} is a survival median and no expression: use compute or km.survival.")
    return ordered.expression()
