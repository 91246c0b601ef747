"""What customers of simulated centres say, as the store would hand it over, and what is true of it."""

from math import exp

import polars as pl

from connectors.demo.cuts import Tables
from connectors.demo.stories import ManyRepeats
from connectors.demo.world import world
from metrics.issues import numbered
from metrics.links import DAY_MS, answers, linked
from metrics.people import persons, with_person
from metrics.repeats import observed
from tests.connectors.demo.centre import FIRST, WEEKS, ZONE, eleven_weeks

REPEAT_MS = 7 * DAY_MS
WAITING, TRANSFER = -0.5, -0.4  # what 5 minutes of waiting and a transfer do to the mood, in logits


def contacts_of(tables: Tables) -> pl.DataFrame:
    """Link the contacts of eleven weeks, as seen at their end."""
    told = tables["contacts"].join(answers(tables["legs"]), on="contact_id", how="left")
    found = linked(with_person(told, persons(tables["identities"])))
    return observed(found.lazy(), FIRST + WEEKS, FIRST).collect()


def surveys_of(tables: Tables, seed: int = 0) -> pl.LazyFrame:
    """Put what is known of its contact beside each invitation; people of other centres are others."""
    ways = (
        tables["legs"]
        .group_by("contact_id")
        .agg(wait_ms=pl.col("wait_ms").sum(), is_transferred=pl.col("transferred_to").is_not_null().any())
    )
    number = numbered(contacts_of(tables).lazy()).select("contact_id", "contact_no").collect()
    told = contacts_of(tables).join(ways, on="contact_id").join(number, on="contact_id", how="left")
    known = told.select(
        *("contact_id", "channel", "topic_family", "is_transferred", "contact_no"),
        person=pl.format("{}/{}", pl.lit(seed), "person"),
        wait_ms=pl.when(pl.col("channel").is_in(["voice", "chat"])).then("wait_ms"),
        is_repeat=(pl.col("previous_topic_ms") <= REPEAT_MS).fill_null(value=False),
        is_promise_broken=pl.lit(None, pl.Boolean),
    )
    return tables["surveys"].join(known, on="contact_id").lazy()


def story(seed: int) -> ManyRepeats:
    """The planted story of a topic that comes again, and satisfies less each time."""
    told = world(seed, "small", ZONE, FIRST.date(), True).stories
    assert told is not None
    return told.repeats


def foretold(rows: pl.DataFrame, logits: float) -> float:
    """What a change in logits did to the share of those whose answers these are, in points."""
    share = rows["is_satisfied"].mean()
    assert isinstance(share, float)
    return share - 1 / (1 + exp(logits) * (1 - share) / share)


def centre(seed: int, *, stories: bool = True) -> pl.LazyFrame:
    """The invitations of one small centre."""
    return surveys_of(eleven_weeks(seed, stories=stories), seed)
