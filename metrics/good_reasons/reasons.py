"""Find who has a good reason to be called this week: an order, a quarter without a call, a day of theirs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from metrics.good_reasons import KINDS, REASONS

AFTER_PURCHASE = timedelta(days=14)
QUARTER = "3mo"
WEEK = timedelta(days=7)
OLDEST = date(1900, 1, 1)  # who is said to be born before it was not


@dataclass(frozen=True, kw_only=True)
class Known:
    """Hold what was known at `as_of`; each row has its person.

    records  person, joined_on, born_on (Dates): the record in force of each customer
    orders   event_id, person, at
    calls    person, at: the last contact by us, or call that was written down, of each
    told     person, told_at: since when a source tells of calls by us; who is missing has no such source
    """

    as_of: datetime
    zone: str
    records: pl.DataFrame
    orders: pl.DataFrame
    calls: pl.DataFrame
    told: pl.DataFrame

    @property
    def day(self) -> date:
        """The site's day at the as-of, the first of the seven."""
        return self.as_of.astimezone(ZoneInfo(self.zone)).date()


def reasons(known: Known, kinds: Iterable[str] = KINDS) -> pl.DataFrame:
    """Give the good reasons of some kinds that fall in the seven days from the as-of's day (REASONS)."""
    found = {
        "purchase": _purchases,
        "quarter": _quarters,
        "anniversary": _anniversaries,
        "birthday": _birthdays,
    }
    none = pl.DataFrame(schema=REASONS)
    rows = [_whole(found[kind](known), kind) for kind in KINDS if kind in set(kinds)]
    return pl.concat([none, *rows]).sort("person", "on", "kind")


def _whole(rows: pl.DataFrame, kind: str) -> pl.DataFrame:
    """Give all columns of REASONS, what the kind does not tell as null."""
    missing = {name: dtype for name, dtype in REASONS.items() if name not in (*rows.columns, "kind")}
    nothing = [pl.lit([] if name == "ids" else None, dtype).alias(name) for name, dtype in missing.items()]
    return rows.with_columns(*nothing, kind=pl.lit(kind)).select(list(REASONS))


def _this_week(known: Known, name: str = "on") -> pl.Expr:
    return pl.col(name).is_between(known.day, known.day + WEEK - timedelta(days=1))


def _local_day(known: Known, name: str) -> pl.Expr:
    return pl.col(name).dt.convert_time_zone(known.zone).dt.date()


def _purchases(known: Known) -> pl.DataFrame:
    """Two weeks after an order; of several the first one."""
    dated = known.orders.with_columns(since=_local_day(known, "at"))
    due = dated.with_columns(on=pl.col("since") + AFTER_PURCHASE).filter(_this_week(known))
    ordered = due.sort("at", "event_id").group_by("person", maintain_order=True)
    return ordered.agg(pl.col("on", "since").first(), ids=pl.col("event_id"))


def _quarters(known: Known) -> pl.DataFrame:
    """Three months since our last call, or since a source would have told of one to a customer."""
    last = (
        known.calls.group_by("person").agg(pl.col("at").max()).select("person", since=_local_day(known, "at"))
    )
    joined = known.records.group_by("person").agg(pl.col("joined_on").min())
    told = known.told.select("person", told_on=_local_day(known, "told_at"))
    whole = told.join(last, on="person", how="full", coalesce=True).join(joined, on="person", how="left")
    begins = pl.coalesce("since", pl.max_horizontal("told_on", "joined_on"))
    due = whole.with_columns(on=begins.dt.offset_by(QUARTER))
    return due.filter(pl.col("on") < known.day + WEEK).select("person", "on", "since")


def _anniversaries(known: Known) -> pl.DataFrame:
    """The day they became customers, from the first year on; of several records the first one's."""
    joined = known.records.group_by("person").agg(day=pl.col("joined_on").min())
    found = _yearly(known, joined.filter(pl.col("day").is_not_null()))
    years = (pl.col("on").dt.year() - pl.col("day").dt.year()).cast(pl.Int64)
    return found.with_columns(years=years).filter(pl.col("years") > 0).drop("day")


def _birthdays(known: Known) -> pl.DataFrame:
    """Their birthday, where all records of a person agree on it."""
    born = pl.col("born_on").drop_nulls()
    told = known.records.group_by("person").agg(day=born.first(), days=born.n_unique())
    sound = told.filter(pl.col("days") == 1, pl.col("day").is_between(OLDEST, known.day, closed="left"))
    return _yearly(known, sound.select("person", "day")).drop("day")


def _yearly(known: Known, rows: pl.DataFrame) -> pl.DataFrame:
    """Keep days that come round this week, `on`; 29 February is 28 February in other years."""
    last = known.day + WEEK - timedelta(days=1)
    years = [pl.lit(year) for year in sorted({known.day.year, last.year})]
    found = [rows.with_columns(on=_in_year("day", year)).filter(_this_week(known)) for year in years]
    return pl.concat(found)


def _in_year(name: str, year: pl.Expr) -> pl.Expr:
    month, day = pl.col(name).dt.month(), pl.col(name).dt.day()
    is_leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
    is_missing = (month == 2) & (day == 29) & ~is_leap
    return pl.date(year, month, pl.when(is_missing).then(28).otherwise(day))
