"""Measure goodwill: what agents gave, what it cost, and who had to approve it.

Two frames, both anchored to the contact's start, as answers to surveys are: "gestures" has a row per gesture,
"served" a row per contact that somebody answered, with the gestures given in it.
"""

import polars as pl

from metrics.intervals import of_mean, of_total
from metrics.parts import Of, Part, number_of, squares, total
from metrics.ratio import NOTHING, count, figure, ratio

OWN = "agent"  # the authority of who gave it; any other one is somebody else's approval
MILLS = 1000  # amounts add up in whole thousandths: sums are exact in any order
GIVEN = (pl.col("gestures") > 0).fill_null(value=False)
TOLD = pl.col("gestures").is_not_null()  # by a source that tells of gestures at all
PRICED = TOLD & (pl.col("gestures") == pl.col("gestures_priced"))


def is_approved() -> pl.Expr:
    """Tell whether somebody else had to approve a gesture; null where its authority is not known."""
    authority = pl.col("authority").str.strip_chars().str.to_lowercase()
    return pl.when(authority != "").then(authority != OWN)


def mills() -> pl.Expr:
    """Turn a cost into whole thousandths."""
    return (pl.col("cost") * MILLS).round().cast(pl.Int64)


_OF_SERVED = pl.when(PRICED).then("cost_mills")
SUMS: dict[str, Part] = {
    "gestures": lambda _: number_of(pl.col("gesture_id")),
    "gestures_priced": lambda _: number_of(pl.col("cost")),
    "gesture_mills": lambda _: total(mills()),
    "gesture_squares": lambda _: squares(mills()),
    "gestures_judged": lambda _: number_of(pl.col("is_approved")),
    "gestures_approved": lambda _: total(pl.col("is_approved")),
    "served": lambda _: total(TOLD),
    "served_given": lambda _: total(GIVEN),
    "served_priced": lambda _: total(PRICED),
    "served_mills": lambda _: total(_OF_SERVED),
    "served_squares": lambda _: squares(_OF_SERVED),
}


def given(of: Of) -> pl.Expr:
    """Gestures."""
    return count(of("gestures"))


def rate(of: Of) -> pl.Expr:
    """contacts with a gesture / answered contacts."""
    return ratio(of("served_given"), of("served"))


def approval_rate(of: Of) -> pl.Expr:
    """gestures that somebody else approved / gestures whose authority is known."""
    return ratio(of("gestures_approved"), of("gestures_judged"))


def cost(of: Of) -> pl.Expr:
    """Σ cost, with its interval as a total of amounts that come by chance; none where no cost is known.

    Without any gesture it is 0.
    """
    n, priced = of("gestures"), of("gestures_priced")
    is_known = (priced > 0) | (n == 0)
    amount = of("gesture_mills") / MILLS
    low, high = of_total(amount, of("gesture_squares").cast(pl.Float64) / MILLS**2)
    ends = (pl.when(priced > 0).then(end) for end in (low.clip(lower_bound=0), high))
    return figure(pl.when(is_known).then(amount), amount, NOTHING, *ends)


def cost_each(of: Of) -> pl.Expr:
    """Σ cost / gestures whose cost is known."""
    return _mean(of("gesture_mills"), of("gesture_squares"), of("gestures_priced"))


def cost_per_contact(of: Of) -> pl.Expr:
    """Σ cost / answered contacts, those with a gesture whose cost is not known left out."""
    return _mean(of("served_mills"), of("served_squares"), of("served_priced"))


def _mean(amount: pl.Expr, squared: pl.Expr, n: pl.Expr) -> pl.Expr:
    whole = amount / MILLS
    low, high = of_mean(whole, squared.cast(pl.Float64) / MILLS**2, n)
    return figure(pl.when(n > 0).then(whole / n), whole, n, low.clip(lower_bound=0), high)
