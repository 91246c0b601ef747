"""Reading: every page, mail and command sees history through here, scoped to who looks.

A reading stands on one publication, so nothing moves under it.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from functools import partial

import polars as pl

from language import _
from metrics.compute import Frames
from metrics.masking import masked_all
from metrics.parts import Reported
from settings import Settings
from store import agents, as_of, handling, policy, publish, zones
from store.asked import Filters, ReadError, Role, Viewer, inside
from store.beside import Beside
from store.centre_map import CentreMap, centre_map
from store.followed import Followed
from store.given import Given
from store.opened import Store
from store.promised import Promised
from store.schema import AGENTS, CONTACTS, LEGS, QUARANTINE, STATES, TEXT, TEXTS, Table
from store.surveyed import Surveyed
from store.tables import Tables
from store.traced import Traced
from store.voiced import Voiced

__all__ = [
    "NARROW_BY",
    "OF_WORDS",
    "Filters",
    "ReadError",
    "Reading",
    "Role",
    "Viewer",
    "inside",
    "open_reading",
    "quarantined",
]

# What rows can be narrowed by: the name people use → the column of visits.
NARROW_BY = {
    "queue": "queue",
    "channel": "channel",
    "direction": "direction",
    "agent": "agent_id",
    "team": "team",
    "topic": "topic",
    "site": "site",
}
OF_WORDS = ("signal",)  # by what only words can be narrowed
OF_AGENTS = ("agent", "team")
OF_CONTACTS = ("queue", "channel", "direction", "topic")


@dataclass(frozen=True)
class Reading:
    """Lazy frames of one publication: `visits`, a row per queue visit, and `contacts`."""

    publication: publish.Published
    visits: pl.LazyFrame
    contacts: pl.LazyFrame
    viewer: Viewer
    _legs: pl.LazyFrame = field(repr=False)
    _reported: Callable[[], Reported] = field(repr=False)
    _work: "_Work" = field(repr=False)
    _beside: Beside = field(repr=False)
    _traced: Traced = field(repr=False)
    _surveyed: Surveyed = field(repr=False)
    _promised: Promised = field(repr=False)
    _given: Given = field(repr=False)
    _followed: Followed = field(repr=False)
    _voiced: Voiced = field(repr=False)
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

    def verbatims(self) -> pl.LazyFrame:
        """Give what was said about the contacts looked at, in masked words (`Voiced.verbatims`)."""
        return self._voiced.verbatims()

    def centre(self) -> CentreMap:
        """Give the centre's own map, with what it does not say."""
        return self._centre()

    def records(self) -> pl.LazyFrame:
        """Give all records of customers that were known, each valid from its instant.

        To who may not see customers they are nobody's by name: `customer_id` is as `traced` has it.
        """
        return self._beside.records()

    def states(self) -> pl.LazyFrame | None:
        """Give stretches of agents' states; None where rows are narrowed by what states know nothing of."""
        return self._work.states()

    def rows(self, table: Table, *about: pl.Expr) -> pl.LazyFrame:
        """Give the rows of a table beside contacts and legs, as the viewer may see them.

        What belongs to a contact is in the window when the contact began in it; of customers the records in
        force at the as-of. A table that no source has filled has no rows. Words of notes and surveys are
        masked. `about` narrows by contact_id and customer_id before anything is read.
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

        It is null where no record says it, and for who may not know agents.
        """
        if not self.viewer.sees_agents:
            return rows.with_columns(agent_name=pl.lit(None, TEXT))
        return agents.with_names(rows, self._beside.tables.scan(AGENTS), at)

    def contact(self, contact_id: str) -> dict[str, object] | None:
        """Give one contact, None where there is none for this viewer."""
        found = self.contacts.filter(pl.col("contact_id") == contact_id).collect()
        return found.row(0, named=True) if found.height else None


def open_reading(
    store: Store,
    settings: Settings,
    viewer: Viewer,
    filters: Filters,
    publication: int | None = None,
    dimensions: Collection[str] = (),
) -> Reading | None:
    """Open a publication, the newest without a number; None while nothing has been published.

    The columns `team` and those of the agent are only filled when `dimensions` or a filter name them.
    Raises ReadError, PublicationError.
    """
    found = (
        publish.numbered(store.state, publication) if publication is not None else publish.newest(store.state)
    )
    if found is None:
        return None
    unknown = sorted({name for name, _ in filters.where} - {*NARROW_BY, *OF_WORDS})
    if unknown:
        sentence = _("Unknown column {name!r}. Known: {known}.")
        raise ReadError(sentence.format(name=unknown[0], known=", ".join((*NARROW_BY, *OF_WORDS))))
    zone = settings.site.timezone
    tables = Tables(store, found, filters.known_by, None if zones.is_on(store.state, found, zone) else zone)
    with_team = viewer.role == "lead" or "team" in dimensions or bool(filters.values("team"))
    legs = _legs(tables, filters, with_topic="topic" in dimensions or bool(filters.values("topic")))
    legs = _with_team(legs, tables) if with_team else legs.with_columns(team=pl.lit(None, pl.String))
    seen = _scoped(legs, viewer)
    visits = _visits(seen, settings, filters)
    named = _contacts(tables.scan(CONTACTS, filters), settings, viewer, filters, legs)
    contacts = named if viewer.sees_customers else _nameless(named)
    reported = partial(handling.reported, tables.files(LEGS, filters))
    work = _Work(tables, viewer, filters, frozenset(dimensions), settings.site.timezone)
    beside = Beside(tables, viewer, filters, contacts, seen)
    ground = partial(centre_map, tables.with_hindsight(), settings, with_missing=False)
    anywhere = _contacts(tables.scan(CONTACTS, filters), settings, viewer, _without(filters, "queue"), legs)
    traced = Traced(tables, viewer, filters, ground, anywhere)
    grace = settings.promises.grace
    surveyed = Surveyed(tables, viewer, filters, zone, traced.linked, grace)
    promised = Promised(tables, viewer, filters, zone, store.state, seen, traced.linked, grace)
    given = Given(tables, viewer, filters, zone, traced.linked, traced.everywhere)
    followed = Followed(tables, viewer, filters, zone, store.state)
    whole_map = partial(centre_map, tables.with_hindsight(), settings)
    # Whose a text is, is not whose contact it was: a contact is looked at for each of its texts.
    of_any = _contacts(
        tables.scan(CONTACTS, filters), settings, viewer, _without(filters, "queue", *OF_AGENTS), legs
    )
    said_of = Traced(tables, viewer, _without(filters, *OF_AGENTS), ground, of_any)
    voiced = Voiced(tables, viewer, filters, zone, said_of.linked)
    others = (reported, work, beside, traced, surveyed, promised, given, followed, voiced, whole_map)
    return Reading(found, visits, contacts, viewer, legs, *others)


def _without(filters: Filters, *names: str) -> Filters:
    return replace(filters, where=tuple(pair for pair in filters.where if pair[0] not in names))


def _legs(tables: Tables, filters: Filters, *, with_topic: bool) -> pl.LazyFrame:
    """Scan legs as they stood; what they were about only where it is asked for."""
    legs = as_of.legs_at(tables.scan(LEGS, filters), filters.as_of, tables.latest(LEGS))
    ended = tables.latest(CONTACTS)
    if not with_topic or ended is None or ended <= filters.as_of:
        return legs
    return as_of.topics_at(legs, tables.scan(CONTACTS), filters.as_of)


def quarantined(store: Store, source: str, limit: int) -> pl.DataFrame:
    """Give the rows of a source that are set aside now, the newest first, masked as everything shown is."""
    found = publish.newest(store.state)
    if found is None:
        return pl.DataFrame(schema=QUARANTINE.stored)
    rows = Tables(store, found).scan(QUARANTINE)
    aside = rows.filter(pl.col("source") == source).sort("known_at", descending=True).head(limit).collect()
    return aside.with_columns(masked_all(aside[name]) for name in ("reason", "row_text"))


@dataclass(frozen=True)
class _Work:
    """The stretches that lie in the window, of the agents that the viewer may see."""

    tables: Tables
    viewer: Viewer
    filters: Filters
    dimensions: frozenset[str]
    zone: str

    def states(self) -> pl.LazyFrame | None:
        """Give stretches of states; None where rows are narrowed by what states know nothing of."""
        if any(self.filters.values(name) for name in OF_CONTACTS):
            return None
        rows = self.tables.reaching(STATES, self.filters, "started_at", lasting=True)
        return self._seen(as_of.states_at(rows, self.filters.as_of), "started_at")

    def handling(self) -> pl.LazyFrame:
        """Give answered legs, those without a queue included; their site is the agent's."""
        rows = self.tables.reaching(LEGS, self.filters, "answered_at", lasting=False)
        since = pl.coalesce("queued_at", "answered_at")
        return self._seen(as_of.handling_at(rows, self.filters.as_of).with_columns(since=since), "since")

    def _seen(self, rows: pl.LazyFrame, at: str) -> pl.LazyFrame:
        asked = self.dimensions | dict(self.filters.where).keys()
        if self.viewer.role == "lead" or asked & set(agents.RECORD):
            rows = agents.with_record(rows, self.tables.scan(AGENTS), at, agents.RECORD)
        else:
            rows = agents.without_record(rows)
        rows = _narrowed(_scoped(rows, self.viewer), self.filters, NARROW_BY)
        if self.viewer.sees_agents:
            return rows
        return agents.nameless(rows.clear() if "agent" in asked else rows)


def _with_team(legs: pl.LazyFrame, tables: Tables) -> pl.LazyFrame:
    """Put each leg's team beside it, as the agent's record stood when the leg was queued."""
    return agents.with_record(legs, tables.scan(AGENTS), "queued_at", ("team",))


def _scoped(legs: pl.LazyFrame, viewer: Viewer) -> pl.LazyFrame:
    return legs.filter(pl.col("team").is_in(list(viewer.teams))) if viewer.role == "lead" else legs


def _narrowed(rows: pl.LazyFrame, filters: Filters, names: Collection[str]) -> pl.LazyFrame:
    for name, values in filters.where:
        if name in names:
            rows = rows.filter(pl.col(NARROW_BY[name]).is_in(list(values)))
    return rows


def _visits(legs: pl.LazyFrame, settings: Settings, filters: Filters) -> pl.LazyFrame:
    visits = legs.filter(pl.col("queue").is_not_null()).with_columns(**policy.judged_by(settings))
    return _narrowed(visits, filters, NARROW_BY)


def _nameless(contacts: pl.LazyFrame) -> pl.LazyFrame:
    return contacts.with_columns(pl.lit(None, TEXT).alias(name) for name in ("customer_id", "account_id"))


def _contacts(
    contacts: pl.LazyFrame, settings: Settings, viewer: Viewer, filters: Filters, legs: pl.LazyFrame
) -> pl.LazyFrame:
    rows = as_of.contacts_at(contacts, filters.as_of).with_columns(
        queue=pl.col("entry_queue"),
        agent_id=pl.lit(None, pl.String),
        team=pl.lit(None, pl.String),
    )
    rows = rows.with_columns(policy.began_outside_hours(settings))
    rows = _narrowed(rows, filters, set(NARROW_BY) - set(OF_AGENTS))
    of_agents = viewer.role == "lead" or any(filters.values(name) for name in OF_AGENTS)
    if not of_agents:
        return rows
    seen = _narrowed(_scoped(legs, viewer), filters, OF_AGENTS)
    return rows.join(seen.select("contact_id"), on="contact_id", how="semi")
