"""What the address of the page Weekly review asks for: a week that is over, and a team."""

from collections.abc import Sequence
from datetime import date

from language import _, period
from metrics.days import Days, week_of
from ui import asked as asking
from ui import filters
from ui.asked import Asked, Query


def week(asked: Asked, known: Sequence[Days], start: int, problems: list[str]) -> Days:
    """The week of the day that is asked for, else the newest; one that is not known is said."""
    given = dict(asked.narrowed).get("week")
    if given is None:
        return known[0]
    wanted = week_of(date.fromisoformat(given), start)
    if wanted in known:
        return wanted
    said = _("The week of {day} is not over or not known whole; the newest that is, is shown.")
    problems.append(said.format(day=given))
    return known[0]


def team(given: Query, known: Sequence[str], problems: list[str]) -> str:
    """The team that is asked for; the only one where there is one; else all (empty)."""
    usual = known[0] if len(known) == 1 else ""
    return asking.one(given, "team", tuple(known), usual, problems) if known else ""


def choices(known: Sequence[Days], at: Days, teams: Sequence[str], team: str) -> None:
    """Show which week and team are looked at, to choose others."""
    weeks = {one.first.isoformat(): period(one.first, one.last) for one in known}
    filters.pick("week", weeks, at.first.isoformat(), _("Week"), 208)
    if len(teams) > 1:
        named = {"": _("All teams"), **{one: one for one in teams}}
        filters.pick("team", named, team, _("Team"), 192)
