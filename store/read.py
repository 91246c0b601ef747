"""Reading: every page, mail and command sees history through here, scoped to who looks.

A reading stands on one publication, so nothing moves under it.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Literal

import polars as pl

from language import _
from metrics.compute import Frames
from metrics.parts import Reported
from settings import Settings
from store import agents, as_of, handling, policy, publish, zones
from store.files import Opened, open_at
from store.opened import Store
from store.schema import AGENTS, CONTACTS, INSTANT, LEGS, QUARANTINE, STATES, Table

Role = Literal["manager", "lead", "executive", "admin"]
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
OF_AGENTS = ("agent", "team")
OF_CONTACTS = ("queue", "channel", "direction", "topic")


class ReadError(ValueError):
    """Say which filter or publication is not to be had and what is."""


@dataclass(frozen=True)
class Viewer:
    """Who looks: a lead sees the own teams' contacts, an executive no single customer."""

    name: str
    role: Role
    teams: frozenset[str] = frozenset()

    @property
    def sees_customers(self) -> bool:
        return self.role != "executive"

    @property
    def sees_agents(self) -> bool:
        """Tell whether the times of a single agent may be seen."""
        return self.role != "executive"


@dataclass(frozen=True)
class Filters:
    """What is looked at: the half-open window of instants, the clock, and values to narrow by."""

    as_of: datetime
    start: datetime | None = None
    end: datetime | None = None
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def values(self, name: str) -> tuple[str, ...]:
        return dict(self.where).get(name, ())


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
        )

    def states(self) -> pl.LazyFrame | None:
        """Give stretches of agents' states; None where rows are narrowed by what states know nothing of."""
        return self._work.states()

    def legs_of(self, contact_id: str) -> pl.DataFrame:
        """Give the legs of one contact, in order; none where the viewer may not see it."""
        allowed = self.contacts.select("contact_id", "started_at").filter(pl.col("contact_id") == contact_id)
        return self._legs.join(allowed, on="contact_id", how="semi").sort("leg_no").collect()

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
    unknown = sorted({name for name, _ in filters.where} - set(NARROW_BY))
    if unknown:
        sentence = _("Unknown column {name!r}. Known: {known}.")
        raise ReadError(sentence.format(name=unknown[0], known=", ".join(NARROW_BY)))
    zone = settings.site.timezone
    tables = _Tables(store, found, None if zones.is_on(store.state, found, zone) else zone)
    with_team = viewer.role == "lead" or "team" in dimensions or bool(filters.values("team"))
    legs = as_of.legs_at(tables.scan(LEGS, filters), filters.as_of, tables.latest(LEGS))
    legs = _with_team(legs, tables) if with_team else legs.with_columns(team=pl.lit(None, pl.String))
    visits = _visits(_scoped(legs, viewer), settings, filters)
    contacts = _contacts(tables.scan(CONTACTS, filters), settings, viewer, filters, legs)
    reported = partial(handling.reported, tables.files(LEGS, filters))
    work = _Work(tables, viewer, filters, frozenset(dimensions), settings.site.timezone)
    return Reading(found, visits, contacts, viewer, legs, reported, work)


def inside(rows: pl.LazyFrame, filters: Filters, anchor: str = "queued_at") -> pl.LazyFrame:
    """Keep the rows whose anchor lies in the window of the filters."""
    for bound, keep in ((filters.start, pl.col(anchor).ge), (filters.end, pl.col(anchor).lt)):
        rows = rows if bound is None else rows.filter(keep(pl.lit(bound).cast(INSTANT)))
    return rows


def quarantined(store: Store, source: str, limit: int) -> pl.DataFrame:
    """Give the rows of a source that are set aside now, the newest first."""
    found = publish.newest(store.state)
    if found is None:
        return pl.DataFrame(schema=QUARANTINE.stored)
    rows = _Tables(store, found).scan(QUARANTINE, None)
    return rows.filter(pl.col("source") == source).sort("known_at", descending=True).head(limit).collect()


class _Tables:
    """The tables of one publication, with what their log says of each file.

    With `zone` the local columns are computed anew on its clock.
    """

    def __init__(self, store: Store, published: publish.Published, zone: str | None = None) -> None:
        self._store = store
        self._published = published
        self._zone = zone

    def _opened(self, table: Table) -> Opened:
        version = self._published.versions[table.name]
        try:
            return open_at(self._store.history.path(table.name), version)
        except FileNotFoundError as error:
            sentence = _("Publication {number} has expired: its files were cleaned away. Take the newest.")
            raise ReadError(sentence.format(number=self._published.id)) from error

    def scan(self, table: Table, filters: Filters | None) -> pl.LazyFrame:
        """Scan the live rows of the weeks that can hold a row of the window."""
        return self._live(table, self._weeks(table, filters))

    def _live(self, table: Table, weeks: list[str] | None) -> pl.LazyFrame:
        rows = pl.scan_delta(self._opened(table).delta)
        if weeks is not None:
            rows = rows.filter(pl.col("week").is_in(weeks))
        live = rows.filter(pl.col("deleted_at").is_null())
        return live if self._zone is None else zones.on_clock(live, table, self._zone)

    def files(self, table: Table, filters: Filters) -> list[str]:
        """List the files of those weeks."""
        files, weeks = self._opened(table).files, self._weeks(table, filters)
        return (files if weeks is None else files.filter(pl.col("week").is_in(weeks)))["file"].to_list()

    def _weeks(self, table: Table, filters: Filters | None) -> list[str] | None:
        if filters is None or not table.anchor:
            return None
        return self._opened(table).weeks_between(filters.start, filters.end)

    def reaching(self, table: Table, filters: Filters, begins: str, lasting: bool) -> pl.LazyFrame:
        """Scan the live rows of the weeks whose stretches, `begins` to ended_at, reach into the window."""
        if table.name not in self._published.versions:
            return pl.LazyFrame(schema=table.stored)  # published before there was such a table
        weeks = self._opened(table).weeks_reaching(filters.start, filters.end, begins, lasting)
        return self._live(table, weeks)

    def latest(self, table: Table) -> datetime | None:
        return self._opened(table).latest


@dataclass(frozen=True)
class _Work:
    """The stretches that lie in the window, of the agents that the viewer may see."""

    tables: _Tables
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
            rows = agents.with_record(rows, self.tables.scan(AGENTS, None), at, agents.RECORD)
        else:
            rows = agents.without_record(rows)
        rows = _narrowed(_scoped(rows, self.viewer), self.filters, NARROW_BY)
        if self.viewer.sees_agents:
            return rows
        return agents.nameless(rows.clear() if "agent" in asked else rows)


def _with_team(legs: pl.LazyFrame, tables: _Tables) -> pl.LazyFrame:
    """Put each leg's team beside it, as the agent's record stood when the leg was queued."""
    return agents.with_record(legs, tables.scan(AGENTS, None), "queued_at", ("team",))


def _scoped(legs: pl.LazyFrame, viewer: Viewer) -> pl.LazyFrame:
    return legs.filter(pl.col("team").is_in(list(viewer.teams))) if viewer.role == "lead" else legs


def _narrowed(rows: pl.LazyFrame, filters: Filters, names: Collection[str]) -> pl.LazyFrame:
    for name, values in filters.where:
        if name in names:
            rows = rows.filter(pl.col(NARROW_BY[name]).is_in(list(values)))
    return rows


def _visits(legs: pl.LazyFrame, settings: Settings, filters: Filters) -> pl.LazyFrame:
    visits = legs.filter(pl.col("queue").is_not_null()).with_columns(
        policy.threshold_ms(settings),
        policy.short_ms(settings),
        policy.is_outside_hours(settings.hours, "queued_local_s"),
    )
    return _narrowed(visits, filters, NARROW_BY)


def _contacts(
    contacts: pl.LazyFrame, settings: Settings, viewer: Viewer, filters: Filters, legs: pl.LazyFrame
) -> pl.LazyFrame:
    now = pl.lit(filters.as_of).cast(INSTANT)
    shown = pl.col("customer_id") if viewer.sees_customers else pl.lit(None, pl.String)
    rows = (
        contacts.filter(pl.col("started_at") <= now)
        .with_columns(
            ended_at=pl.when(pl.col("ended_at") <= now).then("ended_at"),
            resolved_at=pl.when(pl.col("resolved_at") <= now).then("resolved_at"),
            customer_id=shown,
            queue=pl.col("entry_queue"),
            agent_id=pl.lit(None, pl.String),
            team=pl.lit(None, pl.String),
        )
        .with_columns(policy.is_outside_hours(settings.hours, "started_local_s"))
    )
    rows = _narrowed(rows, filters, set(NARROW_BY) - set(OF_AGENTS))
    of_agents = viewer.role == "lead" or any(filters.values(name) for name in OF_AGENTS)
    if not of_agents:
        return rows
    seen = _narrowed(_scoped(legs, viewer), filters, OF_AGENTS)
    return rows.join(seen.select("contact_id"), on="contact_id", how="semi")
