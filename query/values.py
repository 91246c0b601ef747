"""Values that `query` is narrowed by: each must be one that some row has."""

import polars as pl

from language import _
from query.asked import QueryError
from settings import Settings, nearest
from store import agents
from store.opened import Store
from store.read import NARROW_BY, Filters, Reading, Viewer, open_reading
from store.texts import SIGNALS

# Whoever may start commands on this machine may read its files: the command line is a manager.
VIEWER = Viewer("command line", "manager")


def check_values(store: Store, settings: Settings, filters: Filters, publication: int | None) -> None:
    """Refuse a value that no row has: a typing error must not look like a quiet day."""
    everything = Filters(as_of=filters.as_of)
    for name, values in filters.where:
        reading = open_reading(store, settings, VIEWER, everything, publication, dimensions=(name,))
        if reading is None:
            return
        known = set(SIGNALS) if name == "signal" else _known(reading, NARROW_BY[name])
        for value in values:
            if value not in known:
                sentence = _("Unknown {name} {value!r}{hint} Known: {known}.")
                hint, listed = nearest(value, known), _listed(sorted(known))
                raise QueryError(sentence.format(name=name, value=value, hint=hint, known=listed))


def _known(reading: Reading, column: str) -> set[str]:
    known = _values(reading.visits, column) | _values(reading.contacts, column)
    states = reading.states()
    return known | _values(states, column) if states is not None and column in agents.COLUMNS else known


def _values(rows: pl.LazyFrame, column: str) -> set[str]:
    return set(rows.select(pl.col(column).unique()).collect()[column].drop_nulls())


def _listed(known: list[str], most: int = 30) -> str:
    rest = _(" and {n} more").format(n=len(known) - most) if len(known) > most else ""
    return (", ".join(known[:most]) or _("none")) + rest
