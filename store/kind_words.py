"""What customers wrote of a nominee: masked words, for all who may read of the award, and nothing beside."""

from collections.abc import Collection

import polars as pl

from language import _
from settings import Settings
from store.asked import Filters, ReadError, Viewer
from store.audit import ITSELF
from store.opened import Store
from store.read import open_reading
from store.recognition import Week

TOLD = ("text_id", "masked", "language", "channel", "kind", "started_at")


def kind_words(store: Store, settings: Settings, viewer: Viewer, week: Week) -> pl.DataFrame:
    """Give the texts chosen beside the nominees of a week: TOLD, no row for what was forgotten since.

    They are what they are now, by the newest publication. Raises ReadError for an executive.
    """
    if not viewer.sees_customers:
        raise ReadError(_("Your role may not read what customers wrote."))
    ids: Collection[str] = sorted({one for each in week.nominees for one in each.quotes})
    reading = open_reading(store, settings, ITSELF, Filters(settings.now())) if ids else None
    if reading is None:
        return pl.DataFrame(schema=dict.fromkeys(TOLD, pl.String))
    rows = reading.verbatims().filter(pl.col("text_id").is_in(ids))
    return rows.select(TOLD).sort("started_at", "text_id").collect()
