"""The sums of headline metrics by day and place, of the whole centre, over a stretch of days."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from metrics import periods
from metrics.days import Days, instants
from metrics.links import IN_LINE, WRITTEN
from metrics.metric import PARTS
from metrics.parts import Terms
from metrics.week.cuts import AGENTS, COLUMNS, column_of, named
from metrics.week.headlines import HEADLINES, Headline
from settings import Settings
from store.headline_rows import DIMENSIONS, first_day, known_since, lazy_rows, table_of
from store.keeping import kept_since, since_of
from store.opened import Store
from store.read import Filters, Viewer, open_reading

WHOLE = Viewer("", "manager")  # sums of the whole centre; who may be told of them is asked elsewhere
PLACED = (*COLUMNS, "topic")
BY_ID = {one.id: one for one in HEADLINES}


@dataclass(frozen=True)
class Daily:
    """One metric by day: cells hold day (a number), PLACED, x, n, squares; people those behind them.

    since: from which day on everything is known. people: day, PLACED, agent_id.
    """

    headline: Headline
    cells: pl.DataFrame
    people: pl.DataFrame
    since: date

    def of_kind(self, cut: str | None, place: str | None) -> "Daily":
        """Keep, of waits, those in a line, as pages do, or letters where the place has mostly letters.

        A mean of both says nothing of either.
        """
        if self.headline.rows != "visits":
            return self
        mine = self.cells.filter(at(self.cells, cut, place))
        written = mine.filter(pl.col("channel").is_in(WRITTEN))["n"].sum()
        kind = WRITTEN if written * 2 > mine["n"].sum() else IN_LINE
        kept = pl.col("channel").is_in(kind)
        return Daily(self.headline, self.cells.filter(kept), self.people.filter(kept), self.since)


def column_at(rows: pl.DataFrame, cut: str, place: str | None) -> str:
    """Name the column that holds a place: a topic may be a family, or one of its topics."""
    column = column_of(cut)
    is_single = cut == "topic" and not rows[column].eq(place).any() and rows["topic"].eq(place).any()
    return "topic" if is_single else column


def at(rows: pl.DataFrame, cut: str | None, place: str | None) -> pl.Expr:
    """Mark the rows of a place, never null; all of them where there is no cut."""
    if cut is None:
        return pl.lit(value=True)
    return pl.col(column_at(rows, cut, place)).eq_missing(pl.lit(place))


def daily_sums(
    store: Store,
    settings: Settings,
    metrics: Collection[str],
    days: Days,
    as_of: datetime,
    *,
    with_people: bool = False,
) -> Mapping[str, Daily]:
    """Sum up metrics day by day, on the newest publication; nothing before the first.

    with_people lists the agents behind them.
    """
    start, end = instants(days, settings.site.zone)
    reading = open_reading(store, settings, WHOLE, Filters(as_of, start, end), dimensions=DIMENSIONS)
    if reading is None:
        return {}
    ever = open_reading(store, settings, WHOLE, Filters(as_of), reading.publication.id)
    assert ever is not None  # it was just there
    first = ever.contacts.select(pl.col("started_at").min()).collect().item()
    began, kept = first_day(settings, first, as_of), kept_since(store.state)
    rows = lazy_rows(reading)
    wanted = [BY_ID[name] for name in dict.fromkeys(metrics)]
    plans = [plan for one in wanted for plan in _plans(rows[one.rows], one, with_people=with_people)]
    found = pl.collect_all(plans, engine="streaming")
    return {
        one.id: Daily(one, cells, people, known_since(one, began, since_of(kept, table_of(one)), settings))
        for one, cells, people in zip(wanted, found[::2], found[1::2], strict=True)
    }


def _plans(rows: pl.LazyFrame, headline: Headline, *, with_people: bool) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    day = periods.day(pl.col(headline.anchor)).cast(pl.Int64)
    keyed = named(rows).with_columns(pl.col("topic").cast(pl.String), day=day).drop_nulls("day")
    parts = [PARTS[name](Terms()).alias(name) for name in headline.parts()]
    x, n, squares, _listed = headline.sums()
    cells = keyed.group_by("day", *PLACED).agg(*parts)
    people = keyed.select("day", *PLACED, agent_id=AGENTS[headline.rows]).drop_nulls("agent_id")
    told = people.unique() if with_people else people.clear()
    return cells.select("day", *PLACED, x=x, n=n, squares=squares), told
