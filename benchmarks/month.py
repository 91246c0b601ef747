"""What a month of refreshes leaves behind, with housekeeping: files, log entries, time to open."""

import time
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl
from deltalake import DeltaTable

from benchmarks.synthetic import FIRST, ZONE, contacts_of_week, load
from settings import Settings, Site
from store.housekeeping import hourly, nightly
from store.ingest import begin, publish_versions
from store.opened import Store, open_store

PER_DAY = 8_000
EVERY = timedelta(minutes=5)
KEEP = timedelta(days=30)


def month(folder: Path, days: int = 30, start_number: int = 0) -> None:
    """Refresh every five minutes for a month, with hourly and nightly housekeeping; print what remains."""
    settings = Settings(data=folder / "month", site=Site(timezone=ZONE))
    store = open_store(settings)
    now = FIRST + timedelta(weeks=start_number)
    begin(store, now)
    _let_files_go_at_once(store, now)
    began = time.perf_counter()
    spent = 0.0
    for number in range(start_number, start_number + -(-days // 7)):
        spent += _week(store, number, now + timedelta(days=days))
    _print(store, days, time.perf_counter() - began, spent)
    store.close()


def _let_files_go_at_once(store: Store, now: datetime) -> None:
    """Do without the six hours for which replaced files stay: they are hours of the real clock, which a month
    of this benchmark does not have."""
    for name in store.history.versions():
        properties = {"delta.deletedFileRetentionDuration": "interval 0 seconds"}
        store.history.open(name).alter.set_table_properties(properties)
    publish_versions(store, "benchmark", now)


def _week(store: Store, number: int, end: datetime) -> float:
    """Refresh through one week; give the seconds that housekeeping took."""
    contacts, legs = contacts_of_week(number, PER_DAY * 7, prefix="m")
    since, tidied = FIRST + timedelta(weeks=number), 0.0
    while since < min(end, FIRST + timedelta(weeks=number + 1)):
        until = since + EVERY
        new = contacts.filter(pl.col("started_at").is_between(since, until, closed="left"))
        load(store, new, legs.join(new.select("contact_id"), on="contact_id", how="semi"), until)
        store.history.checkpoint(("contacts", "legs"))
        publish_versions(store, "refresh", until)
        tidied += _tidy(store, until)
        since = until
    return tidied


def _tidy(store: Store, now: datetime) -> float:
    began = time.perf_counter()
    if now.minute == 0:
        hourly(store, now, KEEP)
    if now.hour == 1 and now.minute == 0:
        nightly(store, now, KEEP)
    return time.perf_counter() - began


def _print(store: Store, days: int, seconds: float, tidying: float) -> None:
    refreshes = int(timedelta(days=days) / EVERY)
    print(f"\n{days} days of a refresh every 5 minutes, {PER_DAY:,} contacts a day: {refreshes:,} refreshes")
    print(
        f"{1000 * (seconds - tidying) / refreshes:.0f} ms a refresh, {tidying:.0f} s of housekeeping in all"
    )
    for name in ("contacts", "legs"):
        path = Path(store.history.path(name))
        data = [file for file in path.rglob("*.parquet") if "_delta_log" not in file.parts]
        log = list((path / "_delta_log").iterdir())
        began = time.perf_counter()
        table = DeltaTable(str(path))
        opened = (time.perf_counter() - began) * 1000
        size = sum(file.stat().st_size for file in data) / 1e6
        print(
            f"{name:10} version {table.version():,}: {len(table.file_uris()):,} files in use,"
            f" {len(data):,} on disk ({size:.0f} MB), {len(log):,} log entries, opened in {opened:.0f} ms"
        )
