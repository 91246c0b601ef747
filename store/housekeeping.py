"""Keep the stores small and quick: compaction, sorting, vacuum, and forgetting what nobody needs.

Everything that touches a table runs in the writer's lock and publishes what it wrote. It may be killed at
any point: files of published versions stay until a later version is published, and unpublished versions are
undone by the next run.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl
from sqlalchemy import delete, insert, select

from store import publish
from store.comparing import UNDATED
from store.history import COMMIT, HOOKS, History
from store.ingest import begin, publish_versions
from store.locks import writing
from store.models import Fact, PublicationTable
from store.opened import Store
from store.schema import TABLES
from store.trimming import HELD, Held, trim, trim_publications

MANY_FILES = 8
NEWEST_CHECKPOINTS, CHECKPOINT_EVERY = 12, 48
WEEKS_A_NIGHT = 60  # about half a minute of the writer's lock; older weeks follow in the next nights
STILL_CHANGING = timedelta(weeks=1)
ORDER = {
    "contacts": ("entry_queue", "started_at", "contact_id"),
    "legs": ("queue", "queued_at", "contact_id", "leg_no"),
}


@dataclass(frozen=True)
class Tidied:
    """What housekeeping did."""

    compacted: int = 0  # weeks of a table
    sorted: int = 0  # weeks of a table
    files: int = 0  # deleted ones
    publications: int = 0  # forgotten ones
    rows: int = 0  # forgotten rows of the state database


def hourly(
    store: Store,
    now: datetime,
    keep: timedelta,
    *,
    stop: Callable[[], bool] = lambda: False,
    wait_s: float = 60,
) -> Tidied:
    """Compact weeks of many files, forget publications older than `keep`, delete files nobody reads.

    Raises BusyError.
    """
    with writing(store, wait_s) as mine:
        begin(mine, now)
        forgotten = trim_publications(mine.state, now, keep)
        names = list(mine.history.versions())
        compacted = sum(compact(mine.history, name, stop) for name in names)
        files = sum(vacuum(mine.history, name, published_versions(mine, name)) for name in names)
        files += sum(thin_checkpoints(mine.history, name) for name in names)
        _publish_changes(mine, "tidied", now)
    return Tidied(compacted=compacted, files=files, publications=forgotten)


def nightly(
    store: Store,
    now: datetime,
    keep: timedelta,
    *,
    stop: Callable[[], bool] = lambda: False,
    wait_s: float = 60,
    held: Held = HELD,
) -> Tidied:
    """Sort closed weeks by queue and time, shorten the tables' logs, forget old rows of the state.

    Raises BusyError.
    """
    with writing(store, wait_s) as mine:
        begin(mine, now)
        done = sort_closed_weeks(mine.history, _sorted_before(mine), now, stop)
        _publish_changes(mine, "sorted", now)
        _remember_sorted(mine, done)
        for name in mine.history.versions():
            mine.history.open(name).cleanup_metadata()
        rows = trim(mine.state, now, keep, held)
    return Tidied(sorted=len(done), rows=rows)


def compact(history: History, name: str, stop: Callable[[], bool] = lambda: False) -> int:
    """Make one file of each week that has gathered many; give the number of such weeks."""
    files = week_files(history, name)
    crowded = files.group_by("week").len().filter(pl.col("len") > MANY_FILES)["week"].sort(descending=True)
    done = 0
    for week in crowded:
        if stop():
            break
        history.open(name).optimize.compact(
            partition_filters=[("week", "=", week)],
            commit_properties=COMMIT,
            post_commithook_properties=HOOKS,
        )
        done += 1
    return done


def vacuum(history: History, name: str, versions: list[int]) -> int:
    """Delete the files of one table that neither `versions` nor the newest needs; give their number.

    What was replaced less than six hours ago stays as well: deletedFileRetentionDuration of the table.
    TRICKY: without `full` the files of killed writes leak.
    """
    gone = history.open(name).vacuum(
        dry_run=False,
        full=True,
        keep_versions=_readable(history, name, versions),
        commit_properties=COMMIT,
        post_commithook_properties=HOOKS,
    )
    return len(gone)


def thin_checkpoints(history: History, name: str) -> int:
    """Delete checkpoints of a table that newer ones made needless; give their number.

    One is written at each publication, so that readers open it quickly. Of those before the newest twelve,
    which somebody may be reading, one in 48 versions stays: an older version is read from there on.
    """
    found = sorted((history.root / name / "_delta_log").glob("*.checkpoint.parquet"))
    kept = {int(path.name[:20]) // CHECKPOINT_EVERY: path for path in reversed(found)}
    needless = [path for path in found[:-NEWEST_CHECKPOINTS] if path not in kept.values()]
    for path in needless:
        path.unlink()
    return len(needless)


def published_versions(store: Store, name: str) -> list[int]:
    """List the versions of a table that any publication stands on."""
    with store.state.reading() as connection:
        versions = (
            select(PublicationTable.version)
            .where(PublicationTable.table_name == name)
            .distinct()
            .order_by(PublicationTable.version)
        )
        return list(connection.execute(versions).scalars())


def _readable(history: History, name: str, versions: list[int]) -> list[int]:
    """Leave out versions whose log is gone: naming one makes a vacuum raise."""
    log = history.root / name / "_delta_log"
    entries = {int(path.stem) for path in log.glob("[0-9]*.json")}
    return [version for version in versions if version in entries]


def sort_closed_weeks(
    history: History, before: dict[str, str], now: datetime, stop: Callable[[], bool] = lambda: False
) -> dict[str, str]:
    """Write closed weeks anew, sorted, the newest first; give what to remember of them.

    `before` holds what was remembered: a week whose files are still those is left alone.
    """
    closed = (now - STILL_CHANGING).strftime("%G-W%V")
    done: dict[str, str] = {}
    for name, order in ORDER.items():
        marks = week_marks(history, name)
        due = [week for week, mark in marks.items() if before.get(_fact(name, week)) != mark]
        due = sorted((week for week in due if UNDATED < week < closed), reverse=True)
        for week in due[:WEEKS_A_NIGHT]:
            if stop():
                return done
            rows = history.read_weeks(TABLES[name], [week])
            history.replace_week(TABLES[name], week, rows.sort(order))
            done[_fact(name, week)] = week_marks(history, name)[week]
    return done


def week_files(history: History, name: str) -> pl.DataFrame:
    """List the files of a table's newest version: path, week, bytes."""
    actions = pl.DataFrame(history.open(name).get_add_actions(flatten=True))
    if actions.is_empty():
        return pl.DataFrame(schema={"path": pl.String, "week": pl.String, "bytes": pl.Int64})
    return actions.select("path", week="partition.week", bytes="size_bytes")


def week_marks(history: History, name: str) -> dict[str, str]:
    """Give for each week of a table a short text that changes when its files do."""
    files = week_files(history, name).sort("path").group_by("week").agg(pl.col("path").str.join("\n"))
    return {week: hashlib.sha256(paths.encode()).hexdigest()[:16] for week, paths in files.rows()}


def _fact(name: str, week: str) -> str:
    return f"sorted.{name}.{week}"


def _sorted_before(store: Store) -> dict[str, str]:
    with store.state.reading() as connection:
        rows = connection.execute(select(Fact.name, Fact.value).where(Fact.name.startswith("sorted.")))
        return {row.name: row.value for row in rows}


def _remember_sorted(store: Store, done: dict[str, str]) -> None:
    if not done:
        return
    with store.state.writing() as connection:
        connection.execute(delete(Fact).where(Fact.name.in_(list(done))))
        connection.execute(insert(Fact), [{"name": name, "value": mark} for name, mark in done.items()])


def _publish_changes(store: Store, kind: str, now: datetime) -> None:
    published = publish.newest(store.state)
    versions = store.history.versions()
    changed = [
        name for name, version in versions.items() if not published or published.versions.get(name) != version
    ]
    if changed:
        store.history.checkpoint(changed)
        publish_versions(store, kind, now)
