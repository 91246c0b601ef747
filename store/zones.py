"""The site's clock: the one that a publication's local columns were computed on, and today's."""

import polars as pl
from sqlalchemy import func, select

from language import _
from store.derive import local_s
from store.models import Fact, Publication
from store.publish import Published
from store.rebuild import ZONE
from store.schema import Table
from store.state import State

LOCAL = "_local_s"


def is_on(state: State, published: Published, timezone: str) -> bool:
    """Tell whether the local columns of a publication were computed on the clock of `timezone`.

    Those of a publication older than the last rebuild may be on any other.
    """
    with state.reading() as connection:
        rebuilt = connection.execute(
            select(func.max(Publication.id)).where(Publication.kind == "rebuilt")
        ).scalar()
    return _computed_on(state) in (None, timezone) and published.id >= (rebuilt or 0)


def on_clock(rows: pl.LazyFrame, table: Table, timezone: str) -> pl.LazyFrame:
    """Compute the local columns of a table anew, from its instants."""
    local = [name.removesuffix(LOCAL) for name in table.derived if name.endswith(LOCAL)]
    return rows.with_columns(local_s(f"{name}_at", timezone) for name in local)


def notice(state: State, timezone: str) -> str:
    """Say that the site's time zone was another one when the data were loaded; nothing where it was not."""
    known = _computed_on(state)
    if known in (None, timezone):
        return ""
    sentence = _(
        "The site's time zone is {zone} now; the data were loaded when it was {known}. Days and hours are"
        " shown in {zone}; times that a source writes without an offset follow with the next"
        " `python3 run.py refresh`."
    )
    return sentence.format(zone=timezone, known=known)


def _computed_on(state: State) -> str | None:
    with state.reading() as connection:
        return connection.execute(select(Fact.value).where(Fact.name == ZONE)).scalar_one_or_none()
