"""Promises as they stood at an instant, judged by the contacts that were known then."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

from metrics.noted_promises import can_be_judged, noted, with_calls
from metrics.promises import judged
from settings import Settings
from store.loop import marks
from store.promised import AHEAD, OF_PROMISE
from store.state import State

MADE_BEFORE: timedelta = AHEAD
OURS = ("outbound", "callback")


@dataclass(frozen=True)
class Promises:
    """What tells of promises: contacts with their persons, who each customer is, texts, people's marks."""

    contacts: pl.LazyFrame
    with_person: Callable[[pl.LazyFrame], pl.LazyFrame]
    texts: pl.LazyFrame
    state: State

    def judged(self, rows: pl.LazyFrame, at: datetime, settings: Settings) -> pl.LazyFrame:
        """Judge promises by `metrics.promises.judged`, those that agents noted included."""
        told = self._known(rows.select(*OF_PROMISE, "customer_id", origin=pl.lit("source")))
        said = noted(self.texts, rows).with_columns(origin=pl.lit("note"))
        called = with_calls(self._known(said), self._calls())
        found = self._with_marks(pl.concat([told, called], how="diagonal"), at)
        own = self.contacts.filter("is_counted").select("contact_id", "person", "topic_family", "started_at")
        whole = judged(found, own, at, settings.site.timezone, settings.promises.grace)
        is_known = (pl.col("origin") == "source") | can_be_judged(pl.col("kind"), pl.col("state"))
        return whole.filter(is_known | pl.col("is_done"))

    def _known(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """Put the person and the topic of its contact beside each promise."""
        of = self.contacts.select("contact_id", "topic_family", owner="customer_id")
        joined = rows.join(of, on="contact_id", how="left")
        named = joined.with_columns(customer_id=pl.coalesce("customer_id", "owner")).drop("owner")
        return self.with_person(named)

    def _calls(self) -> pl.LazyFrame:
        ours = self.contacts.filter(pl.col("direction").is_in(OURS))
        return ours.select("person", "started_at", answered_at="first_answered_at")

    def _with_marks(self, rows: pl.LazyFrame, at: datetime) -> pl.LazyFrame:
        told = marks(self.state, ["promise"], at).lazy().select(promise_id="subject", done_at="at")
        marked = rows.join(told, on="promise_id", how="left")
        return marked.with_columns(kept_at=pl.coalesce("kept_at", "done_at")).drop("done_at")
