"""What is held of a person: all rows that are theirs, of history as published, of the state, set aside."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
from sqlalchemy import select

from language import _
from settings import owned
from store import publish
from store.comparing import UNDATED
from store.forgetting import UnknownCustomerError, known_by, person_of
from store.opened import Store
from store.personal import STATE_IDS, STATE_WORDS, is_theirs, of_people
from store.recognition_models import Base
from store.schema import CONTACTS, PROMISES, QUARANTINE, Table
from store.state import State
from store.state_sweep import names_them

Rows = list[dict[str, Any]]


class FolderError(ValueError):
    """Say why nothing is written into a folder."""


def give(store: Store, customer: str, folder: Path) -> dict[str, int]:
    """Write what is held of a person, a JSON file a table; give the rows of each.

    Raises UnknownCustomerError, FolderError.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderError(_("{folder} is not empty; name a new folder.").format(folder=folder))
    held = held_of(store, customer)
    if not held:
        sentence = _("Unknown customer {customer!r}. An id stands with its source, as in {example}.")
        raise UnknownCustomerError(sentence.format(customer=customer, example="crm:123"))
    for name, rows in held.items():
        text = json.dumps(rows, default=_told, ensure_ascii=False, indent=1)
        owned.write(folder / f"{name}.json", f"{text}\n")
    return {name: len(rows) for name, rows in held.items()}


def _told(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def held_of(store: Store, customer: str) -> dict[str, Rows]:
    """Read the rows of a person by table; tables without any are left out."""
    ids, published = person_of(store, customer), publish.newest(store.state)
    versions = published.versions if published else {}
    contacts = _ids(store, versions, CONTACTS, ids, "contact_id")
    subjects = ids | contacts | _ids(store, versions, PROMISES, ids, "promise_id")
    rows = {
        table.name: _rows(store, versions, table, ids, contacts).drop("week").to_dicts()
        for table in of_people()
        if table.name in versions
    }
    rows |= _of_state(store.state, subjects)
    rows[QUARANTINE.name] = _set_aside(store, ids)
    return {name: each for name, each in rows.items() if each}


def _rows(
    store: Store, versions: Mapping[str, int], table: Table, ids: set[str], contacts: set[str]
) -> pl.DataFrame:
    opened = pl.scan_delta(store.history.open(table.name, versions[table.name]))
    mine = opened.filter(is_theirs(table, ids, contacts), pl.col("deleted_at").is_null())
    return mine.sort(table.key).collect()


def _set_aside(store: Store, ids: set[str]) -> Rows:
    """Read the rows set aside that name the person, as forgetting would find them."""
    if not store.history.has(QUARANTINE):
        return []
    kept = store.history.read_weeks(QUARANTINE, [UNDATED])
    mine = kept.filter(names_them(ids, known_by(store, ids)))
    return mine.select("source", *QUARANTINE.columns).sort("source", "where_from", "row_no").to_dicts()


def _ids(store: Store, versions: Mapping[str, int], table: Table, ids: set[str], key: str) -> set[str]:
    return set(_rows(store, versions, table, ids, set())[key]) if table.name in versions else set()


def _of_state(state: State, subjects: set[str]) -> dict[str, Rows]:
    about = {**{name: whose for name, (_words, whose) in STATE_WORDS.items()}, **STATE_IDS}
    found: dict[str, Rows] = {}
    with state.reading() as connection:
        for name, whose in about.items():
            table = Base.metadata.tables[name]
            rows = connection.execute(select(table).where(table.c[whose].in_(sorted(subjects)))).mappings()
            found[name] = [dict(row) for row in rows]
    return found
