"""Work that pages ask for (status.ask): rows that the leading scheduler takes, does and answers."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select, update

from store.models import Request
from store.state import State


@dataclass(frozen=True)
class Taken:
    """Requests for the same work, done once: their numbers, the kind and its argument, who asked first."""

    numbers: tuple[int, ...]
    kind: str
    argument: str | None
    asked_by: str = field(default="", compare=False)


def take(state: State, now: datetime) -> list[Taken]:
    """Take the requests that nobody has taken yet, the oldest first."""
    with state.reading() as connection:
        waiting = connection.execute(select(Request.id).where(Request.taken_at.is_(None)).limit(1)).first()
    if waiting is None:  # the usual second: no need to lock the database for writing
        return []
    with state.writing() as connection:
        rows = connection.execute(
            update(Request)
            .where(Request.taken_at.is_(None))
            .values(taken_at=now)
            .returning(Request.id, Request.kind, Request.argument, Request.asked_by)
        ).all()
    alike: dict[tuple[str, str | None], list[int]] = {}
    first: dict[tuple[str, str | None], str] = {}
    for row in sorted(rows, key=lambda row: int(row.id)):
        alike.setdefault((row.kind, row.argument), []).append(row.id)
        first.setdefault((row.kind, row.argument), row.asked_by)
    return [Taken(tuple(numbers), *key, first[key]) for key, numbers in alike.items()]


def answer(state: State, taken: Taken, outcome: str, now: datetime) -> None:
    """Write the sentence that the people who asked will read."""
    with state.writing() as connection:
        connection.execute(
            update(Request).where(Request.id.in_(taken.numbers)).values(done_at=now, outcome=outcome)
        )


def reopen(state: State) -> None:
    """Free the requests that a dead process had taken; call it as the leader only."""
    with state.writing() as connection:
        connection.execute(
            update(Request)
            .where(Request.taken_at.is_not(None), Request.done_at.is_(None))
            .values(taken_at=None)
        )
