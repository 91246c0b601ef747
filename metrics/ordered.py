"""Measure what needs the waits in order: percentiles and survival medians, for all groups in one sort.

Percentiles are look-ups in that order, curves one running product.
"""

from collections.abc import Callable, Mapping, Sequence
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
    found = packed.groups().to_frame("number").lazy()
    for column in [*_quantiles(packed, quantiles), *_medians(packed, medians)]:
        found = found.join(column, on="number", how="left", maintain_order="left")
    table = found.collect()
    return pl.concat([packed.numbers.keys(table["number"]), table.drop("number")], how="horizontal")


def _quantiles(packed: Packed, quantiles: Mapping[str, Quantile]) -> list[pl.LazyFrame]:
    if not quantiles:
        return []
    answered, numbers = packed.answered(), packed.groups()
    start = answered.search_sorted(numbers * packed.width).cast(pl.Int64)
    end = answered.search_sorted((numbers + 1) * packed.width).cast(pl.Int64)
    runs = pl.LazyFrame({"number": numbers, "start": start, "n": (end - start).cast(pl.Float64)})
    runs = runs.filter(pl.col("n") > 0)

    def wait_ms(rank: pl.Expr) -> pl.Expr:
        place = pl.col("start") + rank.cast(pl.Int64)
        return packed.wait_ms(place.map_batches(answered.gather, return_dtype=pl.Int64))

    return [_quantile(runs, wait_ms, name, one.q) for name, one in quantiles.items()]


def _quantile(runs: pl.LazyFrame, wait_ms: Callable[[pl.Expr], pl.Expr], name: str, q: float) -> pl.LazyFrame:
    place = (pl.col("n") - 1) * q
    low, high = intervals.quantile_ranks(pl.col("n"), q)
    ranks = {"below": place.floor(), "above": place.ceil(), "low": low, "high": high}
    found = runs.with_columns(**{end: wait_ms(rank) for end, rank in ranks.items()})
    below, above, low, high = (as_seconds(pl.col(end)) for end in ranks)
    value = below + (above - below) * (place - place.floor())
    return found.select("number", figure(value, denominator=pl.col("n"), low=low, high=high).alias(name))


def _medians(packed: Packed, medians: Mapping[str, Median]) -> list[pl.LazyFrame]:
    if not medians:
        return []
    runs = packed.runs().lazy()
    return [_median(runs, name, one.event) for name, one in medians.items()]


def _median(runs: pl.LazyFrame, name: str, event: str) -> pl.LazyFrame:
    is_event, n = pl.col("outcome") == OUTCOME[event], pl.col("n")
    seen = runs.group_by("number").agg(
        longest=pl.col("t").last(), numerator=n.filter(is_event).sum(), denominator=n.sum()
    )
    halves = km.halves(runs.filter(is_event).with_columns(events=n), seen, "number")
    parts = (pl.col(part) for part in ("value", "numerator", "denominator", "low", "high"))
    return halves.select("number", figure(*parts).alias(name))


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
