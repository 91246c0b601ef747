"""Order the promises that somebody should see to, by the harm that waiting does.

Harm is how long a promise has been broken × what the customer is worth a year × how often the customer has
come about it. Not a prediction: an order to work by.
"""

from datetime import datetime

import polars as pl

from metrics.promises import BROKEN

LONGEST_DAYS = 7  # what is older harms no more by the day: the newest can still be mended
DAY_S = 86_400
TO_DO = (*BROKEN, "attempted", "due_today")
INSTANT = pl.Datetime("us", "UTC")


def to_do(promises: pl.LazyFrame, contacts: pl.LazyFrame, as_of: datetime) -> pl.LazyFrame:
    """Keep what can still be done, the most harmful first: late_s, came (contacts since), value and harm.

    promises are what `promises.judged` gives with annual_value (null where nobody knows); contacts the
    customers' own: person, topic_family, started_at. Who came is counted since the promise was made, about
    the same topic family or where either is not known. The harm is days late (at least one twenty-fourth, at
    most seven) × (1 + contacts) × the annual value over the median one among these promises, at least a tenth
    and at most ten; an unknown value counts as the median. Two alike: the one due first.
    """
    now = pl.lit(as_of).cast(INSTANT)
    left = promises.filter(pl.col("state").is_in(TO_DO), ~pl.col("is_done"))
    since = contacts.select("person", about="topic_family", at="started_at")
    met = left.select("promise_id", "person", "topic_family", "made_at").join(since, on="person")
    same = (pl.col("about") == pl.col("topic_family")).fill_null(value=True)
    came = met.filter(same, pl.col("at") > pl.col("made_at"), pl.col("at") <= now)
    counts = came.group_by("promise_id").agg(came=pl.len().cast(pl.Int64))
    late_s = ((now - pl.col("due_by")).dt.total_seconds()).clip(lower_bound=0)
    told = left.join(counts, on="promise_id", how="left").with_columns(
        came=pl.col("came").fill_null(0), late_s=late_s
    )
    worth = (pl.col("annual_value") / pl.col("annual_value").median()).clip(0.1, 10)
    days = (pl.col("late_s") / DAY_S).clip(1 / 24, LONGEST_DAYS)
    harm = days * (1 + pl.col("came")) * worth.fill_nan(None).fill_null(1.0)
    return told.with_columns(harm=harm).sort("harm", "due_by", "promise_id", descending=[True, False, False])
