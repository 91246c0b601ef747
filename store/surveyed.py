"""Invitations to say how a contact was, with what is known of that contact: the frame of satisfaction."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import polars as pl

from metrics.groups import FIRST_QUEUE
from metrics.links import DAY_MS, WRITTEN
from metrics.promises import GRACE, late_by
from metrics.within import RECONNECT
from store import agents, as_of
from store.asked import Filters, Viewer, inside
from store.derive import local_s
from store.schema import AGENTS, LEGS, PERSONS, PROMISES, SURVEYS
from store.scope import about_agents, with_segment
from store.tables import Tables

REPEAT_MS = 7 * DAY_MS
BROKEN_FOR = timedelta(days=14)  # a promise that was broken is remembered as long
OF_CONTACT = ("contact_id", "person", "channel", "topic", "topic_family", "queue", "site", "language")
OF_SURVEY = (
    *("survey_id", "contact_id", "agent_id", "kind", "invited_at", "answered_at"),
    *("score", "scale_min", "scale_max", "started_at"),
)
OF_BOTH = (
    "team",
    "segment",
    "is_transferred",
    "is_repeat",
    "is_promise_broken",
    "wait_ms",
    "started_local_s",
)
FRAME = list(dict.fromkeys((*OF_SURVEY, *OF_CONTACT, *OF_BOTH)))


@dataclass(frozen=True)
class Surveyed:
    """The invitations about the contacts looked at; `linked` gives contacts with their traces."""

    tables: Tables
    viewer: Viewer
    filters: Filters
    zone: str
    linked: Callable[[], pl.LazyFrame]
    grace: timedelta = GRACE

    def frame(self) -> pl.LazyFrame:
        """Give a row per invitation, answered by the as-of or not, anchored to its contact's start.

        Beside the survey stand the contact's person, channel, topic, topic_family, queue (where it came in),
        site and language, agent_id and team as they were then, the segment on the customer's record,
        is_transferred, is_repeat (the same person came about the same within the 7 days before), wait_ms (all
        its visits together; null where written), is_promise_broken (a promise to this person was broken in
        the 14 days before). What is not known is null.
        """
        rows = as_of.rows_at(SURVEYS, self.tables.scan(SURVEYS, self.filters), self.filters.as_of)
        surveys = inside(rows, self.filters, "started_at").select(*OF_SURVEY, who="customer_id")
        contacts = self._contacts()
        is_narrow = self.viewer.role == "lead" or bool(self.filters.where)
        found = surveys.join(contacts, on="contact_id", how="inner" if is_narrow else "left").with_columns(
            agent_id=pl.coalesce("agent_id", "resolving_agent_id"), who=pl.coalesce("who", "owner")
        )
        found = self._with_promises(with_segment(self._with_team(found), self.tables, "who"))
        timed = found.with_columns(local_s("started_at", self.zone))
        return about_agents(timed, self.viewer, self.filters, ["person"]).select(FRAME)

    def _contacts(self) -> pl.LazyFrame:
        """Give the contacts looked at with what their traces tell, and their customers whoever looks."""
        waits = as_of.legs_at(
            self.tables.scan(LEGS, self.filters), self.filters.as_of, self.tables.latest(LEGS)
        )
        waited = waits.group_by("contact_id").agg(
            wait_ms=pl.when(pl.col("wait_ms").is_not_null().any()).then(pl.col("wait_ms").sum())
        )
        repeat = (pl.col("previous_topic_ms") <= REPEAT_MS) & ~RECONNECT
        linked = self.linked().with_columns(queue=FIRST_QUEUE)
        told = linked.select(
            *OF_CONTACT,
            "resolving_agent_id",
            "is_transferred",
            owner="customer_id",
            is_repeat=pl.when(pl.col("person").is_not_null() & pl.col("topic_family").is_not_null()).then(
                repeat.fill_null(value=False)
            ),
        )
        joined = told.join(waited, on="contact_id", how="left")
        return joined.with_columns(wait_ms=pl.when(~pl.col("channel").is_in(WRITTEN)).then("wait_ms"))

    def _with_team(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        return agents.with_record(rows, self.tables.scan(AGENTS), "started_at", ("team",))

    def _with_promises(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """Mark who was promised something that was broken in the two weeks before the contact began."""
        promises = self._promises()
        named = self._named(rows)
        due = named.select("survey_id", "named", "started_at").join(promises, on="named")
        began, kept = pl.col("started_at"), pl.col("kept_at")
        late = (pl.col("late_from") < began) & (pl.col("late_from") >= began - BROKEN_FOR)
        broken = late & (kept.is_null() | (kept > pl.col("late_from")))
        marked = due.filter(broken).select("survey_id", is_broken=pl.lit(value=True)).unique()
        is_any = promises.select(pl.len() > 0).collect().item()
        flag = pl.when(pl.col("named").is_not_null() & pl.lit(is_any)).then(
            pl.col("is_broken").fill_null(value=False)
        )
        joined = named.join(marked, on="survey_id", how="left")
        return joined.with_columns(is_promise_broken=flag).drop("named", "is_broken")

    def _promises(self) -> pl.LazyFrame:
        """Give the promises that could be broken before the contacts: named, late_from, kept_at."""
        start = self.filters.start
        reach = replace(self.filters, start=None if start is None else start - 2 * BROKEN_FOR, where=())
        rows = as_of.rows_at(PROMISES, self.tables.scan(PROMISES, reach), self.filters.as_of)
        known = rows.filter(pl.col("due_at").is_not_null()).rename({"customer_id": "who"})
        late_from = late_by(self.zone, self.grace)
        return self._named(known).select("named", "kept_at", late_from=late_from)

    def _named(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """Name the person of each customer, across sources."""
        persons = self.tables.scan(PERSONS).select(who="customer_id", one="person")
        return (
            rows.join(persons, on="who", how="left").with_columns(named=pl.coalesce("one", "who")).drop("one")
        )
