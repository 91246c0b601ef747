"""What customers' records say in a publication, and what contacts show of them.

What is wrong with a record does not depend on who looks: it is found in everything, and then shown to whom it
may be shown.
"""

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

KEEPER = Viewer("records", "manager")
PERSONAL = ("born_on",)


@dataclass(frozen=True)
class Quality:
    """The records of a publication: `told` what is looked at, `rows` of `faults.looked_at`, as far as the
    viewer may know these customers, `contacts` of `causes.attributed`, for sums only.
    """

    told: Records
    rows: pl.DataFrame
    contacts: pl.LazyFrame


def quality(
    store: Store, settings: Settings, viewer: Viewer, filters: Filters, publication: int | None = None
) -> Quality | None:
    """Look at all records in force, by the contacts of a window; None before the first publication.

    A lead sees the records of customers whom the own teams had contact with, an executive nobody's name.
    """
    reading = open_reading(store, settings, KEEPER, filters, publication)
    mine = open_reading(store, settings, viewer, filters, publication)
    if reading is None or mine is None:
        return None
    centre = reading.centre().centre
    contacts = attributed(reading.traced(), reading.records(), centre).collect().lazy()
    rows = _in_force(reading, settings, filters)
    told = Records(
        rows=rows,
        identities=reading.unnamed(IDENTITIES).select("customer_id", "kind", "value").collect(),
        shown=shown(contacts, rows.lazy()),
        today=filters.as_of.astimezone(settings.site.zone).date(),
        allowed=_allowed(reading, settings),
    )
    return Quality(told, _shown(looked_at(told), mine), contacts)


def _shown(rows: pl.DataFrame, mine: Reading) -> pl.DataFrame:
    if mine.viewer.role == "lead":
        known = mine.contacts.select("customer_id").unique().collect()
        rows = rows.join(known, on="customer_id", how="semi", maintain_order="left")
    if mine.viewer.sees_customers:
        return rows
    nobody = [pl.lit(None, pl.String).alias(name) for name in ("customer_id", "name")]
    said = pl.when(~pl.col("field").is_in(PERSONAL)).then("recorded").alias("recorded")
    return rows.with_columns(*nobody, said)


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
