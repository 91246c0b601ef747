"""Compute the derived columns again, week by week."""

from collections.abc import Collection
from datetime import datetime
from types import MappingProxyType

import polars as pl
from sqlalchemy import select

from store import publish
from store.belonging import move
from store.centre_map import CentreMap
from store.derive import derived_contacts, derived_legs
from store.deriving import GROUND, Facts, facts, rebuild_traces, remember
from store.ground import mark
from store.heard import rehear
from store.hearing import Hearing
from store.models import Fact
from store.opened import Store
from store.schema import CONTACTS, LEGS, MAPPED, Table

ZONE = "site.timezone"
NO_FACTS: Facts = MappingProxyType({})


def rebuild_if_needed(store: Store, timezone: str, now: datetime, ground: CentreMap | None = None) -> int:
    """Rebuild when the derived columns were computed with another time zone, traces with another map."""
    with store.state.reading() as connection:
        known = connection.execute(select(Fact.value).where(Fact.name == ZONE)).scalar_one_or_none()
    if known != timezone:
        return _retraced(store, _rebuilt(store, timezone), timezone, now, ground)
    is_same = facts(store.state).get(GROUND) == mark(ground or CentreMap(), timezone)
    return 0 if is_same else _retraced(store, set(), timezone, now, ground)


def rebuild(
    store: Store,
    timezone: str,
    now: datetime,
    ground: CentreMap | None = None,
    competitors: tuple[str, ...] = (),
) -> int:
    """Derive every week anew and publish it; give the number of weeks that changed.

    Call it with the writer lock held, after `ingest.begin`. Weeks whose rows stay the same are not written.
    """
    changed = _rebuilt(store, timezone)
    known, heard = rehear(store, Hearing(timezone, competitors), now)
    return _retraced(store, changed, timezone, now, ground, heard, known)


def _rebuilt(store: Store, timezone: str) -> set[str]:
    """Derive the columns of contacts and legs anew and move what belongs to them; list the changed weeks."""
    weeks = store.history.weeks("contacts")
    return {week for week in weeks if _rebuild_week(store, week, timezone)} | _move(store)


def _retraced(
    store: Store,
    changed: set[str],
    timezone: str,
    now: datetime,
    ground: CentreMap | None,
    heard: Collection[str] = (),
    texts: Facts = NO_FACTS,
) -> int:
    """Derive persons and traces anew and publish all that was rebuilt, `heard` texts among it."""
    known, retraced = rebuild_traces(store, ground or CentreMap(), timezone, now)
    versions, published = store.history.versions(), publish.newest(store.state)
    with store.state.writing() as connection:
        if published is None or dict(published.versions) != versions:
            # Only with a rebuilt clock do older publications stand on another (store.zones).
            publish.publish(connection, versions, kind="rebuilt" if changed else "traced", now=now)
        remember(connection, {ZONE: timezone, **known, **texts})
    return len(changed | retraced | set(heard))


def _move(store: Store) -> set[str]:
    """Move what belongs to contacts to their weeks; list the weeks that change."""
    tables = [table for table in MAPPED.values() if table.of_contact and store.history.has(table)]
    return {
        week
        for table in tables
        for before in store.history.weeks(table.name)
        for week in move(store.history, table, store.history.read_weeks(table, [before]))
    }


def _rebuild_week(store: Store, week: str, timezone: str) -> bool:
    contacts = store.history.read_weeks(CONTACTS, [week])
    legs = store.history.read_weeks(LEGS, [week])
    fresh_contacts = _with_own(CONTACTS, contacts, derived_contacts(contacts, timezone))
    fresh_legs = _with_own(LEGS, legs, derived_legs(legs.drop(list(LEGS.derived)), contacts, timezone))
    replaced = [
        _replace(store, table, week, old, fresh)
        for table, old, fresh in ((CONTACTS, contacts, fresh_contacts), (LEGS, legs, fresh_legs))
    ]
    return any(replaced)


def _with_own(table: Table, stored: pl.DataFrame, derived: pl.DataFrame) -> pl.DataFrame:
    """Put newly derived columns beside the stored ones."""
    fresh = derived.select([*table.key, *table.derived])
    return stored.drop(list(table.derived)).join(fresh, on=table.key, how="left").select(list(table.stored))


def _replace(store: Store, table: Table, week: str, old: pl.DataFrame, fresh: pl.DataFrame) -> bool:
    if old.sort(table.key).equals(fresh.sort(table.key)):
        return False
    store.history.replace_week(table, week, fresh.sort(["started_at", *table.key]))
    return True
