"""Add up evidence: points, and the reasons for them.

Each evidence fades by its half-life first; then the largest of each family counts in full and the others of
it at a quarter. What each adds is rounded to a tenth of a point, so that reasons add up to families, and
families to the points, exactly and in any order.
"""

from collections.abc import Mapping
from datetime import datetime

import polars as pl

from metrics.risk.evidence import EVIDENCE, FAMILIES, Evidence
from metrics.risk.grounds import INSTANT

MOST_REASONS = 3
REST = 0.25
DAY_US = 86_400_000_000
REASON = ("evidence", "points", "at", "n", "ids")


def scores(
    facts: pl.DataFrame,
    people: pl.DataFrame,
    as_of: datetime,
    evidence: Mapping[str, Evidence] = EVIDENCE,
) -> pl.DataFrame:
    """Give people with points, families and reasons, the first to call on top (columns: metrics.risk).

    Facts of who is not among the people add nothing.
    """
    rows = added(facts, as_of, evidence)
    tenths = [pl.col("tenths").filter(pl.col("family") == name).sum().alias(name) for name in FAMILIES]
    told = rows.group_by("person").agg(pl.col("tenths").sum().alias("points"), *tenths)
    whole = (
        people.lazy().join(told.lazy(), on="person", how="left").join(_reasons(rows), on="person", how="left")
    )
    parts = [(pl.col(name).fill_null(0) / 10).round(1).alias(name) for name in ("points", *FAMILIES)]
    ordered = whole.with_columns(parts).sort(
        "points", "value", "person", descending=[True, True, False], nulls_last=True
    )
    names = ("person", "points", "value", *FAMILIES, "reasons", "unknown")
    no_reason = pl.col("reasons").fill_null([])
    return (
        ordered.with_columns(no_reason, _known_weights(evidence))
        .select(names)
        .with_row_index("rank", offset=1)
        .with_columns(pl.col("rank").cast(pl.Int64))
        .collect()
    )


def added(facts: pl.DataFrame, as_of: datetime, evidence: Mapping[str, Evidence] = EVIDENCE) -> pl.DataFrame:
    """Put family and tenths (tenths of a point that it adds) beside facts, by person, the largest first."""
    rows = facts.lazy().join(_weights(evidence), on="evidence")
    age = (pl.lit(as_of).cast(INSTANT) - pl.col("at")).dt.total_microseconds().clip(lower_bound=0) / DAY_US
    fades = pl.when(pl.col("half_life").is_null()).then(1.0).otherwise(0.5 ** (age / pl.col("half_life")))
    faded = rows.with_columns(faded=pl.col("weight") * fades, strength=(pl.col("weight") * fades).abs())
    ordered = faded.sort("person", "family_no", "strength", "no", descending=[False, False, True, False])
    is_rest = pl.all_horizontal(pl.col(name) == pl.col(name).shift(1) for name in ("person", "family_no"))
    share = pl.when(is_rest.fill_null(value=False)).then(REST).otherwise(1.0)
    told = ordered.with_columns(
        tenths=(pl.col("faded") * share * 10).round(mode="half_away_from_zero").cast(pl.Int64)
    )
    return told.select("person", "family", "no", *REASON[:1], "tenths", *REASON[2:]).collect()


def _weights(evidence: Mapping[str, Evidence]) -> pl.LazyFrame:
    families = list(FAMILIES)
    rows = [
        (no, each.key, each.family, families.index(each.family), float(each.points), each.half_life_days)
        for no, each in enumerate(evidence.values())
        if each.points
    ]
    schema = {
        "no": pl.Int64,
        "evidence": pl.String,
        "family": pl.String,
        "family_no": pl.Int64,
        "weight": pl.Float64,
        "half_life": pl.Float64,
    }
    return pl.LazyFrame(rows, schema=schema, orient="row")


def _reasons(rows: pl.DataFrame) -> pl.LazyFrame:
    """Give the three that raise the points most, of each person."""
    raising = rows.lazy().filter(pl.col("tenths") > 0)
    ordered = raising.sort("person", "tenths", "no", descending=[False, True, False])
    told = ordered.select("person", pl.struct(*_reason_parts()).alias("reasons"))
    return told.group_by("person", maintain_order=True).agg(pl.col("reasons").head(MOST_REASONS))


def _reason_parts() -> list[pl.Expr]:
    points = (pl.col("tenths") / 10).round(1).alias("points")
    return [points if name == "points" else pl.col(name) for name in REASON]


def _known_weights(evidence: Mapping[str, Evidence]) -> pl.Expr:
    """Leave out of what is unknown what would add nothing anyway."""
    off = [key for key, each in evidence.items() if not each.points]
    return pl.col("unknown").list.eval(pl.element().filter(~pl.element().is_in(off)))
