"""The heartbeat of the leading scheduler; status.heartbeat reads it."""

from datetime import datetime

from sqlalchemy import delete, insert, update

from store.models import Heartbeat
from store.state import State
from store.status import SCHEDULER


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
