"""Which rows are looked at: those that the viewer may see, narrowed to what was asked."""

from collections.abc import Collection
from dataclasses import replace

import polars as pl

from settings import Settings
from store import agents, as_of, policy
from store.asked import Filters, Viewer
from store.schema import AGENTS, CONTACTS, LEGS, TEXT
from store.tables import Tables

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


def without(filters: Filters, *names: str) -> Filters:
    """Look at as much, but at all values of these names."""
    return replace(filters, where=tuple(pair for pair in filters.where if pair[0] not in names))


def legs_of(tables: Tables, viewer: Viewer, filters: Filters, dimensions: Collection[str]) -> pl.LazyFrame:
    """Scan legs as they stood; what they were about, and whose team's, only where it is asked for."""
    legs = as_of.legs_at(tables.scan(LEGS, filters), filters.as_of, tables.latest(LEGS))
    ended = tables.latest(CONTACTS)
    if _is_asked("topic", filters, dimensions) and ended is not None and ended > filters.as_of:
        legs = as_of.topics_at(legs, tables.scan(CONTACTS), filters.as_of)
    if viewer.role != "lead" and not _is_asked("team", filters, dimensions):
        return legs.with_columns(team=pl.lit(None, pl.String))
    return agents.with_record(legs, tables.scan(AGENTS), "queued_at", ("team",))


def _is_asked(name: str, filters: Filters, dimensions: Collection[str]) -> bool:
    return name in dimensions or bool(filters.values(name))


def scoped(legs: pl.LazyFrame, viewer: Viewer) -> pl.LazyFrame:
    """Keep what a team lead's own teams did; others see all."""
    return legs.filter(pl.col("team").is_in(list(viewer.teams))) if viewer.role == "lead" else legs


def narrowed(rows: pl.LazyFrame, filters: Filters, names: Collection[str]) -> pl.LazyFrame:
    """Keep rows of the values that were asked for, of these names."""
    for name, values in filters.where:
        if name in names:
            rows = rows.filter(pl.col(NARROW_BY[name]).is_in(list(values)))
    return rows


def visits_of(legs: pl.LazyFrame, settings: Settings, filters: Filters) -> pl.LazyFrame:
    """Give the legs that passed a queue, with the thresholds and hours that they are judged by."""
    visits = legs.filter(pl.col("queue").is_not_null()).with_columns(**policy.judged_by(settings))
    return narrowed(visits, filters, NARROW_BY)


def nameless(contacts: pl.LazyFrame) -> pl.LazyFrame:
    """Leave unknown whose contacts they were."""
    return contacts.with_columns(pl.lit(None, TEXT).alias(name) for name in ("customer_id", "account_id"))


def contacts_of(
    contacts: pl.LazyFrame, settings: Settings, viewer: Viewer, filters: Filters, legs: pl.LazyFrame
) -> pl.LazyFrame:
    """Give contacts as they stood, narrowed; by agent or team those of which any leg was theirs."""
    rows = as_of.contacts_at(contacts, filters.as_of).with_columns(
        queue=pl.col("entry_queue"),
        agent_id=pl.lit(None, pl.String),
        team=pl.lit(None, pl.String),
    )
    rows = rows.with_columns(policy.began_outside_hours(settings))
    rows = narrowed(rows, filters, set(NARROW_BY) - set(OF_AGENTS))
    of_agents = viewer.role == "lead" or any(filters.values(name) for name in OF_AGENTS)
    if not of_agents:
        return rows
    seen = narrowed(scoped(legs, viewer), filters, OF_AGENTS)
    return rows.join(seen.select("contact_id"), on="contact_id", how="semi")
