"""Which weeks hold the neighbours of some contacts: only the log is read, not the rows."""

from datetime import timedelta

import polars as pl

from metrics.links import LONGEST_MS, RECONNECT_MS
from store.files import open_at
from store.history import History
from store.schema import INSTANT
from store.traces import TRACES

LONGEST, RECONNECT = timedelta(milliseconds=LONGEST_MS), timedelta(milliseconds=RECONNECT_MS)
OVER = pl.coalesce("closed_at", "started_at")
NOWHERE = pl.DataFrame(schema={"since": INSTANT, "until": INSTANT})


def around(changed: pl.DataFrame) -> pl.DataFrame:
    """Say where contacts can lie whose gaps change with others: since and until, one row for each day."""
    until = pl.max_horizontal(pl.col("started_at") + LONGEST, OVER + RECONNECT)
    return _by_days(changed.select(since=pl.col("started_at") - LONGEST, until=until))


def needed_by(rows: pl.DataFrame) -> pl.DataFrame:
    """Say where the neighbours of contacts lie, which their own gaps are measured to."""
    before = rows.select(since=pl.col("started_at") - LONGEST - RECONNECT, until=pl.col("started_at"))
    after = rows.select(since=OVER - RECONNECT, until=OVER + LONGEST)
    return _by_days(pl.concat([before, after]))


def _by_days(windows: pl.DataFrame) -> pl.DataFrame:
    day = timedelta(days=1)
    return windows.select(pl.col("since").dt.truncate("1d"), pl.col("until").dt.truncate("1d") + day).unique()


def weeks_in(history: History, windows: pl.DataFrame) -> set[str]:
    """List the weeks of traces that hold a contact which began, lasted or was over in one of the windows."""
    if windows.is_empty() or not history.has(TRACES):
        return set()
    files = open_at(history.path(TRACES.name), history.open(TRACES.name).version()).files
    if "max.started_at" not in files.columns:
        return set()
    last = pl.max_horizontal("max.started_at", *["max.closed_at"] * ("max.closed_at" in files.columns))
    reach = files.group_by("week").agg(first=pl.col("min.started_at").min(), last=last.max())
    spans = windows.select(pl.col("since", "until").to_physical())
    met = reach.join(spans, how="cross").filter(
        pl.col("first") <= pl.col("until"), pl.col("last") >= pl.col("since")
    )
    return set(met["week"])
