"""Make the table of provisional repeat rates, as `compute` makes that of matured ones."""

from collections.abc import Sequence

import polars as pl

from metrics import groups, ordered
from metrics.catalog import METRICS
from metrics.compute import OF_AGENTS, Frames, known
from metrics.periods import ALL, Period
from metrics.ratio import FIGURE
from metrics.repeats import provisional
from metrics.within import Within

REPEATS = METRICS["repeat_rate"]


def provisional_rates(
    frames: Frames, within: Within, by: Sequence[str] = (), period: Period = ALL, week_start: int = 1
) -> pl.DataFrame:
    """Estimate `repeat_rate` by group with the newest contacts in it: a table as `compute` makes it.

    Raises ValueError for an unknown column, and where nobody knows how the contacts went on.
    """
    columns = [known("column", name, groups.NAMES) for name in dict.fromkeys(by)]
    rows = frames.rows(REPEATS, period).with_columns(groups.keys(columns, REPEATS.anchor, week_start))
    rates = provisional(rows, within, columns)
    if not columns:
        return rates.select(_told(columns))
    every = rows.select(columns).unique().sort(columns, nulls_last=True).collect()
    found = every.join(rates, on=columns, how="left", nulls_equal=True, maintain_order="left")
    return groups.decoded(found, columns).select(*columns, _told(columns))


def _told(by: Sequence[str]) -> pl.Expr:
    """Give the figure of nothing to whom nobody watched, and to agents: a contact may pass several."""
    if OF_AGENTS & set(by):
        return pl.lit(ordered.NO_FIGURE, FIGURE).alias(REPEATS.id)
    rate = pl.col(REPEATS.id)
    nobody = pl.lit({**ordered.NO_FIGURE, "numerator": 0.0}, FIGURE)
    is_nobody = rate.struct.field("denominator").is_null()
    return pl.when(is_nobody).then(nobody).otherwise(rate).alias(REPEATS.id)
