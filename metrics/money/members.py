"""Compare members of a loyalty programme with others alike: an association, never what membership does.

Who becomes a member is loyal already. Alike are people of the same segment, tenure, value and number of
contacts before the time that is looked at, all as they were when it began.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl

from metrics.matched import Difference, difference
from metrics.tenure import day_of
from metrics.within import Within

NO_MEMBER = ("none", "no", "0", "-", "basic")
AGAIN = Within(7, "any")
ALIKE = ("segment", "tenure", "worth", "contacts")
YEARS = (1, 2, 5)  # where bands of tenure begin
QUARTERS = 4
Outcome = Literal["left", "again", "satisfied"]


@dataclass(frozen=True)
class Compared:
    """One outcome of members against others alike; refused under 30 on a side that have their like."""

    outcome: Outcome
    difference: Difference


def people(
    records: pl.LazyFrame, spans: pl.DataFrame, before: pl.LazyFrame, day: date, none: Collection[str] = ()
) -> pl.DataFrame:
    """Say of each person who was a customer on a day whether a member, and what others are alike in.

    records are those in force then, with person; before holds the person of each contact of the time before.
    Columns: person, is_member (null: no record tells), ALIKE, left_on, tells. Of several records of a person
    one that tells a tier counts, and the highest value.
    """
    tier = pl.col("loyalty_tier").str.strip_chars().str.to_lowercase()
    is_member = pl.when(tier.is_not_null()).then(~tier.is_in([*NO_MEMBER, *none]))
    own = records.group_by("person").agg(
        is_member=is_member.drop_nulls().max(),
        segment=pl.col("segment").drop_nulls().sort().first(),
        value=pl.col("annual_value").max(),
        joined=day_of("joined_on").min(),
    )
    came = before.group_by("person").agg(contacts=pl.len().cast(pl.Int64))
    beside = own.join(came, on="person", how="left").collect()
    known = beside.join(spans.select("person", "left_on", "tells"), on="person", how="left")
    was_there = (pl.col("left_on") >= day).fill_null(value=True) & (pl.col("joined") <= day).fill_null(
        value=True
    )
    years = (pl.lit(day) - pl.col("joined")).dt.total_days() / 365.25
    there = known.filter(was_there)
    return there.select(
        "person",
        "is_member",
        "segment",
        tenure=pl.when(years.is_not_null()).then(pl.sum_horizontal((years >= one) for one in YEARS)),
        worth=_band(there["value"]),
        contacts=pl.col("contacts").fill_null(0).clip(upper_bound=2),
        left_on="left_on",
        tells="tells",
    ).sort("person")


def _band(values: pl.Series) -> pl.Series:
    """Number the quarters of the values from 0 on; null where a value is not known."""
    known = values.drop_nulls()
    cuts = [known.quantile(n / QUARTERS, interpolation="linear") for n in range(1, QUARTERS)]
    told = [cut for cut in cuts if cut is not None]
    number = pl.sum_horizontal([pl.col("value") > cut for cut in told] or [pl.lit(0)])
    return (
        values.to_frame("value")
        .select(pl.when(pl.col("value").is_not_null()).then(number).cast(pl.Int64))
        .to_series()
    )


def compared(
    known: pl.DataFrame, contacts: pl.DataFrame, answers: pl.DataFrame, end: date
) -> tuple[Compared, ...]:
    """Compare who left up to `end`, who came again within 7 days, and who was satisfied.

    known are of `people`; contacts (with their traces, seen_ms and person) and answers (person, is_satisfied)
    of the time between.
    """
    alike = known.select("person", *ALIKE, had="is_member")
    left = known.filter("tells").select(
        *ALIKE, had="is_member", who="person", y=(pl.col("left_on") < end).fill_null(value=False)
    )
    again = contacts.select("person", y=pl.when(AGAIN.matured()).then(AGAIN.came_again()))
    satisfied = answers.select("person", y=pl.col("is_satisfied").cast(pl.Boolean))
    rows = {
        "left": left,
        "again": again.join(alike, on="person").rename({"person": "who"}),
        "satisfied": satisfied.join(alike, on="person").rename({"person": "who"}),
    }
    outcomes: tuple[Outcome, ...] = ("left", "again", "satisfied")
    return tuple(Compared(name, difference(rows[name], ALIKE)) for name in outcomes)
