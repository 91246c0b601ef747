"""The lists of a week, whom to call before they leave and whom for a good reason, made of one scoring."""

from datetime import date, datetime

from settings import Settings
from store import good_calls, work_list
from store.opened import Store
from store.risk_facts import at_risk


def is_kept(store: Store, day: date) -> bool:
    """Tell whether both lists of a Monday are kept."""
    return work_list.is_kept(store.state, day) and good_calls.is_kept(store.state, day)


def keep(
    store: Store, settings: Settings, day: date, now: datetime, noting: Store | None = None
) -> work_list.Listed | None:
    """Make what is missing of a Monday's lists and keep it; give the list of those at risk.

    None before a publication. noting: the same stores, where it is written down who makes it (audit.beside).
    """
    if not is_kept(store, day):
        found = at_risk(store, settings, work_list.instant_of(settings, day))
        if found is None:
            return None
        made = work_list.keep(noting or store, settings, day, now, found)
        if made is not None and made.week.customers:
            good_calls.keep(store, settings, day, now, found)
        return made
    return work_list.read(store.state, day)
