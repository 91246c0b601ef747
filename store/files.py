"""Tables at one version, and what the log says of their files: which weeks and instants each holds."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import polars as pl
from deltalake import DeltaTable

from store.schema import INSTANT


@dataclass(frozen=True)
class Opened:
    """A table at a version, with what its log says of each file."""

    delta: DeltaTable
    files: pl.DataFrame  # file, week, and the least and greatest instant of each watched column
    latest: datetime | None  # the last instant that any row holds

    def weeks_between(self, start: datetime | None, end: datetime | None) -> list[str] | None:
        """List the weeks with a row that begins, is queued or ends in the window; None for all.

        A mail can stay open for months, so its legs lie in the week it began: only the log knows.
        """
        if start is None and end is None:
            return None
        touched = pl.lit(value=False)
        for name in ("started_at", "queued_at", "ended_at"):
            if f"min.{name}" in self.files.columns:
                after = pl.lit(value=True) if start is None else pl.col(f"max.{name}") >= start
                before = pl.lit(value=True) if end is None else pl.col(f"min.{name}") < end
                touched = touched | (after & before).fill_null(value=True)
        return self.files.filter(touched)["week"].unique().sort().to_list()


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
        *[pl.col(name).cast(INSTANT) for name in wanted],
    )
    tops = [name for name in wanted if name.startswith("max.")]
    latest = files.select(pl.max_horizontal(pl.col(tops).max())).item() if tops else None
    return Opened(delta, files, latest)
