"""Make the table of provisional repeat rates, as `compute` makes that of matured ones."""

from collections.abc import Sequence

import polars as pl

from metrics import groups, ordered
from metrics.catalog import METRICS
from metrics.compute import OF_AGENTS, Frames, known
from metrics.periods import ALL, Period
from metrics.ratio import FIGURE
from metrics.repeats import provisional, provisional_fcr
from metrics.within import Within

REPEATS = METRICS["repeat_rate"]
WEEK = Within()
LEAST_WATCHED = (
    0.25  # measured on the demo: beneath it a week's estimate was off by 2 to 4 points, above by 1
)


def provisional_rates(
    frames: Frames, within: Within, by: Sequence[str] = (), period: Period = ALL, week_start: int = 1
) -> pl.DataFrame:
    """Estimate `repeat_rate` by group with the newest contacts in it: a table as `compute` makes it.

    Raises ValueError for an unknown column, and where nobody knows how the contacts went on.
    """
    told_by = [name for name in groups.NAMES if name not in groups.TOLD_OF]
    columns = [known("column", name, told_by) for name in dict.fromkeys(by)]
    rows = frames.rows(REPEATS, period).with_columns(groups.keys(columns, REPEATS.anchor, week_start))
    rates = provisional(rows, within, columns)
    if not columns:
        return rates.select(_told(columns))
    every = rows.select(columns).unique().sort(columns, nulls_last=True).collect()
    found = every.join(rates, on=columns, how="left", nulls_equal=True, maintain_order="left")
    return groups.decoded(found, columns).select(*columns, _told(columns))


def is_enough(within: Within) -> pl.Expr:
    """Tell whether a quarter of the contacts watched were so for the whole window.

    What is known of its last days otherwise comes from one weekday, and a Saturday stands for all.
    """
    watched = within.base() & (pl.col("seen_ms") >= 0)
    return (within.matured().filter(watched).mean() >= LEAST_WATCHED).fill_null(value=False)


def provisional_weeks(contacts: pl.LazyFrame, week_start: int = 1) -> pl.DataFrame:
    """Estimate both rates of each week with its newest contacts: week, then repeat_rate and fcr.

    Both are null where too few of the week's contacts were watched for all 7 days: see `is_enough`.
    """
    keyed = contacts.with_columns(groups.keys(["week"], REPEATS.anchor, week_start))
    enough = keyed.group_by("week").agg(is_enough=is_enough(WEEK)).collect()
    rates, solved = provisional(keyed, WEEK, ["week"]), provisional_fcr(keyed, ["week"])
    both = enough.join(rates, on="week", how="left").join(solved, on="week", how="left")
    shown = both.select("week", pl.when("is_enough").then(pl.col("repeat_rate", "fcr")))
    return groups.decoded(shown, ["week"]).sort("week")


def _told(by: Sequence[str]) -> pl.Expr:
    """Give the figure of nothing to whom nobody watched, and to agents: a contact may pass several."""
    if OF_AGENTS & set(by):
        return pl.lit(ordered.NO_FIGURE, FIGURE).alias(REPEATS.id)
    rate = pl.col(REPEATS.id)
    nobody = pl.lit({**ordered.NO_FIGURE, "numerator": 0.0}, FIGURE)
    is_nobody = rate.struct.field("denominator").is_null()
    return pl.when(is_nobody).then(nobody).otherwise(rate).alias(REPEATS.id)
