"""Who has which award: drawn, then confirmed, replaced or added to by a lead; only ever added to.

Each act is in the audit log, in the same transaction. Who would rather not be named is named nowhere.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from language import _
from metrics.recognition import AWARDS
from store import audit
from store.asked import Viewer
from store.audit import About
from store.recognition_models import Award, RecognitionHeld, Unnamed
from store.state import State
from store.words import not_kept

LIST = About("list", "recognition")


class RecognitionError(ValueError):
    """Say what could not be done about an award, and what could."""


@dataclass(frozen=True)
class Given:
    """Who has an award of a week: since which act, signed by whom, why; instead_of: who was replaced."""

    week: date
    award: str
    agent_id: str
    team: str | None
    act: str
    who: str
    at: datetime
    instead_of: str | None = None
    why: str | None = None


@dataclass(frozen=True)
class Chosen:
    """Somebody whom a lead chooses: of which team, and why."""

    agent_id: str
    team: str | None
    why: str


def write(connection: Connection, step: Mapping[str, Any]) -> None:
    """Add a step of an award."""
    connection.execute(insert(Award), [dict(step)])


def unnamed(connection: Connection) -> set[str]:
    """List who would rather not be named."""
    return set(connection.execute(select(Unnamed.agent_id)).scalars())


def left(state: State) -> set[str]:
    """List the same: whom nothing may name."""
    with state.reading() as connection:
        return unnamed(connection)


def holders(connection: Connection, award: str, since: str, before: str) -> set[str]:
    """List who had an award in the weeks from one day up to another."""
    rows = connection.execute(
        select(Award.__table__)
        .where(Award.award == award, Award.week >= since, Award.week < before)
        .order_by(Award.id)
    )
    return {one.agent_id for one in _given(rows.mappings())}


def history(
    state: State, viewer: Viewer, award: str | None = None, agent_id: str | None = None
) -> list[Given]:
    """List who has which award, the newest week first; nobody to an executive."""
    if not viewer.sees_agents:
        return []
    query = select(Award.__table__).order_by(Award.id)
    if award is not None:
        query = query.where(Award.award == award)
    with state.reading() as connection:
        out = unnamed(connection)
        found = _given(connection.execute(query).mappings())
    shown = [
        _cleared(one, out) for one in found if one.agent_id not in out and agent_id in (None, one.agent_id)
    ]
    return sorted(shown, key=lambda one: (-one.week.toordinal(), _place(one.award)))


def confirm(state: State, who: Viewer, week: date, award: str, at: datetime) -> None:
    """Confirm who was drawn. Raises RecognitionError."""
    with state.writing() as connection:
        now = _holder(connection, week, award)
        permit(who, now.team)
        _step(connection, who, now, "confirmed", at)


def replace(state: State, who: Viewer, week: date, award: str, chosen: Chosen, at: datetime) -> None:
    """Give an award to somebody else, and say why. Raises RecognitionError."""
    with state.writing() as connection:
        now = _holder(connection, week, award)
        permit(who, now.team)
        _check(connection, who, week, chosen)
        _step(connection, who, now, "replaced", at, chosen)


def add(state: State, who: Viewer, week: date, award: str, chosen: Chosen, at: datetime) -> None:
    """Give an award to somebody beside, and say why. Raises RecognitionError."""
    if award not in AWARDS:
        sentence = _("Unknown {what} {value!r}. Known: {known}.")
        raise RecognitionError(sentence.format(what=_("award"), value=award, known=", ".join(AWARDS)))
    with state.writing() as connection:
        _check(connection, who, week, chosen)
        new = Given(week, award, chosen.agent_id, chosen.team, "added", "", at)
        _step(connection, who, new, "added", at, chosen)


def leave(state: State, who: Viewer, agent_id: str, at: datetime) -> None:
    """Name an agent nowhere any more; twice is once."""
    with state.writing() as connection:
        if agent_id not in unnamed(connection):
            connection.execute(insert(Unnamed), [{"agent_id": agent_id, "at": at}])
            audit.noted(connection, who, "changed", at, LIST, f"{agent_id} is not named")


def come_back(state: State, who: Viewer, agent_id: str, at: datetime) -> None:
    """Name an agent again."""
    with state.writing() as connection:
        gone = delete(Unnamed).where(Unnamed.agent_id == agent_id).returning(Unnamed.agent_id)
        if connection.execute(gone).first():
            audit.noted(connection, who, "changed", at, LIST, f"{agent_id} is named again")


def _holder(connection: Connection, week: date, award: str) -> Given:
    """Find who has an award now: who was drawn or took that place."""
    query = select(Award.__table__).where(Award.week == week.isoformat(), Award.award == award)
    found = [
        one for one in _given(connection.execute(query.order_by(Award.id)).mappings()) if one.act != "added"
    ]
    if not found:
        raise RecognitionError(_("Nobody was drawn for this award in that week; add somebody instead."))
    return found[0]


def permit(who: Viewer, team: str | None) -> None:
    is_own = who.role != "lead" or team in who.teams
    if not (who.sees_agents and is_own):
        raise RecognitionError(_("Only a manager or the lead of that team may do so."))


def _check(connection: Connection, who: Viewer, week: date, chosen: Chosen) -> None:
    """Refuse whom a viewer may not choose, who would rather not be named and who is held back."""
    permit(who, chosen.team)
    if not chosen.why.strip():
        raise RecognitionError(_("Say why: the reason is kept with the award."))
    if wrong := not_kept(chosen.why):
        raise RecognitionError(wrong)
    if chosen.agent_id in unnamed(connection):
        raise RecognitionError(_("This agent would rather not be named."))
    query = select(RecognitionHeld.guard).where(
        RecognitionHeld.week == week.isoformat(), RecognitionHeld.agent_id == chosen.agent_id
    )
    if connection.execute(query).first():
        raise RecognitionError(_("This agent is held back this week; the reason stands beside the list."))


def _step(
    connection: Connection, who: Viewer, now: Given, act: str, at: datetime, chosen: Chosen | None = None
) -> None:
    """Write a step and what the audit log says of it."""
    agent, team = (chosen.agent_id, chosen.team) if chosen else (now.agent_id, now.team)
    why = chosen.why.strip() if chosen else None
    instead = now.agent_id if act == "replaced" else None
    row = {"week": now.week.isoformat(), "award": now.award, "agent_id": agent, "team": team, "act": act}
    write(connection, {**row, "instead_of": instead, "why": why, "who": who.signature, "at": at})
    detail = f"{row['week']} {now.award}: {act} {agent}" + (f" instead of {instead}" if instead else "")
    audit.noted(connection, who, "changed", at, LIST, f"{detail}: {why}" if why else detail)


def _given(rows: Any) -> list[Given]:
    """Say who has each award after all steps: who was drawn or took that place first, then those added."""
    main: dict[tuple[str, str], Given] = {}
    more: dict[tuple[str, str, str], Given] = {}
    for row in rows:
        told = {name: row[name] for name in Given.__dataclass_fields__}
        one = Given(**{**told, "week": date.fromisoformat(row["week"])})
        if one.act == "added":
            more[(row["week"], one.award, one.agent_id)] = one
        else:
            before = main.get((row["week"], one.award))
            main[(row["week"], one.award)] = _carried(one, before) if one.act == "confirmed" else one
    return [*main.values(), *more.values()]


def _carried(one: Given, before: Given | None) -> Given:
    """Keep with a confirmation why somebody was chosen."""
    if before is None or before.agent_id != one.agent_id:
        return one
    return Given(**{**one.__dict__, "instead_of": before.instead_of, "why": before.why})


def _cleared(one: Given, out: Collection[str]) -> Given:
    return one if one.instead_of not in out else Given(**{**one.__dict__, "instead_of": None})


def _place(award: str) -> int:
    return AWARDS.index(award) if award in AWARDS else len(AWARDS)
