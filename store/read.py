"""Reading: every page, mail and command sees history through here, scoped to who looks.

A reading stands on one publication, so nothing moves under it.
"""

from collections.abc import Collection
from functools import partial

import polars as pl

from language import _
from metrics.masking import masked_all
from settings import Settings
from store import handling, publish, zones
from store.asked import Filters, ReadError, Role, Viewer, inside
from store.beside import Beside
from store.centre_map import centre_map
from store.followed import Followed
from store.given import Given
from store.masking import masked
from store.narrowing import (
    NARROW_BY,
    OF_AGENTS,
    OF_WORDS,
    contacts_of,
    legs_of,
    nameless,
    scoped,
    visits_of,
    without,
)
from store.opened import Store
from store.present import present
from store.promised import Promised
from store.reading import Reading
from store.schema import CONTACTS, LEGS, QUARANTINE
from store.smallest import kept
from store.surveyed import Surveyed
from store.tables import Tables
from store.traced import Traced
from store.voiced import Voiced
from store.worked import Work

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
    found = publish.newest(store.state) if publication is None else publish.numbered(store.state, publication)
    if found is None:
        return None
    _check(filters)
    zone = settings.site.timezone
    tables = Tables(store, found, filters.known_by, None if zones.is_on(store.state, found, zone) else zone)
    filters, held = kept(tables, viewer, filters, dimensions, settings.access.smallest_group)
    tables = tables.withheld() if held.is_all else tables
    legs = legs_of(tables, viewer, filters, dimensions)
    seen = scoped(legs, viewer)
    visits = visits_of(seen, settings, filters)
    named = contacts_of(tables.scan(CONTACTS, filters), settings, viewer, filters, legs)
    contacts = named if viewer.sees_customers else nameless(named)
    reported = partial(handling.reported, tables.files(LEGS, filters))
    work = Work(tables, viewer, filters, frozenset(dimensions), settings.site.timezone)
    may_show = viewer.role in settings.access.may_show
    beside = Beside(tables, viewer, filters, contacts, seen, may_show)
    ground = partial(centre_map, tables.with_hindsight(), settings, with_missing=False)
    anywhere = contacts_of(tables.scan(CONTACTS, filters), settings, viewer, without(filters, "queue"), legs)
    traced = Traced(tables, viewer, filters, ground, anywhere)
    grace = settings.promises.grace
    surveyed = Surveyed(tables, viewer, filters, zone, traced.linked, grace)
    promised = Promised(tables, viewer, filters, zone, store.state, seen, traced.linked, grace)
    given = Given(tables, viewer, filters, zone, traced.linked, traced.everywhere)
    followed = Followed(tables, viewer, filters, zone, store.state)
    there = present(tables, filters, zone, settings.hours, traced)
    whole_map = partial(centre_map, tables.with_hindsight(), settings)
    # Whose a text is, is not whose contact it was: a contact is looked at for each of its texts.
    of_any = contacts_of(
        tables.scan(CONTACTS, filters), settings, viewer, without(filters, "queue", *OF_AGENTS), legs
    )
    said_of = Traced(tables, viewer, without(filters, *OF_AGENTS), ground, of_any)
    voiced = Voiced(tables, viewer, filters, zone, said_of.linked)
    others = (reported, work, beside, traced, surveyed, promised, given, followed, voiced, there, whole_map)
    if not viewer.sees_agents:  # agents are told apart, and none is named
        visits, legs = (rows.with_columns(masked(["agent_id"])) for rows in (visits, legs))
    return Reading(found, visits, contacts, viewer, held, legs, *others)


def _check(filters: Filters) -> None:
    known = (*NARROW_BY, *OF_WORDS)
    if unknown := sorted({name for name, _values in filters.where} - {*known}):
        sentence = _("Unknown column {name!r}. Known: {known}.")
        raise ReadError(sentence.format(name=unknown[0], known=", ".join(known)))


def quarantined(store: Store, source: str, limit: int) -> pl.DataFrame:
    """Give the rows of a source that are set aside now, the newest first, masked as everything shown is."""
    found = publish.newest(store.state)
    if found is None:
        return pl.DataFrame(schema=QUARANTINE.stored)
    rows = Tables(store, found).scan(QUARANTINE)
    aside = rows.filter(pl.col("source") == source).sort("known_at", descending=True).head(limit).collect()
    return aside.with_columns(masked_all(aside[name]) for name in ("reason", "row_text"))
