"""A small centre of which one problem grows: what agents noted in eleven weeks."""

import shutil
from datetime import timedelta
from pathlib import Path

import numpy as np
import polars as pl

from settings import load
from store.opened import open_store
from store.schema import AGENTS, CUSTOMERS, NOTES, empty
from tests.factories import NOON, ZONE
from tests.once import once
from tests.store.sent import Sent
from tests.store.tracing import call, refresh, sent

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
A_DAY = 12
GROWS = "router blinks red after firmware; Dorit told him, call 050-123-4567"
CONFIG = (
    f'now = {NOON.isoformat()}\n[site]\ntimezone = "{ZONE}"\n'
    '[[connectors]]\nname = "bank"\nkind = "files"\npath = "none/*.csv"\n'
)
WORDS = ("slow", "line", "reset", "cable", "socket", "password", "invoice", "order", "courier", "wifi")
USUAL = (*WORDS, "television", "speed")


def fill(folder: Path, days: int = 77, share: float = 0.5) -> None:
    """Publish calls of a technical topic with their notes; of the last ten days a share tells of a router."""
    config = folder / "moked.toml"
    config.write_text(CONFIG)
    draws = np.random.default_rng(5)
    told, notes = [], []
    for n in range(days * A_DAY):
        at = NOON - (days - n // A_DAY) * DAY + (n % A_DAY) * 20 * MINUTE
        words = " ".join(draws.choice(USUAL, 4, replace=False))
        is_new = at > NOON - 10 * DAY and draws.random() < share
        told.append(call(str(n), f"c{draws.integers(0, 200)}", at, topic="No connection"))
        notes.append(_note(n, f"{words}. {GROWS}" if is_new else words, at))
    people = {"agent_id": "bank:DORIT", "name": "Dorit Levy", "team": "North"}
    record = {"customer_id": "bank:c1", "name": "Anna Katz"}
    rest = {"agents": _rows(AGENTS, people), "customers": _rows(CUSTOMERS, record)}
    store = open_store(load(config, folder / "data"))
    batch = Sent({**sent("bank", told).tables, **rest, "notes": _rows(NOTES, *notes)})
    refresh(store, "bank", batch, now=NOON, is_first=True)
    store.close()


def filled(folder: Path) -> None:
    """Copy that centre into a folder; it is made once for all who ask."""
    shutil.copytree(once("growing centre", fill), folder, dirs_exist_ok=True)


def _note(n, text, at):
    told = {"note_id": f"bank:n{n}", "contact_id": f"bank:{n}", "agent_id": "bank:DORIT", "author": "agent"}
    return {**told, "written_at": at + MINUTE, "text": text, "language": "en"}


def _rows(table, *given):
    plain = {"source": "bank", "version": 1}
    if "valid_from" in table.columns:
        plain["valid_from"] = NOON - 99 * DAY
    return pl.DataFrame([{**plain, **one} for one in given], schema=empty(table).schema)
