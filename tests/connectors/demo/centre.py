"""Small simulated centres: built once for each seed, written down whole."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import polars as pl

from connectors.demo import Demo
from connectors.demo.cuts import Tables
from scheduler.refresh import refresh
from settings import Settings, load
from store.centre_map import CentreMap, centre_map
from store.opened import open_store
from store.schema import Table, empty
from tests.connectors.fetched import Fetched, fetch
from tests.once import once

ZONE = "Asia/Jerusalem"
SEEDS = (1, 2, 3)
START = datetime(2026, 3, 15, tzinfo=UTC)  # a Sunday; the clock goes forward on Friday 27 March
END = datetime(2026, 4, 5, tzinfo=UTC)
FOUR_WEEKS = START + timedelta(days=28)
SEVEN_WEEKS = START + timedelta(days=50)  # this and the one above are what several files look at
FIRST, WEEKS = datetime(2026, 1, 4, tzinfo=UTC), timedelta(weeks=11)  # no holiday, no change of clocks
DAYS = [START.date() + timedelta(days=n) for n in range((END - START).days)]
KEYS = {
    "contacts": ["contact_id"],
    "legs": ["contact_id", "leg_no"],
    "agent_states": ["agent_id", "started_at"],
    "surveys": ["survey_id"],
    "notes": ["note_id"],
    "promises": ["promise_id"],
    "gestures": ["gesture_id"],
    "customers": ["customer_id", "valid_from"],
    "journey_events": ["event_id"],
    "staffing": ["queue", "starts_at"],
    "agents": ["agent_id", "valid_from"],
    "identities": ["customer_id", "kind"],
    "queues": ["queue"],
    "topics": ["topic"],
}

CONFIG = """now = {now}
[site]
timezone = "Asia/Jerusalem"
[[connectors]]
name = "demo"
kind = "demo"
size = "small"
seed = 1
start = 2026-03-15T00:00:00+02:00
"""


def settings(folder: Path, now: datetime) -> Settings:
    """Write down a small centre whose clock stands, and read it."""
    (folder / "moked.toml").write_text(CONFIG.format(now=now.isoformat()))
    return load(folder / "moked.toml", folder / "data")


def demo(seed: int = 1, **given: object) -> Demo:
    """A small centre's connector."""
    options = {"seed": seed, "size": "small", "start": START} | given
    return Demo("demo", options, ZONE, Path())


def merged(*fetches: Fetched) -> Tables:
    """What a store makes of some fetches: of each row the newest version, sorted by its key."""
    batches = [batch.tables for each in fetches for batch in each.batches]
    rows = {name: [tables[name] for tables in batches if name in tables] for name in KEYS}
    return {
        name: pl.concat(frames).unique(KEYS[name], keep="last", maintain_order=True).sort(KEYS[name])
        for name, frames in rows.items()
        if frames
    }


@dataclass(frozen=True)
class Told:
    """The rows that a centre hands over, as a store would have them."""

    tables: Tables

    def scan(self, table: Table) -> pl.LazyFrame:
        return self.tables.get(table.name, empty(table)).lazy()


def own_map(tables: Tables) -> CentreMap:
    """The map that a centre gives of itself, of which no settings say anything."""
    return centre_map(Told(tables), Settings())


def kept(name: str, make: Callable[[], Tables]) -> Tables:
    """The tables that `make` makes in the first process that asks; the others read them."""

    def write(folder: Path) -> None:
        for table, rows in make().items():
            rows.write_ipc(folder / table)

    return {path.name: pl.read_ipc(path) for path in once(name, write).iterdir()}


@lru_cache(maxsize=len(SEEDS))
def weeks(seed: int) -> Tables:
    """Three weeks of a centre in one fetch."""
    return kept(f"three-weeks-{seed}", lambda: merged(fetch(demo(seed), until=END)))


@lru_cache(maxsize=2 * len(SEEDS))
def eleven_weeks(seed: int, *, stories: bool) -> Tables:
    """Eleven weeks of a centre, long enough for its stories."""
    centre = demo(seed, start=FIRST, stories=stories)
    name = f"eleven-weeks-{seed}-{'with' if stories else 'without'}-stories"
    return kept(name, lambda: merged(fetch(centre, until=FIRST + WEEKS)))


def stored(folder: Path, now: datetime = SEVEN_WEEKS) -> Settings:
    """Put into a folder what a small centre had stored at an instant; it is read once for all who ask."""

    def fill(made: Path) -> None:
        told = settings(made, now)
        store = open_store(told)
        assert all(report.is_ok for report in refresh(told, store))
        store.close()

    shutil.copytree(once(f"centre-{now:%Y-%m-%dT%H%M}", fill) / "data", folder / "data")
    return settings(folder, now)


def local(name: str) -> pl.Expr:
    """An instant on the site's clock."""
    return pl.col(name).dt.convert_time_zone(ZONE)


def noon(day: date) -> datetime:
    """Noon, UTC."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
