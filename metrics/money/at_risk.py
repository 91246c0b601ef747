"""Say how much yearly value stands on the customers at risk. What is not known is counted, never 0."""

from dataclasses import dataclass

import polars as pl

from metrics.ratio import FIGURE


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

    def figure(self) -> pl.DataFrame:
        """Give it as one row with the struct value_at_risk: of so many whose value is known."""
        made = {"value": self.value, "numerator": self.value, "denominator": float(self.known)}
        return pl.DataFrame(
            {"value_at_risk": [made | {"low": None, "high": None}]}, {"value_at_risk": FIGURE}
        )


def at_risk(scores: pl.DataFrame, most: int | None = None, least: float | None = None) -> AtRisk:
    """Sum up the value of the first `most` customers by points, of those with `least` points, or of both.

    scores hold person, points and value (a year's; null: unknown), a row per person. Of those with as many
    points the more valuable ones come first, then the smaller id, as on the list; without points is without
    risk. Value is not multiplied by any chance: points are none.
    """
    ordered = scores.sort("points", "value", "person", descending=[True, True, False], nulls_last=True)
    listed = ordered.filter(pl.col("points") > 0)
    listed = listed if least is None else listed.filter(pl.col("points") >= least)
    listed = listed if most is None else listed.head(most)
    return AtRisk(
        listed,
        _total(listed),
        listed.height,
        listed["value"].count(),
        _total(scores),
        scores["value"].count(),
    )


def _total(rows: pl.DataFrame) -> float | None:
    return float(rows["value"].sum()) if rows["value"].count() else None
