"""Gather what was known of customers at an instant: the grounds of evidence.

Who is whom, who came again and what was promised are found anew from the rows that were known then: what is
stored of that knows what came later. Instants after it read as unknown.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

import polars as pl

from metrics.people import persons
from metrics.repeats import observed
from metrics.risk.grounds import Grounds
from metrics.waits import ABANDONED, SHORT
from settings import Settings
from store import as_of, policy
from store.asked import Filters, inside
from store.risk_promises import MADE_BEFORE, Promises
from store.schema import (
    CONTACTS,
    CUSTOMERS,
    IDENTITIES,
    INSTANT,
    JOURNEY,
    LEGS,
    PROMISES,
    SURVEYS,
    TEXTS,
    TRACES,
    Table,
)
from store.state import State
from store.tables import Tables
from store.tracing import relinked

FAILED = "payment_failed"
DATED = ("joined_on", "contract_ends_on", "churned_on")
OF_CONTACT = (
    *("contact_id", "source", "customer_id", "channel", "direction", "started_at"),
    *("topic", "is_complaint", "is_resolved", "resolved_at"),
)
OF_TRACE = (
    *("contact_id", "closed_at", "first_answered_at", "topic_family"),
    *("is_counted", "is_cut_off", "queue_changes", "last_at"),
)
OF_TEXT = (
    *("text_id", "contact_id", "customer_id", "agent_id", "author", "at", "due_at", "promised_kind"),
    *("is_cancel", "is_competitor", "is_complaint", "is_third_time", "is_promise"),
)
OF_SURVEY = (
    *("survey_id", "contact_id", "customer_id", "kind", "answered_at"),
    *("score", "scale_min", "scale_max"),
)


@dataclass(frozen=True)
class Sources:
    """The tables as they were known at `as_of`, no further back than `reach`.

    begins: source and since when it tells of contacts, where the tables do not hold all of them.
    """

    tables: Tables
    state: State
    settings: Settings
    as_of: datetime
    reach: timedelta
    begins: pl.DataFrame | None = None

    def grounds(self) -> Grounds:
        """Give all that was known."""
        return Grounds(
            as_of=self.as_of,
            zone=self.settings.site.timezone,
            customers=self._customers(),
            contacts=self._contacts.drop("customer_id", "direction", "first_answered_at"),
            texts=self._texts,
            promises=self._promises(),
            surveys=self._surveys(),
            payments=self._payments(),
            tells_promises=self._tells(PROMISES) or self._texts["is_promise"].sum() > 0,
            tells_payments=self._tells(JOURNEY, pl.col("kind") == FAILED),
        )

    def of_leaving(self, *, by_silence: bool) -> Grounds:
        """Give what tells who has left: records, and contacts where silence tells it; nothing else."""
        none = pl.DataFrame()
        return Grounds(
            as_of=self.as_of,
            zone=self.settings.site.timezone,
            customers=self._customers(),
            contacts=self._contacts if by_silence else none,
            texts=none,
            promises=none,
            surveys=none,
            payments=none,
            tells_promises=False,
            tells_payments=False,
        )

    @cached_property
    def links(self) -> pl.DataFrame:
        """Give customer_id and person of those who are one with others, by the identities known then."""
        told = self.tables.scan(IDENTITIES).select("source", "customer_id", "kind", "value").collect()
        found = persons(told).filter(pl.col("person") != pl.col("customer_id"))
        return found.select("customer_id", "person")

    @property
    def _filters(self) -> Filters:
        return Filters(as_of=self.as_of, start=self.as_of - self.reach)

    @property
    def _now(self) -> pl.Expr:
        return pl.lit(self.as_of).cast(INSTANT)

    def with_person(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """Put the person beside rows with a customer_id, as known then."""
        named = rows.join(self.links.lazy(), on="customer_id", how="left")
        return named.with_columns(person=pl.coalesce("person", "customer_id"))

    def _customers(self) -> pl.DataFrame:
        rows = as_of.rows_at(CUSTOMERS, self.tables.scan(CUSTOMERS), self.as_of)
        names = ("customer_id", "source", "annual_value", *DATED)
        newest = rows.sort("valid_from").unique("customer_id", keep="last").select(names)
        dates = [pl.col(name).str.to_date(strict=False) for name in DATED]
        return self.with_person(newest.with_columns(dates)).collect()

    @cached_property
    def _contacts(self) -> pl.DataFrame:
        """Give the contacts of persons with what their traces tell, and who came again anew."""
        told = as_of.contacts_at(self.tables.scan(CONTACTS, self._filters), self.as_of)
        rows = inside(told, self._filters, "started_at").select(OF_CONTACT)
        known = self.with_person(rows.filter(pl.col("customer_id").is_not_null()))
        traces = self.tables.scan(TRACES, self._filters).select(OF_TRACE)
        traced = self._as_it_stood(known.join(traces, on="contact_id", how="left"))
        whole = traced.join(self._waits(), on="contact_id", how="left").collect()
        first = pl.col("started_at").min().over("source")
        if self.begins is None:
            return _linked(whole.with_columns(begins=first), self.as_of)
        return _linked(whole.join(self.begins, on="source", how="left"), self.as_of)

    def _as_it_stood(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """Leave unknown what was only told later; solved is what the source says in either of its ways."""
        later = {
            "closed_at": pl.col("closed_at") > self._now,
            "first_answered_at": pl.col("first_answered_at") > self._now,
            "queue_changes": pl.col("last_at") > self._now,
            "topic_family": pl.col("topic").is_null(),
        }
        hidden = [
            pl.when(~is_later.fill_null(value=False)).then(name).alias(name)
            for name, is_later in later.items()
        ]
        solved = pl.when(pl.col("resolved_at").is_not_null()).then(1).otherwise("is_resolved")
        return rows.with_columns(*hidden, is_resolved=solved).drop("topic", "resolved_at", "last_at")

    def _waits(self) -> pl.LazyFrame:
        scanned = self.tables.scan(LEGS, self._filters)
        legs = as_of.legs_at(scanned, self.as_of, self.tables.latest(LEGS))
        judged = legs.with_columns(policy.short_ms(self.settings))
        given_up = (ABANDONED & ~SHORT & pl.col("queue").is_not_null()).any()
        waited = pl.when(pl.col("wait_ms").is_not_null().any()).then(pl.col("wait_ms").sum())
        return judged.group_by("contact_id").agg(waited_ms=waited, is_abandoned=given_up)

    @cached_property
    def _texts(self) -> pl.DataFrame:
        texts = as_of.rows_at(TEXTS, self.tables.scan(TEXTS, self._filters), self.as_of)
        rows = inside(texts, self._filters, "at").select(OF_TEXT)
        return self.with_person(self._owned(rows)).collect()

    def _surveys(self) -> pl.DataFrame:
        told = as_of.rows_at(SURVEYS, self.tables.scan(SURVEYS, self._filters), self.as_of)
        rows = told.filter(pl.col("answered_at").is_not_null()).select(OF_SURVEY)
        return self.with_person(self._owned(rows)).collect()

    def _owned(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """Take the customer from the contact where the row names none."""
        of_contact = self._contacts.lazy().select("contact_id", owner="customer_id")
        joined = rows.join(of_contact, on="contact_id", how="left")
        named = joined.with_columns(customer_id=pl.coalesce("customer_id", "owner")).drop("owner")
        return named.filter(pl.col("customer_id").is_not_null())

    def _promises(self) -> pl.DataFrame:
        reach = replace(self._filters, start=self.as_of - self.reach - MADE_BEFORE)
        rows = as_of.rows_at(PROMISES, self.tables.scan(PROMISES, reach), self.as_of)
        made = Promises(self._contacts.lazy(), self.with_person, self._texts.lazy(), self.state)
        return made.judged(rows, self.as_of, self.settings).collect()

    def _payments(self) -> pl.DataFrame:
        events = as_of.rows_at(JOURNEY, self.tables.scan(JOURNEY, self._filters), self.as_of)
        failed = inside(events, self._filters, "at").filter(pl.col("kind") == FAILED)
        return self.with_person(failed.select("event_id", "customer_id", "at")).collect()

    def _tells(self, table: Table, *which: pl.Expr) -> bool:
        """Tell whether any such row was known."""
        rows = as_of.rows_at(table, self.tables.scan(table), self.as_of)
        return not rows.filter(*which).select("source").head(1).collect().is_empty()


def _linked(contacts: pl.DataFrame, at: datetime) -> pl.DataFrame:
    """Measure who came again among the contacts that were known, and since when their sources tell."""
    told = contacts.with_columns(pl.col("is_abandoned").fill_null(value=False))
    links = relinked(told.with_columns(pl.col("is_cut_off").fill_null(0)))
    again = links.select("contact_id", "previous_topic_ms", pl.col("is_reconnect").cast(pl.Boolean))
    whole = told.with_columns(pl.col("is_counted").fill_null(0).cast(pl.Boolean)).join(again, on="contact_id")
    found = observed(whole.lazy(), at, pl.col("begins"))
    return found.drop("is_cut_off", "seen_ms", "closed_at", "begins").collect()
