"""Name the ways through the menu, and what became of those who took them.

A way is a path without what was gone back from: those who tried another branch first count where they came
to in the end. Rows are contacts of `menu.walked`, with `is_misroute` of `routes.routed`.
"""

from collections.abc import Sequence

import polars as pl

from metrics import intervals
from metrics.menu import IN_TROUBLE, STEPS, TROUBLES
from metrics.ratio import as_seconds, ratio

LEAST = 30  # contacts under which a way is not judged (DEFINITIONS 0.4)
KNOWN = pl.col("is_menu") & pl.col("menu_path").is_not_null()


def paths(walked: pl.LazyFrame) -> pl.DataFrame:
    """List the ways, the one with most contacts in trouble first.

    Columns: way (empty: went back, and no further), contacts, left, looped, opted_out, misrouted (each null
    where it is known of nobody), in_trouble, share (of them, a figure), others (the share of all other ways),
    is_above (clearly more than they; null where that tells nothing), median_s in the menu, and median_steps.
    """
    counted = (
        walked.filter(KNOWN)
        .group_by(way="menu_way")
        .agg(
            pl.len().cast(pl.Int64).alias("contacts"),
            *(_known_sum(each).alias(name) for name, each in TROUBLES.items()),
            in_trouble=IN_TROUBLE.sum().cast(pl.Int64),
            median_s=as_seconds(pl.col("menu_ms")).median(),
            median_steps=pl.col("menu_steps").median(),
        )
    )
    table = compared(counted.collect())
    return table.sort("in_trouble", "contacts", "way", descending=[True, True, False])


def _known_sum(rows: pl.Expr) -> pl.Expr:
    """How many are true; null where that is known of none."""
    return pl.when(rows.count() > 0).then(rows.sum()).cast(pl.Int64)


def compared(counted: pl.DataFrame) -> pl.DataFrame:
    """Put share, others and is_above beside ways with contacts, in_trouble and opted_out.

    Clearly more: the whole Wilson interval lies above that of all other ways together, both widened for the
    number of ways (Bonferroni). A way that ends in asking for a person is trouble by definition.
    """
    n, own = pl.col("contacts"), pl.col("in_trouble")
    rest_n, rest = n.sum() - n, own.sum() - own
    z = intervals.any_of(counted.filter(n >= LEAST).height)
    low, _high = intervals.wilson(own, n, z)
    _low, others_high = intervals.wilson(rest, rest_n, z)
    is_judged = (n >= LEAST) & (rest_n >= LEAST) & (pl.col("opted_out") < n)
    return counted.with_columns(
        share=ratio(own, n),
        others=pl.when(rest_n > 0).then(rest / rest_n),
        is_above=pl.when(is_judged).then(low > others_high),
    )


def nodes(way: str) -> Sequence[str]:
    """The nodes of a way; none where nobody got any further."""
    return way.split(STEPS) if way else ()
