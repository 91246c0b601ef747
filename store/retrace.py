"""Trace whole weeks anew: after a first fetch, and whenever what contacts are judged by has changed."""

from collections.abc import Iterable, Sequence

import polars as pl

from store.history import History
from store.reaching import NOWHERE, around, needed_by, weeks_in
from store.schema import CONTACTS, LEGS, STORE_COLUMNS
from store.traces import LINKS, TRACES
from store.tracing import LINKED_BY, OF_CONTACT, OF_LEGS, Basis, relinked, traced, with_links
from store.update import LIVE

AT_ONCE = (
    8  # weeks, so that the neighbours of each are read about twice and ten million contacts need no more room
)
CONTENT = [name for name in TRACES.stored if name not in STORE_COLUMNS]


def retrace(history: History, weeks: Iterable[str], basis: Basis) -> set[str]:
    """Derive the traces of whole weeks anew, and the links of those near; list the weeks that changed."""
    history.create([TRACES])
    chosen = sorted(set(weeks))
    near = _near(history, chosen)
    changed = {week for week in chosen if _trace(history, week, basis)}
    near |= _near(history, chosen)
    listed = sorted(near)
    for start in range(0, len(listed), AT_ONCE):
        changed |= _relink(history, listed[start : start + AT_ONCE], basis)
    return changed


def _near(history: History, weeks: Sequence[str]) -> set[str]:
    """List these weeks and those whose contacts may have neighbours in them."""
    moments = [_live(history, [week]).select("started_at", "closed_at").collect() for week in weeks]
    return {*weeks, *weeks_in(history, pl.concat([NOWHERE, *(around(each) for each in moments)]).unique())}


def _live(history: History, weeks: Iterable[str]) -> pl.LazyFrame:
    return history.scan_weeks(TRACES, weeks).filter(LIVE)


def _trace(history: History, week: str, basis: Basis) -> bool:
    """Make the traces of a week, with the links that are stored; say whether they differ."""
    contacts = history.scan_weeks(CONTACTS, [week]).filter(LIVE).select(OF_CONTACT).collect()
    legs = history.scan_weeks(LEGS, [week]).filter(LIVE).select(OF_LEGS).collect()
    before = _live(history, [week]).collect()
    links = before.select("contact_id", *LINKS)
    return _replaced(history, week, before, with_links(traced(contacts, legs, basis), links))


def _relink(history: History, weeks: Sequence[str], basis: Basis) -> set[str]:
    """Measure the gaps of whole weeks anew; list those that differ."""
    rows = _live(history, weeks).collect()
    needed = weeks_in(history, needed_by(rows)) | set(weeks)
    links = relinked(_live(history, needed).select(LINKED_BY).collect())
    fresh = with_links(rows, links)
    return {
        week
        for week in weeks
        if _replaced(history, week, rows.filter(week=week), _dated(fresh.filter(week=week), basis))
    }


def _dated(rows: pl.DataFrame, basis: Basis) -> pl.DataFrame:
    return rows.with_columns(ingested_at=pl.lit(basis.now).cast(TRACES.stored["ingested_at"]))


def _replaced(history: History, week: str, before: pl.DataFrame, fresh: pl.DataFrame) -> bool:
    if before.select(CONTENT).sort("contact_id").equals(fresh.select(CONTENT).sort("contact_id")):
        return False
    history.replace_week(TRACES, week, fresh.sort("started_at", "contact_id"))
    return True
