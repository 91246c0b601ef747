"""Find who has trouble that comes first: nobody is congratulated while something of theirs is open."""

from collections.abc import Iterable
from datetime import timedelta

import polars as pl

from metrics.links import LONGEST_MS
from metrics.repeats import QUIET_MS
from metrics.risk.grounds import Grounds
from metrics.risk.words import complaints

FRESH = ("cancel", "broken_promise")  # evidence that is trouble by itself for a month
MONTH, QUIET = timedelta(milliseconds=LONGEST_MS), timedelta(milliseconds=QUIET_MS)
ABOUT = ("person", "topic_family")


def troubled(
    known: Grounds, facts: pl.DataFrame, done: Iterable[str] = (), others: Iterable[str] = ()
) -> pl.DataFrame:
    """Give the people with open trouble: person.

    facts are those of metrics.risk, `done` the complaints (contacts) that somebody marked as done, `others`
    those of whom trouble is known in another way: on the list of the week, a follow-up still to be made.
    """
    fresh = facts.lazy().filter(pl.col("evidence").is_in(FRESH), pl.col("at") > known.now - MONTH)
    found = [
        _unsolved(known),
        _complaining(known, done),
        fresh,
        pl.LazyFrame({"person": list(others)}, {"person": pl.String}),
    ]
    return pl.concat([each.select("person") for each in found]).unique().collect()


def _unsolved(known: Grounds) -> pl.LazyFrame:
    """Those whose last contact about something was not solved, or may still be going on."""
    last = (
        known.contacts.lazy()
        .sort("started_at", "contact_id")
        .group_by(ABOUT)
        .agg(pl.col("is_resolved", "started_at").last())
    )
    is_near = pl.col("is_resolved").is_null() & (pl.col("started_at") > known.now - QUIET)
    return last.filter((pl.col("is_resolved") == 0).fill_null(value=False) | is_near)


def _complaining(known: Grounds, done: Iterable[str]) -> pl.LazyFrame:
    """Those whose complaint is neither marked as done nor solved.

    It is solved by a contact about the same that is, its own included; where nobody says anything of it
    within a month it is over.
    """
    contacts = known.contacts.lazy()
    began = contacts.select("contact_id", "started_at", said="is_resolved")
    solved = contacts.filter(pl.col("is_resolved") == 1)
    last = solved.group_by(ABOUT).agg(solved_at=pl.col("started_at").max())
    left = complaints(known).filter(~pl.col("contact_id").is_in(list(done)))
    told = left.join(began, on="contact_id", how="left").join(last, on=ABOUT, how="left", nulls_equal=True)
    is_solved = (pl.col("solved_at") >= pl.col("started_at")).fill_null(value=False)
    is_told = (pl.col("said") == 0).fill_null(value=False)
    return told.filter(~is_solved, is_told | (pl.col("at") > known.now - MONTH))
