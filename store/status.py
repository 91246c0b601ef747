"""What pages may know of the scheduler and its runs, and how they ask it for work."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select

from store.models import Heartbeat, Request, Run, RunDetail, Source
from store.state import State

SCHEDULER = "scheduler"  # the name of its heartbeat
BEAT_S = 5
SILENT_FOR = timedelta(seconds=4 * BEAT_S)


@dataclass(frozen=True)
class Detail:
    """A rule that excluded rows, a reason why rows were set aside (with their count), or a notice."""

    kind: str  # excluded, quarantined, notice
    words: str
    count: int | None


@dataclass(frozen=True)
class Ran:
    """One run: read = loaded + excluded + quarantined when its status is "ok".

    status: running, ok, failed, refused, stopped or killed; `message` is a sentence unless it is ok.
    """

    id: int
    connector: str
    trigger: str
    status: str
    started_at: datetime
    ended_at: datetime | None
    read: int
    loaded: int
    excluded: int
    quarantined: int
    written: int
    message: str | None
    details: tuple[Detail, ...] = ()
    part: tuple[int, int] | None = None  # how far it is: the fifth of 14 is (5, 14)


@dataclass(frozen=True)
class RunStatus:
    """How a connector does. `last_rows` is the last good run that found anything to read."""

    connector: str
    last: Ran | None = None
    last_success: Ran | None = None
    last_rows: Ran | None = None
    connected_at: datetime | None = None
    watermark: datetime | None = None
    failures: int = 0
    next_try: datetime | None = None  # set while it fails

    @property
    def is_failing(self) -> bool:
        return self.failures > 0


@dataclass(frozen=True)
class Asked:
    """A request to the scheduler and what became of it; `outcome` is a sentence once it is done."""

    id: int
    kind: str
    argument: str | None
    asked_by: str
    asked_at: datetime
    taken_at: datetime | None
    done_at: datetime | None
    outcome: str | None


def last_runs(state: State, configured: Sequence[str] = ()) -> list[RunStatus]:
    """Tell how each connector does: the configured ones in their order, then others that ever ran."""
    with state.reading() as connection:
        last = _newest(connection)
        success = _newest(connection, Run.status == "ok")
        rows = _newest(connection, Run.status == "ok", Run.rows_read > 0)
        sources = {row.connector: row for row in connection.execute(select(*Source.__table__.columns))}
    names = [*configured, *sorted({*last, *sources} - set(configured))]
    return [
        RunStatus(name, last.get(name), success.get(name), rows.get(name), **_remembered(sources.get(name)))
        for name in names
    ]


def source(state: State, connector: str) -> RunStatus:
    """Tell how one connector does."""
    found = {one.connector: one for one in last_runs(state, [connector])}
    return found[connector]


def recent_runs(state: State, connector: str, limit: int = 20) -> list[Ran]:
    """List a connector's runs, the newest first."""
    with state.reading() as connection:
        found = connection.execute(
            select(Run.id).where(Run.connector == connector).order_by(Run.id.desc()).limit(limit)
        )
        return _runs(connection, list(found.scalars()))


@dataclass(frozen=True)
class Rows:
    """What became of the rows that were read: read = loaded + excluded + quarantined."""

    read: int
    loaded: int
    excluded: int
    quarantined: int


def rows_of(state: State, since: datetime, until: datetime) -> Rows:
    """Add up the rows of all runs that began since an instant and had ended well by another."""
    counts = (Run.rows_read, Run.rows_loaded, Run.rows_excluded, Run.rows_quarantined)
    ended_well = Run.status == "ok", Run.started_at >= since, Run.ended_at <= until
    with state.reading() as connection:
        sums = select(*(func.coalesce(func.sum(one), 0) for one in counts)).where(*ended_well)
        return Rows(*(int(n) for n in connection.execute(sums).one()))


def run(state: State, number: int) -> Ran | None:
    """Give one run with its details, None where there is none."""
    with state.reading() as connection:
        return next(iter(_runs(connection, [number])), None)


def heartbeat(state: State) -> datetime | None:
    """Say when a scheduler last said that it lives; one that ended cleanly says nothing."""
    with state.reading() as connection:
        return connection.execute(
            select(Heartbeat.at).where(Heartbeat.process == SCHEDULER)
        ).scalar_one_or_none()


def is_alive(state: State, now: datetime) -> bool:
    """Say whether a scheduler lives. `now` is this machine's clock, whatever moked.toml says it is."""
    at = heartbeat(state)
    return at is not None and abs(now - at) < SILENT_FOR


def ask(state: State, kind: str, argument: str | None, asked_by: str, now: datetime) -> int:
    """Ask the scheduler for work and give the request's number.

    "refresh" takes a connector's name, or None for all of them. `now` is this machine's clock.
    """
    with state.writing() as connection:
        number: int = connection.execute(
            insert(Request)
            .values(kind=kind, argument=argument, asked_by=asked_by, asked_at=now)
            .returning(Request.id)
        ).scalar_one()
    return number


def asked(state: State, number: int) -> Asked | None:
    """Give one request, None where there is none (any more)."""
    return next(iter(_requests(state, Request.id == number)), None)


def unfinished(state: State) -> list[Asked]:
    """List the requests that are not done yet, the oldest first."""
    return _requests(state, Request.done_at.is_(None))


def _requests(state: State, condition: ColumnElement[bool]) -> list[Asked]:
    with state.reading() as connection:
        rows = connection.execute(
            select(*Request.__table__.columns).where(condition).order_by(Request.id)
        ).mappings()
        return [Asked(**row) for row in rows]


def _newest(connection: Connection, *conditions: ColumnElement[bool]) -> dict[str, Ran]:
    newest = select(func.max(Run.id)).where(*conditions).group_by(Run.connector)
    return {ran.connector: ran for ran in _runs(connection, list(connection.execute(newest).scalars()))}


def _runs(connection: Connection, numbers: Sequence[int]) -> list[Ran]:
    details = _details(connection, numbers)
    rows = connection.execute(
        select(*Run.__table__.columns).where(Run.id.in_(numbers)).order_by(Run.id.desc())
    )
    return [_ran(row, details.get(row.id, [])) for row in rows]


def _ran(row: Row[tuple[object, ...]], details: Iterable[Detail]) -> Ran:
    return Ran(
        id=row.id,
        connector=row.connector,
        trigger=row.trigger,
        status=row.status,
        started_at=row.started_at,
        ended_at=row.ended_at,
        read=row.rows_read,
        loaded=row.rows_loaded,
        excluded=row.rows_excluded,
        quarantined=row.rows_quarantined,
        written=row.rows_written,
        message=row.message,
        details=tuple(details),
        part=(row.part, row.parts) if row.parts else None,
    )


def _details(connection: Connection, numbers: Sequence[int]) -> dict[int, list[Detail]]:
    found: dict[int, list[Detail]] = {}
    rows = connection.execute(
        select(RunDetail.run_id, RunDetail.kind, RunDetail.words, RunDetail.row_count)
        .where(RunDetail.run_id.in_(numbers))
        .order_by(RunDetail.id)
    )
    for number, kind, words, count in rows:
        found.setdefault(number, []).append(Detail(kind, words, count))
    return found


def _remembered(row: Row[tuple[object, ...]] | None) -> dict[str, Any]:
    if row is None:
        return {}
    return {
        "connected_at": row.connected_at,
        "watermark": row.watermark,
        "failures": row.failures,
        "next_try": row.retry_at if row.failures else None,
    }
