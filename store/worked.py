"""What agents did in the window: stretches of their states and of their contacts."""

from dataclasses import dataclass

import polars as pl

from store import agents, as_of
from store.asked import Filters, Viewer
from store.narrowing import NARROW_BY, OF_CONTACTS, narrowed, scoped
from store.schema import AGENTS, LEGS, STATES
from store.tables import Tables


@dataclass(frozen=True)
class Work:
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
        rows = narrowed(scoped(rows, self.viewer), self.filters, NARROW_BY)
        if self.viewer.sees_agents:
            return rows
        return agents.nameless(rows.clear() if "agent" in asked else rows)
