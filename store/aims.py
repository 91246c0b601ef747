"""What an action or a change of process is to move, where and in which direction; and who may decide it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from language import _
from metrics.experiments import Direction
from metrics.week.cuts import CUTS
from metrics.week.headlines import HEADLINES
from store.asked import Viewer
from store.words import not_kept

METRICS = tuple(one.id for one in HEADLINES)
PLACES = tuple(cut.name for cut in CUTS)
DIRECTIONS: tuple[Direction, ...] = ("up", "down")
FAR = timedelta(50 * 365)
SEEN_AFTER = timedelta(1)  # from then on its first results can be seen


class ChangeError(ValueError):
    """Say what could not be done about an action, a change or an owner, and what could."""


@dataclass(frozen=True)
class Aim:
    """A headline metric, the direction expected of it, and where: a cut and its place, or everywhere."""

    metric: str
    expected: Direction
    cut: str | None = None
    place: str | None = None

    def row(self) -> dict[str, str | None]:
        return {"metric": self.metric, "expected": self.expected, "cut": self.cut, "place": self.place}


def aim_of(row: Mapping[str, Any]) -> Aim:
    """Read an aim back."""
    return Aim(row["metric"], row["expected"], row["cut"], row["place"])


def checked(aim: Aim, who: Viewer) -> Aim:
    """Refuse what is not known, and a team that is not a lead's own. Raises ChangeError."""
    known("metric", aim.metric, METRICS)
    known("direction", aim.expected, DIRECTIONS)
    if aim.cut is not None:
        known("place", aim.cut, PLACES)
    if (aim.cut is None) != (not (aim.place or "").strip()):
        raise ChangeError(_("Say which one of them: a place needs its kind and its name."))
    if aim.cut == "team" and who.role == "lead" and aim.place not in who.teams:
        raise ChangeError(_("Only a manager or the lead of that team may do so."))
    return aim


def known(what: str, value: str, allowed: tuple[str, ...]) -> None:
    """Refuse what is not one of some. Raises ChangeError."""
    if value not in allowed:
        sentence = _("Unknown {what} {value!r}. Known: {known}.")
        raise ChangeError(sentence.format(what=_(what), value=value, known=", ".join(allowed)))


def may_see(who: Viewer, team: str | None, owner: str) -> bool:
    """Tell whether a viewer sees it: a lead those of the own teams and what they answer for."""
    return who.role != "lead" or team in who.teams or owner == who.signature


def may_act(who: Viewer, team: str | None, owner: str = "") -> bool:
    """Tell whether a viewer decides about it."""
    return who.role != "executive" and may_see(who, team, owner)


def permit(who: Viewer, team: str | None, owner: str = "") -> None:
    """Refuse who may only read. Raises ChangeError."""
    if not may_act(who, team, owner):
        raise ChangeError(_("Only a manager or the lead of that team may do so."))


def is_before(on: date, at: datetime) -> bool:
    """Tell whether what was written at an instant was before anybody could see what came of that day."""
    return at.astimezone(UTC).date() <= on + SEEN_AFTER


def near(on: date, at: datetime) -> date:
    """Refuse a day that nobody means. Raises ChangeError."""
    if abs(on - at.astimezone(UTC).date()) > FAR:
        sentence = _("{day} is more than fifty years away: give another day.")
        raise ChangeError(sentence.format(day=on.isoformat()))
    return on


def past(on: date, at: datetime) -> date:
    """Refuse a day to come, by the clock of any zone. Raises ChangeError."""
    if near(on, at) > at.astimezone(UTC).date() + timedelta(1):
        sentence = _("{day} is still to come: say so on that day.")
        raise ChangeError(sentence.format(day=on.isoformat()))
    return on


def said(words: str) -> str:
    """Keep what was written. Raises ChangeError where nothing was, or too much."""
    if wrong := not_kept(words):
        raise ChangeError(wrong)
    return words.strip()
