"""Tables at one version, and what the log says of their files: which weeks and instants each holds."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import polars as pl
from deltalake import DeltaTable

from store.schema import INSTANT

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
NEVER = 1 << 62


@dataclass(frozen=True)
class Opened:
    """A table at a version, with what its log says of each file."""

    delta: DeltaTable
    files: pl.DataFrame  # file, week, and the least and greatest instant of each watched column, in µs of UTC
    latest: datetime | None  # the last instant that any row holds

    def weeks_between(self, start: datetime | None, end: datetime | None) -> list[str] | None:
        """List the weeks with a row that begins, is queued or ends in the window; None for all.

        A mail can stay open for months, so its legs lie in the week it began: only the log knows.
        """
        if start is None and end is None:
            return None
        first, behind = _micros(start, -NEVER), _micros(end, NEVER)
        touched = pl.lit(value=False)
        for name in ("started_at", "queued_at", "ended_at"):
            if f"min.{name}" in self.files.columns:
                within = (pl.col(f"max.{name}") >= first) & (pl.col(f"min.{name}") < behind)
                touched = touched | within.fill_null(value=True)
        return self.files.filter(touched)["week"].unique().sort().to_list()


def _micros(at: datetime | None, otherwise: int) -> int:
    """Count as the files do. TRICKY: a literal instant costs Polars as much as the whole look-up."""
    return otherwise if at is None else (at - EPOCH) // MICROSECOND


@lru_cache(maxsize=64)
def open_at(path: str, version: int) -> Opened:
    """Open a table at a version once. TRICKY: a lazy frame follows its object, so it is never moved."""
    delta = DeltaTable(path, version=version)
    actions = pl.DataFrame(delta.get_add_actions(flatten=True))
    wanted = [
        name
        for name in actions.columns
        if name.startswith(("min.", "max.")) and actions.schema[name].is_temporal()
    ]
    files = actions.select(
        pl.format("{}/{}", pl.lit(path), "path").alias("file"),
        pl.col("partition.week").alias("week"),
        *[pl.col(name).cast(INSTANT).to_physical() for name in wanted],
    )
    tops = [name for name in wanted if name.startswith("max.")]
    latest = files.select(pl.max_horizontal(pl.col(tops).max()).cast(INSTANT)).item() if tops else None
    return Opened(delta, files, latest)
