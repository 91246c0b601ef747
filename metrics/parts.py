"""Hold what every metric is made of: named sums over the rows of a frame.

A formula is written once, over names. `compute` sums each named part once and then applies the formulas;
`METRICS["service_level"](20)` puts the sums in the names' places, so that it composes in any `agg`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import polars as pl

from metrics.within import Within

HANDLING = ("talk", "hold", "wrap")
Reported = Mapping[str, tuple[str, ...]]  # which of them each source reports


@dataclass(frozen=True)
class Terms:
    """Say by which thresholds rows are judged, what each source reports of handling, what a repeat is."""

    threshold_s: float | None = None
    reported: Reported = field(default_factory=lambda: {"": HANDLING})
    within: Within = field(default_factory=Within)

    def in_time(self) -> pl.Expr:
        """Judge rows against the threshold in force for each, or against threshold_s for all."""
        if self.threshold_s is None:
            return pl.col("wait_ms") <= pl.col("threshold_ms")
        return pl.col("wait_ms") <= round(self.threshold_s * 1000)


Part = Callable[[Terms], pl.Expr]
Of = Callable[[str], pl.Expr]
Formula = Callable[[Of], pl.Expr]


def total(rows: pl.Expr) -> pl.Expr:
    """Add up rows, or count those that are true; rows that are null add nothing."""
    return rows.sum().cast(pl.Int64)


def squares(rows: pl.Expr) -> pl.Expr:
    """Add up the squares, in integers that cannot overflow."""
    return (rows.cast(pl.Int128) ** 2).sum()


def number_of(rows: pl.Expr) -> pl.Expr:
    """Count the rows that are not null."""
    return rows.count().cast(pl.Int64)
