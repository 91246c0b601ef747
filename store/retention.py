"""Delete what is older than is kept, by whole weeks, so that no file holds it any more.

What is to be deleted is known anew at each run; that deleted rows may still lie in files is written down
before the first goes. So a run that was killed at any point is finished by the next.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import polars as pl
from sqlalchemy import delete

from settings import Retention
from store.comparing import UNDATED
from store.deriving import remember
from store.expiring_state import expire_state
from store.history import History
from store.ingest import begin
from store.keeping import LAST, SINCE, UNFINISHED, facts, first_weeks, monday_of, week_before
from store.locks import writing
from store.models import Fact
from store.opened import Store
from store.purging import purge_history, purge_state, republish
from store.schema import CUSTOMERS, QUARANTINE, SURVEYS, TABLES, TEXTS, Table
from store.too_old import in_force

KIND: Final = "expired"
Told = Callable[[str], None]


@dataclass(frozen=True)
class Expired:
    """How many rows were too old: of history, by table, and of the state."""

    tables: Mapping[str, int]
    state: int = 0

    @property
    def rows(self) -> int:
        return sum(self.tables.values()) + self.state


def expire(
    store: Store,
    retention: Retention,
    now: datetime,
    as_of: datetime,
    *,
    told: Told = lambda _step: None,
    wait_s: float = 60,
) -> Expired:
    """Delete what is too old and every file and publication that held it; where nothing is, none goes.

    `now` is this machine's clock, `as_of` that of the data; what is old by both is deleted. Raises BusyError.
    """
    at = min(now, as_of)
    with writing(store, wait_s) as mine:
        begin(mine, now)
        found = _found(mine.history, retention, at)
        known = facts(mine.state)
        is_unfinished = UNFINISHED in known
        if found:
            _remember(mine, {UNFINISHED: now.isoformat(), **_since(found, retention, at, known)})
        gone = _delete(mine.history, found)
        told("deleted")
        rows = expire_state(mine.state, retention, at)
        if found or is_unfinished:
            republish(mine, now, KIND)
            told("published")
            purge_history(mine, now, KIND)
            told("vacuumed")
        if found or is_unfinished or rows:
            purge_state(mine.state)
        _remember(mine, {LAST: now.isoformat()}, done=True)
    return Expired(gone, rows)


@dataclass(frozen=True)
class _Old:
    """Rows of a table that are too old: whole weeks and more by a condition, or single weeks written anew."""

    table: Table
    condition: str = ""
    weeks: tuple[str, ...] = ()
    anew: Callable[[pl.DataFrame], pl.DataFrame] | None = None


def _found(history: History, retention: Retention, at: datetime) -> list[_Old]:
    """List what is too old, and nothing where no row is."""
    return [
        *_dated(history, first_weeks(retention, at)),
        *_comments(history, retention, at),
        *_undated(history, retention, at),
    ]


def _dated(history: History, first: Mapping[str, str]) -> Iterable[_Old]:
    for name, week in first.items():
        if history.has(TABLES[name]) and _before(history, name, week):
            yield _Old(TABLES[name], f"week > '{UNDATED}' and week < '{week}'")
    week = first.get(SURVEYS.name, "")
    if week > first.get(TEXTS.name, "") and history.has(TEXTS):
        heard = history.scan_weeks(TEXTS, _before(history, TEXTS.name, week)).filter(kind="comment")
        if not heard.head(1).collect().is_empty():
            yield _Old(TEXTS, f"week > '{UNDATED}' and week < '{week}' and kind = 'comment'")


def _before(history: History, name: str, week: str) -> list[str]:
    return [one for one in history.weeks(name) if UNDATED < one < week]


def _comments(history: History, retention: Retention, at: datetime) -> Iterable[_Old]:
    """Comments go with texts, the answers themselves with surveys."""
    if retention.texts_days is None or not history.has(SURVEYS):
        return
    weeks = _before(history, SURVEYS.name, week_before(at, retention.texts_days))
    first = first_weeks(retention, at).get(SURVEYS.name, "")  # what is before it goes as a whole
    asked = history.scan_weeks(SURVEYS, [week for week in weeks if week >= first])
    said = asked.filter(pl.col("comment").is_not_null())
    if weeks := said.select(pl.col("week").unique().sort()).collect()["week"].to_list():
        blank = pl.lit(None, SURVEYS.columns["comment"]).alias("comment")
        yield _Old(SURVEYS, weeks=tuple(weeks), anew=lambda rows: rows.with_columns(blank))


def _undated(history: History, retention: Retention, at: datetime) -> Iterable[_Old]:
    """Records that newer ones replaced, and rows set aside."""
    old: list[tuple[Table, int | None, Callable[[datetime], Callable[[pl.DataFrame], pl.DataFrame]]]] = [
        (CUSTOMERS, retention.customers_days, lambda before: lambda rows: in_force(rows, before)),
        (
            QUARANTINE,
            retention.quarantine_days,
            lambda before: lambda rows: rows.filter((pl.col("known_at") >= before).fill_null(value=True)),
        ),
    ]
    for table, days, keeping in old:
        if days is None or not history.has(table):
            continue
        anew, rows = keeping(monday_of(week_before(at, days))), history.read_weeks(table, [UNDATED])
        if anew(rows).height < rows.height:
            yield _Old(table, weeks=(UNDATED,), anew=anew)


def _delete(history: History, found: Iterable[_Old]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for old in found:
        gone = history.drop(old.table.name, old.condition) if old.anew is None else _rewrite(history, old)
        counted[old.table.name] = counted.get(old.table.name, 0) + gone
    return counted


def _rewrite(history: History, old: _Old) -> int:
    assert old.anew is not None
    changed = 0
    for week in old.weeks:
        rows = history.read_weeks(old.table, [week])
        kept = old.anew(rows)
        history.replace_week(old.table, week, kept)
        words = "comment" if "comment" in kept.columns else None
        changed += rows.height - kept.height if words is None else rows[words].count() - kept[words].count()
    return changed


def _since(
    found: Iterable[_Old], retention: Retention, at: datetime, known: Mapping[str, str]
) -> dict[str, str]:
    """Say since when each table is kept of which whole weeks go."""
    first = first_weeks(retention, at)
    gone = {old.table.name for old in found if old.condition and old.table.name in first}
    return {SINCE + name: max(known.get(SINCE + name, ""), first[name]) for name in gone}


def _remember(store: Store, told: Mapping[str, str], *, done: bool = False) -> None:
    with store.state.writing() as connection:
        remember(connection, told)
        if done:
            connection.execute(delete(Fact).where(Fact.name == UNFINISHED))
