"""Weigh answers so that they stand for all who were asked, not only for those who like to answer.

Post-stratification (Holt and Smith 1979) over queue × transferred × repeat × wait: an answer weighs what its
cell has of invitations for each valid answer. A cell without an answer is taken together with the other cells
of its queue × transferred × repeat, in the proportions that they have among those asked; where there is none
either, with those of its queue × transferred, then of its queue, then with all. Weights are cut at five times
their median. Whoever was not asked is not in it.
"""

from collections.abc import Sequence

import polars as pl

from metrics.ratio import ratio
from metrics.satisfaction import CSAT, SATISFIED

MINUTE_MS = 60_000
BANDS_MS = (MINUTE_MS, 5 * MINUTE_MS)  # the first two bands end here, inclusive; unknown is a band of its own
MOST_MEDIANS = 5
WEIGHTED = ("csat_weighted",)
QUEUE, TRANSFERRED, REPEAT, WAIT = CELL = ("cell_queue", "cell_transferred", "cell_repeat", "cell_wait")
EVERYBODY = "cell_all"


def wait_band() -> pl.Expr:
    """Tell the band of a contact's whole wait: 0, 1, 2; null where it is not known."""
    bands = sum((pl.col("wait_ms") > end).cast(pl.Int8) for end in BANDS_MS)
    return pl.when(pl.col("wait_ms").is_not_null()).then(bands)


def cells(rows: pl.LazyFrame, by: Sequence[str] = ()) -> pl.DataFrame:
    """Count the invitations to rate, valid answers and satisfied of each cell, by group.

    rows are invitations with queue, is_transferred, is_repeat and wait_ms: by, CELL, invited, n, satisfied.
    """
    asked = rows.filter(pl.col("kind") == "csat").with_columns(
        pl.col("queue").cast(pl.String).alias(QUEUE),
        pl.col("is_transferred").cast(pl.Boolean).alias(TRANSFERRED),
        pl.col("is_repeat").cast(pl.Boolean).alias(REPEAT),
        wait_band().alias(WAIT),
    )
    counts = (pl.len().alias("invited"), CSAT.sum().alias("n"), SATISFIED.sum().alias("satisfied"))
    return asked.group_by(*by, *CELL).agg(counts).collect()


def weights(counted: pl.DataFrame, by: Sequence[str] = ()) -> pl.DataFrame:
    """Put beside each cell with an answer the weight of one answer, before and after it is cut.

    counted is what `cells` gives: its columns, full_weight and weight.
    """
    levels = [*by, EVERYBODY, *CELL]
    factor = pl.lit(1.0)
    for depth in range(len(CELL), 0, -1):
        above, here = levels[: len(by) + depth], levels[: len(by) + depth + 1]
        has_answers = pl.col("n").sum().over(here) > 0
        whole, told = pl.col("invited").sum(), pl.col("invited").filter(has_answers).sum()
        factor = factor * whole.over(above) / told.over(above)
    marked = counted.with_columns(pl.lit(0).alias(EVERYBODY))
    full = marked.with_columns(full_weight=factor * pl.col("invited") / pl.col("n")).filter(pl.col("n") > 0)
    group = [*by, EVERYBODY]
    answers = full.select(*group, pl.col("full_weight").repeat_by("n").alias("each")).explode("each")
    middle = answers.group_by(group).agg(most=MOST_MEDIANS * pl.col("each").median())
    cut = full.join(middle, on=group, nulls_equal=True, maintain_order="left")
    return cut.with_columns(weight=pl.min_horizontal("full_weight", "most")).drop("most", EVERYBODY)


def weighted(rows: pl.LazyFrame, by: Sequence[str] = ()) -> pl.DataFrame:
    """Compute csat_weighted by group: the columns of by, then (value, value × n_eff, n_eff, low, high).

    Each group is weighted on its own rows, so that a week of a trend is that week asked for alone. n_eff is
    Kish's (Σw)² / Σw² (Kish 1965, 11.7); the Wilson interval is that of as many plain answers.
    """
    counted = cells(rows, by)
    known = weights(counted, by)
    w, n = pl.col("weight"), pl.col("n")
    sums = {"w": (w * n).sum(), "squares": (w**2 * n).sum(), "yes": (w * pl.col("satisfied")).sum()}
    per_group = known.group_by(by).agg(**sums) if by else known.select(**sums)
    n_eff = pl.when(pl.col("squares") > 0).then(pl.col("w") ** 2 / pl.col("squares")).otherwise(0.0)
    found = per_group.with_columns(n_eff=n_eff).with_columns(
        yes_eff=pl.when(pl.col("w") > 0).then(pl.col("yes") / pl.col("w") * pl.col("n_eff")).otherwise(0.0)
    )
    return found.select(*by, csat_weighted=ratio(pl.col("yes_eff"), pl.col("n_eff")))
