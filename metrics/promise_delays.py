"""Compare how content customers are by the delay that they were promised, and by the one that they had.

A call-back that was promised within two hours and came after five counts under two hours by promise and under
a day by what happened; what was not kept so far has no delay at all. Definitions: DEFINITIONS.md 5 and 6.
"""

from typing import Literal

import polars as pl

from metrics.promises import CHASED_FOR
from metrics.ratio import ratio
from metrics.satisfaction import CSAT, SATISFIED

Clock = Literal["promised", "actual"]
HOUR_MS = 3_600_000
EDGES_H = (2, 24, 72)  # a band is up to its edge; the last one is longer
NEVER = len(EDGES_H) + 1  # not kept so far


def rated(promises: pl.LazyFrame, surveys: pl.LazyFrame) -> pl.LazyFrame:
    """Put beside each valid answer the newest promise that it can tell of: the columns of both.

    promises are what `promises.judged` gives, surveys invitations with person and topic_family. An answer
    tells of a promise to the same person about the same topic family, or where either is not known, when it
    was given within seven days after that was due.
    """
    due = promises.filter(pl.col("person").is_not_null(), pl.col("due_by").is_not_null()).select(
        *("promise_id", "person", "kind", "made_at", "due_by", "due_at", "kept_at", "state"),
        about="topic_family",
    )
    met = surveys.filter(CSAT).join(due, on="person", suffix="_promised")
    at = pl.col("answered_at")
    is_after = (at > pl.col("due_by")) & (at <= pl.col("due_by") + CHASED_FOR)
    about = (pl.col("about") == pl.col("topic_family")).fill_null(value=True)
    newest = met.filter(is_after, about).sort("due_by", "promise_id")
    return newest.unique("survey_id", keep="last", maintain_order=True)


def by_delay(answers: pl.LazyFrame) -> pl.DataFrame:
    """Measure CSAT by band of delay since the promise was made: clock, band and csat (a figure), in order.

    answers are what `rated` gives. Band 0 is up to 2 hours, 1 up to a day, 2 up to three days, 3 longer and,
    by the actual delay alone, 4 not kept when the answer was given.
    """
    kept = pl.when(pl.col("kept_at") <= pl.col("answered_at")).then("kept_at")
    banded = answers.with_columns(
        promised=_band(pl.col("due_at")), actual=_band(kept).fill_null(pl.lit(NEVER, pl.Int64))
    )
    tables = [_by(banded, clock) for clock in ("promised", "actual")]
    return pl.concat(tables).sort("clock", "band", descending=[True, False])


def _band(until: pl.Expr) -> pl.Expr:
    hours = (until - pl.col("made_at")).dt.total_milliseconds() / HOUR_MS
    return pl.when(hours.is_not_null()).then(
        sum(((hours > edge).cast(pl.Int64) for edge in EDGES_H), pl.lit(0))
    )


def _by(answers: pl.LazyFrame, clock: str) -> pl.DataFrame:
    csat = ratio(SATISFIED.sum(), CSAT.sum()).alias("csat")
    grouped = answers.group_by(band=pl.col(clock).cast(pl.Int64)).agg(csat)
    return grouped.select(clock=pl.lit(clock), band="band", csat="csat").collect()
