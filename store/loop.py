"""What people did about what they heard: marks of what is done, follow-ups, clicks on signals.

Two may click at once: the first is written, the other is told who was first. Problems are in `problems`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

import polars as pl
from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, select, text, update

from language import _
from store import signed
from store.loop_models import Click, FollowUp, Mark
from store.models import Instant
from store.schema import INSTANT, TEXT, WHOLE, Dtype
from store.state import State

MarkKind = Literal["promise", "complaint", "complaint_step", "followup"]
FollowUpKind = Literal["low_answer", "complaint", "hard_contact"]
HOLDS = 0
OF_MARKS: dict[str, Dtype] = {
    "kind": TEXT,
    "subject": TEXT,
    "step": TEXT,
    "by": TEXT,
    "at": INSTANT,
    "words": TEXT,
}
OF_FOLLOWUPS: dict[str, Dtype] = {
    "id": WHOLE,
    "kind": TEXT,
    "contact_id": TEXT,
    "person": TEXT,
    "opened_at": INSTANT,
    "owner": TEXT,
    "owned_by": TEXT,
    "due_at": INSTANT,
    "done_at": INSTANT,
    "done_by": TEXT,
    "outcome": TEXT,
}
COLUMNS = {"owned_by": "owner"}
OF_DONE = ("done_at", "done_by", "outcome")
OF_CLICKS: dict[str, Dtype] = {"text_id": TEXT, "signal": TEXT, "by": TEXT, "is_right": WHOLE, "at": INSTANT}
# SQLite and PostgreSQL share these words (see store.claims).
MARK = text(
    "INSERT INTO marks (kind, subject, step, by, at, words, undone)"
    " VALUES (:kind, :subject, :step, :by, :at, :words, 0)"
    " ON CONFLICT (kind, subject, step, undone) DO NOTHING RETURNING id"
).bindparams(bindparam("at", type_=Instant))
FOLLOW_UP = text(
    "INSERT INTO followups (kind, contact_id, person, opened_at, owner, due_at)"
    " VALUES (:kind, :contact_id, :person, :opened_at, :owner, :due_at)"
    " ON CONFLICT (kind, contact_id) DO NOTHING RETURNING id"
).bindparams(bindparam("opened_at", type_=Instant), bindparam("due_at", type_=Instant))
CLICK = text(
    "INSERT INTO clicks (text_id, signal, by, is_right, at) VALUES (:text_id, :signal, :by, :is_right, :at)"
    " ON CONFLICT (text_id, signal, by) DO UPDATE SET is_right = excluded.is_right, at = excluded.at"
).bindparams(bindparam("at", type_=Instant))


class LoopError(ValueError):
    """Say what could not be written: what was asked, what is allowed, or who was first and when."""


@dataclass(frozen=True)
class Opened:
    """A follow-up to open: about which contact, whose, and by when somebody should have called."""

    kind: FollowUpKind
    contact_id: str
    person: str | None
    due_at: datetime
    owner: str | None = None


def mark(
    state: State, kind: MarkKind, subject: str, by: str, at: datetime, step: str = "", words: str = ""
) -> None:
    """Write down that something is done. Raises LoopError where somebody else was first."""
    _check(_("kind of mark"), kind, get_args(MarkKind))
    row = {"kind": kind, "subject": subject, "step": step, "by": by, "at": at, "words": words or None}
    with state.writing() as connection:
        if connection.execute(MARK, row).first() is None:
            _raise_first(connection, kind, subject, step)


def _raise_first(connection: Connection, kind: str, subject: str, step: str) -> None:
    same = (Mark.kind == kind, Mark.subject == subject, Mark.step == step, Mark.undone == HOLDS)
    first = connection.execute(select(Mark.by, Mark.at).where(*same)).one()
    who, sentence = signed.names_in(connection).of(first.by), _("{who} marked it as done already, at {when}.")
    raise LoopError(sentence.format(who=who, when=_moment(first.at)))


def undo(state: State, kind: MarkKind, subject: str, by: str, at: datetime, step: str = "") -> None:
    """Take a mark back. Raises LoopError where none holds."""
    same = (Mark.kind == kind, Mark.subject == subject, Mark.step == step, Mark.undone == HOLDS)
    with state.writing() as connection:
        values = {"undone": Mark.id, "undone_by": by, "undone_at": at}
        if connection.execute(update(Mark).where(*same).values(values).returning(Mark.id)).first() is None:
            raise LoopError(_("It is not marked as done, or somebody has just taken that back."))


def marks(state: State, kinds: Sequence[MarkKind] = (), by: datetime | None = None) -> pl.DataFrame:
    """Read the marks that hold, or held at an instant: OF_MARKS, in the order in which they were made.

    `by` is the name to show.
    """
    asked: list[ColumnElement[bool]] = [Mark.kind.in_(list(kinds))] if kinds else []
    if by is None:
        asked.append(Mark.undone == HOLDS)
    else:
        asked += [Mark.at <= by, (Mark.undone == HOLDS) | (Mark.undone_at > by)]
    query = select(*(getattr(Mark, name) for name in OF_MARKS)).where(*asked).order_by(Mark.id)
    return _read(state, query, OF_MARKS, ["by"])


def revision(state: State) -> str:
    """Name what is written of marks and follow-ups, for the keys of caches: it changes with each change.

    Who has what is told by how many each owner has to call, and which: by the sums of their numbers and of
    the squares.
    """
    told = select(func.count(), func.count(Mark.undone_at)).select_from(Mark)
    made = select(func.count(), func.count(FollowUp.done_at)).select_from(FollowUp)
    sums = (func.count(), func.sum(FollowUp.id), func.sum(FollowUp.id * FollowUp.id))
    left = select(FollowUp.owner, *sums).where(FollowUp.done_at.is_(None)).group_by(FollowUp.owner)
    with state.reading() as connection:
        counts = [*connection.execute(told).one(), *connection.execute(made).one()]
        owned = sorted(str(tuple(row)) for row in connection.execute(left).all())
    return " ".join([*(str(value) for value in counts), *owned])


def open_followups(state: State, opened: Sequence[Opened], at: datetime) -> int:
    """Open follow-ups, one per kind and contact; give how many are new."""
    for one in opened:
        _check(_("kind of follow-up"), one.kind, get_args(FollowUpKind))
    with state.writing() as connection:
        rows = [connection.execute(FOLLOW_UP, {**vars(one), "opened_at": at}).first() for one in opened]
    return sum(row is not None for row in rows)


def finish_followup(state: State, number: int, by: str, at: datetime, outcome: str) -> None:
    """Write down what came of a follow-up. Raises LoopError where somebody was first or there is none."""
    mine = (FollowUp.id == number, FollowUp.done_at.is_(None))
    values = {"done_at": at, "done_by": by, "outcome": outcome}
    with state.writing() as connection:
        query = update(FollowUp).where(*mine).values(values).returning(FollowUp.id)
        if connection.execute(query).first() is None:
            _raise_finished(connection, number)


def _raise_finished(connection: Connection, number: int) -> None:
    asked = select(FollowUp.done_by, FollowUp.done_at).where(FollowUp.id == number)
    row = connection.execute(asked).first()
    if row is None:
        raise LoopError(_("There is no follow-up {number}.").format(number=number))
    who, sentence = signed.names_in(connection).of(row.done_by), _("{who} has done it already, at {when}.")
    raise LoopError(sentence.format(who=who, when=_moment(row.done_at)))


def reopen_followup(state: State, number: int, by: str, at: datetime, seen: str | None = None) -> str:
    """Take back what was written down of a follow-up; give what that was. Raises LoopError where nothing is.

    What was taken back stays as a mark that no longer holds, its step the outcome. seen: the outcome that is
    meant; another one, written since, is not taken back.
    """
    asked = select(FollowUp.done_by, FollowUp.done_at, FollowUp.outcome).where(FollowUp.id == number)
    done = (FollowUp.id == number, FollowUp.done_at.is_not(None))
    with state.writing() as connection:
        was = connection.execute(asked).first()
        if was is not None and seen is not None and was.outcome not in (seen, None):
            raise LoopError(_("Somebody has written down something else meanwhile."))
        values = {"done_at": None, "done_by": None, "outcome": None}
        query = update(FollowUp).where(*done).values(values).returning(FollowUp.id)
        if was is None or connection.execute(query).first() is None:
            raise LoopError(_("It is not closed, or somebody has just taken that back."))
        row = {"kind": "followup", "subject": str(number), "step": was.outcome, "by": was.done_by}
        kept = connection.execute(MARK, {**row, "at": was.done_at, "words": None}).one()
        over = {"undone": Mark.id, "undone_by": by, "undone_at": at}
        connection.execute(update(Mark).where(Mark.id == kept.id).values(over))
    return str(was.outcome)


def own_followup(state: State, number: int, owner: str | None) -> None:
    """Give a follow-up that is not done to somebody. Raises LoopError where there is none."""
    mine = (FollowUp.id == number, FollowUp.done_at.is_(None))
    with state.writing() as connection:
        query = update(FollowUp).where(*mine).values(owner=owner).returning(FollowUp.id)
        if connection.execute(query).first() is None:
            _raise_finished(connection, number)


def hand_followup(state: State, number: int, owner: str | None, seen: str | None) -> None:
    """Give a follow-up from whom it was seen with to another. Raises LoopError where it changed meanwhile."""
    mine = (FollowUp.id == number, FollowUp.done_at.is_(None), FollowUp.owner.is_not_distinct_from(seen))
    with state.writing() as connection:
        query = update(FollowUp).where(*mine).values(owner=owner).returning(FollowUp.id)
        if connection.execute(query).first() is not None:
            return
        now = connection.execute(
            select(FollowUp.owner).where(FollowUp.id == number, FollowUp.done_at.is_(None))
        ).first()
        if now is None:
            _raise_finished(connection, number)
        else:
            whose = signed.names_in(connection).some(now.owner)
            raise LoopError(_("It is {who}’s meanwhile.").format(who=whose or _("nobody")))


def followups(state: State, by: datetime | None = None) -> pl.DataFrame:
    """Read follow-ups, as they stood at an instant: OF_FOLLOWUPS, the one that is due first on top.

    `owner` and `done_by` are names to show, `owned_by` is the owner's signature, to compare.
    """
    query = select(*(getattr(FollowUp, COLUMNS.get(name, name)) for name in OF_FOLLOWUPS))
    found = _read(state, query.order_by(FollowUp.due_at, FollowUp.id), OF_FOLLOWUPS, ["owner", "done_by"])
    if by is None:
        return found
    is_done = (pl.col("done_at") <= by).fill_null(value=False)
    known = [pl.when(is_done).then(name).otherwise(f"{name}_then").alias(name) for name in OF_DONE]
    held = found.join(_held(state, by), on="id", how="left", maintain_order="left")
    return held.filter(pl.col("opened_at") <= by).with_columns(known).select(list(OF_FOLLOWUPS))


def _held(state: State, by: datetime) -> pl.DataFrame:
    """What was written down of follow-ups at an instant and taken back after it: id and OF_DONE, then."""
    told = marks(state, ["followup"], by).sort("at").unique("subject", keep="last", maintain_order=True)
    return told.select(
        id=pl.col("subject").cast(WHOLE), done_at_then="at", done_by_then="by", outcome_then="step"
    )


def click(state: State, text_id: str, signal: str, by: str, at: datetime, *, is_right: bool) -> None:
    """Write down one person's word on a signal; a later one of the same person replaces it."""
    row = {"text_id": text_id, "signal": signal, "by": by, "is_right": int(is_right), "at": at}
    with state.writing() as connection:
        connection.execute(CLICK, row)


def take_back(state: State, text_id: str, signal: str, by: str) -> None:
    """Forget one person's word on a signal, as if it had never been said; nothing where there is none."""
    own = (Click.text_id == text_id, Click.signal == signal, Click.by == by)
    with state.writing() as connection:
        connection.execute(delete(Click).where(*own))


def clicks(state: State) -> pl.DataFrame:
    """Read all words on signals: OF_CLICKS, `by` a signature."""
    query = select(*(getattr(Click, name) for name in OF_CLICKS))
    return _read(state, query.order_by(Click.at, Click.text_id, Click.signal, Click.by), OF_CLICKS)


def _read(state: State, query: object, columns: dict[str, Dtype], named: Sequence[str] = ()) -> pl.DataFrame:
    """Read rows; in `named` columns names to show take the place of signatures."""
    with state.reading() as connection:
        rows = connection.execute(query).all()  # type: ignore[call-overload]
        names = signed.names_in(connection) if named else signed.Names({})
    read = pl.DataFrame([tuple(row) for row in rows], schema=columns, orient="row")
    return read.with_columns(names.shown(name) for name in named)


def _check(what: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        sentence = _("Unknown {what} {value!r}. Known: {known}.")
        raise LoopError(sentence.format(what=what, value=value, known=", ".join(allowed)))


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
