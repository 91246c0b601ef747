"""Say how much yearly value stands on the customers at risk. What is not known is counted, never 0."""

from dataclasses import dataclass

import polars as pl

from metrics.ratio import figure

LISTED = pl.col("is_listed")


@dataclass(frozen=True)
class AtRisk:
    """The yearly value of those at risk: `value` of the `known` ones, None where none is; `people` in all.

    `of_all` is the known value of all customers, of whom `known_of_all` have one. rows are those at risk.
    """

    rows: pl.DataFrame
    value: float | None
    people: int
    known: int
    of_all: float | None
    known_of_all: int

    @property
    def unknown(self) -> int:
        """How many at risk have no known value."""
        return self.people - self.known


def by_points(least: float) -> pl.Expr:
    """Mark those with so many points, for `at_risk` and `value_at_risk`."""
    return pl.col("points") >= least


def at_risk(scores: pl.DataFrame, flag: pl.Expr = LISTED) -> AtRisk:
    """Sum up the value of the flagged customers: those on the list, or by points.

    scores hold person, points, value (a year's; null: unknown) and is_listed, as `risk.told.listed` gives
    them. Value is not multiplied by any chance: points are none.
    """
    flagged = scores.filter(flag)
    return AtRisk(
        flagged,
        _total(flagged),
        flagged.height,
        flagged["value"].count(),
        _total(scores),
        scores["value"].count(),
    )


def value_at_risk(flag: pl.Expr = LISTED) -> pl.Expr:
    """Write the same as a figure over scores, for any `agg` or `select`: of so many whose value is known."""
    value = pl.col("value").filter(flag)
    known = value.count()
    total = pl.when(known > 0).then(value.sum())
    return figure(total, total, known)


def _total(rows: pl.DataFrame) -> float | None:
    return float(rows["value"].sum()) if rows["value"].count() else None
