"""Measure repeat contacts: one row per contact, anchored to its start.

Rows carry what `links.linked` makes and what `observed` adds. A contact is judged once its window is over,
so that none counts as solved merely because it is new.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import polars as pl

from metrics import km
from metrics.links import DAY_MS
from metrics.parts import Of, Part, Terms, total
from metrics.ratio import MS, figure, ratio
from metrics.within import COUNTED, HANDLED, IDENTIFIED, RECONNECT, TOLD, Within

QUIET_MS = 7 * DAY_MS  # a contact after as long without one of its topic begins an issue
WEEK = Within(7, "same")
IS_FIRST = pl.col("previous_topic_ms").gt(QUIET_MS).fill_null(value=True)  # since as long none of its topic


def observed(contacts: pl.LazyFrame, as_of: datetime, since: datetime | pl.Expr) -> pl.LazyFrame:
    """Add for how long each contact has been over (seen_ms) and after how much history it began (history_ms).

    since is when the data begins, of all sources or, as an expression, of each.
    """
    seen = pl.lit(as_of).cast(pl.Datetime("us", "UTC")) - pl.col("closed_at")
    begins = since if isinstance(since, pl.Expr) else pl.lit(since).cast(pl.Datetime("us", "UTC"))
    history = pl.col("started_at") - begins
    return contacts.with_columns(
        seen_ms=seen.dt.total_milliseconds(), history_ms=history.dt.total_milliseconds()
    )


def matured_through(as_of: datetime, within: Within) -> datetime:
    """Say up to which end contacts are judged."""
    return as_of - timedelta(days=within.days)


def starts_issue() -> pl.Expr:
    """Mark answered contacts before which the customer had none of that topic family for seven days.

    What came before the data is not known, so contacts of its first seven days start none.
    """
    return HANDLED & TOLD & IS_FIRST & (pl.col("history_ms") >= QUIET_MS) & ~RECONNECT


def _judged_starters() -> pl.Expr:
    return starts_issue() & WEEK.matured()


SUMS: dict[str, Part] = {
    "counted": lambda _: total(COUNTED),
    "identified": lambda _: total(IDENTIFIED),
    "dropped": lambda _: total(COUNTED & pl.col("is_dropped").cast(pl.Boolean)),
    "matured": lambda terms: total(terms.within.matured()),
    "repeated": lambda terms: total(terms.within.matured() & terms.within.came_again()),
    "starters": lambda _: total(_judged_starters()),
    "starters_repeated": lambda _: total(_judged_starters() & WEEK.came_again()),
}


def repeat_rate(of: Of) -> pl.Expr:
    """matured contacts that another one followed within w / matured contacts."""
    return ratio(of("repeated"), of("matured"))


def fcr(of: Of) -> pl.Expr:
    """1 − same-topic repeats within 7 days / matured contacts that started an issue."""
    return ratio(of("starters") - of("starters_repeated"), of("starters"))


def identified_rate(of: Of) -> pl.Expr:
    """contacts of customers whose person is known / contacts of customers."""
    return ratio(of("identified"), of("counted"))


def written(formula: Callable[[Of], pl.Expr], within: Within | None = None) -> pl.Expr:
    """Write a formula as an expression over rows, for any `agg` or `select`."""
    terms = Terms(within=within or Within())
    return formula(lambda name: SUMS[name](terms))


def provisional(contacts: pl.LazyFrame, within: Within, by: Sequence[str] = ()) -> pl.DataFrame:
    """Estimate the repeat rate with the newest contacts in it: 1 − Kaplan–Meier at the window's end.

    Each contact is watched until the next one comes, the window is over or the as-of. One row per group: by,
    then the struct `repeat_rate` of (1 − S, those who came again, all watched). Where nobody was watched for
    as long as the window there is no value.
    """
    watched = pl.min_horizontal(pl.col("seen_ms"), pl.lit(within.ms))
    came = (within.gap() <= watched).fill_null(value=False)
    rows = contacts.filter(within.base(), pl.col("seen_ms") >= 0).with_columns(
        came=came, watched_ms=pl.when(came).then(within.gap()).otherwise(watched)
    )
    curve = km.survival(rows, "watched_ms", pl.col("came"), by)
    return _ends(curve, within, list(by))


def provisional_fcr(contacts: pl.LazyFrame, by: Sequence[str] = ()) -> pl.DataFrame:
    """Estimate the share solved at first contact with the newest starters in it, as `provisional` does.

    One row per group: by, then the struct `fcr`.
    """
    came = provisional(contacts.filter(starts_issue()), WEEK, by)
    part = {name: pl.col("repeat_rate").struct[name] for name in ("value", "low", "high", "numerator")}
    n = pl.col("repeat_rate").struct["denominator"]
    solved = figure(1 - part["value"], n - part["numerator"], n, 1 - part["high"], 1 - part["low"])
    return came.select(*by, fcr=solved)


def _ends(curve: pl.DataFrame, within: Within, by: list[str]) -> pl.DataFrame:
    """Read each curve where the window ends, which it must have reached."""
    last = [pl.col(name).last() for name in ("t", "survival", "low", "high")]
    last += [pl.col("events").sum(), pl.col("at_risk").first().alias("n")]
    ends = curve.group_by(by, maintain_order=True).agg(last) if by else curve.select(last)
    is_long = (pl.col("t") * MS >= within.ms) | (pl.col("survival") == 0)
    share, low, high = (pl.when(is_long).then(1 - pl.col(name)) for name in ("survival", "high", "low"))
    made = figure(share, pl.col("events"), pl.col("n"), low, high)
    return ends.select(*by, repeat_rate=made)
