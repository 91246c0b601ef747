"""Stretches of time in which a queue, or all of them, is not to be heard of: alerts are kept, not told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, insert, or_, select, update

from language import _
from store import signed
from store.alert_models import Suppression
from store.loop import LoopError
from store.state import State

LONGEST = timedelta(days=31)
ALL = select(*Suppression.__table__.columns)


@dataclass(frozen=True)
class Silence:
    """Who wanted what not to be told, from when until when and why; queue None: all of them.

    by and lifted_by are names to show.
    """

    id: int
    queue: str | None
    since: datetime
    until: datetime
    by: str
    at: datetime
    reason: str | None
    lifted_by: str | None = None
    lifted_at: datetime | None = None

    @property
    def ended_at(self) -> datetime:
        """When it ends, or was ended early."""
        return min(self.until, self.lifted_at or self.until)


def suppress(
    state: State,
    queue: str | None,
    since: datetime,
    until: datetime,
    by: str,
    at: datetime,
    reason: str = "",
) -> int:
    """Keep a queue, or all (None), from being told of; give its number. Raises LoopError.

    It must end after it begins and after now, and within 31 days.
    """
    if until <= since or until <= at:
        raise LoopError(_("It must end later than it begins, and later than now."))
    if until - since > LONGEST:
        raise LoopError(_("At most {n} days at a time, so that nothing is silent for ever.").format(n=31))
    told = {"queue": queue, "since": since, "until": until, "by": by, "at": at, "reason": reason or None}
    with state.writing() as connection:
        return int(
            connection.execute(insert(Suppression).values(told).returning(Suppression.id)).scalar_one()
        )


def lift(state: State, number: int, by: str, at: datetime) -> None:
    """End one early. Raises LoopError where it is over or there is none."""
    holds = (Suppression.id == number, Suppression.lifted_at.is_(None), Suppression.until > at)
    query = update(Suppression).where(*holds).values(lifted_by=by, lifted_at=at).returning(Suppression.id)
    with state.writing() as connection:
        if connection.execute(query).first() is None:
            raise LoopError(_("It is over already; look at the page again."))


def suppressions(state: State, at: datetime) -> list[Silence]:
    """List those that hold now or will, the one that ends first on top."""
    asked = ALL.where(Suppression.lifted_at.is_(None), Suppression.until > at)
    return _silences(state, asked.order_by(Suppression.until, Suppression.id))


def suppressed(state: State, queue: str, at: datetime) -> Silence | None:
    """Give what keeps a queue from being told of at an instant, None where nothing does."""
    asked = ALL.where(*holding(at), or_(Suppression.queue.is_(None), Suppression.queue == queue))
    return next(iter(_silences(state, asked.order_by(Suppression.until.desc()).limit(1))), None)


def since(state: State, at: datetime) -> list[Silence]:
    """List those that ended after an instant, or will; those ended early too."""
    return _silences(state, ALL.where(Suppression.until > at))


def _silences(state: State, asked: Select[Any]) -> list[Silence]:
    with state.reading() as connection:
        names = signed.names_in(connection)
        return [_silence(row._mapping, names) for row in connection.execute(asked)]


def _silence(row: Mapping[Any, Any], names: signed.Names) -> Silence:
    shown = {name: names.some(row[name]) for name in ("by", "lifted_by")}
    return Silence(**{**row, **shown})


def heard_from(silences: Iterable[Silence], queue: str, at: datetime) -> datetime:
    """Tell from when on a queue is heard of again: at once, or once all that follow on each other ended."""
    for one in sorted(silences, key=lambda one: one.since):
        if one.queue in (None, queue) and one.since <= at < one.ended_at:
            at = one.ended_at
    return at


def held(state: State, at: datetime) -> tuple[int, ...]:
    """Name those that hold at an instant by their numbers: it changes when one begins, ends or is ended."""
    with state.reading() as connection:
        asked = select(Suppression.id).where(*holding(at)).order_by(Suppression.id)
        return tuple(connection.execute(asked).scalars())


def silenced(connection: Connection, at: datetime) -> set[str | None]:
    """Name the queues that are not to be told of at an instant; None stands for all."""
    rows = connection.execute(select(Suppression.queue).where(*holding(at))).all()
    return {row.queue for row in rows}


def holding(at: datetime) -> tuple[ColumnElement[bool], ...]:
    """Tell which hold at an instant."""
    return Suppression.since <= at, Suppression.until > at, Suppression.lifted_at.is_(None)
