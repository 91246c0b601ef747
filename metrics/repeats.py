"""Measure repeat contacts: one row per contact, anchored to its start.

Rows carry what `links.linked` makes and what `observed` adds. A contact is judged once its window is over,
so that none counts as solved merely because it is new.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import polars as pl

from metrics import km
from metrics.links import DAY_MS
from metrics.parts import Of, total
from metrics.ratio import MS, figure, ratio

Topic = Literal["any", "same"]
WINDOWS = (1, 7, 14, 30)
QUIET_MS = 7 * DAY_MS  # a contact after as long without one of its topic begins an issue
COUNTED = pl.col("is_counted")  # the customer's own contacts
IDENTIFIED = COUNTED & pl.col("person").is_not_null()
HANDLED = IDENTIFIED & pl.col("first_answered_at").is_not_null() & pl.col("closed_at").is_not_null()
TOLD = pl.col("topic").is_not_null()


@dataclass(frozen=True)
class Within:
    """Say what counts as coming again: within how many days (at most 30), about anything or the same."""

    days: int = 7
    topic: Topic = "any"

    @property
    def ms(self) -> int:
        """Its length in milliseconds."""
        return self.days * DAY_MS

    def gap(self) -> pl.Expr:
        """Name the gap to the next contact that counts."""
        return pl.col("next_ms" if self.topic == "any" else "next_topic_ms")

    def base(self) -> pl.Expr:
        """Mark the contacts that can be judged at all: about the same only those whose topic is known."""
        return HANDLED if self.topic == "any" else HANDLED & TOLD

    def matured(self) -> pl.Expr:
        """Mark those of them that were over so long before the as-of that the whole window is known."""
        return self.base() & (pl.col("seen_ms") >= self.ms)

    def came_again(self) -> pl.Expr:
        """Mark contacts that another one followed in time."""
        return self.gap().le(self.ms).fill_null(value=False)


WEEK = Within(7, "same")


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
    is_first = pl.col("previous_topic_ms").gt(QUIET_MS).fill_null(value=True)
    return HANDLED & TOLD & is_first & (pl.col("history_ms") >= QUIET_MS) & ~pl.col("is_reconnect")


def _judged_starters() -> pl.Expr:
    return starts_issue() & WEEK.matured()


SUMS: dict[str, Callable[[Within], pl.Expr]] = {
    "counted": lambda _: total(COUNTED),
    "identified": lambda _: total(IDENTIFIED),
    "dropped": lambda _: total(COUNTED & pl.col("is_dropped")),
    "matured": lambda within: total(within.matured()),
    "repeated": lambda within: total(within.matured() & within.came_again()),
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
    return formula(lambda name: SUMS[name](within or Within()))


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


def _ends(curve: pl.DataFrame, within: Within, by: list[str]) -> pl.DataFrame:
    """Read each curve where the window ends, which it must have reached."""
    last = [pl.col(name).last() for name in ("t", "survival", "low", "high")]
    last += [pl.col("events").sum(), pl.col("at_risk").first().alias("n")]
    ends = curve.group_by(by, maintain_order=True).agg(last) if by else curve.select(last)
    is_long = (pl.col("t") * MS >= within.ms) | (pl.col("survival") == 0)
    share, low, high = (pl.when(is_long).then(1 - pl.col(name)) for name in ("survival", "high", "low"))
    made = figure(share, pl.col("events"), pl.col("n"), low, high)
    return ends.select(*by, repeat_rate=made)
