"""What the waits of 1 and 10 million contacts cost: Moked beside DuckDB's SQL and the raw scan, in one run.

    .venv/bin/python -m benchmarks.waits [--sizes 1000000,…] [--folder DIR] [--read-only] [--month [DAYS]]

Every week holds the same number of contacts at each size. Each figure is the best of five; read the ratios.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import polars as pl

from benchmarks.month import month
from benchmarks.sql import CENSORED, PERCENTILES, SUMS
from benchmarks.synthetic import PER_WEEK, ZONE, contacts_of_week, end_of, fill, load
from metrics.compute import compute
from metrics.periods import Period
from settings import Settings, Site
from store.opened import Store, open_store
from store.publish import newest
from store.read import Filters, Viewer, open_reading

VIEWER = Viewer("benchmark", "manager")
BY = ("day", "queue")
GROUPS = {
    "sums": [
        "contacts",
        "menu_exits",
        "menu_exit_rate",
        "offered",
        "answered",
        "answered_in_time",
        "abandoned",
        "short_abandons",
        "abandon_rate",
        "callbacks_asked",
        "flow_outs",
        "waiting",
        "asa",
        "longest_wait",
        "minutes_waited",
        "service_level",
        "service_level_strict",
        "service_level_ignore",
        "service_level_positive",
        "service_level_removed",
        "service_level_answered",
        "service_level_live",
        "handle_time",
        "short_handled",
    ],
    "percentiles": ["wait_median", "wait_p90"],
    "censored": ["patience_median", "offered_wait_median"],
}
STATEMENTS = {"sums": SUMS, "percentiles": PERCENTILES, "censored": CENSORED}
# The columns that each group of metrics has to read, by table.
OF_WAITS = ["queue", "outcome", "wait_ms", "queued_local_s", "deleted_at"]
OF_HANDLING = ["channel", "talk_ms", "hold_ms", "wrap_ms", "ended_local_s", "queued_at", "ended_at"]
OF_CONTACTS = ["entry_queue", "menu_outcome", "started_local_s", "started_at", "deleted_at"]
RAW = {
    "sums": {"legs": OF_WAITS + OF_HANDLING, "contacts": OF_CONTACTS},
    "percentiles": {"legs": OF_WAITS},
    "censored": {"legs": OF_WAITS},
}
# No source knows the end of a call before it: a page looks after the last one has ended.
AFTERWARDS = timedelta(hours=6)
TRIES = 5


@dataclass(frozen=True)
class Case:
    """A filled store and how to look at it."""

    store: Store
    settings: Settings
    contacts: int
    now: datetime

    def figures(self, ids: Sequence[str], period: Period) -> pl.DataFrame:
        """Compute as a page does, from opening the publication on."""
        filters = Filters(self.now, period.start, period.end)
        reading = open_reading(self.store, self.settings, VIEWER, filters)
        assert reading is not None
        return compute(reading.frames, ids, BY, period)

    def raw(self, tables: Mapping[str, Sequence[str]]) -> list[pl.DataFrame]:
        """Read every value of the columns once, doing as little as can be done with them."""
        return [
            pl.scan_delta(self.store.history.open(table, self._versions[table]))
            .select([pl.col(name).max().alias(name) for name in columns])
            .collect()
            for table, columns in tables.items()
        ]

    def duckdb(self, statement: str, period: Period) -> list[tuple[object, ...]]:
        """Run the same figures as SQL over the same Parquet files."""
        connection = duckdb.connect()
        connection.execute("SET TimeZone = 'UTC'")
        for name in ("legs", "contacts"):
            files = self.store.history.open(name, self._versions[name]).file_uris()
            connection.execute(f"CREATE VIEW {name} AS FROM read_parquet({files!r})")
        start = period.start or datetime(1970, 1, 1, tzinfo=self.now.tzinfo)
        bounds = {"start": start.isoformat(), "end": (period.end or self.now).isoformat()}
        return connection.execute(statement.format(**bounds)).fetchall()

    @property
    def _versions(self) -> dict[str, int]:
        published = newest(self.store.state)
        assert published is not None
        return dict(published.versions)


def best(run: Callable[[], object]) -> float:
    """Give the shortest of some tries, in milliseconds."""
    times = []
    for _ in range(TRIES):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def prepared(folder: Path, contacts: int) -> Case:
    """Fill a store, or take the one that an earlier run left in `folder`."""
    settings = Settings(data=folder / str(contacts), site=Site(timezone=ZONE))
    store = open_store(settings)
    if newest(store.state) is None:
        start = time.perf_counter()
        fill(store, contacts)
        print(f"filled {contacts:,} contacts in {time.perf_counter() - start:.0f} s")
    return Case(store, settings, contacts, end_of(contacts) + AFTERWARDS)


def compare(case: Case, title: str, period: Period) -> None:
    """Print each group of metrics in Moked, in DuckDB and as a raw scan."""
    print(f"\n{case.contacts:,} contacts, {title}, by {' and '.join(BY)}")
    print(f"{'':14}{'Moked':>10}{'DuckDB':>10}{'raw scan':>10}   Moked/DuckDB  Moked/raw")
    totals = [0.0, 0.0]
    for name, ids in GROUPS.items():
        moked = best(lambda ids=ids: case.figures(ids, period))
        sql = best(lambda name=name: case.duckdb(STATEMENTS[name], period))
        raw = best(lambda name=name: case.raw(RAW[name]))
        totals = [totals[0] + moked, totals[1] + sql]
        print(f"{name:14}{moked:8.0f}ms{sql:8.0f}ms{raw:8.0f}ms {moked / sql:12.2f}x{moked / raw:10.2f}x")
    page = best(lambda: case.figures([one for ids in GROUPS.values() for one in ids], period))
    raw = best(lambda: case.raw(RAW["sums"]))
    sql = totals[1]
    print(f"{'all at once':14}{page:8.0f}ms{sql:8.0f}ms{raw:8.0f}ms {page / sql:12.2f}x{page / raw:10.2f}x")


def refreshed(case: Case, seed: int) -> float:
    """Time the merging of 10,000 new contacts into the last week, in milliseconds."""
    number = -(-case.contacts // PER_WEEK) - 1
    contacts, legs = contacts_of_week(number, 10_000, seed=seed, prefix=f"new{seed}-")
    start = time.perf_counter()
    load(case.store, contacts, legs, case.now)
    return (time.perf_counter() - start) * 1000


def compare_refreshes(cases: Sequence[Case]) -> None:
    """Print what a refresh costs at each size."""
    costs = [min(refreshed(case, seed) for seed in range(2, 7)) for case in cases]
    print("\nrefresh of 10,000 new contacts (merge of contacts and legs, best of five)")
    for case, cost in zip(cases, costs, strict=True):
        print(f"{case.contacts:14,}{cost:8.0f}ms{cost / costs[0]:8.2f}x")


def main() -> None:
    """Run the benchmark and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000000,10000000")
    parser.add_argument("--folder", type=Path, help="keep the stores here for the next run")
    parser.add_argument("--read-only", action="store_true", help="leave out the refreshes")
    parser.add_argument(
        "--month", type=int, nargs="?", const=30, metavar="DAYS", help="also a month of refreshes"
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch)
        cases = [prepared(folder, int(size)) for size in given.sizes.split(",")]
        for case in cases:
            compare(case, "everything", Period(None, None))
            compare(case, "last 7 days", Period(case.now - timedelta(days=7), case.now))
        if not given.read_only:
            compare_refreshes(cases)
        if given.month:
            month(folder, given.month)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"\npeak memory of the process: {peak:.1f} GiB")


if __name__ == "__main__":
    main()
