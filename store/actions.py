"""Actions: what was decided in the review of a week, who answers for it, until when, and what it is to move.

Each act is in the audit log, in the same transaction.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, select, update

from language import _
from store import audit, corrections, signed
from store.aims import Aim, ChangeError, aim_of, checked, is_before, known, may_see, near, past, permit, said
from store.asked import Viewer
from store.audit import About
from store.change_models import Action
from store.signed import Names
from store.state import State

LIST = About("list", "actions")
OUTCOMES = ("done", "dropped")
AIM = ("metric", "expected", "cut", "place")  # the columns of what is expected


@dataclass(frozen=True)
class Decision:
    """What is to be done, by whom (an account, or a supervisor's name), until when, and what it is to move.

    team: whose lead decides it; None for the whole centre.
    """

    what: str
    owner: str
    aim: Aim
    due: date
    team: str | None = None


@dataclass(frozen=True)
class Decided:
    """An action as it stands. owner: the name to show, `owned_by` the signature.

    week: the first day of the one in whose review it was decided. outcome: done or dropped once it ended.
    is_before: whether what is expected of it was written down before anybody could see what came of it.
    """

    id: int
    week: date
    what: str
    owner: str
    owned_by: str
    aim: Aim
    due: date
    team: str | None
    by: str
    at: datetime
    is_before: bool = True
    begun_on: date | None = None
    ended_on: date | None = None
    outcome: str | None = None
    reason: str | None = None

    @property
    def is_open(self) -> bool:
        return self.ended_on is None

    def is_late(self, today: date) -> bool:
        """Tell whether it is overdue."""
        return self.is_open and self.due < today


def decide(state: State, who: Viewer, week: date, decision: Decision, at: datetime) -> int:
    """Write down what was decided in the review of a week; give its number. Raises ChangeError."""
    row = {**_row(decision, who), "week": week.isoformat(), "is_before": 1, "by": who.signature, "at": at}
    permit(who, decision.team)
    near(decision.due, at)
    with state.writing() as connection:
        number = int(connection.execute(insert(Action).returning(Action.id), [row]).scalar_one())
        audit.noted(connection, who, "changed", at, LIST, f"action {number}: decided, {row['what']}")
    return number


def change(state: State, who: Viewer, number: int, decision: Decision, at: datetime) -> None:
    """Correct an action; what it is to move only until its results can be seen. Raises ChangeError.

    What was there before is kept. Of one that has ended only the words and who answers for it are altered.
    """
    with state.writing() as connection:
        now = _permitted(connection, who, number)
        permit(who, decision.team, now.owned_by if decision.team == now.team else "")
        near(decision.due, at)
        if not now.is_open and (decision.aim, decision.due) != (now.aim, now.due):
            raise ChangeError(_("It has ended: only its words and who answers for it can be corrected."))
        if decision.aim != now.aim and not is_aim_open(now, at):
            sentence = _("It began on {day}: what is expected of it stays as it was written.")
            raise ChangeError(sentence.format(day=str(now.begun_on)))
        was = Decision(now.what, now.owned_by, now.aim, now.due, now.team)
        columns = (_columns(was), _row(decision, who))
        altered = corrections.keep(connection, who, at, ("action", number), columns)
        connection.execute(update(Action).where(Action.id == number).values(altered))
        detail = f"action {number}: corrected, {corrections.told(columns)}"
        audit.noted(connection, who, "changed", at, LIST, detail)


def is_aim_open(one: Decided, at: datetime) -> bool:
    """Tell whether what is expected of an action may still be corrected."""
    return one.begun_on is None or is_before(one.begun_on, at)


def begin(state: State, who: Viewer, number: int, on: date, at: datetime) -> None:
    """Say from which day on it is done, or correct that until its results can be seen. Raises ChangeError."""
    with state.writing() as connection:
        now = _permitted(connection, who, number)
        if not now.is_open:
            raise ChangeError(_("This action has ended; decide a new one."))
        if now.begun_on is not None and not is_before(now.begun_on, at):
            raise ChangeError(_("It began on {day} already.").format(day=now.begun_on.isoformat()))
        past(on, at)
        values = {"begun_on": on.isoformat(), "is_before": int(is_before(on, _written(connection, now)))}
        if now.begun_on is not None:
            columns = ({"begun_on": now.begun_on.isoformat()}, {"begun_on": on.isoformat()})
            corrections.keep(connection, who, at, ("action", number), columns)
        connection.execute(update(Action).where(Action.id == number).values(values))
        audit.noted(connection, who, "changed", at, LIST, f"action {number}: begun on {on.isoformat()}")


def reopen(state: State, who: Viewer, number: int, why: str, at: datetime) -> None:
    """Take back that an action ended, with the reason; since when it is done stays. Raises ChangeError."""
    reason = said(why)
    with state.writing() as connection:
        now = _permitted(connection, who, number)
        if now.ended_on is None:
            raise ChangeError(_("This action has not ended."))
        was = {"ended_on": now.ended_on.isoformat(), "outcome": now.outcome, "reason": now.reason}
        columns = (was, dict.fromkeys(was))
        altered = corrections.keep(connection, who, at, ("action", number), columns, reason)
        connection.execute(update(Action).where(Action.id == number).values(altered))
        audit.noted(connection, who, "changed", at, LIST, f"action {number}: opened again: {reason}")


def _written(connection: Connection, one: Decided) -> datetime:
    """Say when what is expected of an action was written, or altered for the last time."""
    return corrections.last(connection, ("action", one.id), AIM) or one.at


def end(
    state: State, who: Viewer, number: int, outcome: str, at: datetime, *, on: date, reason: str = ""
) -> None:
    """Say that it is done, or dropped and why. Raises ChangeError."""
    known("outcome", outcome, OUTCOMES)
    why = said(reason) if outcome == "dropped" or reason.strip() else None
    with state.writing() as connection:
        now = _permitted(connection, who, number)
        if not now.is_open:
            raise ChangeError(_("This action has ended; decide a new one."))
        past(on, at)
        if now.begun_on is not None and on < now.begun_on:
            raise ChangeError(_("It cannot end before it began."))
        begun = {"begun_on": on.isoformat()} if outcome == "done" and now.begun_on is None else {}
        before = {"is_before": int(is_before(on, _written(connection, now)))} if begun else {}
        values = {"ended_on": on.isoformat(), "outcome": outcome, "reason": why, **begun, **before}
        connection.execute(update(Action).where(Action.id == number).values(values))
        detail = f"action {number}: {outcome} on {on.isoformat()}" + (f": {why}" if why else "")
        audit.noted(connection, who, "changed", at, LIST, detail)


def listed(state: State, viewer: Viewer) -> list[Decided]:
    """List the actions that a viewer may see, the newest first."""
    return _read(state, viewer)


def of_week(state: State, viewer: Viewer, week: date) -> list[Decided]:
    """List those decided in the review of a week, by its first day."""
    return _read(state, viewer, Action.week == week.isoformat())


def open_ones(state: State, viewer: Viewer) -> list[Decided]:
    """List those that have not ended, the first due on top."""
    found = _read(state, viewer, Action.ended_on.is_(None))
    return sorted(found, key=lambda one: (one.due, one.id))


def find(state: State, viewer: Viewer, number: int) -> Decided | None:
    """Find one; None where there is none, or none that the viewer may see."""
    return next(iter(_read(state, viewer, Action.id == number)), None)


def _read(state: State, viewer: Viewer, *wanted: ColumnElement[bool]) -> list[Decided]:
    query = select(Action.__table__).where(*wanted).order_by(Action.id.desc())
    with state.reading() as connection:
        rows = connection.execute(query).mappings().all()
        names = signed.names_in(connection)
    return [_decided(row, names) for row in rows if may_see(viewer, row["team"], row["owner"])]


def _permitted(connection: Connection, who: Viewer, number: int) -> Decided:
    """Find one that somebody may act upon. Raises ChangeError."""
    row = connection.execute(select(Action.__table__).where(Action.id == number)).mappings().first()
    if row is None or not may_see(who, row["team"], row["owner"]):
        raise ChangeError(_("There is no action with the number {n}.").format(n=number))
    permit(who, row["team"], row["owner"])
    return _decided(row, signed.names_in(connection))


def _row(decision: Decision, who: Viewer) -> dict[str, Any]:
    checked(decision.aim, who)
    return _columns(decision)


def _columns(decision: Decision) -> dict[str, Any]:
    told = {"what": said(decision.what), "owner": said(decision.owner), "team": decision.team}
    return {**told, **decision.aim.row(), "due": decision.due.isoformat()}


def _decided(row: Any, names: Names) -> Decided:
    return Decided(
        **{name: row[name] for name in ("id", "what", "team", "at", "outcome", "reason")},
        week=date.fromisoformat(row["week"]),
        owner=names.of(row["owner"]),
        owned_by=row["owner"],
        aim=aim_of(row),
        due=date.fromisoformat(row["due"]),
        by=names.of(row["by"]),
        is_before=bool(row["is_before"]),
        begun_on=_day(row["begun_on"]),
        ended_on=_day(row["ended_on"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
