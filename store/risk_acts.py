"""What was done about customers at risk: only ever added to; what holds is told by metrics.work_list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl
from sqlalchemy import func, insert, select

from language import _
from metrics.work_list import ACTS, INSTANT, standing
from store import signed
from store.loop import LoopError
from store.state import State
from store.work_list_models import RiskAct

OF_ACTS: dict[str, Any] = {
    "id": pl.Int64,
    "person": pl.String,
    "at": INSTANT,
    "who": pl.String,
    "act": pl.String,
    "words": pl.String,
    "on_date": pl.String,
}
LONGEST = 1000  # characters of a note


@dataclass(frozen=True)
class Step:
    """What is done about a customer: one of metrics.work_list.ACTS, with words or a day where it has any."""

    act: str
    words: str = ""
    on: date | None = None


def act(state: State, person: str, step: Step, who: str, at: datetime, seen: int | None = None) -> None:
    """Write down what was done about a customer. Raises LoopError.

    seen: the number of the last step that was seen, 0 for none; where another came since, nothing is written
    and it is said who was first. None writes in any case, as of a note.
    """
    if step.act not in ACTS:
        sentence = _("Unknown {what} {value!r}. Known: {known}.")
        raise LoopError(sentence.format(what=_("step"), value=step.act, known=", ".join(ACTS)))
    if step.act in {"note", "owner"} and not step.words.strip():
        raise LoopError(_("Nothing was written, so nothing was kept."))
    row = {
        "person": person,
        "at": at,
        "who": who,
        "act": step.act,
        "words": step.words.strip()[:LONGEST] or None,
        "on_date": step.on.isoformat() if step.on else None,
    }
    last = select(RiskAct.id, RiskAct.who).where(RiskAct.person == person).order_by(RiskAct.id.desc())
    with state.writing() as connection:
        newest = connection.execute(last.limit(1)).first()
        if seen is not None and newest is not None and newest.id != seen:
            first = signed.names_in(connection).of(newest.who)
            raise LoopError(_("{who} was first: look again before you go on.").format(who=first))
        connection.execute(insert(RiskAct), [row])


def acts(state: State, by: datetime | None = None, people: Iterable[str] | None = None) -> pl.DataFrame:
    """Read what was done, up to an instant, about some or all: OF_ACTS, in its order.

    `who` is the name to show; `words` of an owner are a signature (see `stands`).
    """
    query = select(*(getattr(RiskAct, name) for name in OF_ACTS)).order_by(RiskAct.id)
    if by is not None:
        query = query.where(RiskAct.at <= by)
    if people is not None:
        query = query.where(RiskAct.person.in_(list(people)))
    with state.reading() as connection:
        rows = connection.execute(query).all()
        names = signed.names_in(connection)
    read = pl.DataFrame([tuple(row) for row in rows], schema=OF_ACTS, orient="row")
    return read.with_columns(names.shown("who"))


def stands(state: State, people: Iterable[str]) -> pl.DataFrame:
    """Tell how some customers stand: STANDING, `owner` the name to show, and `owned_by` the signature."""
    told = standing(acts(state, people=people)).with_columns(owned_by="owner")
    return told.with_columns(signed.names(state).shown("owner"))


def revision(state: State) -> str:
    """Name how much was done, for the keys of caches: it grows with each step."""
    with state.reading() as connection:
        return str(connection.execute(select(func.max(RiskAct.id))).scalar() or 0)
