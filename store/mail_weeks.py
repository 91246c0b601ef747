"""What became of each week's mails, and the sums of what was told."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, text, update

from store import outbox
from store.mailing_models import MailArchived, MailWeek
from store.models import Instant, Pin
from store.outbox import Post
from store.state import State
from store.weekdays import Week

PINNED_FOR: Final = timedelta(days=30)
Figures = Mapping[str, Mapping[str, float | None]]
# SQLite and PostgreSQL share these words (see store.claims).
BEGIN = text(
    "INSERT INTO mail_weeks (kind, week, slot, latest, state, problem)"
    " VALUES (:kind, :week, :slot, :latest, :state, :problem) ON CONFLICT (kind, week) DO NOTHING"
).bindparams(bindparam("slot", type_=Instant), bindparam("latest", type_=Instant))


@dataclass(frozen=True)
class Sums:
    """What is told of a week: figures by metric, with their version; more: what else its kind tells, as JSON.

    missing: what is not known yet, a sentence each. Nothing here may hold what a customer said.
    """

    publication: int
    figures: Figures
    more: Mapping[str, Any] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Anew:
    """A figure of an earlier week that is otherwise by now. before: as it was told last."""

    week: str
    metric: str
    before: Mapping[str, float | None]
    now: Mapping[str, float | None]


@dataclass(frozen=True)
class Archived:
    """What was told, and when. anew: earlier weeks that it set right; skipped: weeks of which none came.

    taken: how many took it of those to whom a command handed it; None where the outbox knows it.
    """

    id: int
    kind: str
    week: Week
    at: datetime
    by: str
    how: Literal["schedule", "hand"]
    sums: Sums
    anew: tuple[Anew, ...] = ()
    skipped: tuple[str, ...] = ()
    taken: int | None = None


@dataclass(frozen=True)
class Run:
    """A kind's mail of a week: when it was due, until when data are waited for, and what became of it."""

    kind: str
    week: Week
    slot: datetime
    latest: datetime
    state: str
    archive_id: int | None = None
    problem: str | None = None
    alarmed_at: datetime | None = None
    beaten_at: datetime | None = None

    @property
    def about(self) -> str:
        """What the messages of it are about, in the outbox."""
        return f"{self.kind}:{self.week.key}"


def runs(state: State, kind: str | None = None, since: datetime | None = None) -> list[Run]:
    """List what became of mails, the newest week first."""
    query = select(*MailWeek.__table__.columns).order_by(MailWeek.week.desc(), MailWeek.kind)
    query = query if kind is None else query.where(MailWeek.kind == kind)
    query = query if since is None else query.where(MailWeek.slot >= since)
    with state.reading() as connection:
        rows = connection.execute(query).mappings()
        return [Run(**{**row, "week": Week(date.fromisoformat(row["week"]))}) for row in rows]


def begin(state: State, run: Run) -> Run:
    """Remember that a mail is due; give it as it stands."""
    with state.writing() as connection:
        row = {name: getattr(run, name) for name in ("kind", "slot", "latest", "state", "problem")}
        connection.execute(BEGIN, {**row, "week": run.week.key})
    return next(one for one in runs(state, run.kind) if one.week == run.week)


def waits(state: State, run: Run, problem: str) -> None:
    """Write down what a mail waits for."""
    _note(state, run, problem=problem)


def missed(state: State, run: Run, problem: str) -> None:
    """Write down that a mail will not come, and why."""
    _note(state, run, state="missed", problem=problem)


def alarmed(connection: Connection, run: Run, at: datetime) -> None:
    """Write down, with what tells it, that it was told that a mail did not come."""
    connection.execute(update(MailWeek).where(*_mine(run)).values(alarmed_at=at))


def beaten(state: State, run: Run, at: datetime) -> None:
    """Write down that the dead man's switch heard of it."""
    _note(state, run, beaten_at=at)


def send(state: State, run: Run, told: Archived, to: Sequence[str], until: datetime) -> int:
    """Archive what is told, pin its publication and post it to each address, all or nothing; give the number.

    until: it is of use. Nothing is posted where the week's mail was already.
    """
    with state.writing() as connection:
        ended = {"state": "posted" if to else "nobody", "problem": None}
        mine = update(MailWeek).where(*_mine(run), MailWeek.state == "waiting").values(**ended)
        if connection.execute(mine.returning(MailWeek.week)).first() is None:
            return 0
        number = archive(connection, told)
        connection.execute(update(MailWeek).where(*_mine(run)).values(archive_id=number))
        each = [
            Post(run.kind, run.about, "weekly", "mail", address, {"archive": number}, until) for address in to
        ]
        return outbox.put(connection, each, told.at)


def archive(connection: Connection, told: Archived) -> int:
    """Keep what is told as sums, and its publication readable while it is of use; give its number."""
    row = {name: getattr(told, name) for name in ("kind", "at", "by", "how")}
    sums = told.sums
    packed = {
        "figures": _figures(told),
        "missing": json.dumps(sums.missing, ensure_ascii=False),
        "told": json.dumps([vars(one) for one in told.anew]),
        "skipped": json.dumps(told.skipped),
    }
    values = {**row, **packed, "week": told.week.key, "publication": sums.publication}
    query = insert(MailArchived).values(**values).returning(MailArchived.id)
    number: int = connection.execute(query).scalar_one()
    pin = (Pin.publication_id == sums.publication, Pin.reason == f"mail {told.kind} {told.week.key}")
    connection.execute(delete(Pin).where(*pin))
    pinned = {"publication_id": sums.publication, "reason": f"mail {told.kind} {told.week.key}"}
    connection.execute(insert(Pin).values(**pinned, until=told.at + PINNED_FOR))
    return number


def _figures(told: Archived) -> str:
    kept = {"figures": told.sums.figures, "more": told.sums.more}
    return json.dumps(kept if told.taken is None else {**kept, "taken": told.taken}, ensure_ascii=False)


def took(state: State, number: int, taken: int) -> None:
    """Write down how many took what a command handed over; what nobody took was not told, and is not kept."""
    told = archived(state, number)
    if told is None:
        return
    mine = MailArchived.id == number
    with state.writing() as connection:
        if taken:
            kept = _figures(replace(told, taken=taken))
            connection.execute(update(MailArchived).where(mine).values(figures=kept))
        else:
            connection.execute(delete(MailArchived).where(mine))


def archived(state: State, number: int) -> Archived | None:
    """Give what was told in a mail."""
    return next(iter(_archived(state, MailArchived.id == number)), None)


def by_schedule(state: State, kind: str, before: Week, weeks: int) -> list[Archived]:
    """List what went out by itself of the weeks before one, the newest week first."""
    since = before.earlier(weeks).key
    mine = (MailArchived.kind == kind, MailArchived.week < before.key, MailArchived.week >= since)
    return _archived(state, *mine, MailArchived.how == "schedule")


def every(state: State, kind: str | None = None) -> list[Archived]:
    """List all that was told, the newest first."""
    return _archived(state, *([] if kind is None else [MailArchived.kind == kind]))


def _archived(state: State, *conditions: Any) -> list[Archived]:
    query = select(*MailArchived.__table__.columns).where(*conditions)
    with state.reading() as connection:
        rows = connection.execute(query.order_by(MailArchived.week.desc(), MailArchived.id.desc())).all()
    return [_read(row) for row in rows]


def _read(row: Row[Any]) -> Archived:
    told = json.loads(row.figures)
    sums = Sums(row.publication, told["figures"], told["more"], tuple(json.loads(row.missing)))
    anew = tuple(Anew(**one) for one in json.loads(row.told))
    return Archived(
        *(row.id, row.kind, Week(date.fromisoformat(row.week)), row.at, row.by, row.how, sums, anew),
        tuple(json.loads(row.skipped)),
        told.get("taken"),
    )


def _note(database: State, run: Run, **values: Any) -> None:
    with database.writing() as connection:
        connection.execute(update(MailWeek).where(*_mine(run)).values(**values))


def _mine(run: Run) -> tuple[Any, ...]:
    return MailWeek.kind == run.kind, MailWeek.week == run.week.key
