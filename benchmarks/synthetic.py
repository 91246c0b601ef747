"""Make contacts for benchmarks: the same number in each week, whatever the total."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl

from store.derive import derived_contacts, derived_legs
from store.ingest import begin, publish_versions
from store.merge import Arrival, merge
from store.opened import Store
from store.schema import CONTACTS, LEGS, TABLES, empty

ZONE = "Asia/Jerusalem"
FIRST = datetime(2023, 1, 2, tzinfo=UTC)  # a Monday
PER_WEEK = 55_556
WEEK_S = 7 * 86_400
QUEUES = ("Billing", "Technical", "Orders", "Sales", "Loyalty", "Cancel", "Business", "Second line")


def contacts_of_week(
    number: int, size: int, *, seed: int = 1, prefix: str = "c"
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Make the contacts and legs of one week: exponential waits, one in eleven gives up."""
    random = np.random.default_rng([seed, number])
    start = (FIRST + timedelta(weeks=number)).timestamp()
    began = np.sort(random.uniform(start, start + WEEK_S, size))
    wait = np.round(random.exponential(45, size))
    patience = np.round(random.exponential(450, size))
    answered = wait <= patience
    waited = np.minimum(wait, patience)
    talk = np.round(random.lognormal(5, 0.7, size)) + 1
    menu = random.integers(3, 40, size)
    queued = (began + menu) * 1e6
    frame = pl.DataFrame(
        {
            "contact_id": f"bench:{prefix}{number}-" + pl.int_range(size, eager=True).cast(pl.String),
            "customer_id": pl.Series(random.integers(0, 200_000, size)).cast(pl.String),
            "queue": pl.Series(QUEUES).gather(
                random.choice(8, size, p=[0.3, 0.2, 0.15, 0.1, 0.1, 0.07, 0.05, 0.03])
            ),
            "agent_id": "bench:agent " + pl.Series(random.integers(0, 60, size)).cast(pl.String),
            "began": began * 1e6,
            "queued": queued,
            "menu_ms": menu * 1000,
            "wait_ms": waited * 1000,
            "talk_ms": talk * 1000,
            "answered": answered,
        }
    ).with_columns(pl.col("began", "queued").cast(pl.Int64).cast(pl.Datetime("us", "UTC")))
    ended = (
        pl.col("queued")
        + pl.duration(milliseconds="wait_ms")
        + pl.when("answered").then(pl.duration(milliseconds="talk_ms")).otherwise(pl.duration(milliseconds=0))
    )
    shared = {"source": pl.lit("bench"), "version": pl.lit(1)}
    contacts = frame.select(
        "contact_id",
        "customer_id",
        "menu_ms",
        channel=pl.lit("voice"),
        direction=pl.lit("inbound"),
        entry_queue="queue",
        started_at="began",
        ended_at=ended,
        menu_outcome=pl.lit("queued"),
        **shared,
    )
    legs = frame.select(
        "contact_id",
        "queue",
        "wait_ms",
        leg_no=pl.lit(1),
        queued_at="queued",
        outcome=pl.when("answered").then(pl.lit("answered")).otherwise(pl.lit("abandoned")),
        answered_at=pl.when("answered").then(pl.col("queued") + pl.duration(milliseconds="wait_ms")),
        agent_id=pl.when("answered").then("agent_id"),
        talk_ms=pl.when("answered").then("talk_ms"),
        ended_at=ended,
        **shared,
    )
    return _exact(contacts, CONTACTS.name), _exact(legs, LEGS.name)


def _exact(frame: pl.DataFrame, table: str) -> pl.DataFrame:
    wanted = empty(TABLES[table])
    return pl.concat(
        [wanted, frame.cast({name: dtype for name, dtype in wanted.schema.items() if name in frame.columns})],
        how="diagonal",
    )  # type: ignore[arg-type]


def sizes(total: int) -> Iterator[tuple[int, int]]:
    """List the weeks that hold `total` contacts, each with its size."""
    for number in range(-(-total // PER_WEEK)):
        yield number, min(PER_WEEK, total - number * PER_WEEK)


def end_of(total: int) -> datetime:
    """Give the end of the last of those weeks."""
    return FIRST + timedelta(weeks=-(-total // PER_WEEK))


def fill(store: Store, total: int) -> datetime:
    """Load `total` contacts as a source would send them and publish; give the end of the last week."""
    now = end_of(total)
    begin(store, now)
    for number, size in sizes(total):
        load(store, *contacts_of_week(number, size), now)
    store.history.checkpoint(store.history.versions())
    publish_versions(store, "refresh", now)
    return now


def load(store: Store, contacts: pl.DataFrame, legs: pl.DataFrame, now: datetime) -> int:
    """Merge contacts and legs as a refresh does; give the rows written."""
    arrival = Arrival(now, now)
    derived = derived_contacts(contacts, ZONE)
    written = merge(store.history, CONTACTS, derived, arrival, source="bench")
    written += merge(
        store.history,
        LEGS,
        derived_legs(legs, contacts, ZONE),
        arrival,
        source="bench",
        parents=contacts["contact_id"].to_list(),
    )
    return written.rows
