"""What followed gestures, against contacts alike without one; and what asking for approval goes with.

An association, never an effect: who got a gesture differs in more than anybody wrote down. Contacts are alike
in topic, channel, their number in the issue, transfer, wait, segment, complaint and whether the source says
that they were solved, which is mostly why a gesture is given.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import polars as pl

from metrics.contact_number import answered
from metrics.gestures import GIVEN, TOLD
from metrics.matched import Difference, difference
from metrics.ratio import as_minutes
from metrics.weighting import wait_band
from metrics.within import Within

AGAIN = Within(7, "same")
STAYED_DAYS = 30
MOST_NUMBER = 3  # the third contact about one thing and later ones are alike
ALIKE = (
    *("topic_family", "channel", "number", "is_transferred", "wait_band"),
    *("segment", "is_complaint", "is_resolved"),
)
ALIKE_IN_WORK = ("topic_family", "channel", "number", "is_transferred", "is_resolved")
SPOKEN = ("voice",)  # where a customer can be put on hold
Outcome = Literal["again", "satisfied", "left", "hold", "handle"]
FOLLOWED: tuple[Outcome, ...] = ("again", "satisfied", "left")
WAITING: tuple[Outcome, ...] = ("hold", "handle")


@dataclass(frozen=True)
class Compared:
    """One outcome of contacts that had something against those alike that had not."""

    outcome: Outcome
    difference: Difference


def told(
    contacts: pl.LazyFrame, surveys: pl.LazyFrame, records: pl.LazyFrame, as_of: datetime, zone: str
) -> pl.DataFrame:
    """Put beside answered contacts what followed: who, is_given, is_approved, ALIKE and the outcomes.

    contacts are what `Reading.compared` gives, surveys invitations, records those of customers. `again` is
    whether the customer came about the same within 7 days, null until they are over; `satisfied` what the
    valid answer to a survey says; `left` whether the customer left within 30 days, null until they are over,
    where the source never tells who leaves, and for who had left before. `hold` and `handle` are minutes.
    """
    rows = contacts.filter(TOLD).join(answered(surveys), on="contact_id", how="left")
    known = rows.join(_leaving(records), on="customer_id", how="left")
    spoken = pl.col("channel").is_in(SPOKEN)
    return known.select(
        "contact_id",
        "is_approved",
        *(name for name in ALIKE if name not in {"number", "wait_band"}),
        who=pl.coalesce("person", "contact_id"),
        is_given=GIVEN,
        number=pl.col("contact_no").clip(upper_bound=MOST_NUMBER),
        wait_band=wait_band(),
        again=pl.when(AGAIN.matured()).then(AGAIN.came_again()),
        satisfied=pl.col("is_satisfied"),
        left=_left(as_of, zone),
        hold=pl.when(spoken).then(as_minutes(pl.col("hold_ms"))),
        handle=as_minutes(pl.col("handle_ms")),
    ).collect()


def followed(rows: pl.DataFrame) -> tuple[Compared, ...]:
    """Compare what followed contacts with a gesture and contacts alike without one."""
    return _compared(rows, "is_given", FOLLOWED, ALIKE)


def waiting(rows: pl.DataFrame) -> tuple[Compared, ...]:
    """Compare the minutes of contacts whose gesture somebody else approved with those of agents' own ones."""
    return _compared(rows, "is_approved", WAITING, ALIKE_IN_WORK)


def _compared(
    rows: pl.DataFrame, had: str, outcomes: Sequence[Outcome], cell: Sequence[str]
) -> tuple[Compared, ...]:
    asked = {name: rows.select("who", *cell, had=had, y=name) for name in outcomes}
    return tuple(Compared(name, difference(one, cell)) for name, one in asked.items())


def _leaving(records: pl.LazyFrame) -> pl.LazyFrame:
    """Say of each customer on record when he left last, null while he stays; and whether his source tells."""
    on = pl.col("churned_on").cast(pl.String).str.to_date(strict=False)
    told = records.with_columns(on=on)
    tells = told.group_by("source").agg(tells=pl.col("on").is_not_null().any())
    each = told.group_by("customer_id", "source").agg(left_on=pl.col("on").max())
    return each.join(tells, on="source").select("customer_id", "left_on", "tells")


def _left(as_of: datetime, zone: str) -> pl.Expr:
    """Whether the customer left on the contact's day or in the 30 days after it."""
    today: date = as_of.astimezone(ZoneInfo(zone)).date()
    day = (pl.col("started_local_s") // 86_400).cast(pl.Int32).cast(pl.Date)
    last = day + timedelta(days=STAYED_DAYS)
    was_there = pl.col("left_on").is_null() | (pl.col("left_on") >= day)
    is_over = last < today
    gone = (pl.col("left_on") <= last).fill_null(value=False)
    return pl.when(pl.col("tells") & was_there & is_over).then(gone)
