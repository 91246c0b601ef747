"""Ask the customers: of the first contacts of issues, the share whose customer says that it was solved.

It stands beside `fcr` and is never mixed with it: one is what people say, the other what they do.
"""

import polars as pl

from metrics.contact_number import said
from metrics.ratio import ratio
from metrics.repeats import starts_issue

YES_FROM = 0.5  # above the middle of its scale an answer is a yes


def said_solved(contacts: pl.LazyFrame, surveys: pl.LazyFrame) -> pl.DataFrame:
    """Make the figure said_solved in one row: yes / valid answers about first contacts of issues.

    contacts are what `repeats.observed` gives; of several answers about one contact the last counts.
    """
    asked = contacts.filter(starts_issue()).select("contact_id")
    rows = said(surveys, "resolved").join(asked, on="contact_id", how="semi")
    yes = pl.col("share") > YES_FROM
    return rows.select(said_solved=ratio(yes.sum(), yes.count())).collect()
