"""How long it takes to score a million customers as of an instant, and how much memory.

    .venv/bin/python -m benchmarks.risk_score [--customers 1000000] [--contacts 2000000]

Fills a store with customers (each with a telephone number), contacts over 40 weeks, and what belongs to them:
a text for a third of them, an answer for a tenth, a promise for a twentieth; and payments that failed. Then
scores everybody, as of the newest instant and as of ten weeks before, of which most must be left out. Beside
the seconds stands how many times the work of reading the same columns of the same files that is.
"""

import argparse
import resource
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
import polars as pl

from settings import Settings, Site
from store import publish
from store.history import week_of
from store.ingest import begin, publish_versions
from store.opened import Store, open_store
from store.risk_facts import at_risk
from store.risk_grounds import DATED, OF_CONTACT, OF_SURVEY, OF_TEXT, OF_TRACE
from store.schema import (
    CONTACTS,
    CUSTOMERS,
    IDENTITIES,
    INSTANT,
    JOURNEY,
    LEGS,
    PROMISES,
    SURVEYS,
    TEXTS,
    TRACES,
    Table,
)

ZONE = "Asia/Jerusalem"
NOW = datetime(2026, 6, 1, 6, tzinfo=UTC)
FIRST, WEEKS = NOW - timedelta(weeks=40), 40
TOPICS = ("Bill", "Line", "Order", "Move", "Device", "Other")
SOON, LONG = timedelta(hours=1), timedelta(days=2)
OF_LEG = ("contact_id", "queue", "wait_ms", "outcome", "queued_at", "answered_at", "ended_at")
READS: tuple[tuple[Table, tuple[str, ...]], ...] = (
    (CONTACTS, OF_CONTACT),
    (TRACES, OF_TRACE),
    (LEGS, OF_LEG),
    (TEXTS, OF_TEXT),
    (SURVEYS, OF_SURVEY),
    (PROMISES, tuple(PROMISES.columns)),
    (CUSTOMERS, ("customer_id", "valid_from", "annual_value", *DATED)),
    (IDENTITIES, tuple(IDENTITIES.columns)),
    (JOURNEY, tuple(JOURNEY.columns)),
)


def main() -> None:
    """Fill, score and print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--customers", type=int, default=1_000_000)
    asked.add_argument("--contacts", type=int, default=2_000_000)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        # In a process of its own: what it takes of memory is not the score's.
        filler = get_context("spawn").Process(target=fill, args=(folder, given.customers, given.contacts))
        filler.start()
        filler.join()
        settings = _settings(folder)
        store = open_store(settings)
        spent = [
            _timed("as of the newest", lambda: scored(store, settings, NOW)),
            _timed("as of ten weeks before", lambda: scored(store, settings, NOW - timedelta(weeks=10))),
        ]
        print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2:.1f} GB")
        scanned = _timed("the same columns, read", lambda: read(store))
        print("times the reading: " + ", ".join(f"{each / scanned:.1f}" for each in spent))
        store.close()


def scored(store: Store, settings: Settings, at: datetime) -> str:
    """Score everybody as of an instant; say how many there are."""
    found = at_risk(store, settings, at)
    assert found is not None
    called = found.scores.filter(pl.col("points") > 0).height
    return f"{found.scores.height:,} customers, {found.facts.height:,} facts, {called:,} above 0"


def read(store: Store) -> str:
    """Read the columns that a score needs."""
    found = publish.newest(store.state)
    assert found is not None
    rows = 0
    for table, names in READS:
        opened = store.history.open(table.name, found.versions[table.name])
        rows += pl.scan_delta(opened).select("known_at", *names).collect().height
    return f"{rows:,} rows"


def _timed(name: str, work: Callable[[], str]) -> float:
    begun, worked = perf_counter(), process_time()
    said = work()
    spent, worked = perf_counter() - begun, process_time() - worked
    print(f"{name}: {spent:.1f} s, {worked:.1f} s of work ({said})", flush=True)
    return worked


def _settings(folder: str) -> Settings:
    return Settings(data=Path(folder), site=Site(timezone=ZONE), now=NOW)


def fill(folder: str, customers: int, contacts: int) -> None:
    """Write the tables, each week at once, and publish them."""
    store = open_store(_settings(folder))
    begin(store, NOW)
    draws = np.random.default_rng(7)
    calls = _calls(draws, customers, contacts)
    for table, rows in _tables(draws, calls, customers):
        store.history.create([table])
        store.history.append(table, _stored(table, rows))
    publish_versions(store, "refresh", NOW)
    store.close()


def _stored(table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    """Add what the store adds: each row is known since it began."""
    at = pl.col(table.begins) if table.begins else pl.lit(FIRST)
    anchor = week_of(pl.col(table.anchor)) if table.anchor else pl.lit("0000-W00")
    told = rows.with_columns(
        source=pl.lit("bench"), known_at=at.cast(INSTANT), ingested_at=pl.lit(NOW).cast(INSTANT), week=anchor
    )
    nulls = [pl.lit(None, dtype).alias(name) for name, dtype in table.stored.items() if name not in told]
    whole = told.with_columns(nulls)
    return whole.select(pl.col(name).cast(dtype) for name, dtype in table.stored.items())


def _calls(draws: np.random.Generator, customers: int, contacts: int) -> pl.DataFrame:
    """Draw contacts: half of them by the sixth of the customers who come often."""
    span = (NOW - FIRST) / timedelta(microseconds=1)
    who = (draws.random(contacts) ** 2 * customers).astype(np.int64)
    at = pl.Series((draws.random(contacts) * span).astype(np.int64)).cast(pl.Duration("us"))
    frame = pl.DataFrame(
        {
            "contact_id": "bench:c" + pl.int_range(contacts, eager=True).cast(pl.String),
            "customer_id": "bench:" + pl.Series(who).cast(pl.String),
            "started_at": pl.Series([FIRST]).cast(INSTANT) + at,
            "topic": pl.Series(TOPICS).gather(draws.integers(0, len(TOPICS), contacts)),
            "wait_ms": (draws.exponential(90, contacts) * 1000).astype(np.int64),
            "is_answered": draws.random(contacts) > 0.1,
            "is_complaint": (draws.random(contacts) < 0.05).astype(np.int64),
            "is_resolved": (draws.random(contacts) < 0.8).astype(np.int64),
            "moves": draws.binomial(2, 0.05, contacts),
            "share": draws.random(contacts),
        }
    )
    return frame.with_columns(ended_at=pl.col("started_at") + timedelta(minutes=6)).sort("started_at")


def _tables(
    draws: np.random.Generator, calls: pl.DataFrame, customers: int
) -> list[tuple[Table, pl.DataFrame]]:
    answered = pl.when("is_answered").then(pl.col("started_at") + pl.duration(milliseconds="wait_ms"))
    outcome = pl.when("is_answered").then(pl.lit("answered")).otherwise(pl.lit("abandoned"))
    voice, inbound, one = pl.lit("voice"), pl.lit("inbound"), pl.lit(1)
    legs = calls.with_columns(
        leg_no=one, queue=pl.lit("Desk"), queued_at="started_at", answered_at=answered, outcome=outcome
    )
    traces = calls.with_columns(
        person="customer_id",
        closed_at="ended_at",
        first_answered_at=answered,
        topic_family="topic",
        is_counted=one,
        is_cut_off=pl.lit(0),
        queue_changes="moves",
        last_at="ended_at",
    )
    return [
        (CONTACTS, calls.with_columns(channel=voice, direction=inbound)),
        (LEGS, legs),
        (TRACES, traces),
        (TEXTS, _texts(draws, calls.filter(pl.col("share") < 1 / 3))),
        (SURVEYS, _surveys(draws, calls.filter(pl.col("share") < 0.1))),
        (PROMISES, _promises(calls.filter(pl.col("share") > 0.95))),
        *_of_customers(draws, customers),
    ]


def _texts(draws: np.random.Generator, calls: pl.DataFrame) -> pl.DataFrame:
    flags = {
        name: pl.Series((draws.random(calls.height) < 0.03).astype(np.int64))
        for name in ("is_cancel", "is_competitor", "is_complaint", "is_third_time", "is_promise")
    }
    told = calls.drop("is_complaint").with_columns(**flags)
    return told.with_columns(text_id="note:" + pl.col("contact_id"), author=pl.lit("agent"), at="ended_at")


def _surveys(draws: np.random.Generator, calls: pl.DataFrame) -> pl.DataFrame:
    return calls.with_columns(
        survey_id="s" + pl.col("contact_id"),
        kind=pl.lit("csat"),
        invited_at="ended_at",
        answered_at=pl.col("ended_at") + SOON,
        score=pl.Series(draws.integers(1, 6, calls.height)),
        scale_min=pl.lit(1),
        scale_max=pl.lit(5),
    )


def _promises(calls: pl.DataFrame) -> pl.DataFrame:
    kept = pl.when("is_answered").then(pl.col("ended_at") + SOON)
    return calls.with_columns(
        promise_id="p" + pl.col("contact_id"),
        kind=pl.lit("call_back"),
        made_at="ended_at",
        due_at=pl.col("ended_at") + LONG,
        kept_at=kept,
    )


def _of_customers(draws: np.random.Generator, customers: int) -> list[tuple[Table, pl.DataFrame]]:
    number = pl.int_range(customers, eager=True)
    days = pl.Series(draws.integers(0, 700, customers)).cast(pl.Int32)
    epoch = pl.lit(NOW.date() - timedelta(days=10))
    whose = pl.DataFrame({"customer_id": "bench:" + number.cast(pl.String), "days": days})
    records = whose.with_columns(
        valid_from=pl.lit(FIRST).cast(INSTANT),
        contract_ends_on=(epoch + pl.duration(days="days")).dt.to_string("%Y-%m-%d"),
        joined_on=(epoch - pl.duration(days=3 * pl.col("days"))).dt.to_string("%Y-%m-%d"),
        annual_value=pl.col("days").cast(pl.Float64),
    )
    phones = whose.with_columns(kind=pl.lit("phone"), value="+9725" + pl.Series(number).cast(pl.String))
    failed = whose.filter(pl.col("days") < 14).with_columns(
        event_id="e" + pl.col("customer_id"),
        kind=pl.lit("payment_failed"),
        at=pl.lit(NOW).cast(INSTANT) - pl.duration(days=10 * pl.col("days") + 1),
    )
    return [(CUSTOMERS, records), (IDENTITIES, phones), (JOURNEY, failed)]


if __name__ == "__main__":
    main()
