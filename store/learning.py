"""Learn from supervisors' clicks on signals: a job's work, on masked texts of the newest publication."""

import hashlib
import json
from datetime import datetime, timedelta

import polars as pl

from metrics.signals import SIGNALS
from metrics.signals.judging import labelled
from metrics.signals.learned import VERSION, learn
from settings import Settings
from store import loop, publish
from store.learnt import Learnt, LearntError, save, saved
from store.opened import Store
from store.read import Filters, Viewer, open_reading
from store.schema import TEXTS
from store.tables import Tables
from store.traces import PERSONS

LEARNER = Viewer("learning from clicks", "manager")
EVERY = timedelta(days=1)  # also without a new click: texts change, and people are forgotten
RECIPE = str(VERSION)


def is_due(store: Store, at: datetime) -> bool:
    """Say whether to learn: somebody clicked since, a day has passed, or what was learnt cannot be read."""
    clicks = loop.clicks(store.state)
    try:
        known = saved(store.folder)
    except LearntError:
        return True
    if known is None:
        return clicks.height > 0
    is_late = not known.learnt_at <= at < known.learnt_at + EVERY
    return is_late or known.recipe != RECIPE or known.clicks != _number(clicks)


def learn_anew(store: Store, settings: Settings, at: datetime) -> int | None:
    """Learn from all clicks; say of how many signals an opinion is shown, None before the first publication.

    `at` is this machine's time, which dates what was learnt. Where nothing has changed the file is only
    dated anew.
    """
    found = publish.newest(store.state)
    if found is None:
        return None
    clicks = loop.clicks(store.state)
    labels = labelled(clicks, _texts(store, settings, found, clicks["text_id"]))
    mark, number = _mark(labels), _number(clicks)
    known = _known(store)
    if known is not None and (known.mark, known.recipe) == (mark, RECIPE):
        learnt = Learnt(at, mark, RECIPE, number, known.judged, known.models)
    else:
        told = learn(labels, SIGNALS)
        models = {one.judged.signal: one.model for one in told if one.model is not None}
        learnt = Learnt(at, mark, RECIPE, number, tuple(one.judged for one in told), models)
    save(store.folder, learnt)
    return len(learnt.models)


def _known(store: Store) -> Learnt | None:
    try:
        return saved(store.folder)
    except LearntError:
        return None


def _texts(store: Store, settings: Settings, found: publish.Published, ids: pl.Series) -> pl.DataFrame:
    """Read the masked texts that were clicked on, and whose each is: a person's, across sources."""
    reading = open_reading(store, settings, LEARNER, Filters(settings.now()), found.id)
    assert reading is not None
    asked = pl.col("text_id").is_in(ids.unique().implode())
    rows = reading.rows(TEXTS, asked).select("text_id", "contact_id", "customer_id", "masked", "evidence")
    persons = Tables(store, found).scan(PERSONS).select("customer_id", "person")
    named = rows.join(persons, on="customer_id", how="left")
    group = pl.coalesce("person", "customer_id", "contact_id", "text_id").alias("group")
    return named.select("text_id", group, "masked", "evidence").collect()


def _mark(labels: pl.DataFrame) -> str:
    """Name what is learnt from: it changes with each word on a text, and with the text."""
    rows = labels.sort("at", "text_id", "signal").with_columns(pl.col("at").dt.epoch("us"))
    told = hashlib.sha256()
    for row in rows.iter_rows():
        told.update(json.dumps(row).encode())
    return told.hexdigest()


def _number(clicks: pl.DataFrame) -> int:
    """Name the clicks by a number that changes with each of them."""
    rows = clicks.with_columns(pl.col("at").dt.epoch("us")).sort("text_id", "signal", "by").rows()
    return int.from_bytes(hashlib.sha256(json.dumps(rows).encode()).digest()[:6], "big")
