"""Read what is known of one person, of all customers' records that are the same person."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from store.read import Filters, Reading, open_reading
from store.schema import (
    CUSTOMERS,
    GESTURES,
    IDENTITIES,
    JOURNEY,
    NOTES,
    PERSONS,
    PROMISES,
    SURVEYS,
)
from ui.scene import Scene

MOST_FOUND = 12
TOLD = (NOTES, SURVEYS, PROMISES, GESTURES)


@dataclass(frozen=True)
class Person:
    """`ids` are the records of the person, `record` is the newest; rows by table, contacts with legs."""

    ids: tuple[str, ...]
    record: Mapping[str, Any]
    contacts: pl.DataFrame
    legs: pl.DataFrame
    rows: Mapping[str, pl.DataFrame]


def person(scene: Scene, customer_id: str) -> Person | None:
    """Everything about the person whom a customer's record belongs to; None where nothing is known of it."""
    reading = _reading(scene)
    if reading is None or not scene.viewer.sees_customers:
        return None
    ids = _same(reading, customer_id)
    mine = pl.col("customer_id").is_in(ids)
    contacts = reading.contacts.filter(mine).sort("started_at").collect()
    records = reading.rows(CUSTOMERS).filter(mine).sort("valid_from").collect()
    events = reading.rows(JOURNEY).filter(mine).collect()
    if not (contacts.height or records.height or events.height):
        return None
    legs = reading.legs_of_all(contacts["contact_id"])
    named = reading.named(legs.with_columns(at=pl.coalesce("queued_at", "answered_at")), "at")
    about = mine | pl.col("contact_id").is_in(contacts["contact_id"].implode())
    rows = {table.name: reading.rows(table).filter(about).collect() for table in TOLD}
    record = records.row(-1, named=True) if records.height else {}
    return Person(tuple(ids), record, contacts, named, {**rows, JOURNEY.name: events})


def search(scene: Scene, words: str) -> list[tuple[str, str]]:
    """Customers whose number, name, telephone number or address is what was typed: id and name."""
    reading = _reading(scene)
    asked = words.strip()
    if reading is None or not asked or not scene.viewer.sees_customers:
        return []
    plain = asked.lower()
    digits = "".join(sign for sign in asked if sign.isdigit() or sign == "+")
    records = reading.rows(CUSTOMERS).select("customer_id", "name")
    own = pl.col("customer_id").str.to_lowercase()
    called = pl.col("name").str.to_lowercase().str.contains(plain, literal=True)
    by_name = records.filter((own == plain) | own.str.ends_with(f":{plain}") | called)
    value = pl.col("value").str.to_lowercase()
    known = reading.rows(IDENTITIES).filter((value == plain) | (value == (digits or plain)))
    by_value = known.select("customer_id").join(records, on="customer_id", how="left")
    found = pl.concat([by_name, by_value.select("customer_id", "name")])
    unique = found.unique("customer_id").sort("name", "customer_id", nulls_last=True).head(MOST_FOUND)
    return [(str(of), str(name or "")) for of, name in unique.collect().rows()]


def _reading(scene: Scene) -> Reading | None:
    return open_reading(scene.store, scene.settings, scene.viewer, Filters(as_of=scene.now))


def _same(reading: Reading, customer_id: str) -> list[str]:
    """All customers' records of the person that a record belongs to."""
    persons = reading.rows(PERSONS)
    own = persons.filter(pl.col("customer_id") == customer_id).select("person").collect()
    who = own.item() if own.height else customer_id
    others = persons.filter(pl.col("person") == who).select("customer_id").collect()
    return sorted({customer_id, who, *others["customer_id"]})
