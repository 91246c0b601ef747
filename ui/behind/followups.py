"""The figures of follow-ups, by the day on which the call was due."""

from functools import partial

import polars as pl

from language import marked
from store.read import Reading
from ui.behind import nouns
from ui.behind.promises import NO_VISIT
from ui.behind.shape import Behind, Said

STATE = pl.col("state")
CALLED = partial(Behind, frame="followups", anchor="due", why="followup", measure=-pl.col("due_local_s"))
FIRST = marked("Due first on top")
UNLISTED = ("followups_overdue", "followups_due_today", "followups_open", "followups_turned")

FOLLOWUPS: dict[str, Behind] = {
    "followup_rate": CALLED(
        pl.col("is_due"),
        STATE == "in_time",
        marked("Called in time"),
        marked("Not called in time"),
        order=FIRST,
        said=Said(nouns.calls_due, marked("called in time"), marked("not")),
    ),
    "followups_overdue": CALLED(
        STATE == "overdue",
        called=marked("Overdue"),
        longest=True,
        order=FIRST,
        said=Said(nouns.calls_overdue),
    ),
    "followups_due_today": CALLED(
        STATE == "due_today",
        called=marked("Due today"),
        longest=True,
        order=FIRST,
        said=Said(nouns.calls_today),
    ),
    "followups_open": CALLED(
        STATE == "open",
        called=marked("Due later"),
        longest=True,
        order=FIRST,
        said=Said(nouns.calls_later),
    ),
    "followups_turned": CALLED(
        pl.col("is_due") & pl.col("turned").is_not_null(),
        pl.col("turned"),
        marked("No new trouble"),
        marked("New trouble"),
        called=marked("No new trouble"),
        order=FIRST,
        said=Said(nouns.calls_judged, marked("of their customers had no new trouble"), marked("had some")),
    ),
}


def rows(reading: Reading) -> pl.LazyFrame:
    """Give follow-ups in the shape of a list."""
    blank = [pl.lit(None, pl.String if name == "outcome" else pl.Int64).alias(name) for name in NO_VISIT]
    return reading.followups().with_columns(*blank, survey_team="team", came_of="outcome")
