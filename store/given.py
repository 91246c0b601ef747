"""Goodwill: the gestures given, and the answered contacts with what was given in each."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from metrics.gestures import is_approved, mills
from metrics.groups import FIRST_QUEUE
from metrics.issues import numbered
from metrics.links import WRITTEN
from store import agents, as_of
from store.asked import Filters, Viewer, inside
from store.derive import local_s
from store.schema import AGENTS, GESTURES, LEGS, WHOLE
from store.scope import about_agents, with_segment
from store.tables import Tables

OF_CONTACT = ("channel", "direction", "topic", "topic_family", "queue", "site", "language")
OF_GESTURE = ("gesture_id", "contact_id", "kind", "cost", "authority", "granted_at", "started_at")
OF_TRACE = (
    *("source", "started_at", "closed_at", "first_answered_at", "is_counted", "is_reconnect", "seen_ms"),
    *("next_topic_ms", "is_transferred", "is_complaint", "is_resolved"),
)
WHO = ("person", "customer_id")
BOTH = ("agent_id", "team", "started_local_s", *WHO, *OF_CONTACT)
OF_SERVED = ("gestures", "gestures_priced", "cost_mills", "is_approved")
ALIKE = ("contact_no", "segment", "wait_ms", "hold_ms", "handle_ms")


@dataclass(frozen=True)
class Given:
    """What was given in the contacts looked at, which `linked` gives with their traces.

    `everywhere` gives those of the window whatever they are narrowed to, so that they can be numbered.
    """

    tables: Tables
    viewer: Viewer
    filters: Filters
    zone: str
    linked: Callable[[], pl.LazyFrame]
    everywhere: Callable[[], pl.LazyFrame]

    def gestures(self) -> pl.LazyFrame:
        """Give a row per gesture granted by the as-of, anchored to its contact's start.

        Beside it stand is_approved, the contact's person, channel, topic and queue (where it came in), and
        agent_id and team as they were then: who gave it, else who handled the contact last.
        """
        contacts = self._contacts().select("contact_id", "resolving_agent_id", *OF_CONTACT, *WHO)
        is_narrow = self.viewer.role == "lead" or bool(self.filters.where)
        rows = inside(self._granted(), self.filters, "started_at").rename({"customer_id": "whose"})
        found = rows.join(contacts, on="contact_id", how="inner" if is_narrow else "left")
        whole = found.with_columns(
            is_approved=is_approved(),
            agent_id=pl.coalesce("agent_id", "resolving_agent_id"),
            customer_id=pl.coalesce("customer_id", "whose"),
            person=pl.coalesce("person", "whose"),
        )
        return self._shown(whole).select(*OF_GESTURE, "is_approved", *BOTH)

    def served(self) -> pl.LazyFrame:
        """Give the answered contacts of customers with gestures, gestures_priced, cost_mills and is_approved.

        gestures is null for contacts of a source that never tells of any; is_approved says whether any of
        them needed somebody else, null where that is not known. agent_id is who gave the first one, else who
        handled the contact last.
        """
        return self._shown(self._answered()).select("contact_id", *OF_TRACE, *BOTH, *OF_SERVED)

    def compared(self) -> pl.LazyFrame:
        """Give `served` with what contacts are alike in: contact_no, segment, wait_ms, hold_ms, handle_ms.

        wait_ms is null where written. hold_ms and handle_ms are null where a part of them is not known.
        """
        numbers = numbered(self.everywhere()).select("contact_id", "contact_no")
        rows = self._answered().join(numbers, on="contact_id", how="left")
        told = with_segment(rows.join(self._spent(), on="contact_id", how="left"), self.tables, "customer_id")
        spoken = pl.when(~pl.col("channel").is_in(WRITTEN))
        shown = self._shown(told.with_columns(wait_ms=spoken.then("wait_ms")))
        return shown.select("contact_id", *OF_TRACE, *BOTH, *OF_SERVED, *ALIKE)

    def _answered(self) -> pl.LazyFrame:
        """Give answered contacts with what was given in each, nothing hidden yet."""
        answered = self._contacts().filter(
            pl.col("first_answered_at").is_not_null(), pl.col("direction") != "internal"
        )
        rows = answered.join(self._by_contact(), on="contact_id", how="left")
        counts = [pl.when("is_told").then(pl.col(name).fill_null(0)).alias(name) for name in OF_SERVED[:3]]
        return rows.join(self._tellers(), on="source", how="left").with_columns(
            *counts, agent_id=pl.coalesce("giver", "resolving_agent_id")
        )

    def _contacts(self) -> pl.LazyFrame:
        return self.linked().drop("agent_id", "team").with_columns(queue=FIRST_QUEUE)

    def _granted(self) -> pl.LazyFrame:
        rows = as_of.rows_at(GESTURES, self.tables.scan(GESTURES, self.filters), self.filters.as_of)
        return rows.select(*OF_GESTURE, "agent_id", "customer_id")

    def _by_contact(self) -> pl.LazyFrame:
        """Add up what was given in each contact."""
        rows = self._granted().with_columns(is_approved=is_approved(), mills=mills())
        return (
            rows.sort("granted_at", "gesture_id")
            .group_by("contact_id", maintain_order=True)
            .agg(
                gestures=pl.len().cast(WHOLE),
                gestures_priced=pl.col("cost").count().cast(WHOLE),
                cost_mills=pl.col("mills").sum(),
                is_approved=pl.col("is_approved").max(),
                giver=pl.col("agent_id").drop_nulls().first(),
            )
        )

    def _tellers(self) -> pl.LazyFrame:
        """Name the sources that tell of gestures at all."""
        rows = self.tables.scan(GESTURES, Filters(self.filters.as_of))
        return rows.select("source").unique().with_columns(is_told=pl.lit(value=True))

    def _spent(self) -> pl.LazyFrame:
        """Add up what visits took: contact_id, wait_ms, hold_ms and handle_ms."""
        legs = as_of.legs_at(
            self.tables.scan(LEGS, self.filters), self.filters.as_of, self.tables.latest(LEGS)
        )
        answered = pl.col("outcome") == "answered"
        wait, hold, talk = (pl.col(name) for name in ("wait_ms", "hold_ms", "talk_ms"))
        whole = pl.sum_horizontal("talk_ms", "hold_ms", "wrap_ms")
        return legs.group_by("contact_id").agg(
            wait_ms=pl.when(wait.is_not_null().any()).then(wait.sum()),
            hold_ms=pl.when((~answered | hold.is_not_null()).all()).then(hold.sum()),
            handle_ms=pl.when((~answered | talk.is_not_null()).all()).then(whole.filter(answered).sum()),
        )

    def _shown(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """Put the team of then and the local time beside rows; keep and hide what the viewer may not see."""
        whole = agents.with_record(rows, self.tables.scan(AGENTS), "started_at", ("team",))
        timed = whole.with_columns(local_s("started_at", self.zone))
        return about_agents(timed, self.viewer, self.filters, WHO)
