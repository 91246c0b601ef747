"""The log of changes of process: what was changed when, by whom, and what was expected of it before looking.

Each act is in the audit log, in the same transaction.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update

from language import _
from metrics.experiments import Day, days_of
from store import audit, corrections, signed
from store.aims import Aim, ChangeError, aim_of, checked, is_before, known, near, permit, said
from store.asked import Viewer
from store.audit import About
from store.change_models import ProcessChange
from store.outcome import Case
from store.signed import Names
from store.state import State

LIST = About("list", "changes")
KINDS = ("menu", "rota", "script", "other")
LONGEST_PLAN = 26  # weeks


@dataclass(frozen=True)
class Plan:
    """A roll-out by chance: over how many weeks (an even number), on which weekdays (1 is Monday)."""

    weeks: int
    weekdays: tuple[int, ...]

    def days(self, first: date, seed: str) -> list[Day]:
        """Draw the days of the new way."""
        return days_of(first, self.weeks, self.weekdays, seed)


@dataclass(frozen=True)
class Draft:
    """What somebody logs. owner: an account, or a supervisor's name. team: None for the whole centre.

    beside: another place to compare with, empty for all others, None for nothing; is_proposed: by the past.
    plan: where chance decides on which days the new way holds, from the day `on` on.
    """

    kind: str
    what: str
    on: date
    owner: str
    aim: Aim
    team: str | None = None
    beside: str | None = None
    is_proposed: bool = False
    plan: Plan | None = None


@dataclass(frozen=True)
class Logged:
    """A change as it stands. owner, by: names to show; `owned_by` is the owner's signature.

    is_before: whether what is expected was written down before anybody could see what came of it.
    """

    id: int
    draft: Draft
    owner: str
    owned_by: str
    by: str
    at: datetime
    is_before: bool
    withdrawn_why: str | None = None

    @property
    def days(self) -> list[Day]:
        """The days of its roll-out as they were drawn; none where it has no plan."""
        plan = self.draft.plan
        return plan.days(self.draft.on, f"change {self.id}") if plan else []

    @property
    def case(self) -> Case:
        """What its result is asked by."""
        draft = self.draft
        return Case(draft.aim, draft.on, self.is_before, draft.beside, tuple(self.days))


def log(state: State, who: Viewer, draft: Draft, at: datetime) -> int:
    """Log a change; give its number. Raises ChangeError.

    What is expected of one that is logged when its first results can be seen is kept as expected afterwards;
    a roll-out by chance is planned before it begins.
    """
    permit(who, draft.team)
    near(draft.on, at)
    if draft.plan is not None:
        _check_plan(draft.plan, draft.on, at)
    kept = {"is_before": int(is_before(draft.on, at)), "by": who.signature, "at": at}
    row = {**_row(draft, who), **kept}
    with state.writing() as connection:
        number = int(
            connection.execute(insert(ProcessChange).returning(ProcessChange.id), [row]).scalar_one()
        )
        audit.noted(connection, who, "changed", at, LIST, f"change {number}: logged, {row['what']}")
    return number


def change(state: State, who: Viewer, number: int, draft: Draft, at: datetime) -> None:
    """Correct a change; what decides its result only until that can be seen. Raises ChangeError.

    What was there before is kept. The days of a roll-out were drawn once, and stay.
    """
    with state.writing() as connection:
        now = _permitted(connection, who, number)
        permit(who, draft.team, now.owned_by if draft.team == now.draft.team else "")
        near(draft.on, at)
        if (draft.plan, draft.plan and draft.on) != (now.draft.plan, now.draft.plan and now.draft.on):
            raise ChangeError(_("The days of a roll-out are drawn once: withdraw it, and plan it anew."))
        if not is_open(now, at) and _deciding(draft) != _deciding(now.draft):
            sentence = _(
                "Its results can be seen since {day}: what is expected of it stays as it was written."
            )
            raise ChangeError(sentence.format(day=seen_since(now).isoformat()))
        columns = (_columns(now.draft), _row(draft, who))
        altered = dict(corrections.keep(connection, who, at, ("change", number), columns))
        if is_open(now, at):
            altered["is_before"] = int(is_before(draft.on, at))
        connection.execute(update(ProcessChange).where(ProcessChange.id == number).values(altered))
        detail = f"change {number}: corrected, {corrections.told(columns)}"
        audit.noted(connection, who, "changed", at, LIST, detail)


def is_open(one: Logged, at: datetime) -> bool:
    """Tell whether what decides the result of a change may still be corrected."""
    return one.is_before and is_before(one.draft.on, at)


def seen_since(one: Logged) -> date:
    """Give the day on which the first results of a change can be seen."""
    return one.draft.on + timedelta(1)


def withdraw(state: State, who: Viewer, number: int, why: str, at: datetime) -> None:
    """Say that a change was called off, or logged by mistake; it stays in the log with the reason.

    Raises ChangeError.
    """
    with state.writing() as connection:
        _permitted(connection, who, number)
        columns = ({"withdrawn_why": None}, {"withdrawn_why": said(why)})
        altered = corrections.keep(connection, who, at, ("change", number), columns)
        connection.execute(update(ProcessChange).where(ProcessChange.id == number).values(altered))
        detail = f"change {number}: withdrawn: {altered['withdrawn_why']}"
        audit.noted(connection, who, "changed", at, LIST, detail)


def logged(state: State, viewer: Viewer) -> list[Logged]:
    """List the changes that a viewer may see, the newest first: a lead none of other teams."""
    query = select(ProcessChange.__table__).order_by(ProcessChange.on_date.desc(), ProcessChange.id.desc())
    with state.reading() as connection:
        rows = connection.execute(query).mappings().all()
        names = signed.names_in(connection)
    return [_logged(row, names) for row in rows if _may_see(viewer, row)]


def find(state: State, viewer: Viewer, number: int) -> Logged | None:
    """Find one; None where there is none, or none that the viewer may see."""
    return next((one for one in logged(state, viewer) if one.id == number), None)


def _may_see(viewer: Viewer, row: Any) -> bool:
    if viewer.role != "lead":
        return True
    is_others = row["cut"] == "team" and row["place"] not in viewer.teams
    return (row["team"] is None or row["team"] in viewer.teams) and not is_others


def _permitted(connection: Connection, who: Viewer, number: int) -> Logged:
    """Find one that somebody may act upon, and that was not withdrawn. Raises ChangeError."""
    query = select(ProcessChange.__table__).where(ProcessChange.id == number)
    row = connection.execute(query).mappings().first()
    if row is None or not _may_see(who, row):
        raise ChangeError(_("There is no change with the number {n}.").format(n=number))
    permit(who, row["team"], row["owner"])
    if row["withdrawn_why"] is not None:
        raise ChangeError(_("This change was withdrawn; log it anew."))
    return _logged(row, signed.names_in(connection))


def _row(draft: Draft, who: Viewer) -> dict[str, Any]:
    known("kind", draft.kind, KINDS)
    checked(draft.aim, who)
    _check_beside(draft)
    return _columns(draft)


def _columns(draft: Draft) -> dict[str, Any]:
    told = {"kind": draft.kind, "what": said(draft.what), "owner": said(draft.owner), "team": draft.team}
    plan = json.dumps(asdict(draft.plan)) if draft.plan else None
    beside = {"beside": draft.beside, "is_proposed": int(draft.is_proposed)}
    return {**told, **draft.aim.row(), "on_date": draft.on.isoformat(), "plan": plan, **beside}


def _check_beside(draft: Draft) -> None:
    if draft.beside is None:
        return
    if draft.aim.cut is None:
        raise ChangeError(_("What was changed everywhere has nothing to compare with."))
    if draft.beside == draft.aim.place:
        raise ChangeError(_("Compare with another place than the one that was changed."))
    if draft.aim.cut == "team" and draft.beside:
        raise ChangeError(_("A team is compared with all others together, never with one of them."))


def _check_plan(plan: Plan, on: date, at: datetime) -> None:
    if plan.weeks < 2 or plan.weeks % 2 or plan.weeks > LONGEST_PLAN:
        raise ChangeError(_("A roll-out takes an even number of weeks, 2 to {n}.").format(n=LONGEST_PLAN))
    if not plan.weekdays or not set(plan.weekdays) <= set(range(1, 8)):
        raise ChangeError(_("Choose the weekdays on which the new way may hold."))
    if on <= at.date():
        raise ChangeError(_("A roll-out by chance is planned before it begins: choose a later day."))


def _deciding(draft: Draft) -> tuple[object, ...]:
    return draft.on, draft.aim, draft.beside, draft.is_proposed, draft.plan


def _logged(row: Any, names: Names) -> Logged:
    plan = json.loads(row["plan"]) if row["plan"] else None
    draft = Draft(
        kind=row["kind"],
        what=row["what"],
        on=date.fromisoformat(row["on_date"]),
        owner=row["owner"],
        aim=aim_of(row),
        team=row["team"],
        beside=row["beside"],
        is_proposed=bool(row["is_proposed"]),
        plan=Plan(plan["weeks"], tuple(plan["weekdays"])) if plan else None,
    )
    shown = {"owner": names.of(row["owner"]), "owned_by": row["owner"], "by": names.of(row["by"])}
    kept = {"at": row["at"], "is_before": bool(row["is_before"]), "withdrawn_why": row["withdrawn_why"]}
    return Logged(row["id"], draft, **shown, **kept)
