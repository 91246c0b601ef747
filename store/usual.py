"""How long people usually wait, learnt from a quarter of a year, each week of which is read once."""

from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache

import polars as pl

from metrics.usual import averaged, straight_waits
from store import zones
from store.asked import Filters
from store.schema import INSTANT, LEGS
from store.tables import Tables

USUAL_FOR = timedelta(weeks=13)  # what is usual is learnt from as long before
LIVE = pl.col("deleted_at").is_null()
OVER = pl.col("queued_at").is_not_null() & pl.col("ended_at").is_not_null()


def usual_until(tables: Tables, filters: Filters) -> pl.DataFrame:
    """Give the usual waits (`metrics.usual`) of the quarter up to the window's end, or to the as-of."""
    until = min(filters.end or filters.as_of, filters.as_of)
    quarter = Filters(filters.as_of, until - USUAL_FOR, until)
    return averaged(pl.concat(_parts(tables, quarter))).collect()


def _parts(tables: Tables, quarter: Filters) -> Iterator[pl.LazyFrame]:
    """Sum up each week that lies in the quarter as a whole, and the rest row by row."""
    whole, rest = tables.split(LEGS, quarter, ("queued_at", "ended_at"))
    for files in whole:
        yield _summed(files, tables.zone).lazy()
    rows = rest.filter(
        pl.col("queued_at") >= pl.lit(quarter.start).cast(INSTANT),
        pl.col("ended_at") <= pl.lit(quarter.end).cast(INSTANT),
    )
    yield straight_waits(rows)


@lru_cache(maxsize=256)
def _summed(files: tuple[str, ...], zone: str | None) -> pl.DataFrame:
    """TRICKY: a file of history never changes, so the files of a week are read for this once."""
    rows = pl.scan_parquet(list(files)).filter(LIVE, OVER)
    return straight_waits(rows if zone is None else zones.on_clock(rows, LEGS, zone)).collect()
