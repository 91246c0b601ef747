"""Find what was known only after the fact: it would make any backtest shine, and help nobody."""

from collections.abc import Sequence

import polars as pl

from metrics.intervals import wilson
from metrics.risk_model.lessons import Lessons

NEARLY_ALL, MOST = 0.5, 0.5
FEWEST = 10


def suspects(found: Lessons, names: Sequence[str]) -> list[str]:
    """Name evidence that by itself tells who left.

    More than half of those of whom it is told left (by the lower bound), and more than half of those who left
    had it. Signs of trouble come to many who stay: what only leavers have is usually written down when they
    leave, and dated back; where it is honest, it comes too late to keep anybody.
    """
    rows = pl.DataFrame({"left": found.y, "weight": found.weight})
    told = [
        rows.with_columns(has=pl.Series(found.x[:, at] > 0)).select(
            evidence=pl.lit(name),
            n=pl.col("weight").filter("has").sum(),
            hits=(pl.col("weight") * pl.col("left")).filter("has").sum(),
            left=(pl.col("weight") * pl.col("left")).sum(),
        )
        for at, name in enumerate(names)
    ]
    if not told:
        return []
    low, _high = wilson(pl.col("hits"), pl.col("n"))
    is_pure = (low > NEARLY_ALL) & (pl.col("hits") > MOST * pl.col("left")) & (pl.col("n") >= FEWEST)
    return pl.concat(told).filter(is_pure.fill_null(value=False))["evidence"].to_list()


def unlike(shown: pl.DataFrame, again: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """Count the people whose evidence differs between two features of one Monday: evidence, people.

    Features as they were shown, or as they are read with hindsight, against those computed again from what
    was known then: every difference is something that nobody knew then. Empty where there is none.
    """
    both = shown.select("person", *names).join(
        again.select("person", *names), on="person", how="full", suffix="_again", coalesce=True
    )
    counts = both.select(pl.col(name).ne_missing(pl.col(f"{name}_again")).sum().alias(name) for name in names)
    told = counts.unpivot(variable_name="evidence", value_name="people")
    return told.filter(pl.col("people") > 0).with_columns(pl.col("people").cast(pl.Int64))
