"""Say what share would be usual for the work that somebody had, so that nobody is compared with other work.

Expected by indirect standardisation: each cell of contacts at the share of all together (DEFINITIONS.md 10:
E = Σ n p, V = Σ n p (1 − p)).
"""

from collections.abc import Sequence

import polars as pl

from metrics.intervals import any_of


def usual(cells: pl.DataFrame, metric: str, by: str, cell: Sequence[str], fewest: int) -> pl.DataFrame:
    """Put together each group's cells: by, usual (a share) and apart (-1, 0 or 1).

    cells hold by, the columns of the cell and figures of a share. apart tells who is surely below or
    above the usual, wide enough for all groups of at least `fewest` rows at once; under as many nobody is.
    """
    told = cells.select(
        by,
        *cell,
        yes=pl.col(metric).struct["numerator"].fill_null(0),
        n=pl.col(metric).struct["denominator"].fill_null(0),
    )
    p = pl.col("yes").sum().over(cell) / pl.col("n").sum().over(cell)
    each = told.filter(pl.col("n") > 0).with_columns(p=p)
    expected, spread = pl.col("n") * pl.col("p"), pl.col("n") * pl.col("p") * (1 - pl.col("p"))
    sums = each.group_by(by, maintain_order=True).agg(
        pl.col("yes", "n").sum(), expected=expected.sum(), spread=spread.sum()
    )
    z = any_of(sums.filter(pl.col("n") >= fewest).height)
    off = pl.col("yes") - pl.col("expected")
    is_sure = (pl.col("n") >= fewest) & (off.abs() > z * pl.col("spread").sqrt())
    return sums.select(
        by,
        usual=pl.col("expected") / pl.col("n"),
        apart=pl.when(is_sure).then(off.sign()).otherwise(0.0).cast(pl.Int8),
    )
