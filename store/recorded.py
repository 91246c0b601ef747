"""What customers' records say in a publication, and what contacts show of them, as the viewer may see it."""

from dataclasses import dataclass

import polars as pl

from metrics.causes import attributed
from metrics.quality.evidence import shown
from metrics.quality.faults import OF_ROWS, Records, looked_at
from metrics.tenure import current, day_of
from settings import Settings
from store.asked import Filters
from store.opened import Store
from store.read import Reading, Viewer, open_reading
from store.schema import CHANNELS, IDENTITIES, PERSONS


@dataclass(frozen=True)
class Quality:
    """The records of a publication: `told` what is looked at, `rows` of `faults.looked_at`, `contacts` of
    `causes.attributed`."""

    told: Records
    rows: pl.DataFrame
    contacts: pl.LazyFrame


def quality(
    store: Store, settings: Settings, viewer: Viewer, filters: Filters, publication: int | None = None
) -> Quality | None:
    """Look at all records in force, by the contacts of a window; None before the first publication."""
    reading = open_reading(store, settings, viewer, filters, publication)
    if reading is None:
        return None
    centre = reading.centre().centre
    contacts = attributed(reading.traced(), reading.records(), centre).collect().lazy()
    rows = _in_force(reading, settings, filters)
    told = Records(
        rows=rows,
        identities=reading.rows(IDENTITIES).select("customer_id", "kind", "value").collect(),
        shown=shown(contacts, rows.lazy()),
        today=filters.as_of.astimezone(settings.site.zone).date(),
        allowed=_allowed(reading, settings),
    )
    return Quality(told, looked_at(told), contacts)


def _in_force(reading: Reading, settings: Settings, filters: Filters) -> pl.DataFrame:
    """The last record of each customer who has not left, with the person."""
    today = filters.as_of.astimezone(settings.site.zone).date()
    last = current(reading.records())
    stays = (day_of("churned_on") > pl.lit(today)).fill_null(value=True)
    names = reading.rows(PERSONS).select("customer_id", "person")
    known = last.filter(stays).join(names, on="customer_id", how="left")
    whose = known.with_columns(person=pl.coalesce("person", "customer_id"))
    return whose.select(OF_ROWS).sort("customer_id").collect()


def _allowed(reading: Reading, settings: Settings) -> dict[str, list[str]]:
    """The valid words: those that the settings name, the queues there are, and the channels."""
    named = settings.quality.words.model_dump(exclude_none=True)
    queues = reading.visits.select(pl.col("queue").unique()).collect()["queue"].drop_nulls().to_list()
    served = [*reading.centre().centre.serves, *(entry.name for entry in settings.queues)]
    told = {"home_queue": sorted({*queues, *served})} if queues or served else {}
    words = {name: [str(word) for word in words] for name, words in named.items()}
    return {"preferred_channel": list(CHANNELS), **told, **words}
