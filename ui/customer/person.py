"""Read what is known of one person, of all customers' records that are the same person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import polars as pl

from store.read import Filters, Reading, open_reading
from store.schema import (
    CUSTOMERS,
    GESTURES,
    JOURNEY,
    NOTES,
    PERSONS,
    PROMISES,
    SURVEYS,
)
from ui.scene import Scene

TOLD = (NOTES, SURVEYS, PROMISES, GESTURES)
AT_THE_END = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Way:
    """One way to reach a person: its kind, the number or address, and how many customers have it."""

    kind: str
    value: str
    shared_by: int = 1


@dataclass(frozen=True)
class Person:
    """`ids` are the records of the person; `record` is the newest of `records`.

    `rows` are by table, `legs` in the order of each contact; `complained` are the contacts in whose words a
    complaint was heard; `now` is when all this stood so.
    """

    ids: tuple[str, ...]
    record: Mapping[str, Any]
    contacts: pl.DataFrame
    legs: pl.DataFrame
    rows: Mapping[str, pl.DataFrame]
    records: tuple[Mapping[str, Any], ...] = ()
    ways: tuple[Way, ...] = ()
    complained: frozenset[str] = frozenset()
    now: datetime = AT_THE_END


def person(scene: Scene, customer_id: str, *, is_plain: bool = False) -> Person | None:
    """Everything about the person whom a customer's record belongs to; None where nothing is known of it.

    Name, numbers and addresses are covered unless is_plain. Raises ReadError where they may not be seen.
    """
    reading = read(scene)
    if reading is None:
        return None
    ids = _same(reading, customer_id)
    mine = pl.col("customer_id").is_in(ids)
    contacts = reading.contacts.filter(mine).sort("started_at").collect()
    rows_of = reading.plain if is_plain else reading.rows
    records = rows_of(CUSTOMERS).filter(mine).sort("valid_from", descending=True).collect()
    events = reading.rows(JOURNEY).filter(mine).collect()
    ways = tuple(Way(*way) for way in reading.ways(mine, is_plain=is_plain).collect().iter_rows())
    if not (contacts.height or records.height or events.height or ways):
        return None
    legs = reading.legs_of_all(contacts["contact_id"])
    named = reading.named(legs.with_columns(at=pl.coalesce("queued_at", "answered_at")), "at")
    of_contacts = pl.col("contact_id").is_in(contacts["contact_id"].implode())
    about = mine | of_contacts
    heard = reading.texts().filter(of_contacts, pl.col("is_complaint") == 1).select("contact_id").collect()
    rows = {table.name: reading.rows(table, about).collect() for table in TOLD}
    known = tuple(records.rows(named=True))
    return Person(
        ids=tuple(ids),
        record=known[0] if known else {},
        contacts=contacts,
        legs=named,
        rows={**rows, JOURNEY.name: events},
        records=known,
        ways=ways,
        complained=frozenset(heard["contact_id"]),
        now=scene.now,
    )


def read(scene: Scene) -> Reading | None:
    """Open what the viewer may see, up to now; None without data, and for who may not see customers."""
    if not scene.viewer.sees_customers:
        return None
    return open_reading(scene.store, scene.settings, scene.viewer, Filters(as_of=scene.now))


def _same(reading: Reading, customer_id: str) -> list[str]:
    """All customers' records of the person that a record belongs to."""
    persons = reading.rows(PERSONS)
    own = persons.filter(pl.col("customer_id") == customer_id).select("person").collect()
    who = own.item() if own.height else customer_id
    others = persons.filter(pl.col("person") == who).select("customer_id").collect()
    return sorted({customer_id, who, *others["customer_id"]})
