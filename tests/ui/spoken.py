"""A small centre of which something was written: four calls of anna to Dorit, nine days ago."""

import shutil
from datetime import timedelta

import polars as pl

from settings import load
from store.opened import open_store
from store.schema import AGENTS, CUSTOMERS, NOTES, SURVEYS, empty
from tests.factories import NOON, ZONE
from tests.once import once
from tests.store.sent import Sent
from tests.store.tracing import call, refresh, sent

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
CONFIG = (
    f'now = {NOON.isoformat()}\n[site]\ntimezone = "{ZONE}"\n'
    '[[connectors]]\nname = "bank"\nkind = "files"\npath = "none/*.csv"\n'
)
HOSTILE = "<img src=x onerror=alert(1)> she shouted and swore at Dorit Levy, so angry"
SAID = [
    ("The customer Anna Katz shouted and swore at me", None),
    ("Thank you so much, Dorit Levy was wonderful", 5.0),
    (HOSTILE, 1.0),
    ("my card was declined twice again", 3.0),
]


def rows(table, *given):
    return pl.DataFrame(
        [{"source": "bank", "version": 1, **one} for one in given], schema=empty(table).schema
    )


def note(n, text, at):
    told = {"note_id": f"bank:n{n}", "contact_id": f"bank:{n}", "agent_id": "bank:DORIT", "author": "agent"}
    return {**told, "written_at": at + MINUTE, "text": text}


def comment(n, text, score, at):
    told = {"survey_id": f"bank:s{n}", "contact_id": f"bank:{n}", "kind": "csat", "comment": text}
    answered = {"invited_at": at + MINUTE, "answered_at": at + 9 * MINUTE, "score": score}
    return {**told, **answered, "scale_min": 1.0, "scale_max": 5.0}


def fill(said=SAID, told=None, later=None):
    """Load the centre with the settings that hold, or others. later: by text, how much after its call."""
    settings = told or load()
    if said is not SAID or later or settings.data.exists():
        return put(settings, said, later)
    made = once("spoken", lambda folder: put(settings.model_copy(update={"data": folder / "data"})).close())
    shutil.copytree(made / "data", settings.data)
    return open_store(settings)


def put(settings, said=SAID, later=None):
    ats = [NOON - 9 * DAY + n * 60 * MINUTE for n in range(4)]
    batch = sent("bank", [call(str(n), at=at) for n, at in enumerate(ats)]).tables
    words = [(n, *one, ats[n] + (later or {}).get(n, 0 * DAY)) for n, one in enumerate(said)]
    people = {"agent_id": "bank:DORIT", "valid_from": NOON - 99 * DAY, "name": "Dorit Levy", "team": "North"}
    record = {"customer_id": "bank:anna", "valid_from": NOON - 99 * DAY, "name": "Anna Katz"}
    tables = {
        "agents": rows(AGENTS, people),
        "customers": rows(CUSTOMERS, record),
        "notes": rows(NOTES, *[note(n, text, at) for n, text, score, at in words if score is None]),
        "surveys": rows(SURVEYS, *[comment(n, text, score, at) for n, text, score, at in words if score]),
    }
    store = open_store(settings)
    refresh(store, "bank", Sent({**batch, **tables}), now=NOON, is_first=True)
    return store
