"""History: facts in Delta tables, partitioned by the UTC ISO week of the contact's beginning.

The rules behind each choice are measured; they stand in the comments where they are applied.
"""

import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import polars as pl
from deltalake import CommitProperties, DeltaTable, PostCommitHookProperties, Schema, write_deltalake
from deltalake.exceptions import CommitFailedError

from store.files import Delta
from store.schema import CORE, INSTANT, TABLES, TEXT, Table

PROPERTIES = {
    "delta.checkpointInterval": "20",
    # Longer than the oldest publication that is kept (30 days): the default of 30 would delete its version.
    # Not much longer: at a refresh every five minutes each day adds 288 entries to the log.
    "delta.logRetentionDuration": "interval 32 days",
    "delta.deletedFileRetentionDuration": "interval 6 hours",
}
# Looking for expired log entries at each commit costs four times the commit; housekeeping does it.
HOOKS = PostCommitHookProperties(create_checkpoint=True, cleanup_expired_logs=False)
COMMIT = CommitProperties()
# Keys and instants by which rows are looked up; no texts: they would stand in the log.
STATISTICS = (
    *(
        "contact_id",
        "started_at",
        "queued_at",
        "answered_at",
        "ended_at",
        "agent_id",
        "valid_from",
        "known_at",
    ),
    *("customer_id", "at", "starts_at", "closed_at", "last_at"),
)
TRIES = 5
COMMITTED = re.compile(r"(?P<version>\d{20})\.(json|checkpoint(\.\d{10}\.\d{10})?\.parquet)")


class History:
    """The Delta tables under one folder. Reading is by version; writing is for the holder of the lock."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._held: dict[str, DeltaTable] = {}  # to read from: TRICKY: writing would move what is read lazily

    def path(self, table: str) -> str:
        return str(self.root / table)

    def create(self, tables: Iterable[Table] = CORE) -> None:
        """Make the tables that are not there yet, empty."""
        for table in tables:
            if not DeltaTable.is_deltatable(self.path(table.name)):
                self._create(table)

    def _create(self, table: Table) -> None:
        folder = self.root / table.name
        if folder.exists():  # a creation that was killed before its first commit
            shutil.rmtree(folder)
        schema = Schema.from_arrow(pl.DataFrame(schema=table.stored).to_arrow().schema)
        watched = [name for name in table.stored if name in STATISTICS]
        DeltaTable.create(
            self.path(table.name),
            schema=schema,
            partition_by=["week"],
            configuration={**PROPERTIES, "delta.dataSkippingStatsColumns": ",".join(watched)},
        )

    def open(self, table: str, version: int | None = None) -> DeltaTable:
        """Open a table at a version, the newest without one. Raises TableNotFoundError."""
        return Delta(self.path(table), version=version)

    def _newest(self, table: str) -> DeltaTable:
        """Open the newest version to read from, once. Raises TableNotFoundError."""
        version, held = _version(self._log(table)), self._held.get(table)
        if held is None or held.version() != version:
            held = self._held[table] = self.open(table, version)
        return held

    def _log(self, table: str) -> Path:
        return self.root / table / "_delta_log"

    def has(self, table: Table) -> bool:
        """Say whether a table is there: one that no row has come to need not be."""
        return DeltaTable.is_deltatable(self.path(table.name))

    def versions(self) -> dict[str, int]:
        """Say the newest version of each table that exists.

        The folders of the logs tell: to open a table reads its log, which takes twenty times as long.
        """
        newest = {name: _version(self._log(name)) for name in TABLES}
        return {name: version for name, version in newest.items() if version is not None}

    def restore(self, published: dict[str, int]) -> bool:
        """Undo what was written after `published`; say whether anything had to be."""
        undone = False
        for name, version in self.versions().items():
            if version != published.get(name, 0):
                self.open(name).restore(published.get(name, 0), commit_properties=COMMIT)
                undone = True
        return undone

    def weeks(self, table: str) -> list[str]:
        """List the weeks that the newest version holds."""
        return sorted(_weeks_in(self._newest(table)))

    def read_weeks(self, table: Table, weeks: Iterable[str], source: str | None = None) -> pl.DataFrame:
        """Read whole weeks of the newest version into memory."""
        return self.scan_weeks(table, weeks, source).collect()

    def scan_weeks(self, table: Table, weeks: Iterable[str], source: str | None = None) -> pl.LazyFrame:
        """Scan whole weeks of the newest version, of a table that is not there none."""
        if not self.has(table):
            return pl.LazyFrame(schema=table.stored)
        opened = self._newest(table.name)
        wanted = sorted(set(weeks) & _weeks_in(opened))
        if not wanted:
            return pl.LazyFrame(schema=table.stored)
        rows = pl.scan_delta(opened).filter(pl.col("week").is_in(wanted))
        if source is not None:
            rows = rows.filter(pl.col("source") == source)
        return rows.select(list(table.stored))

    def append(self, table: Table, rows: pl.DataFrame) -> None:
        """Add rows whose keys are known to be new."""
        write_deltalake(
            self.open(table.name),
            _exact(table, rows).to_arrow(),
            mode="append",
            commit_properties=COMMIT,
            post_commithook_properties=HOOKS,
        )

    def merge(self, table: Table, rows: pl.DataFrame, weeks: Iterable[str]) -> None:
        """Update rows by key, insert the others; `weeks` are those that may hold an older copy.

        TRICKY: the weeks are literals. A predicate `s.week = t.week` is not pruned and reads the whole
        table; and without the old week of a row whose anchor moved, a second row would appear.
        """
        key = " and ".join(f"s.{column} = t.{column}" for column in table.key)
        listed = ", ".join(f"'{week}'" for week in sorted({*weeks, *rows["week"].unique()}))
        exact = _exact(table, rows).to_arrow()
        for attempt in range(TRIES):
            try:
                (
                    self.open(table.name)
                    .merge(
                        exact,
                        predicate=f"{key} and t.week in ({listed})",
                        source_alias="s",
                        target_alias="t",
                        streamed_exec=False,
                        commit_properties=COMMIT,
                        post_commithook_properties=HOOKS,
                    )
                    .when_matched_update_all()
                    .when_not_matched_insert_all()
                    .execute()
                )
            except CommitFailedError:
                if attempt == TRIES - 1:
                    raise
            else:
                return

    def replace_week(self, table: Table, week: str, rows: pl.DataFrame) -> None:
        """Write one week anew. TRICKY: without the predicate this would wipe the whole table."""
        write_deltalake(
            self.open(table.name),
            _exact(table, rows).to_arrow(),
            mode="overwrite",
            predicate=f"week = '{week}'",
            commit_properties=COMMIT,
            post_commithook_properties=HOOKS,
        )

    def drop(self, name: str, condition: str) -> int:
        """Delete the rows of a table that fulfil a condition and count them; whole weeks are not read."""
        gone = self.open(name).delete(condition, commit_properties=COMMIT, post_commithook_properties=HOOKS)
        return int(gone["num_deleted_rows"] or 0)

    def checkpoint(self, names: Iterable[str]) -> None:
        """Write a checkpoint, so that readers open the version in a fifth of the time."""
        for name in names:
            self.open(name).create_checkpoint()


def _version(log: Path) -> int | None:
    """Give the highest number of a commit or of a checkpoint; None where nothing was committed."""
    found = (COMMITTED.fullmatch(name) for name in (os.listdir(log) if log.is_dir() else ()))
    return max((int(one["version"]) for one in found if one), default=None)


def _weeks_in(opened: DeltaTable) -> set[str]:
    return {str(part["week"]) for part in opened.partitions()}


def week_of(anchor: pl.Expr) -> pl.Expr:
    """Give the UTC ISO week of an instant, such as 1999-W05: storage, never a calendar answer."""
    return anchor.cast(INSTANT).dt.strftime("%G-W%V").cast(TEXT)


def _exact(table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    """Cast to the table's own types. TRICKY: a merge casts 1.7 to 1 and drops unknown columns silently."""
    return rows.select([pl.col(name).cast(dtype, strict=True) for name, dtype in table.stored.items()])
