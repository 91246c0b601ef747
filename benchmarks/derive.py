"""What deriving costs after one day of new contacts, beside 1 and 10 million contacts of history.

    .venv/bin/python -m benchmarks.derive [--sizes 1000000,…] [--folder DIR]

Every week holds the same number of contacts at each size. Prints the seconds of the first derivation of all,
then of a day of new contacts, of five minutes, of a day with one contact in ten late by two weeks, and of one
with identities that join customers: rows written, weeks read and weeks written. At the end the seconds of
each size beside those of the first. A peak is the process's since it began.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Mapping
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
MOST_LISTED = 12  # weeks
JOINED = 200  # customers whom new identities make one with another


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", default=SIZES)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        sizes = sorted(map(int, given.sizes.split(",")))
        _compare({size: _size(Path(folder) / str(size), size) for size in sizes})


def _compare(taken: Mapping[int, Mapping[str, float]]) -> None:
    """Print the seconds of each size, and how many times those of the smallest they are."""
    first, *others = taken
    print(f"\n{'seconds':22}" + "".join(f"{size:>20,}" for size in taken))
    for what, seconds in taken[first].items():
        ratios = (f"{taken[size][what]:11.2f} ({taken[size][what] / seconds:5.2f}x)" for size in others)
        print(f"{what:22}{seconds:20.2f}" + "".join(ratios))


def _peak() -> str:
    return f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2:.1f} GiB"


def _size(folder: Path, size: int) -> dict[str, float]:
    """Measure one size; give the seconds of each step."""
    store = open_store(Settings(data=folder, site=Site(timezone=ZONE)))
    began = time.perf_counter()
    now = fill(store, size)
    filled = time.perf_counter() - began
    print(f"\n{size:,} contacts, filled in {filled:.0f} s, {_peak()}; {PER_DAY:,} a day, then:", flush=True)
    began = time.perf_counter()
    known, weeks = rebuild_traces(store, CentreMap(), ZONE, now)
    _keep(store, dict(known), now)
    taken = {"all anew": time.perf_counter() - began}
    print(f"  all anew              {taken['all anew']:6.2f} s, {len(weeks)} weeks, {_peak()}", flush=True)
    week = -(-size // PER_WEEK)
    steps: dict[str, Callable[[], Changes]] = {
        "a day": lambda: _day(store, week, "a", now),
        "five minutes": lambda: _day(store, week, "c", now, FIVE_MINUTES),
        "a day, a tenth late": lambda: _late(store, week, now),
        "a day with identities": lambda: _joined(store, week, now),
    }
    for what, changes in steps.items():
        taken[what] = _derived(what, store, changes(), now)
    store.close()
    return taken


def _keep(store: Store, known: dict[str, str], now: datetime) -> None:
    with store.state.writing() as connection:
        remember(connection, known)
    store.history.checkpoint(["traces"])
    publish_versions(store, "benchmark", now)


def _derived(what: str, store: Store, changes: Changes, now: datetime) -> float:
    began = time.perf_counter()
    known, done = derive(store, changes, CentreMap, ZONE, now)
    taken = time.perf_counter() - began
    _keep(store, dict(known), now)
    read, written = sorted(done.read), sorted(done.written)
    print(
        f"  {what:22}{taken:6.2f} s, {changes.contacts.height:,} contacts, {done.rows:,} rows written;"
        f" read {len(read)} weeks ({read[0]} to {read[-1]}), wrote {len(written)} ({_listed(written)});"
        f" {_peak()}",
        flush=True,
    )
    return taken


def _listed(weeks: list[str]) -> str:
    return ", ".join(weeks) if len(weeks) <= MOST_LISTED else f"{weeks[0]} to {weeks[-1]}"


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
