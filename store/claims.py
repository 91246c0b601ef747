"""A slot of a job is claimed by one process, once."""

from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, delete, text, update

from store.models import Instant, JobRun
from store.state import State

# SQLite and PostgreSQL share these words; SQLAlchemy's own form needs half a second of imports for each.
CLAIM = text(
    "INSERT INTO job_runs (job, slot, claimed_at, worker) VALUES (:job, :slot, :claimed_at, :worker)"
    " ON CONFLICT (job, slot) DO NOTHING RETURNING job"
).bindparams(bindparam("slot", type_=Instant), bindparam("claimed_at", type_=Instant))
AGAIN = "begun again after its process died"


def claim(state: State, job: str, slot: datetime, worker: str, now: datetime) -> bool:
    """Claim a slot; say whether it was free."""
    with state.writing() as connection:
        row = {"job": job, "slot": slot, "claimed_at": now, "worker": worker}
        # TRICKY: not .rowcount, which psycopg leaves at -1.
        return connection.execute(CLAIM, row).first() is not None


def finish(state: State, job: str, slot: datetime, worker: str, now: datetime, outcome: str) -> None:
    """Write down what became of a slot, unless another process took it over meanwhile."""
    with state.writing() as connection:
        connection.execute(
            update(JobRun).where(*_mine(job, slot, worker)).values(ended_at=now, outcome=outcome)
        )


def give_back(state: State, job: str, slot: datetime, worker: str) -> None:
    """Free a slot whose work was not done, so that the next leader does it."""
    with state.writing() as connection:
        connection.execute(delete(JobRun).where(*_mine(job, slot, worker)))


def _mine(job: str, slot: datetime, worker: str) -> tuple[ColumnElement[bool], ...]:
    return JobRun.job == job, JobRun.slot == slot, JobRun.worker == worker


def inherit(state: State, worker: str, now: datetime) -> set[tuple[str, datetime]]:
    """Take over the slots that a dead process was at, and give them.

    Call it as the leader only: then nobody else can be at work. A slot is inherited once; one that was cut
    off twice may be what kills its process, and is left for the next slot.
    """
    with state.writing() as connection:
        cut_off = JobRun.ended_at.is_(None)
        twice = JobRun.outcome.is_not(None)
        connection.execute(update(JobRun).where(cut_off, twice).values(ended_at=now))
        taken = connection.execute(
            update(JobRun)
            .where(cut_off)
            .values(worker=worker, claimed_at=now, outcome=AGAIN)
            .returning(JobRun.job, JobRun.slot)
        )
        return {(row.job, row.slot) for row in taken}
