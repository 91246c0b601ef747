"""Measure what needs the waits in order: percentiles and survival medians, for all groups in one sort.

Percentiles are look-ups in that order, curves one running product.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from metrics import intervals, km
from metrics.packed import OUTCOME, Packed, pack
from metrics.ratio import FIGURE, as_seconds, figure, quantile_seconds
from metrics.waits import ANSWERED_WAIT

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


def tables(rows: pl.LazyFrame, by: Sequence[str], names: Sequence[str]) -> list[pl.DataFrame]:
    """Compute the named figures by group: tables of the columns of `by`, which rows hold, and figures."""
    written = [name for name in names if ORDERED[name].written_only]
    everybody = [name for name in names if name not in written]
    asked = ((everybody, pl.lit(True)), (written, WRITTEN))
    return [_table(pack(rows, by, among), some) for some, among in asked if some]


def _table(packed: Packed, names: Sequence[str]) -> pl.DataFrame:
    quantiles = {name: one for name in names if isinstance(one := ORDERED[name], Quantile)}
    medians = {name: one for name in names if isinstance(one := ORDERED[name], Median)}
    found = packed.groups().to_frame("number")
    columns: dict[str, pl.DataFrame] = {}
    if quantiles:
        answered = packed.answered()
        columns |= {name: _quantile(packed, answered, one.q) for name, one in quantiles.items()}
    if medians:
        runs = packed.runs()
        columns |= {name: _median(runs, one.event) for name, one in medians.items()}
    for name, column in columns.items():
        found = found.join(column.rename({"figure": name}), on="number", how="left", maintain_order="left")
    return pl.concat([packed.numbers.keys(found["number"]), found.drop("number")], how="horizontal")


def _quantile(packed: Packed, answered: pl.Series, q: float) -> pl.DataFrame:
    numbers = packed.groups()
    start = answered.search_sorted(numbers * packed.width).cast(pl.Int64)
    end = answered.search_sorted((numbers + 1) * packed.width).cast(pl.Int64)
    runs = pl.DataFrame({"number": numbers, "start": start, "n": (end - start).cast(pl.Float64)})
    place = (pl.col("n") - 1) * q
    low, high = intervals.quantile_ranks(pl.col("n"), q)
    ranks = {"below": place.floor(), "above": place.ceil(), "low": low, "high": high}

    def wait_at(rank: pl.Expr) -> pl.Expr:
        found = (pl.col("start") + rank.cast(pl.Int64)).map_batches(answered.gather, return_dtype=pl.Int64)
        return as_seconds(packed.wait_ms(found))

    found = runs.filter(pl.col("n") > 0).with_columns(
        *(wait_at(rank).alias(name) for name, rank in ranks.items()), fraction=place - place.floor()
    )
    value = pl.col("below") + (pl.col("above") - pl.col("below")) * pl.col("fraction")
    bounded = figure(value, denominator=pl.col("n"), low=pl.col("low"), high=pl.col("high"))
    return found.select("number", figure=bounded)


def _median(runs: pl.DataFrame, event: str) -> pl.DataFrame:
    # TRICKY: ties take the events first, so those answered after the same wait are at risk of giving up.
    is_event, n = pl.col("outcome") == OUTCOME[event], pl.col("n")
    is_tie = (pl.col("t") == pl.col("t").shift(1)) & (pl.col("number") == pl.col("number").shift(1))
    before = pl.when(is_tie).then(n.shift(1)).otherwise(0)
    curve = runs.select("number", "t", "outcome", events=n, at_risk=pl.col("at_risk") + before).filter(
        is_event
    )
    seen = runs.group_by("number").agg(
        longest=pl.col("t").last(), numerator=n.filter(is_event).sum(), denominator=n.sum()
    )
    parts = (pl.col(name) for name in ("value", "numerator", "denominator", "low", "high"))
    return km.halves(curve, seen, "number").select("number", figure=figure(*parts))


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
