"""What deriving costs after one day of new contacts, beside 1 and 10 million contacts of history.

    .venv/bin/python -m benchmarks.derive [--sizes 1000000,…] [--folder DIR]

Every week holds the same number of contacts at each size. Prints the seconds of the first derivation of all,
then of a day of new contacts, of five minutes, of a day with one contact in ten late by two weeks, and of one
with identities that join customers: rows written, weeks read and weeks written.
"""

import argparse
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl

from benchmarks.synthetic import PER_WEEK, ZONE, contacts_of_week, fill, load
from settings import Settings, Site
from store.centre_map import CentreMap
from store.deriving import Changes, derive, rebuild_traces, remember
from store.history import week_of
from store.ingest import publish_versions
from store.merge import Arrival, merge
from store.opened import Store, open_store
from store.schema import IDENTITIES, empty

SIZES = "1000000,10000000"
PER_DAY = PER_WEEK // 7
FIVE_MINUTES = PER_DAY // 288
JOINED = 200  # customers whom new identities make one with another


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", default=SIZES)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        for size in map(int, given.sizes.split(",")):
            _size(Path(folder) / str(size), size)


def _size(folder: Path, size: int) -> None:
    store = open_store(Settings(data=folder, site=Site(timezone=ZONE)))
    now = fill(store, size)
    print(f"\n{size:,} contacts, {PER_DAY:,} a day, then:")
    began = time.perf_counter()
    known, weeks = rebuild_traces(store, CentreMap(), ZONE, now)
    _keep(store, dict(known), now)
    print(f"  all anew              {time.perf_counter() - began:6.2f} s, {len(weeks)} weeks")
    week = -(-size // PER_WEEK)
    _derived("a day", store, _day(store, week, "a", now), now)
    _derived("five minutes", store, _day(store, week, "c", now, FIVE_MINUTES), now)
    late = _late(store, week, now)
    _derived("a day, a tenth late", store, late, now)
    _derived("a day with identities", store, _joined(store, week, now), now)
    store.close()


def _keep(store: Store, known: dict[str, str], now: datetime) -> None:
    with store.state.writing() as connection:
        remember(connection, known)
    store.history.checkpoint(["traces"])
    publish_versions(store, "benchmark", now)


def _derived(what: str, store: Store, changes: Changes, now: datetime) -> None:
    began = time.perf_counter()
    known, done = derive(store, changes, CentreMap, ZONE, now)
    taken = time.perf_counter() - began
    _keep(store, dict(known), now)
    read, written = sorted(done.read), sorted(done.written)
    print(
        f"  {what:22}{taken:6.2f} s, {changes.contacts.height:,} contacts, {done.rows:,} rows written;"
        f" read {len(read)} weeks ({read[0]} to {read[-1]}), wrote {len(written)} ({', '.join(written)})"
    )


def _day(store: Store, week: int, prefix: str, now: datetime, size: int = PER_DAY) -> Changes:
    return _loaded(store, *_first_day(week, prefix, size), now)


def _first_day(week: int, prefix: str, size: int = PER_DAY) -> tuple[pl.DataFrame, pl.DataFrame]:
    contacts, legs = contacts_of_week(week, PER_WEEK, prefix=prefix)
    chosen = contacts.sort("started_at").head(size)
    return chosen, legs.join(chosen.select("contact_id"), on="contact_id", how="semi")


def _loaded(store: Store, contacts: pl.DataFrame, legs: pl.DataFrame, now: datetime) -> Changes:
    load(store, contacts, legs, now)
    return Changes(contacts.select("contact_id", week=week_of(pl.col("started_at"))))


def _late(store: Store, week: int, now: datetime) -> Changes:
    """Load a day's contacts, a tenth of which began two weeks before."""
    contacts, legs = _first_day(week, "b")
    is_late = pl.col("contact_id").hash() % 10 == 0
    weeks = timedelta(weeks=2)
    early = contacts.with_columns(
        pl.when(is_late).then(pl.col(name) - weeks).otherwise(name).alias(name)
        for name in ("started_at", "ended_at")
    )
    moved = legs.with_columns(
        pl.when(is_late).then(pl.col(name) - weeks).otherwise(name).alias(name)
        for name in ("queued_at", "answered_at", "ended_at")
    )
    return _loaded(store, early, moved, now)


def _joined(store: Store, week: int, now: datetime) -> Changes:
    """Load a day's contacts and identities of pairs of customers."""
    ways = pl.DataFrame(
        {
            "source": "bench",
            "customer_id": [str(n) for n in range(2 * JOINED)],
            "kind": "phone",
            "value": [str(n // 2) for n in range(2 * JOINED)],
        }
    )
    rows = pl.concat([empty(IDENTITIES), ways], how="diagonal")
    merge(store.history, IDENTITIES, rows, Arrival(now, now), source="bench")
    return Changes(_day(store, week, "d", now).contacts, is_identified=True)


if __name__ == "__main__":
    main()
