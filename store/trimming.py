"""Forget rows of the state database that nobody asks for any more."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Select, Table, delete, func, or_, select

from store.models import Heartbeat, JobRun, Pin, Publication, PublicationTable, Request, Run, RunDetail
from store.state import State

WORK = timedelta(days=14)  # claims, requests and heartbeats
RUNS = timedelta(days=400)


def trim_publications(state: State, now: datetime, keep: timedelta) -> int:
    """Drop pins that are over, then publications older than `keep`; the newest and the pinned stay."""
    with state.writing() as connection:
        connection.execute(delete(Pin).where(Pin.until <= now))
        newest = connection.execute(select(func.max(Publication.id))).scalar()
        old = select(Publication.id).where(
            Publication.at < now - keep,
            Publication.id != newest,
            Publication.id.not_in(select(Pin.publication_id)),
        )
        _delete(connection, PublicationTable, PublicationTable.publication_id.in_(old))
        return _delete(connection, Publication, Publication.id.in_(old))


def trim(state: State, now: datetime, keep: timedelta) -> int:
    """Forget old claims, requests, heartbeats, reasons of runs and runs; give the number of rows.

    Reasons live as long as publications (`keep`); what the last runs of a connector said stays.
    """
    with state.writing() as connection:
        return sum(
            (
                _delete(connection, JobRun, JobRun.claimed_at < now - WORK),
                _delete(connection, Request, Request.asked_at < now - WORK),
                _delete(connection, Heartbeat, Heartbeat.at < now - WORK),
                _delete(connection, RunDetail, RunDetail.run_id.in_(_unwatched(now - keep))),
                _delete(connection, RunDetail, RunDetail.run_id.in_(_unwatched(now - RUNS))),
                _delete(connection, Run, Run.id.in_(_unwatched(now - RUNS))),
            )
        )


def _unwatched(before: datetime) -> Select[int]:
    """Select ended runs of before that no page shows and no publication names."""
    shown = [
        select(func.max(Run.id)).where(*conditions).group_by(Run.connector)
        for conditions in ((), (Run.status == "ok",), (Run.status == "ok", Run.rows_read > 0))
    ]
    published = select(Publication.run_id).where(Publication.run_id.is_not(None))
    return select(Run.id).where(
        Run.ended_at < before, ~or_(*(Run.id.in_(some) for some in (*shown, published)))
    )


def _delete(connection: Connection, model: type, condition: ColumnElement[bool]) -> int:
    table: Table = model.__table__  # type: ignore[attr-defined]
    gone = connection.execute(delete(table).where(condition).returning(*table.primary_key.columns))
    return len(gone.all())
