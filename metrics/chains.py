"""Put beside each contact what became of the issue that it began; one that began none adds nothing.

Sums of the frame "issues", anchored to the contact's start. Definitions: DEFINITIONS.md 4.
"""

from datetime import datetime
from functools import partial

import polars as pl

from metrics.intervals import of_mean
from metrics.issues import issues, numbered
from metrics.next_issues import with_next_issue
from metrics.parts import Formula, Of, Part, Terms, number_of, squares, total
from metrics.ratio import as_minutes, figure, ratio
from metrics.repeats import IS_FIRST

FOLLOWED_DAYS, NEXT_DAYS = 30, 7
AMOUNTS = ("issue_contacts", "issue_agents", "issue_channels", "issue_spent_ms")
MINUTE_MS = 60_000


def with_issues(
    traced: pl.LazyFrame, around: pl.LazyFrame, legs: pl.LazyFrame, as_of: datetime
) -> pl.LazyFrame:
    """Put issue_contacts, issue_agents, issue_channels, issue_spent_ms and has_next_issue beside contacts.

    around are contacts in the same columns, those of traced and all that began after them, whatever traced is
    narrowed to; legs are theirs, those without a queue included. All but the last are null where a contact
    began no issue or one that began less than 30 days before as_of, has_next_issue where
    `next_issues.starters` leaves it out.
    """
    chains = issues(numbered(around), legs, as_of, FOLLOWED_DAYS).select(
        "contact_id", **{name: pl.col(name.removeprefix("issue_")).cast(pl.Int64) for name in AMOUNTS}
    )
    asked = with_next_issue(around, NEXT_DAYS).select("contact_id", "has_next_issue")
    rows = traced.join(chains, on="contact_id", how="left").join(asked, on="contact_id", how="left")
    # An issue that began before the first of around seems to begin with its next contact.
    return rows.with_columns(pl.when(IS_FIRST).then(pl.col(AMOUNTS)))


def _total_of(name: str, _terms: Terms) -> pl.Expr:
    return total(pl.col(name))


def _squares_of(name: str, _terms: Terms) -> pl.Expr:
    return squares(pl.col(name))


SUMS: dict[str, Part] = {
    "issues": lambda _: number_of(pl.col("issue_contacts")),
    **{name: partial(_total_of, name) for name in AMOUNTS},
    **{f"{name}_squares": partial(_squares_of, name) for name in AMOUNTS},
    "issues_judged": lambda _: number_of(pl.col("has_next_issue")),
    "next_issues": lambda _: total(pl.col("has_next_issue").cast(pl.Boolean)),
}


def per_issue(amount: str) -> Formula:
    """Write the mean of an amount: Σ amount / issues."""
    return lambda of: _mean(of(amount), of(f"{amount}_squares"), of("issues"))


def minutes_per_issue(of: Of) -> pl.Expr:
    """Σ minutes of the customer / issues."""
    spent_squares = of("issue_spent_ms_squares").cast(pl.Float64) / MINUTE_MS**2
    return _mean(as_minutes(of("issue_spent_ms")), spent_squares, of("issues"))


def next_issue_rate(of: Of) -> pl.Expr:
    """issues that another topic followed within 7 days / issues."""
    return ratio(of("next_issues"), of("issues_judged"))


def _mean(amount: pl.Expr, amount_squares: pl.Expr, n: pl.Expr) -> pl.Expr:
    low, high = of_mean(amount, amount_squares.cast(pl.Float64), n)
    return figure(pl.when(n > 0).then(amount / n), amount, n, low.clip(lower_bound=0), high)
