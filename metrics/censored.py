"""Find the median of durations of which some still go on, as an expression that composes in any `agg`.

Kaplan and Meier 1958, ties with the events first; what still goes on cuts the curve short and is not dropped.
The band is that of `km.halves` (Brookmeyer and Crowley 1982).
"""

import polars as pl

from metrics.intervals import half_reached
from metrics.km import HALF, TOLERANCE
from metrics.ratio import as_seconds, figure


def median_seconds(duration_ms: pl.Expr, is_over: pl.Expr) -> pl.Expr:
    """Make the figure of a median in seconds: numerator those that are over, denominator all that are known.

    A curve that never reaches one half has no value and as low the longest duration: "over low".
    """
    known, going = duration_ms.is_not_null(), ~is_over.fill_null(value=False)
    order = (duration_ms.filter(known), going.filter(known))
    ms = duration_ms.filter(known).sort_by(*order)
    event = ~going.filter(known).sort_by(*order)
    at_risk = (ms.len() - pl.int_range(ms.len())).cast(pl.Float64)
    survival = pl.when(event).then((at_risk - 1) / at_risk).otherwise(1.0).cum_prod()
    left = event & (at_risk > 1)
    variance = pl.when(left).then(1 / (at_risk * (at_risk - 1))).otherwise(0.0).cum_sum()
    below, half_width = half_reached(survival, variance)
    value = _first(ms, event, survival <= HALF + TOLERANCE)
    low, high = _first(ms, event, below + half_width >= 0), _first(ms, event, below - half_width >= 0)
    nobody_left = _first(ms, event, survival <= TOLERANCE)
    bound = pl.when(value.is_null()).then(ms.last()).otherwise(pl.coalesce(low, nobody_left))
    ends = (value, bound, pl.coalesce(high, nobody_left))
    seconds = [as_seconds(end) for end in ends]
    return figure(seconds[0], event.sum(), ms.len(), seconds[1], seconds[2])


def _first(ms: pl.Expr, event: pl.Expr, reached: pl.Expr) -> pl.Expr:
    return ms.filter(event & reached).first()
