"""Tell how long issues get: how many take one contact, two, three, and what the long ones take of all.

Rows are the frame "issues" (`chains.with_issues`); a contact that began no issue adds nothing.
"""

import polars as pl

from metrics.ratio import as_minutes, figure, ratio

MOST = 5  # issues of five contacts and more are one group
LONG = 3  # an issue of so many contacts is a long one
OF_ALL = ("issues", "contacts", "minutes")


def lengths(rows: pl.DataFrame) -> pl.DataFrame:
    """Divide issues by the contacts they took: needed (1 to 5), then the figures issues, contacts, minutes.

    Each is the share of all that this many contacts make up; together the rows are everything.
    """
    known = _known(rows)
    needed = pl.col("issue_contacts").clip(upper_bound=MOST)
    return pl.concat(
        known.select(pl.lit(many, pl.Int64).alias("needed"), *_shares(needed == many))
        for many in range(1, MOST + 1)
    )


def long_ones(rows: pl.DataFrame) -> pl.DataFrame:
    """Sum up the issues of three contacts and more in one row: the figures issues, contacts, minutes."""
    return _known(rows).select(_shares(pl.col("issue_contacts") >= LONG))


def _known(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.col("issue_contacts").is_not_null())


def _shares(is_in: pl.Expr) -> list[pl.Expr]:
    spent = as_minutes(pl.col("issue_spent_ms"))
    return [
        ratio(is_in.sum(), is_in.count()).alias("issues"),
        _share(pl.col("issue_contacts"), is_in).alias("contacts"),
        _share(spent, is_in).alias("minutes"),
    ]


def _share(amount: pl.Expr, is_in: pl.Expr) -> pl.Expr:
    """Make the figure of a share of amounts, which are not counted one by one and so have no interval."""
    part, whole = amount.filter(is_in).sum(), amount.sum()
    return figure(pl.when(whole > 0).then(part / whole), part, whole)
