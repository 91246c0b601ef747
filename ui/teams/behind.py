"""The rows behind an hour of a heat map of the page Teams: which hour was clicked, and the way to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ui.asked import Asked
from ui.teams.grid import Cell

BUSY_ROWS, LONG_ROWS = "busy", "long"
ROWS, OF, AT = "rows", "of", "at"  # parameters of the address


@dataclass(frozen=True)
class Spot:
    """An hour of a heat map: which map, which row (the name of a team, or an ISO weekday), which hour."""

    rows: str
    of: str
    hour: int


@dataclass(frozen=True)
class Ways:
    """The ways from hours to the rows behind them; `open` is the hour whose rows are shown.

    to_single: whether they may lead to single stretches, which tell of single agents.
    """

    asked: Asked
    team: str
    open: Spot | None = None
    to_single: bool = True

    def led(self, cell: Cell, rows: str, of: str | int | None, hour: int) -> Cell:
        """Let an hour lead to its rows; the one that is open leads back."""
        if of is None or (rows == LONG_ROWS and not self.to_single):
            return cell
        spot = Spot(rows, str(of), hour)
        is_open = spot == self.open
        chosen = {} if is_open else {ROWS: spot.rows, OF: spot.of, AT: str(spot.hour)}
        team = {"team": self.team} if self.team else {}
        return replace(cell, way=("teams", {**self.asked.query(), **team, **chosen}), is_open=is_open)


def spot(query: Mapping[str, Sequence[str]], teams: Sequence[str], team: str) -> Spot | None:
    """Read which hour was clicked; None for none, and for what another choice of the page made void."""
    rows, of, at = ((query.get(name) or [""])[-1] for name in (ROWS, OF, AT))
    if rows not in (BUSY_ROWS, LONG_ROWS) or not (at.isdecimal() and len(at) <= 2 and int(at) < 24):
        return None
    weekdays = [str(each) for each in range(1, 8)]
    known = weekdays if rows == BUSY_ROWS and team else [team] if team else teams
    return Spot(rows, of, int(at)) if of in known else None
