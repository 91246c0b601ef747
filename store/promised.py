"""Promises and complaints with what became of them, as the viewer may see them: two frames of metrics."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import polars as pl

from metrics.complaints import clocked
from metrics.groups import FIRST_QUEUE
from metrics.noted_promises import can_be_judged, noted, with_calls
from metrics.promise_harm import to_do
from metrics.promises import CHASED_FOR, GRACE, judged
from store import agents, as_of, loop
from store.asked import Filters, Viewer, inside
from store.covered import cover
from store.derive import local_s
from store.masking import masked
from store.personal import can_be_called
from store.schema import (
    AGENTS,
    CONTACTS,
    CUSTOMERS,
    INSTANT,
    LEGS,
    PERSONS,
    PROMISES,
    TEXT,
    TEXTS,
    TRACES,
)
from store.state import State
from store.tables import Tables

AHEAD = timedelta(days=60)  # what was promised longer before its day is not looked for
OF_PROMISE = ("promise_id", "contact_id", "agent_id", "kind", "made_at", "due_at", "attempted_at", "kept_at")
OF_CONTACT = ("channel", "direction", "topic", "site")
NARROW_BY = {
    **{name: name for name in (*OF_CONTACT, "queue", "team")},
    "agent": "agent_id",
}


@dataclass(frozen=True)
class Promised:
    """The promises due in a window and the complaints made in it; `linked` gives contacts with traces.

    `seen` are the legs that the viewer sees, whatever is looked at.
    """

    tables: Tables
    viewer: Viewer
    filters: Filters
    zone: str
    state: State
    seen: pl.LazyFrame
    linked: Callable[[], pl.LazyFrame]
    grace: timedelta = GRACE

    def promises(self) -> pl.LazyFrame:
        """Give promises through `metrics.promises.judged`, with marks by people: done_by and done_words.

        Those due in the window, and those without a date that were made in it. Beside a promise stand
        person and customer_id, channel, direction, topic, topic_family, site and queue (where it came in) of
        its contact, the team of its agent as it was then, and due_local_s. origin is "source", or "note" of
        what an agent only noted (`metrics.noted_promises`).
        """
        rows = as_of.rows_at(PROMISES, self.tables.scan(PROMISES, self._reach), self.filters.as_of)
        told = self._known(rows.select(*OF_PROMISE, who="customer_id", origin=pl.lit("source")))
        said = with_calls(self._known(self._noted(rows)), self._calls())
        found = self._with_marks(pl.concat([told, said], how="diagonal"))
        whole = judged(found, self._own(), self.filters.as_of, self.zone, self.grace)
        is_known = (pl.col("origin") == "source") | can_be_judged(pl.col("kind"), pl.col("state"))
        whole = whole.filter(is_known | pl.col("is_done"))
        whole = agents.with_record(whole, self.tables.scan(AGENTS), "made_at", ("team",))
        return self._hidden(self._narrowed(whole.with_columns(local_s("due_at", self.zone))))

    def to_do(self, promises: pl.LazyFrame) -> pl.LazyFrame:
        """Order what `promises` gave by the harm that waiting does (`metrics.promise_harm.to_do`).

        Who was forgotten is not among them: nobody can call them. Beside each stand annual_value and covered
        name of its customer, null where no record tells them.
        """
        records = as_of.rows_at(CUSTOMERS, self.tables.scan(CUSTOMERS), self.filters.as_of)
        newest = records.sort("valid_from").unique("customer_id", keep="last", maintain_order=True)
        worth = newest.select("customer_id", "annual_value", name=cover(pl.col("name")))
        open_ones = promises.filter(can_be_called())
        return to_do(open_ones.join(worth, on="customer_id", how="left"), self._own(), self.filters.as_of)

    def complaints(self) -> pl.LazyFrame:
        """Give the contacts that their source calls complaints, through `metrics.complaints.clocked`.

        ended_at is when it was solved, by the source's word or by somebody's mark (done_by, done_words).
        """
        tells = pl.col("is_resolved").is_not_null() | pl.col("resolved_at").is_not_null()
        told = self.tables.scan(CONTACTS, self.filters).group_by("source").agg(is_told=tells.any())
        asked = self.linked().filter(pl.col("is_complaint") == 1)
        rows = asked.join(told, on="source", how="left").join(self._answers(), on="contact_id", how="left")
        marked = rows.join(self._marks("complaint"), left_on="contact_id", right_on="subject", how="left")
        solved = pl.coalesce("resolved_at", pl.when(pl.col("is_resolved") == 1).then("ended_at"))
        whole = marked.with_columns(
            complaint_id="contact_id",
            complained_at="started_at",
            ended_at=pl.min_horizontal(solved, "done_at"),
            queue=FIRST_QUEUE,
            origin=pl.lit("source"),
        )
        return self._hidden(clocked(whole, self.filters.as_of))

    def _known(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """Keep what is due in the window, or made in it without a date, with what is known of its contact."""
        due = inside(rows.with_columns(at=pl.coalesce("due_at", "made_at")), self.filters, "at").drop("at")
        return self._with_person(due.join(self._of(), on="contact_id", how="left"))

    def _noted(self, promises: pl.LazyFrame) -> pl.LazyFrame:
        texts = as_of.rows_at(TEXTS, self.tables.scan(TEXTS, self._reach), self.filters.as_of)
        return noted(texts, promises).rename({"customer_id": "who"}).with_columns(origin=pl.lit("note"))

    def _calls(self) -> pl.LazyFrame:
        """Give our own calls so far: person, started_at and when somebody answered."""
        contacts = self.tables.scan(CONTACTS, self._after).filter(
            pl.col("direction").is_in(["outbound", "callback"]), pl.col("started_at") <= self.filters.as_of
        )
        traces = self.tables.scan(TRACES, self._after).select("contact_id", "person", "first_answered_at")
        known = pl.col("first_answered_at") <= self.filters.as_of
        answered = pl.when(known).then("first_answered_at")
        joined = contacts.select("contact_id", "started_at").join(traces, on="contact_id")
        return joined.select("person", "started_at", answered_at=answered)

    @property
    def _after(self) -> Filters:
        """The same reach, with what came after the window."""
        end = None if self.filters.end is None else self.filters.end + AHEAD + CHASED_FOR
        return replace(self._reach, end=end)

    @property
    def _reach(self) -> Filters:
        start = self.filters.start
        return replace(self.filters, start=None if start is None else start - AHEAD, where=())

    def _of(self) -> pl.LazyFrame:
        """Give what is known of contacts: whose, about what, where they came in."""
        contacts = as_of.contacts_at(self.tables.scan(CONTACTS, self._reach), self.filters.as_of)
        traces = self.tables.scan(TRACES, self._reach)
        own = contacts.select("contact_id", *OF_CONTACT, queue="entry_queue", owner="customer_id")
        told = traces.select("contact_id", "first_queue", "topic_family", traced="person")
        joined = own.join(told, on="contact_id", how="left")
        is_known = pl.col("topic").is_not_null()
        family = pl.when(is_known).then(pl.coalesce("topic_family", "topic"))
        return joined.with_columns(queue=FIRST_QUEUE, topic_family=family).drop("first_queue")

    def _own(self) -> pl.LazyFrame:
        """Give the customers' own contacts so far, those after the window included; what they were about
        is not known before they are over."""
        now = pl.lit(self.filters.as_of).cast(INSTANT)
        rows = self.tables.scan(TRACES, self._after)
        begun = rows.filter(pl.col("is_counted") == 1, pl.col("started_at") <= now)
        family = pl.when(pl.col("closed_at") <= now).then("topic_family")
        return begun.select("contact_id", "person", "started_at", topic_family=family)

    def _with_person(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        persons = self.tables.scan(PERSONS).select(who="customer_id", one="person")
        named = rows.with_columns(who=pl.coalesce("who", "owner")).join(persons, on="who", how="left")
        person = pl.coalesce("traced", "one", "who")
        return named.with_columns(person=person).rename({"who": "customer_id"}).drop("one", "traced", "owner")

    def _with_marks(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """Take somebody's word for what the source does not say."""
        marked = rows.join(self._marks("promise"), left_on="promise_id", right_on="subject", how="left")
        return marked.with_columns(kept_at=pl.coalesce("kept_at", "done_at")).drop("done_at")

    def _marks(self, kind: loop.MarkKind) -> pl.LazyFrame:
        found = loop.marks(self.state, [kind], self.filters.as_of)
        return found.lazy().select("subject", done_at="at", done_by="by", done_words="words")

    def _answers(self) -> pl.LazyFrame:
        """Say when a person first answered each contact."""
        legs = as_of.legs_at(
            self.tables.scan(LEGS, self.filters), self.filters.as_of, self.tables.latest(LEGS)
        )
        by_person = legs.filter(outcome="answered").filter(pl.col("agent_id").is_not_null())
        return by_person.group_by("contact_id").agg(answered_at=pl.col("answered_at").min())

    def _narrowed(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """Keep what is looked at, and for a lead what the own teams promised, and nobody did to theirs."""
        for name, values in self.filters.where:
            rows = rows.filter(pl.col(NARROW_BY[name]).is_in(list(values)))
        if self.viewer.role != "lead":
            return rows
        seen = self.seen.select("contact_id", is_seen=pl.lit(value=True)).unique()
        mine = pl.col("team").is_in(list(self.viewer.teams)).fill_null(value=False)
        system = pl.col("agent_id").is_null() & pl.col("is_seen").fill_null(value=False)
        return rows.join(seen, on="contact_id", how="left").filter(mine | system).drop("is_seen")

    def _hidden(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        if not self.viewer.sees_customers:
            rows = rows.with_columns(
                *masked(["person"]),
                *(pl.lit(None, TEXT).alias(name) for name in ("customer_id", "done_words")),
            )
        if self.viewer.sees_agents:
            return rows
        rows = rows.clear() if self.filters.values("agent") else rows
        resolving = pl.when(pl.lit(value=False)).then(pl.col("^resolving_agent_id$"))  # of complaints
        return rows.with_columns(resolving, agent_id=pl.lit(None, TEXT))
