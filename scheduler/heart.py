"""Say that the scheduler lives, so that pages know whether their requests will be taken."""

import logging
from collections.abc import Callable
from datetime import datetime
from threading import Event

from sqlalchemy import delete, insert, update
from sqlalchemy.exc import SQLAlchemyError

from store.models import Heartbeat
from store.state import State
from store.status import BEAT_S, SCHEDULER

log = logging.getLogger(__name__)


def keep_beating(state: State, worker: str, clock: Callable[[], datetime], ended: Event) -> None:
    """Beat every few seconds until `ended`; for a thread of its own."""
    ails = False
    while True:
        try:
            beat(state, worker, clock())
            ails = False
        except SQLAlchemyError as error:
            if not ails:
                log.warning("The heartbeat cannot be written (%s); going on.", type(error).__name__)
            ails = True
        if ended.wait(BEAT_S):
            return


def beat(state: State, worker: str, now: datetime) -> None:
    """Write down that `worker` leads and lives."""
    with state.writing() as connection:
        row = {"at": now, "worker": worker}
        known = connection.execute(
            update(Heartbeat).where(Heartbeat.process == SCHEDULER).values(**row).returning(Heartbeat.process)
        ).first()
        if known is None:
            connection.execute(insert(Heartbeat).values(process=SCHEDULER, **row))


def fall_silent(state: State, worker: str) -> None:
    """Take the beat away, unless another process beats already."""
    with state.writing() as connection:
        connection.execute(
            delete(Heartbeat).where(Heartbeat.process == SCHEDULER, Heartbeat.worker == worker)
        )
