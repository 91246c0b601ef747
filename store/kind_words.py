"""What customers wrote of a nominee: masked words, for all who may read of the award, and nothing beside."""

from collections.abc import Collection
from datetime import date

import polars as pl

from language import _
from settings import Settings
from store.asked import Filters, ReadError, Viewer
from store.audit import ITSELF
from store.awards import left
from store.opened import Store
from store.read import open_reading
from store.recognition import Week
from store.recognition_facts import stretch_of

TOLD = ("text_id", "masked", "language", "channel", "kind", "started_at")


def kind_words(store: Store, settings: Settings, viewer: Viewer, week: Week) -> pl.DataFrame:
    """Give the texts chosen beside the nominees of a week, as `words_of` does."""
    return words_of(
        store, settings, viewer, week.week, {one for each in week.nominees for one in each.quotes}
    )


def words_of(
    store: Store, settings: Settings, viewer: Viewer, week: date, texts: Collection[str]
) -> pl.DataFrame:
    """Give some texts of the weeks up to a week: TOLD, no row for what was forgotten since.

    They are what they are now, by the newest publication, and none is about who would rather not be named.
    Raises ReadError for an executive.
    """
    if not viewer.sees_customers:
        raise ReadError(_("Your role may not read what customers wrote."))
    filters = Filters(settings.now(), *stretch_of(settings, week))
    reading = open_reading(store, settings, ITSELF, filters) if texts else None
    if reading is None:
        return pl.DataFrame(schema=dict.fromkeys(TOLD, pl.String))
    out = pl.col("agent_id").is_in(sorted(left(store.state))).fill_null(value=False)
    rows = reading.verbatims().filter(pl.col("text_id").is_in(sorted(texts)), ~out)
    return rows.select(TOLD).sort("started_at", "text_id").collect()
