"""Forget rows of the state database that nobody asks for any more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from sqlalchemy import ColumnElement, Connection, Select, Table, delete, func, or_, select

from settings import Settings
from store import audit, calibrations, risk_learning
from store.alert_models import Calibration, Look
from store.looks import KEPT
from store.models import Heartbeat, JobRun, Pin, Publication, PublicationTable, Request, Run, RunDetail
from store.outbox_models import Outgoing
from store.risk_models import RiskModel
from store.state import State

RECENT = timedelta(hours=6)
WORK = timedelta(days=14)  # claims and heartbeats, and requests by default
RUNS = timedelta(days=400)
SENT = timedelta(days=400)  # longer than anything is told of again


@dataclass(frozen=True)
class Held:
    """How long rows of the state are held; entries of the audit log for good where nothing is said."""

    requests: timedelta = WORK
    looks: timedelta = KEPT
    sent: timedelta = SENT
    audit: timedelta | None = None


HELD: Final = Held()


def held_by(settings: Settings) -> Held:
    """Say how long the settings hold rows of the state."""
    told, entries = settings.retention, settings.access.keep_audit_days
    days = (told.requests_days, told.looks_days, told.outbox_days, entries)
    return Held(*(timedelta(days=each) for each in days))


def trim_publications(state: State, now: datetime, keep: timedelta) -> int:
    """Drop pins that are over and publications nobody needs; the newest and the pinned stay.

    What readers may still look at stays for RECENT after it was replaced, then the last one of each UTC
    day, for `keep`: keeping each refresh of a month would cost some hundred gigabytes.
    """
    with state.writing() as connection:
        connection.execute(delete(Pin).where(Pin.until <= now))
        rows = connection.execute(select(Publication.id, Publication.at).order_by(Publication.id)).all()
        pinned = set(connection.execute(select(Pin.publication_id)).scalars())
        outlived = _outlived([(row.id, row.at) for row in rows], now, keep)
        gone = [number for number in outlived if number not in pinned]
        _delete(connection, PublicationTable, PublicationTable.publication_id.in_(gone))
        return _delete(connection, Publication, Publication.id.in_(gone))


def _outlived(rows: Sequence[tuple[int, datetime]], now: datetime, keep: timedelta) -> list[int]:
    """Choose from all publications, oldest first, those that were replaced and need not stay."""
    last_of_day = {at.date(): number for number, at in rows}
    return [
        number
        for (number, at), (_, replaced_at) in pairwise(rows)
        if replaced_at < now - RECENT and (at < now - keep or last_of_day[at.date()] != number)
    ]


def trim(state: State, now: datetime, keep: timedelta, held: Held = HELD) -> int:
    """Forget old claims, requests, heartbeats, reasons of runs, runs and messages; give the number of rows.

    Reasons live as long as publications (`keep`); what the last runs of a connector said stays. Looks go
    after nine weeks; alerts stay.
    """
    entries = 0 if held.audit is None else audit.trim(state, now - held.audit)
    with state.writing() as connection:
        return entries + sum(
            (
                _delete(connection, JobRun, JobRun.claimed_at < now - WORK),
                _delete(connection, Request, Request.asked_at < now - held.requests),
                _delete(connection, Heartbeat, Heartbeat.at < now - WORK),
                _delete(connection, RunDetail, RunDetail.run_id.in_(_unwatched(now - keep))),
                _delete(connection, RunDetail, RunDetail.run_id.in_(_unwatched(now - RUNS))),
                _delete(connection, Run, Run.id.in_(_unwatched(now - RUNS))),
                _delete(connection, Look, Look.at < now - held.looks),
                _delete(connection, Calibration, calibrations.is_forgotten(now)),
                _delete(connection, RiskModel, risk_learning.is_forgotten(now)),
                _delete(connection, Outgoing, Outgoing.ended_at < now - held.sent),
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
