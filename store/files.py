"""Tables at one version, and what the log says of their files: which weeks and instants each holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

import polars as pl
from deltalake import DeltaTable

from store.schema import INSTANT

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
NEVER = 1 << 62
KNOWN = "max.known_at"


class Delta(DeltaTable):
    """A table that calls its files as the disk does.

    TRICKY: deltalake 1.6 writes a space or a letter beyond ASCII in the name of a table's folder as %20, and
    Polars 2.1 looks for such a folder.
    """

    def file_uris(self, *asked: Any, **named: Any) -> list[str]:
        """List the files, each with its folder's own name."""
        written = self.table_uri.removeprefix("file://")
        return [unquote(written) + uri.removeprefix(written) for uri in super().file_uris(*asked, **named)]


@dataclass(frozen=True)
class Opened:
    """A table at a version, with what its log says of each file."""

    delta: DeltaTable
    # file, week, and of each watched column of instants the least and greatest, in µs of UTC, and the nulls
    files: pl.DataFrame
    latest: datetime | None  # the last instant that any row holds
    known: int  # when all of it was known, in µs; NEVER where the log does not say

    def was_known_by(self, at: datetime) -> bool:
        """Tell whether each row was known at an instant, as far as the log says."""
        return self.known <= _micros(at, NEVER)

    def weeks_between(
        self, start: datetime | None, end: datetime | None, anchor: str = "started_at"
    ) -> list[str] | None:
        """List the weeks with a row that begins, is queued or ends in the window; None for all.

        A mail can stay open for months, so its legs lie in the week it began: only the log knows.
        """
        if start is None and end is None:
            return None
        first, behind = _micros(start, -NEVER), _micros(end, NEVER)
        touched = pl.lit(value=False)
        for name in dict.fromkeys((anchor, "started_at", "queued_at", "ended_at")):
            if f"min.{name}" in self.files.columns:
                within = (pl.col(f"max.{name}") >= first) & (pl.col(f"min.{name}") < behind)
                touched = touched | within.fill_null(value=True)
        return self.files.filter(touched)["week"].unique().sort().to_list()

    def weeks_within(
        self,
        start: datetime | None,
        end: datetime | None,
        instants: Sequence[str],
        known_by: datetime | None,
    ) -> dict[str, tuple[str, ...]]:
        """Give the files of each week whose instants lie from start to end, as far as the log says.

        With known_by only those whose rows were all known then. Of an instant that the log does not state
        of a file, nobody knows.
        """
        first, behind = _micros(start, -NEVER), _micros(end, NEVER)
        tells = [
            (_stated(f"min.{name}", self.files) >= first) & (_stated(f"max.{name}", self.files) <= behind)
            for name in instants
        ]
        if known_by is not None:
            tells.append(_stated(KNOWN, self.files) <= _micros(known_by, NEVER))
        is_within = pl.all_horizontal(tells).fill_null(value=False).all()
        weeks = self.files.sort("week", "file").group_by("week", maintain_order=True)
        found = weeks.agg("file", is_within=is_within).filter("is_within")
        return {week: tuple(files) for week, files in found.select("week", "file").iter_rows()}

    def weeks_reaching(
        self, start: datetime | None, end: datetime | None, begins: str, lasting: bool
    ) -> list[str] | None:
        """List the weeks with a stretch, `begins` to ended_at, that reaches into the window; None for all.

        Where a stretch without an end lasts until the next one, every week since the first that reaches into
        the window is listed: a later stretch may have ended it before.
        """
        if start is None and end is None:
            return None
        first, behind = _micros(start, -NEVER), _micros(end, NEVER)
        begun = self.files.filter(_stated(f"min.{begins}", self.files).lt(behind).fill_null(value=True))
        reaching = _stated("max.ended_at", self.files) >= first
        if lasting:
            reaching = reaching | (_stated("nulls.ended_at", self.files) > 0)
        weeks = begun.filter(reaching.fill_null(value=True))["week"]
        if lasting and len(weeks):
            weeks = begun.filter(pl.col("week") >= weeks.min())["week"]
        return weeks.unique().sort().to_list()


def _stated(name: str, files: pl.DataFrame) -> pl.Expr:
    """Take what the log says of each file, null where it says nothing."""
    return pl.col(name) if name in files.columns else pl.lit(None, pl.Int64)


def _micros(at: datetime | None, otherwise: int) -> int:
    """Count as the files do. TRICKY: a literal instant costs Polars as much as the whole look-up."""
    return otherwise if at is None else (at - EPOCH) // MICROSECOND


@lru_cache(maxsize=64)
def open_at(path: str, version: int) -> Opened:
    """Open a table at a version once. TRICKY: a lazy frame follows its object, so it is never moved."""
    delta = Delta(path, version=version)
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
        *[pl.col("null_count.ended_at").alias("nulls.ended_at")] * ("null_count.ended_at" in actions.columns),
    )
    tops = [name for name in wanted if name.startswith("max.") and name != KNOWN]
    latest = files.select(pl.max_horizontal(pl.col(tops).max()).cast(INSTANT)).item() if tops else None
    return Opened(delta, files, latest, _known(files))


def _known(files: pl.DataFrame) -> int:
    """When all rows were known. TRICKY: the log is silent of files whose rows are known since ever."""
    if KNOWN not in files.columns or files[KNOWN].null_count():
        return NEVER
    return int(files[KNOWN].max() or -NEVER)  # type: ignore[arg-type]
