"""Recurring problems that somebody looks after: who, how it stands, and what happened to each since."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

import polars as pl
from sqlalchemy import bindparam, insert, select, text, update

from language import _
from store import signed
from store.loop import LoopError
from store.loop_models import Problem, ProblemChange
from store.models import Instant
from store.schema import INSTANT, TEXT, WHOLE, Dtype
from store.state import State

ProblemState = Literal["watching", "being_fixed", "cannot_change"]
OF_PROBLEMS: dict[str, Dtype] = {
    "id": WHOLE,
    "topic_family": TEXT,
    "terms": TEXT,
    "owner": TEXT,
    "state": TEXT,
    "since": INSTANT,
    "words": TEXT,
    "revision": WHOLE,
}
OF_CHANGES: dict[str, Dtype] = {
    "problem_id": WHOLE,
    "revision": WHOLE,
    "at": INSTANT,
    "by": TEXT,
    "owner": TEXT,
    "state": TEXT,
    "words": TEXT,
}
BEGIN = text(
    "INSERT INTO problems (topic_family, terms, owner, state, since, words, revision)"
    " VALUES (:topic_family, :terms, :owner, :state, :since, :words, 1)"
    " ON CONFLICT (topic_family, terms) DO NOTHING RETURNING id"
).bindparams(bindparam("since", type_=Instant))


@dataclass(frozen=True)
class Stand:
    """Who looks after a problem and how it stands, with a word on it."""

    state: ProblemState
    owner: str | None = None
    words: str | None = None


def begin_problem(
    state: State, topic_family: str, terms: str, by: str, at: datetime, owner: str | None = None
) -> int:
    """Begin to watch a problem; give its number. Raises LoopError where somebody watches it already."""
    told = {"owner": owner, "state": "watching", "words": None}
    row = {"topic_family": topic_family, "terms": terms, "since": at, **told}
    with state.writing() as connection:
        made = connection.execute(BEGIN, row).first()
        if made is None:
            raise LoopError(_("This problem is watched already; look at the page again."))
        connection.execute(insert(ProblemChange).values(problem_id=made.id, revision=1, at=at, by=by, **told))
        return int(made.id)


def change_problem(
    state: State,
    number: int,
    revision: int,
    stand: Stand,
    by: str,
    at: datetime,
    since: datetime | None = None,
) -> None:
    """Change who looks after a problem and how it stands, from the revision that was looked at.

    since: when it came to stand so, by default with the change. Raises LoopError where somebody changed it
    meanwhile.
    """
    if stand.state not in get_args(ProblemState):
        sentence = _("Unknown state {value!r}. Known: {known}.")
        raise LoopError(sentence.format(value=stand.state, known=", ".join(get_args(ProblemState))))
    seen = (Problem.id == number, Problem.revision == revision)
    told = vars(stand)
    with state.writing() as connection:
        before = connection.execute(select(Problem.state, Problem.since).where(*seen)).first()
        if before is None:
            raise LoopError(_("Somebody has just changed this problem; look at the page again."))
        begun = since or (before.since if before.state == stand.state else at)
        query = update(Problem).where(*seen).values(**told, since=begun, revision=revision + 1)
        if connection.execute(query.returning(Problem.id)).first() is None:
            raise LoopError(_("Somebody has just changed this problem; look at the page again."))
        change = {"problem_id": number, "revision": revision + 1, "at": at, "by": by, **told}
        connection.execute(insert(ProblemChange).values(**change))


def problems(state: State) -> pl.DataFrame:
    """Read all problems: OF_PROBLEMS."""
    query = select(*(getattr(Problem, name) for name in OF_PROBLEMS)).order_by(Problem.id)
    with state.reading() as connection:
        rows = connection.execute(query).all()
    return pl.DataFrame([tuple(row) for row in rows], schema=OF_PROBLEMS, orient="row")


def history(state: State, number: int) -> pl.DataFrame:
    """Read what happened to a problem: OF_CHANGES, in order; `by` is the name to show."""
    query = select(*(getattr(ProblemChange, name) for name in OF_CHANGES))
    mine = query.where(ProblemChange.problem_id == number).order_by(ProblemChange.revision)
    with state.reading() as connection:
        rows, names = connection.execute(mine).all(), signed.names_in(connection)
    read = pl.DataFrame([tuple(row) for row in rows], schema=OF_CHANGES, orient="row")
    return read.with_columns(names.shown("by"))
