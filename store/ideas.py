"""The idea of the week: logged by a lead, and what came of it, with where the result is to be seen."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select, update

from language import _
from store import audit
from store.asked import Viewer
from store.awards import LIST, Chosen, RecognitionError, permit, unnamed
from store.recognition_models import Idea
from store.state import State
from store.words import not_kept


@dataclass(frozen=True)
class Logged:
    """An idea: whose, logged by whom, and its result; link: the address of the page that shows it."""

    id: int
    week: date
    agent_id: str
    team: str | None
    idea: str
    who: str
    at: datetime
    result: str | None = None
    link: str | None = None
    result_who: str | None = None
    result_at: datetime | None = None


def log(state: State, who: Viewer, week: date, chosen: Chosen, at: datetime) -> int:
    """Log the idea of a week, in the words of `why`; give its number. Raises RecognitionError."""
    permit(who, chosen.team)
    row = {"week": week.isoformat(), "agent_id": chosen.agent_id, "team": chosen.team}
    row |= {"idea": _said(chosen.why), "who": who.signature}
    with state.writing() as connection:
        if chosen.agent_id in unnamed(connection):
            raise RecognitionError(_("This agent would rather not be named."))
        number = connection.execute(insert(Idea).returning(Idea.id), [{**row, "at": at}]).scalar_one()
        audit.noted(connection, who, "changed", at, LIST, f"{row['week']} idea of {chosen.agent_id}")
        return int(number)


def tell_result(state: State, who: Viewer, number: int, result: str, link: str, at: datetime) -> None:
    """Say what came of an idea, and link the page of Moked that shows it. Raises RecognitionError."""
    if link and (not link.startswith("/") or link.startswith(("//", "/\\"))):  # another host
        raise RecognitionError(_("The link must lead to a page of Moked, as in /changes?id=3."))
    row = {"result": _said(result), "link": link or None, "result_who": who.signature, "result_at": at}
    with state.writing() as connection:
        team = connection.execute(select(Idea.team).where(Idea.id == number)).first()
        if team is None:
            raise RecognitionError(_("There is no idea with the number {n}.").format(n=number))
        permit(who, team[0])
        connection.execute(update(Idea).where(Idea.id == number).values(row))
        audit.noted(connection, who, "changed", at, LIST, f"idea {number}: its result")


def logged(state: State, viewer: Viewer, week: date | None = None) -> list[Logged]:
    """List ideas, the newest first; nobody's to an executive, nor whose owner would rather not be named."""
    if not viewer.sees_agents:
        return []
    query = select(Idea.__table__).order_by(Idea.id.desc())
    if week is not None:
        query = query.where(Idea.week == week.isoformat())
    with state.reading() as connection:
        out = unnamed(connection)
        rows = connection.execute(query).mappings().all()
    return [
        Logged(**{**row, "week": date.fromisoformat(row["week"])})
        for row in rows
        if row["agent_id"] not in out
    ]


def _said(words: str) -> str:
    if wrong := not_kept(words):
        raise RecognitionError(wrong)
    return words.strip()
