"""Estimate durations of which some were cut short: Kaplan–Meier, ties with the events first.

A caller who gave up would have been answered later, one who was answered might have waited longer: each
wait is an event of one curve and cuts the other one short (Kaplan and Meier 1958).
"""

from collections.abc import Sequence

import polars as pl

from metrics.intervals import greenwood, half_reached
from metrics.ratio import as_seconds

CURVE = ("at_risk", "events", "censored", "survival", "low", "high")
HALF = 0.5
TOLERANCE = 1e-9  # (3/4)(2/3) is 0.5, but not in floating point


def survival(frame: pl.LazyFrame, duration: str, event: pl.Expr, by: Sequence[str] = ()) -> pl.DataFrame:
    """Estimate the curve of each group: by, t, at_risk, events, censored, survival, low, high.

    One row per distinct t, in seconds (duration is a column of milliseconds); rows without a duration are
    left out. at_risk counts those still there just before t, survival holds from t on. The curve starts at
    1; before its first event and where nobody is left it has no band.
    """
    counts = (
        frame.filter(pl.col(duration).is_not_null())
        .group_by(*by, t=pl.col(duration))
        .agg(n=pl.len().cast(pl.Int64), events=event.fill_null(False).sum().cast(pl.Int64))
        .sort(*by, "t", nulls_last=True)
        .collect(engine="streaming")
    )
    low, high = greenwood(pl.col("survival"), pl.col("variance"))
    curve = product(at_risk(counts, list(by)).lazy(), list(by))
    censored = pl.col("n") - pl.col("events")
    drawn = curve.with_columns(t=as_seconds(pl.col("t")), censored=censored, low=low, high=high)
    return drawn.select(*by, "t", *CURVE).collect()


def medians(counts: pl.DataFrame, group: str) -> pl.DataFrame:
    """Find where each group's curve reaches one half: group, value, low, high, numerator, denominator.

    counts, sorted by group and t in milliseconds, holds n and events for each t.
    """
    seen = counts.group_by(group).agg(
        longest=pl.col("t").max(), numerator=pl.col("events").sum(), denominator=pl.col("n").sum()
    )
    curve = at_risk(counts, [group]).filter(pl.col("events") > 0)
    return halves(curve.lazy(), seen.lazy(), group).collect()


def halves(curve: pl.LazyFrame, seen: pl.LazyFrame, group: str) -> pl.LazyFrame:
    """Find where curves of t, at_risk and events reach one half and put it beside the groups seen.

    value, low and high are seconds. A curve that never reaches one half has no value and as low the longest
    t seen: "over low". low and high are where its band reaches one half (Brookmeyer and Crowley 1982).
    """
    below, half_width = half_reached(pl.col("survival"), pl.col("variance"))
    times = product(curve, [group]).select(
        group,
        value=_where(pl.col("survival") <= HALF + TOLERANCE),
        low=_where(below + half_width >= 0),
        high=_where(below - half_width >= 0),
    )
    reached = times.group_by(group).agg(pl.col("value", "low", "high").min())
    bound = pl.when(pl.col("value").is_null()).then("longest").otherwise("low")
    found = seen.join(reached, on=group, how="left").with_columns(low=bound).drop("longest")
    return found.with_columns(as_seconds(pl.col("value", "low", "high")))


def at_risk(counts: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """Count for each row, sorted by time in its group, those not gone before it."""
    return counts.with_columns(at_risk=_over(pl.col("n").cum_sum(reverse=True), by))


def product(rows: pl.LazyFrame, by: list[str]) -> pl.LazyFrame:
    """Add survival and Greenwood's sum to rows of at_risk and events, sorted by time in their group."""
    risk, events = pl.col("at_risk"), pl.col("events")
    left = risk - events
    step = pl.when(left > 0).then(events / (risk * left)).otherwise(0.0)
    return rows.with_columns(survival=_over((left / risk).cum_prod(), by), variance=_over(step.cum_sum(), by))


def _where(reached: pl.Expr) -> pl.Expr:
    return pl.when(reached | (pl.col("survival") <= TOLERANCE)).then("t")


def _over(expression: pl.Expr, by: list[str]) -> pl.Expr:
    return expression.over(by) if by else expression
