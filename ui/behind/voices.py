"""The figure of signals: it counts contacts with words, each once, by what was heard in these."""

from collections.abc import Mapping

import polars as pl

from language import marked
from metrics import voices
from store.read import Reading
from ui.asked import NONE
from ui.behind import nouns
from ui.behind.shape import Behind, Said

# What the texts say and not the contact, so that texts are chosen by it before contacts are counted.
OF_TEXTS = ("signal", "team", "language")

VOICES: dict[str, Behind] = {
    "signal_rate": Behind(
        pl.col("is_heard").is_not_null(),
        voices.HEARD,
        marked("Heard"),
        marked("Not heard"),
        frame="texts",
        anchor="started",
        said=Said(nouns.with_words, marked("in whose words it was heard"), marked("in whose it was not")),
    ),
}


def with_words(contacts: pl.LazyFrame, reading: Reading, wanted: Mapping[str, str]) -> pl.LazyFrame:
    """Contacts with words, each with whether a signal was heard in those of its texts that are looked at."""
    texts = reading.verbatims()
    for name in ("team", "language"):
        if value := wanted.get(name):
            texts = texts.filter(pl.col(name).is_null() if value == NONE else pl.col(name) == value)
    flags = [name for name in voices.FLAGS if name == f"{voices.FLAG}{wanted.get('signal')}"] or voices.FLAGS
    told = voices.by_contact(texts.select("contact_id", "segment", *flags), ["segment"])
    heard = told.select("contact_id", "is_heard", record_segment="segment")
    return contacts.with_columns(first_queue="queue").join(heard, on="contact_id")


def rest(wanted: Mapping[str, str]) -> dict[str, str]:
    """The restrictions that are left when texts have been chosen."""
    return {name: value for name, value in wanted.items() if name not in OF_TEXTS}
