"""Measure the first reply to written contacts: from the customer's message to the first human answer.

Unanswered ones are still waiting: they cut the curve short and are not dropped.
"""

from collections.abc import Sequence
from typing import Literal

import polars as pl

from metrics import hours, km
from metrics.ordered import WRITTEN
from metrics.ratio import figure
from metrics.waits import ANSWERED

Clock = Literal["calendar", "business"]


def first_response(
    visits: pl.LazyFrame,
    by: Sequence[str] = (),
    clock: Clock = "calendar",
    open_hours: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Estimate the median time to the first human reply of messages, mails and posts, by group.

    The business clock counts seconds inside open_hours (`hours.open_stretches`). One row per group: by,
    then the struct `first_response`.
    """
    written = visits.filter(WRITTEN)
    if clock == "business":
        written = _on_business_clock(written, open_hours)
    return _medians(written, list(by))


def _on_business_clock(visits: pl.LazyFrame, open_hours: pl.DataFrame | None) -> pl.LazyFrame:
    if open_hours is None:
        raise ValueError("The business clock needs open_hours: hours.open_stretches(schedules, first, last).")
    since, wait_s = pl.col("queued_local_s"), pl.col("wait_ms") // 1000
    business = pl.struct(since.alias("since"), (since + wait_s).alias("until")).map_batches(
        lambda rows: 1000 * hours.business_s(rows.struct["since"], rows.struct["until"], open_hours),
        return_dtype=pl.Int64,
    )
    return visits.with_columns(wait_ms=business)


def _medians(visits: pl.LazyFrame, by: list[str]) -> pl.DataFrame:
    counts = (
        visits.filter(pl.col("wait_ms").is_not_null())
        .group_by(*by, t=pl.col("wait_ms"))
        .agg(n=pl.len().cast(pl.Int64), events=ANSWERED.sum().cast(pl.Int64))
        .with_columns(group=pl.struct(by) if by else pl.lit(0))
        .sort("group", "t")
        .collect()
    )
    names = ("value", "numerator", "denominator", "low", "high")
    found = km.medians(counts, "group").sort("group")
    figures = found.select(*(["group"] if by else []), first_response=figure(*map(pl.col, names)))
    return figures.unnest("group") if by else figures
