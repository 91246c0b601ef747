"""Follow-ups with what became of them, as the viewer may see them: the frame of metrics."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

from metrics.followed import Happened, followed
from metrics.followups import LOW
from metrics.groups import FIRST_QUEUE
from metrics.satisfaction import PLACE
from store import agents, as_of, loop
from store.asked import Filters, Viewer, inside
from store.derive import local_s
from store.masking import masked
from store.schema import AGENTS, CONTACTS, CUSTOMERS, INSTANT, PERSONS, SURVEYS, TEXT, TRACES
from store.state import State
from store.tables import Tables

BACK = timedelta(days=60)  # what happened longer before a follow-up was opened is not looked for
OF_CONTACT = ("channel", "direction", "topic", "site")
OF_ANSWER = ("score", "scale_min", "scale_max", "answered_at")
UNSAID = ("agent_id", "owner", "owned_by", "done_by")  # to who may not know who works
NARROW_BY = {
    **{name: name for name in (*OF_CONTACT, "queue", "team")},
    "agent": "agent_id",
}


@dataclass(frozen=True)
class Followed:
    """The follow-ups due in a window. `followups` reads the state when it is called."""

    tables: Tables
    viewer: Viewer
    filters: Filters
    zone: str
    state: State

    def frame(self) -> pl.LazyFrame:
        """Give follow-ups due in the window through `metrics.followed.followed`, as they stood.

        Beside them stand started_at, customer_id, channel, direction, topic, topic_family, site, language,
        queue (where it came in), agent_id and team of their contact; owner, done_by and outcome; of a low
        answer question, score, scale_min, scale_max and answered_at; and due_local_s.
        """
        rows = inside(loop.followups(self.state, self.filters.as_of).lazy(), self.filters, "due_at")
        known = self._known(rows.collect())
        whole = followed(known.lazy(), self._happened(known), self.filters.as_of, self.zone)
        return self._hidden(self._narrowed(whole.with_columns(local_s("due_at", self.zone))))

    def _known(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Put beside follow-ups what is known of their contacts and of the low answers."""
        mine, reach = pl.col("contact_id").is_in(rows["contact_id"].implode()), self._reach(rows)
        contacts = as_of.contacts_at(self.tables.scan(CONTACTS, reach).filter(mine), reach.as_of)
        own = contacts.select(
            *("contact_id", "customer_id", "started_at", "language", *OF_CONTACT), queue="entry_queue"
        )
        told = self.tables.scan(TRACES, reach).filter(mine)
        traced = told.select(
            *("contact_id", "first_queue", "topic_family"), agent_id="resolving_agent_id", traced="person"
        )
        joined = rows.lazy().join(own, on="contact_id", how="left").join(traced, on="contact_id", how="left")
        named = joined.with_columns(person=pl.coalesce("traced", "person"), queue=FIRST_QUEUE)
        teamed = agents.with_record(named, self.tables.scan(AGENTS), "started_at", ("team",))
        both = teamed.join(self._low_answers(reach, rows), on="id", how="left")
        return both.drop("first_queue", "traced", "valid_from").sort("due_at", "id").collect()

    def _low_answers(self, reach: Filters, rows: pl.DataFrame) -> pl.LazyFrame:
        """Give the last low answer about each contact that there was when the follow-up was opened."""
        low = self._answers(reach).filter(LOW).select("contact_id", *OF_ANSWER, question="kind", place=PLACE)
        about = rows.lazy().select("id", "contact_id", "opened_at").join(low, on="contact_id")
        before = about.filter(pl.col("answered_at") <= pl.col("opened_at")).sort("answered_at")
        return before.unique("id", keep="last").drop("contact_id", "opened_at")

    def _happened(self, known: pl.DataFrame) -> Happened:
        """Give what became of the persons followed up, by what was known at the as-of."""
        reach = Filters(self.filters.as_of, start=self._first(known))
        now = pl.lit(reach.as_of).cast(INSTANT)
        theirs = pl.col("person").is_in(known["person"].drop_nulls().unique().implode())
        traces = self.tables.scan(TRACES, reach).filter(theirs, pl.col("started_at") <= now)
        family = pl.when(pl.col("closed_at") <= now).then("topic_family").alias("topic_family")
        own = traces.filter(pl.col("is_counted") == 1).select("person", "started_at", family)
        return Happened(
            self._calls(reach, traces, family), own, self._said(known, theirs), self._left(theirs)
        )

    def _calls(self, reach: Filters, traces: pl.LazyFrame, family: pl.Expr) -> pl.LazyFrame:
        """Give our own calls: person, topic_family, started_at and when somebody answered."""
        ours = self.tables.scan(CONTACTS, reach).filter(pl.col("direction").is_in(["outbound", "callback"]))
        answered = pl.when(pl.col("first_answered_at") <= reach.as_of).then("first_answered_at")
        called = traces.join(ours.select("contact_id"), on="contact_id", how="semi")
        return called.select("person", "started_at", family, answered_at=answered)

    def _said(self, known: pl.DataFrame, theirs: pl.Expr) -> pl.LazyFrame:
        """Give the valid answers of the persons, however long ago their contacts were."""
        reach = self._reach(known)
        traces = self.tables.scan(TRACES, reach).filter(theirs).select("contact_id", "person")
        answers = self._answers(reach).filter(PLACE.is_between(0, 1))
        told = answers.select("contact_id", "answered_at", question="kind", place=PLACE, is_low=LOW)
        return told.join(traces, on="contact_id").drop("contact_id")

    def _answers(self, reach: Filters) -> pl.LazyFrame:
        rows = as_of.rows_at(SURVEYS, self.tables.scan(SURVEYS, reach), reach.as_of)
        return rows.filter(pl.col("answered_at").is_not_null())

    def _left(self, theirs: pl.Expr) -> pl.LazyFrame:
        """Give who left as a customer, from the day on that the record says."""
        persons = self.tables.scan(PERSONS).select("customer_id", one="person")
        records = as_of.rows_at(CUSTOMERS, self.tables.scan(CUSTOMERS), self.filters.as_of)
        named = records.join(persons, on="customer_id", how="left").with_columns(
            person=pl.coalesce("one", "customer_id")
        )
        day = pl.col("churned_on").str.head(10).str.to_date("%Y-%m-%d", strict=False).cast(pl.Datetime("us"))
        midnight = day.dt.replace_time_zone(self.zone, ambiguous="earliest", non_existent="null")
        left = named.filter(theirs).select("person", left_at=midnight.dt.convert_time_zone("UTC"))
        return left.filter(pl.col("left_at").is_not_null())

    def _reach(self, rows: pl.DataFrame) -> Filters:
        """The weeks from some time before the first of some follow-ups was opened."""
        return Filters(self.filters.as_of, start=self._first(rows) - BACK)

    def _first(self, rows: pl.DataFrame) -> datetime:
        """When the first of some follow-ups was opened; the as-of where there is none."""
        return min(rows["opened_at"].to_list(), default=self.filters.as_of)

    def _narrowed(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        for name, values in self.filters.where:
            rows = rows.filter(pl.col(NARROW_BY[name]).is_in(list(values)))
        return rows.filter(pl.col("team").is_in(list(self.viewer.teams))) if self._is_lead else rows

    @property
    def _is_lead(self) -> bool:
        return self.viewer.role == "lead"

    def _hidden(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """Name no customer and nobody who works to who may not know them."""
        if not self.viewer.sees_customers:
            rows = rows.with_columns(*masked(["person"]), customer_id=pl.lit(None, TEXT))
        if self.viewer.sees_agents:
            return rows
        rows = rows.clear() if self.filters.values("agent") else rows
        return rows.with_columns(pl.lit(None, TEXT).alias(name) for name in UNSAID)
