"""When customers could reach somebody, and what came of those who tried: two frames of metrics.

When somebody was there is the whole centre's affair and nobody's secret: whoever looks sees the same.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property

import polars as pl

from metrics.availability import Presence, presence
from metrics.groups import FIRST_QUEUE
from metrics.moved import MOVED_WITHIN, with_moves
from metrics.periods import Period
from settings import Hours
from store import as_of
from store.asked import Filters, Viewer
from store.masking import masked
from store.open_hours import opened
from store.schema import LEGS, STATES
from store.tables import Tables
from store.traced import NAMES, Traced

SERVED_FOR = timedelta(weeks=4)  # before the window: who answered then says who serves what
TELLS_FOR = timedelta(weeks=1)  # before the window: who told states then tells them
OF_VISITS = ("channel", "queue", "agent_id", "queued_at", "answered_at", "ended_at")
OF_STATES = ("agent_id", "started_at", "state", "ended_at")


@dataclass(frozen=True)
class Present:
    """What is known of being reached in the window; `linked` gives contacts with traces.

    Both are read once, whatever is asked of them.
    """

    tables: Tables
    viewer: Viewer
    filters: Filters
    zone: str
    hours: tuple[Hours, ...]
    linked: Callable[[], pl.LazyFrame]
    everywhere: Callable[[Filters], pl.LazyFrame]
    _found: dict[tuple[tuple[str, ...], Period], Presence] = field(default_factory=dict, repr=False)

    def presence(self, units: Sequence[str], period: Period) -> Presence:
        """Tell when somebody was there (`metrics.availability.presence`)."""
        key = (tuple(units), period)
        if key not in self._found:
            both = [self._visits().select(OF_VISITS), self._states().select(OF_STATES)]
            visits, states = pl.collect_all(both)
            open_at = opened(self.hours, visits, states, self.zone)
            self._found[key] = presence(visits, states, units, self.zone, self._so_far(period), open_at)
        return self._found[key]

    def reached(self) -> pl.LazyFrame:
        """Give customers' own contacts that began in the window, through `moved.with_moves`."""
        return self._reached.lazy()

    @cached_property
    def _reached(self) -> pl.DataFrame:
        end = None if self.filters.end is None else self.filters.end + MOVED_WITHIN
        around = self.everywhere(replace(self.filters, end=end, where=()))
        own = (
            self.linked().filter(pl.col("is_counted")).join(self._turned_away(), on="contact_id", how="left")
        )
        others = around.filter(pl.col("is_counted")).select("person", "channel", "started_at", "is_reconnect")
        whole = with_moves(own, others, self.filters.as_of)
        told = whole.with_columns(pl.col("is_turned_away").fill_null(value=False), queue=FIRST_QUEUE)
        return (told if self.viewer.sees_customers else told.with_columns(masked(NAMES))).collect()

    def _turned_away(self) -> pl.LazyFrame:
        """Give the contacts that found their queue closed: contact_id, is_turned_away."""
        legs = as_of.legs_at(
            self.tables.scan(LEGS, self.filters), self.filters.as_of, self.tables.latest(LEGS)
        )
        closed = legs.filter(pl.col("outcome") == "closed").select("contact_id").unique()
        return closed.with_columns(is_turned_away=pl.lit(value=True))

    def _visits(self) -> pl.LazyFrame:
        """Give customers' own visits to the queues looked at, and those of the weeks before."""
        start = self.filters.start
        long = replace(self.filters, start=None if start is None else start - SERVED_FOR)
        legs = as_of.legs_at(self.tables.scan(LEGS, long), long.as_of, self.tables.latest(LEGS))
        rows = legs.filter(pl.col("queue").is_not_null(), pl.col("direction") == "inbound")
        for name in ("channel", "queue"):
            if values := self.filters.values(name):
                rows = rows.filter(pl.col(name).is_in(list(values)))
        return rows

    def _states(self) -> pl.LazyFrame:
        start = self.filters.start
        long = replace(self.filters, start=None if start is None else start - TELLS_FOR)
        rows = self.tables.reaching(STATES, long, "started_at", lasting=True)
        return as_of.states_at(rows, self.filters.as_of)

    def _so_far(self, period: Period) -> Period:
        end = self.filters.as_of if period.end is None else min(period.end, self.filters.as_of)
        return Period(period.start, end)


def present(tables: Tables, filters: Filters, zone: str, hours: Sequence[Hours], traced: Traced) -> Present:
    """Put together what tells of being reached."""

    def everywhere(whole: Filters) -> pl.LazyFrame:
        return replace(traced, filters=whole).everywhere()

    return Present(tables, traced.viewer, filters, zone, tuple(hours), traced.linked, everywhere)
