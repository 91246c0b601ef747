"""The contacts that followed something that happened to the customer."""

from dataclasses import replace
from datetime import timedelta

import polars as pl

from language import marked
from metrics.prevention.excess import HEADLINE, WINDOWS
from store.read import Reading
from ui import data
from ui.asked import Asked
from ui.behind import nouns
from ui.behind.shape import EVERY, Behind, Said
from ui.data import Window
from ui.prevention.found import found
from ui.scene import Scene

FRAME = "followed"
PREVENTION: dict[str, Behind] = {
    "contacts_prevented": Behind(
        EVERY,
        called=marked("What is followed by contacts"),
        longest=True,
        frame=FRAME,
        anchor="started",
        measure=-pl.col("after_ms"),
        order=marked("Soonest after it first"),
        said=Said(nouns.prevented),
        why="event",
    ),
}


def window(scene: Scene, asked: Asked) -> Window:
    """The rows that are asked for: events of these days, and their contacts up to three days later."""
    own = data.whole_window(scene, asked)
    return replace(own, end=own.end + timedelta(hours=max(WINDOWS)))


def rows(scene: Scene, asked: Asked, reading: Reading) -> pl.LazyFrame:
    """Contacts after events, of those the viewer may see: what happened (event), after_ms since it did."""
    told, wanted = found(scene, asked.days), dict(asked.narrowed)
    assert told is not None
    after = told.behind(wanted.get("event", ""), int(wanted.get("in_hours", HEADLINE)))
    beside = after.lazy().select("contact_id", "begins", event="kind")
    since = pl.col("started_at") - pl.col("begins")
    return reading.traced().join(beside, on="contact_id").with_columns(after_ms=since.dt.total_milliseconds())
