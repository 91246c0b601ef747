"""Notes and comments with what is known of their contact, as the viewer may see them."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from metrics.groups import FIRST_QUEUE
from store import agents, as_of
from store.asked import Filters, Viewer
from store.derive import local_s
from store.masking import masked
from store.schema import AGENTS, CUSTOMERS, SURVEYS, TEXT, TEXTS
from store.tables import Tables
from store.texts import FLAGS, PREFIXES

OF_CONTACT = ("contact_id", "started_at", "person", "channel", "topic", "topic_family", "site")
OF_TEXT = ("text_id", "contact_id", "agent_id", "author", "kind", "at", "language")
WORDS = ("masked", "evidence", "due_at", "promised_kind")
ANSWER = ("score", "scale_min", "scale_max")
OF_BOTH = ("queue", "team", "segment", "started_local_s")
FRAME = list(dict.fromkeys((*OF_TEXT, *OF_CONTACT, *OF_BOTH)))
VERBATIMS = [*FRAME, "customer_id", *WORDS, *FLAGS, "survey_kind", *ANSWER]


@dataclass(frozen=True)
class Voiced:
    """The texts of the contacts looked at; `linked` gives contacts with their traces."""

    tables: Tables
    viewer: Viewer
    filters: Filters
    zone: str
    linked: Callable[[], pl.LazyFrame]

    def frame(self) -> pl.LazyFrame:
        """Give a row per text that was listened to, anchored to its contact's start, without its words.

        Beside its author, kind, language and flags stand person, channel, topic, topic_family, site and queue
        (where it came in) of the contact, its agent (else the one who resolved the contact) with the team of
        then, and the segment on the customer's record. With a filter by signal only its flag is there.
        """
        return self._whole().select(*FRAME, *self._flags())

    def verbatims(self) -> pl.LazyFrame:
        """Give the same texts with their masked words and evidence, and of a comment what was answered.

        To who may not see customers and agents they are nobody's: ids fit one another and tell nothing.
        """
        return self._with_answer(self._whole()).select(VERBATIMS)

    def _flags(self) -> list[str]:
        chosen = self.filters.values("signal")
        return [name for name in FLAGS if not chosen or name.removeprefix("is_") in chosen]

    def _whole(self) -> pl.LazyFrame:
        rows = as_of.rows_at(TEXTS, self.tables.scan(TEXTS, self.filters), self.filters.as_of)
        heard = rows.filter(pl.col(FLAGS[0]).is_not_null()).drop("started_at")
        contacts = self.linked().with_columns(queue=FIRST_QUEUE)
        about = contacts.select(*OF_CONTACT, "queue", "resolving_agent_id", owner="customer_id")
        found = heard.join(about, on="contact_id").with_columns(
            agent_id=pl.coalesce("agent_id", "resolving_agent_id"),
            customer_id=pl.coalesce("customer_id", "owner"),
        )
        with_team = agents.with_record(found, self.tables.scan(AGENTS), "started_at", ("team",))
        return self._scoped(self._with_segment(with_team).with_columns(local_s("started_at", self.zone)))

    def _with_segment(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """Put the segment on the customer's record beside each row, as it stood when the contact began."""
        records = self.tables.scan(CUSTOMERS).select("customer_id", "valid_from", "segment")
        return rows.sort("started_at").join_asof(
            records.sort("valid_from"),
            left_on="started_at",
            right_on="valid_from",
            by="customer_id",
            check_sortedness=False,
        )

    def _with_answer(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """Put beside a comment the score it was written with."""
        surveys = as_of.rows_at(SURVEYS, self.tables.scan(SURVEYS, self.filters), self.filters.as_of)
        key = pl.lit(PREFIXES["surveys"]) + pl.col("survey_id")
        answers = surveys.select(*ANSWER, text_id=key, survey_kind="kind")
        known = answers if self.viewer.sees_customers else answers.with_columns(masked(["text_id"]))
        return rows.join(known, on="text_id", how="left")

    def _scoped(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """Keep what is about the agents looked at; hide whom the viewer may not know."""
        for name, column in (("agent", "agent_id"), ("team", "team")):
            if values := self.filters.values(name):
                rows = rows.filter(pl.col(column).is_in(list(values)))
        if self.viewer.role == "lead":
            rows = rows.filter(pl.col("team").is_in(list(self.viewer.teams)))
        if not self.viewer.sees_customers:
            hidden = masked(["text_id", "contact_id", "person"])
            rows = rows.with_columns(*hidden, customer_id=pl.lit(None, TEXT))
        if self.viewer.sees_agents:
            return rows
        rows = rows.clear() if self.filters.values("agent") else rows
        return rows.with_columns(agent_id=pl.lit(None, TEXT))
