"""Agents who may need help, for the lead and the managers of their team alone; never stored, never sent."""

from datetime import date

from metrics.coaching import Help, needed
from settings import Settings
from store.asked import Viewer
from store.opened import Store
from store.recognition_facts import counted


def may_know(viewer: Viewer, team: str) -> bool:
    """Tell whether somebody may know who of a team needs help: its lead, and managers, one team at a time."""
    return bool(team) and (viewer.role == "manager" or (viewer.role == "lead" and team in viewer.teams))


def coaching(
    store: Store, settings: Settings, week: date, publication: int | None = None
) -> tuple[Help, ...]:
    """Find who may need help by the eight weeks up to a week's end, in all teams: for `of_team` alone."""
    found = counted(store, settings, week, publication)
    return () if found is None else needed(*found)


def of_team(found: tuple[Help, ...], viewer: Viewer, team: str) -> tuple[Help, ...]:
    """Keep those of one team, for who may know of it; nobody else is told anything."""
    return tuple(one for one in found if one.team == team) if may_know(viewer, team) else ()
