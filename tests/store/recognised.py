"""A week’s facts as they would be found, of a few agents."""

from datetime import UTC, date, datetime

import polars as pl

from metrics.recognition import AWARDS
from metrics.recognition.guards import HELD
from metrics.recognition.score import scored
from metrics.recognition.together import judged
from store import recognition
from store.asked import Viewer
from store.recognition_facts import Facts

WEEK = date(2026, 3, 1)
AS_OF = datetime(2026, 3, 8, 4, tzinfo=UTC)
NOW = datetime(2026, 3, 8, 5, tzinfo=UTC)
TEAMS = {
    "dana": "North",
    "maya": "North",
    "yusuf": "Coast",
    "hasty": "Coast",
    "lagging": "North",
}
MANAGER = Viewer("the manager", "manager", account="manager@example.com")
NORTH = Viewer("Noa", "lead", frozenset({"North"}), "noa@example.com")
COAST = Viewer("Omer", "lead", frozenset({"Coast"}), "omer@example.com")
EXECUTIVE = Viewer("the board", "executive", account="board@example.com")
NOBODY: list[tuple[str, float]] = []


def measure(*agents: tuple[str, float]) -> pl.DataFrame:
    """A measure of agents by how much more than expected they had, of 100 cases; ten more did as expected."""
    crowd = [(f"x{n}", 0.0) for n in range(10)]
    rows = [
        {"agent_id": name, "n": 100, "observed": 80, "expected": 80 - edge, "edge": edge, "variance": 20.0}
        for name, edge in [*agents, *crowd]
    ]
    return scored(pl.DataFrame(rows), 0.12)


def facts(*best: tuple[str, float], helped: list[tuple[str, float]] = NOBODY) -> Facts:
    """What is found of a week; hasty is held back."""
    of = {"best": [*best, ("lagging", -30.0)], "helped": helped}
    found = {}
    for award in AWARDS:
        one = measure(*of.get(award, []))
        found[award] = judged({"satisfied": one, "solved": one})
    held = pl.DataFrame([("hasty", "short", 100, 14, 2.0)], schema=HELD, orient="row")
    return Facts(AS_OF, 7, found, held, TEAMS, {"dana": ("survey:1",)})


def keep(state: object, week: date, found: Facts) -> None:
    """Keep a week of such facts."""
    recognition.write(state, week, found, NOW)  # type: ignore[arg-type]
