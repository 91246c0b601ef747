"""A reading: all that pages, mails and commands ask of one publication, scoped to who looks."""

from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl

from metrics.compute import Frames
from metrics.parts import Reported
from store import agents, publish
from store.asked import Viewer
from store.beside import Beside
from store.centre_map import CentreMap
from store.followed import Followed
from store.given import Given
from store.present import Present
from store.promised import Promised
from store.schema import AGENTS, TEXT, TEXTS, Table
from store.smallest import Withheld
from store.surveyed import Surveyed
from store.traced import Traced
from store.voiced import Voiced
from store.worked import Work


@dataclass(frozen=True)
class Reading:
    """Lazy frames of one publication: `visits`, a row per queue visit, and `contacts`.

    withheld: what an executive is not given, since too few agents are behind it.
    """

    publication: publish.Published
    visits: pl.LazyFrame
    contacts: pl.LazyFrame
    viewer: Viewer
    withheld: Withheld
    _legs: pl.LazyFrame = field(repr=False)
    _reported: Callable[[], Reported] = field(repr=False)
    _work: Work = field(repr=False)
    _beside: Beside = field(repr=False)
    _traced: Traced = field(repr=False)
    _surveyed: Surveyed = field(repr=False)
    _promised: Promised = field(repr=False)
    _given: Given = field(repr=False)
    _followed: Followed = field(repr=False)
    _voiced: Voiced = field(repr=False)
    _present: Present = field(repr=False)
    _centre: Callable[[], CentreMap] = field(repr=False)

    @property
    def frames(self) -> Frames:
        """Give the rows as metrics take them.

        Which parts of handling a source reports is the source's, found in all its visits of the weeks that
        the window touches, whoever looks and whatever is narrowed.
        """
        return Frames(
            self.visits,
            self.contacts,
            self._reported,
            states=self.states,
            handling=self._work.handling,
            zone=self._work.zone,
            traced=self.traced,
            issues=self._traced.issues,
            surveys=self.surveys,
            promises=self.promises,
            complaints=self.complaints,
            gestures=self.gestures,
            served=self.served,
            followups=self.followups,
            texts=self._voiced.frame,
            presence=self._present.presence,
            reached=self.reached,
        )

    def traced(self) -> pl.LazyFrame:
        """Give the contacts with all that the table of traces tells of them: ways, waits, who came again.

        Beside it stand seen_ms, history_ms, net_extra_wait_ms and the menu's marks. Narrowed to a queue they
        are those that came in there, as metrics group them; `contacts` those that the menu led there.
        """
        return self._traced.frame()

    def linked(self) -> pl.LazyFrame:
        """Give the contacts with their traces alone: what `traced` adds to them is left out."""
        return self._traced.linked()

    def issues(self) -> pl.LazyFrame:
        """Give `traced` with what became of the issues that contacts began (`chains.with_issues`)."""
        return self._traced.issues()

    def open_issues(self) -> pl.LazyFrame:
        """Give the issues that are not over, with what each took in the window (`issues.open_issues`)."""
        return self._traced.open_issues()

    def surveys(self) -> pl.LazyFrame:
        """Give invitations to say how a contact was, with what is known of it (`Surveyed.frame`)."""
        return self._surveyed.frame()

    def promises(self) -> pl.LazyFrame:
        """Give the promises due in the window and what became of each (`Promised.promises`)."""
        return self._promised.promises()

    def to_do(self, promises: pl.LazyFrame) -> pl.LazyFrame:
        """Order promises of the window by the harm that waiting does (`Promised.to_do`)."""
        return self._promised.to_do(promises)

    def complaints(self) -> pl.LazyFrame:
        """Give the complaints made in the window and how their clocks stand (`Promised.complaints`)."""
        return self._promised.complaints()

    def gestures(self) -> pl.LazyFrame:
        """Give what was given out of goodwill, a row per gesture (`Given.gestures`)."""
        return self._given.gestures()

    def served(self) -> pl.LazyFrame:
        """Give the answered contacts with what was given in each (`Given.served`)."""
        return self._given.served()

    def compared(self) -> pl.LazyFrame:
        """Give `served` with what contacts with and without a gesture are alike in (`Given.compared`)."""
        return self._given.compared()

    def followups(self) -> pl.LazyFrame:
        """Give the follow-ups due in the window and what became of each (`Followed.frame`)."""
        return self._followed.frame()

    def reached(self) -> pl.LazyFrame:
        """Give customers' own contacts, with who was answered and who moved (`Present.reached`)."""
        return self._present.reached()

    def verbatims(self) -> pl.LazyFrame:
        """Give what was said about the contacts looked at, in masked words (`Voiced.verbatims`)."""
        return self._voiced.verbatims()

    def centre(self) -> CentreMap:
        """Give the centre's own map, with what it does not say."""
        return self._centre()

    def records(self) -> pl.LazyFrame:
        """Give all records of customers that were known, each valid from its instant.

        Names are covered. To a lead only those of the own teams' customers. To who may not see customers they
        are nobody's by name: `customer_id` is as `traced` has it.
        """
        return self._beside.records()

    def names(self, table: Table) -> pl.LazyFrame:
        """Give all names on record, to be taken out of texts and never to be shown (`Beside.names`)."""
        return self._beside.names(table)

    def plain(self, table: Table, *about: pl.Expr) -> pl.LazyFrame:
        """Give `rows` with who a customer is uncovered. Raises ReadError for a role that may not see it."""
        return self._beside.plain(table, *about)

    def unnamed(self, table: Table) -> pl.LazyFrame:
        """Give `rows` uncovered to what shows none of what they say (`Beside.unnamed`)."""
        return self._beside.unnamed(table)

    def whose(self, table: Table, is_meant: pl.Expr) -> pl.LazyFrame:
        """Give the customer_id of rows that fit by what they say uncovered (`Beside.whose`)."""
        return self._beside.whose(table, is_meant)

    def ways(self, mine: pl.Expr, *, is_plain: bool = False) -> pl.LazyFrame:
        """Give numbers and addresses of some customers (`Beside.ways`)."""
        return self._beside.ways(mine, is_plain=is_plain)

    def states(self) -> pl.LazyFrame | None:
        """Give stretches of agents' states; None where rows are narrowed by what states know nothing of."""
        return self._work.states()

    def handling(self) -> pl.LazyFrame:
        """Give answered legs of the agents looked at, those without a queue included (`Work.handling`)."""
        return self._work.handling()

    def rows(self, table: Table, *about: pl.Expr) -> pl.LazyFrame:
        """Give the rows of a table beside contacts and legs, as the viewer may see them.

        What belongs to a contact is in the window when the contact began in it; of customers the records in
        force at the as-of. A table that no source has filled has no rows. Words of notes and surveys are
        masked, and names, numbers and addresses of customers covered. `about` narrows by contact_id and
        customer_id before anything is read.
        """
        return self._beside.rows(table, *about)

    def texts(self) -> pl.LazyFrame:
        """Give notes and comments, masked, with the signals heard in them (`store.texts`)."""
        return self._beside.rows(TEXTS)

    def legs(self) -> pl.LazyFrame:
        """Give the legs of the contacts that began in the window, those without a queue included."""
        return self._legs.join(self.contacts.select("contact_id"), on="contact_id", how="semi")

    def legs_of(self, contact_id: str) -> pl.DataFrame:
        """Give the legs of one contact, in order; none where the viewer may not see it."""
        allowed = self.contacts.select("contact_id", "started_at").filter(pl.col("contact_id") == contact_id)
        return self._legs.join(allowed, on="contact_id", how="semi").sort("leg_no").collect()

    def legs_of_all(self, contact_ids: pl.Series) -> pl.DataFrame:
        """Give the legs of some contacts, in order; none of those that the viewer may not see."""
        asked = pl.col("contact_id").is_in(contact_ids.implode())
        allowed = self.contacts.filter(asked).select("contact_id")
        legs = self._legs.filter(asked).join(allowed, on="contact_id", how="semi")
        return legs.sort("contact_id", "leg_no").collect()

    def named(self, rows: pl.DataFrame, at: str) -> pl.DataFrame:
        """Put `agent_name` beside rows with an agent_id, as the agent's record stood at that instant.

        It is null where no record says it, and for who may not know agents. A lead, who sees contacts whole
        that the own teams had a part in, reads of others only that they are of another team.
        """
        if not self.viewer.sees_agents:
            return rows.with_columns(agent_name=pl.lit(None, TEXT))
        teams = self.viewer.teams if self.viewer.role == "lead" else None
        return agents.with_names(rows, self._beside.tables.scan(AGENTS), at, teams)

    def with_team(self, rows: pl.LazyFrame, at: str) -> pl.LazyFrame:
        """Put `team` beside rows with an agent_id, as the agent's record stood at that instant."""
        return agents.with_record(rows, self._beside.tables.scan(AGENTS), at, ("team",))

    def contact(self, contact_id: str) -> dict[str, object] | None:
        """Give one contact, None where there is none for this viewer."""
        found = self.contacts.filter(pl.col("contact_id") == contact_id).collect()
        return found.row(0, named=True) if found.height else None
