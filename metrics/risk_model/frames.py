"""What features and labels are made of: what was known each Monday, and who left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Flags = NDArray[np.bool_]

GAP = timedelta(days=7)  # nobody can keep a customer who leaves tomorrow
STEP = timedelta(days=7)
HORIZONS = (timedelta(days=28), timedelta(days=14))
TESTED = 3  # Mondays that a model is tested on, at least


@dataclass(frozen=True)
class Week:
    """What was known on a Monday.

    rows: what `features` gives. gone: person and left_at of who had left by what was known then, under every
    name that the person had.
    """

    at: datetime
    rows: pl.DataFrame
    gone: pl.DataFrame


@dataclass(frozen=True)
class Left:
    """Who had left as known at an instant (gone: person, left_at), and of whom anybody would know (told).

    Both know people under every name they ever had. zone: the site's, by whose clock days pass.
    """

    gone: pl.DataFrame
    told: pl.Series
    zone: str


def after(at: datetime, span: timedelta, zone: str) -> datetime:
    """Give the instant so many days later by a wall clock: midnight leads to midnight, also as it changes."""
    return (at.astimezone(ZoneInfo(zone)) + span).astimezone(UTC)


def horizon_of(mondays: Sequence[datetime], until: datetime, zone: str) -> timedelta:
    """Choose within which time after the gap people leave: the longest that leaves three Mondays to test on.

    A model is tested on a Monday by what earlier ones taught whose own horizon had passed by then.
    """
    for horizon in HORIZONS:
        ripe = [at for at in mondays if is_ripe(at, until, horizon, zone)]
        if sum(is_ripe(ripe[0], at, horizon, zone) for at in ripe) >= TESTED:
            return horizon
    return HORIZONS[-1]


def under_every_name(people: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """Repeat rows of people under every name they ever had: earlier Mondays knew them by another one.

    links: customer_id and person, of customers who are known to be one person now.
    """
    names = links.select(name="customer_id", now="person")
    known = people.join(names, left_on="person", right_on="name", how="left")
    one = known.with_columns(now=pl.coalesce("now", "person"))
    others = one.drop("person").join(names, on="now").rename({"name": "person"})
    ways = (people, one.drop("person").rename({"now": "person"}), others.drop("now"))
    return pl.concat([way.select(people.columns) for way in ways]).unique().sort(people.columns)


def is_ripe(at: datetime, until: datetime, horizon: timedelta, zone: str) -> bool:
    """Tell whether all who leave in the horizon after a Monday's gap have left by `until`."""
    return after(at, GAP + horizon, zone) <= until


def labelled(week: Week, left: Left, horizon: timedelta) -> pl.DataFrame:
    """Add left to a week's rows: whether the person left in (at + 7 days, at + 7 days + horizon].
    The days are those of the clock of the site.

    Null for who left before that, whether it was known or not: nothing could be done any more; and for those
    of whom nobody would know that they left.
    """
    opens = pl.lit(after(week.at, GAP, left.zone)).cast(pl.Datetime("us", "UTC"))
    closes = pl.lit(after(week.at, GAP + horizon, left.zone)).cast(pl.Datetime("us", "UTC"))
    first = left.gone.group_by("person").agg(pl.col("left_at").min())
    joined = week.rows.join(first, on="person", how="left", maintain_order="left")
    is_before = (pl.col("left_at") <= opens).fill_null(value=False)
    leaves = (pl.col("left_at") <= closes).fill_null(value=False)
    is_told = pl.col("person").is_in(left.told.implode())
    return joined.with_columns(left=pl.when(is_told & ~is_before).then(leaves)).drop("left_at")
