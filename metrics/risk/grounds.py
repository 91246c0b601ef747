"""What was known of customers at an instant: the frames that evidence is found in."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import polars as pl

INSTANT = pl.Datetime("us", "UTC")
FACTS = {
    "person": pl.String,
    "evidence": pl.String,
    "at": INSTANT,
    "n": pl.Int64,
    "ids": pl.List(pl.String),
}


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """Hold what was known at `as_of`; each row has its person, rows of nobody are left out.

    customers  person, source, customer_id, annual_value, joined_on, contract_ends_on, churned_on (Dates):
               the record in force of each customer
    contacts   contact_id, person, source, channel, started_at, topic_family, is_counted and is_reconnect
               (Booleans), is_complaint and is_resolved (0, 1 or null), previous_topic_ms, history_ms,
               queue_changes, waited_ms (of all its visits), is_abandoned (not a short one)
    texts      text_id, contact_id, person, author, at, is_cancel, is_competitor, is_complaint and
               is_third_time (0, 1 or null where nobody listened)
    promises   promise_id, person and what `metrics.promises.judged` adds
    surveys    survey_id, contact_id, person, kind, answered_at, score, scale_min, scale_max
    payments   event_id, person, at: payments that failed

    Contacts and what belongs to them reach back as far as anything can still be evidence. `tells_promises`
    and `tells_payments` say whether any source ever told of such.
    """

    as_of: datetime
    zone: str
    customers: pl.DataFrame
    contacts: pl.DataFrame
    texts: pl.DataFrame
    promises: pl.DataFrame
    surveys: pl.DataFrame
    payments: pl.DataFrame
    tells_promises: bool
    tells_payments: bool

    @property
    def now(self) -> pl.Expr:
        """The as-of, as a literal."""
        return pl.lit(self.as_of).cast(INSTANT)

    @property
    def day(self) -> date:
        """The site's day at the as-of."""
        return self.as_of.astimezone(ZoneInfo(self.zone)).date()


def shown(rows: pl.LazyFrame, evidence: str, row_id: str, at: str) -> pl.LazyFrame:
    """Sum up the rows that show an evidence: FACTS, one row per person."""
    ordered = rows.filter(pl.col("person").is_not_null()).sort(at, row_id)
    found = ordered.group_by("person", maintain_order=True).agg(
        at=pl.col(at).last(), n=pl.len().cast(pl.Int64), ids=pl.col(row_id)
    )
    return found.select("person", pl.lit(evidence).alias("evidence"), "at", "n", "ids")
