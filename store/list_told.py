"""The list of customers at risk as `query` tells it: by the rule by which the page At risk lists them."""

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from metrics.risk.told import listed
from settings import Settings
from store import work_list
from store.opened import Store
from store.risk_facts import at_risk
from store.risk_order import Order


@dataclass(frozen=True)
class Told:
    """Everybody scored as of an instant, with who is to be called (rows: metrics.risk.told.listed).

    people: as in metrics.risk. order: what ordered them.
    """

    as_of: datetime
    people: pl.DataFrame
    rows: pl.DataFrame
    order: Order


def this_week(settings: Settings) -> datetime:
    """Give the instant as of which this week's list is made."""
    return work_list.instant_of(settings, work_list.monday(settings, settings.now()))


def told(store: Store, settings: Settings, as_of: datetime, publication: int | None = None) -> Told | None:
    """Tell the list as of an instant: of a Monday morning as it was shown, where it was, else as it would be.

    None while nothing has been published. Raises ReadError, PublicationError.
    """
    found = at_risk(store, settings, as_of, publication)
    if found is None:
        return None
    day = work_list.monday(settings, as_of)
    made = work_list.listed(found, store.state, settings, day, settings.now())
    assert made.scores is not None
    is_of_week = publication is None and as_of == work_list.instant_of(settings, day)
    shown = (work_list.read(store.state, day) if is_of_week else None) or made
    return Told(as_of, found.people, listed(made.scores, shown.rows), shown.week.order)
