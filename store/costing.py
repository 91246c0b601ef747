"""What waiting, wrong desks and repeat contacts cost, and how members fare beside others alike."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import polars as pl

from metrics.contact_number import answered
from metrics.links import WRITTEN
from metrics.money.lost import lost
from metrics.money.members import Compared, compared, people
from metrics.parts import Terms
from metrics.tenure import current, spans
from metrics.within import IDENTIFIED
from metrics.work import handle_ms
from settings import Settings
from store.asked import Filters
from store.opened import Store
from store.read import Reading, Viewer, open_reading
from store.schema import INSTANT, PERSONS

COUNTER = Viewer("costs", "manager")
WEEK = timedelta(weeks=1)
BEFORE = timedelta(days=90)  # whose contacts say how often somebody comes


def taken(reading: Reading) -> pl.LazyFrame:
    """Give the contacts of a reading with their traces and with wait_ms and handle_ms of all their visits.

    Who left in the menu took 0 of both, and nobody stands in a line for a letter: there the wait is 0.
    """
    frames = reading.frames
    terms = Terms(reported=frames.parts_reported(reading.visits))
    is_answered = pl.col("outcome") == "answered"
    handled = handle_ms(terms)
    wait = pl.col("wait_ms")
    spent = (
        reading.legs()
        .group_by("contact_id")
        .agg(
            has_visits=True,
            wait_ms=pl.when(wait.is_not_null().any() | pl.col("queue").is_null().all()).then(wait.sum()),
            handle_ms=pl.when((~is_answered | handled.is_not_null()).all()).then(handled.sum()),
        )
    )
    rows = reading.traced().join(spent, on="contact_id", how="left")
    is_none = pl.col("has_visits").is_null()
    no_line = is_none | pl.col("channel").is_in(WRITTEN)
    return rows.with_columns(
        wait_ms=pl.when(~no_line).then("wait_ms").otherwise(0).cast(pl.Int64),
        handle_ms=pl.when(~is_none).then("handle_ms").otherwise(0).cast(pl.Int64),
    ).drop("has_visits")


def lost_of(
    store: Store, settings: Settings, viewer: Viewer, filters: Filters, publication: int | None = None
) -> pl.DataFrame | None:
    """Sum up a window (`lost.lost`), a week's or, of under seven days, the window's; None without data.

    filters need a start; without an end they go to the as-of.
    """
    reading = open_reading(store, settings, viewer, filters, publication)
    if reading is None or filters.start is None:
        return None
    length = (filters.end or filters.as_of) - filters.start
    weeks = max(length / WEEK, 1.0)
    return lost(taken(reading), weeks, settings.money.per_handling_minute, settings.money.per_waiting_minute)


@dataclass(frozen=True)
class Members:
    """Members beside others alike in `outcomes`, from `day` on: how many there are of each, and of whom no
    record tells."""

    outcomes: tuple[Compared, ...]
    members: int
    others: int
    unknown: int
    day: date


def members(
    store: Store, settings: Settings, filters: Filters, publication: int | None = None
) -> Members | None:
    """Compare members with others alike over a window with a start; None without data.

    How they fare is the whole organisation's affair and names nobody: whoever looks sees the same.
    """
    reading = open_reading(store, settings, COUNTER, filters, publication)
    if reading is None or filters.start is None:
        return None
    earlier = replace(filters, start=filters.start - BEFORE, end=filters.start)
    past = open_reading(store, settings, COUNTER, earlier, publication)
    assert past is not None
    zone = settings.site.zone
    day = filters.start.astimezone(zone).date()
    end = (filters.end or filters.as_of).astimezone(zone).date()
    names = reading.rows(PERSONS).select("customer_id", "person")
    records = reading.records().join(names, on="customer_id", how="left")
    records = records.with_columns(person=pl.coalesce("person", "customer_id"))
    held = current(records.filter(pl.col("valid_from") <= pl.lit(filters.start).cast(INSTANT)))
    known = people(held, spans(records), past.linked().filter(IDENTIFIED), day)
    contacts = reading.linked().filter(IDENTIFIED).collect()
    marks = answered(reading.surveys()).collect()
    answers = contacts.select("contact_id", "person").join(marks, on="contact_id")
    is_member = known["is_member"]
    yes, blank = int(is_member.sum() or 0), is_member.null_count()
    outcomes = compared(known, contacts, answers, end)
    return Members(outcomes, yes, known.height - yes - blank, blank, day)
