"""The figures of promises and complaints: promises by their due day, contacts that complain."""

from functools import partial

import polars as pl

from language import marked
from metrics import complaints, promises
from store.read import Reading
from ui.behind import nouns
from ui.behind.shape import Behind, Said

STATE, LATE = pl.col("state"), pl.col("late_ms")
OVERDUE = STATE.is_in(promises.BROKEN) & ~pl.col("is_done")
PROMISED = partial(Behind, frame="promises", anchor="due", why="promise", measure=LATE)
LATEST = marked("Longest overdue first")
COMPLAINED = partial(Behind, frame="complaints", anchor="started", why="complaint")
NO_VISIT = ("outcome", "wait_ms", "talk_ms", "hold_ms", "wrap_ms")  # a promise is no visit to a queue

PROMISES: dict[str, Behind] = {
    "promise_kept_rate": PROMISED(
        STATE.is_in(promises.JUDGED),
        STATE == "kept",
        marked("Kept in time"),
        marked("Not kept in time"),
        longest=True,
        order=LATEST,
        said=Said(nouns.judged, marked("kept in time"), marked("not")),
    ),
    "promises_open": PROMISED(STATE.is_in(promises.STILL_TO_COME), said=Said(nouns.to_keep)),
    "promises_due_today": PROMISED(
        STATE == "due_today", called=marked("Due today"), said=Said(nouns.due_today)
    ),
    "promises_tried": PROMISED(
        (STATE == "attempted") & ~pl.col("is_done"),
        called=marked("Tried in vain"),
        longest=True,
        order=marked("Longest due first"),
        said=Said(nouns.tried),
    ),
    "promises_overdue": PROMISED(OVERDUE, longest=True, order=LATEST, said=Said(nouns.overdue)),
    "promise_lateness_median": PROMISED(
        LATE.is_not_null(),
        pl.col("is_done"),
        marked("Kept late"),
        marked("Not kept so far"),
        longest=True,
        order=LATEST,
        said=Said(nouns.late, marked("kept since"), marked("not so far")),
    ),
    "complaints_open": COMPLAINED(
        complaints.OPEN,
        longest=True,
        measure=pl.col("age_ms"),
        order=marked("Oldest first"),
        said=Said(nouns.open_complaints),
    ),
    "complaint_first_answer_median": COMPLAINED(
        pl.col("answer_ms").is_not_null(),
        pl.col("is_answered"),
        marked("Answered by a person"),
        marked("Not answered so far"),
        longest=True,
        measure=pl.col("answer_ms"),
        said=Said(nouns.complaints, marked("answered by a person"), marked("not so far")),
    ),
}


def rows(reading: Reading) -> pl.LazyFrame:
    """Give promises in the shape of a list; which contact they are of is not always known."""
    blank = [pl.lit(None, pl.String if name == "outcome" else pl.Int64).alias(name) for name in NO_VISIT]
    return reading.promises().with_columns(*blank, survey_team="team")
