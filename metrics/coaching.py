"""Find agents who may need help: by how hard their contacts are, and by evidence that is beyond chance.

Nobody is ranked: there is no score, no order but the alphabet's, and at most a few of a team. What colleagues
had of the same contacts (queue, topic, channel) is what is compared with, as recognition does it
(DEFINITIONS.md 10), so who has the hard contacts is not below for that.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl

from metrics.recognition import LEAST
from metrics.recognition.chance import at_least
from metrics.recognition.score import scored

Kind = Literal["hard", "satisfied", "solved", "kept", "held"]
MEASURES: tuple[Kind, ...] = ("satisfied", "solved", "kept", "held")
SURE_Z = 3.0902  # chance alone gives it once in a thousand
CHANCE = 0.001
HARDER = 1.5  # times what is usual in the team
MOST = 3  # of a team


@dataclass(frozen=True)
class Reason:
    """Why somebody may need help: of n contacts so many went well, where so many were to be expected.

    Of hard contacts `expected` are those about which customers would come again whoever took them, `observed`
    those that the team usually has of as many.
    """

    kind: Kind
    n: int
    observed: float
    expected: float


@dataclass(frozen=True)
class Help:
    """Somebody who may need help, and why."""

    agent_id: str
    team: str | None
    reasons: tuple[Reason, ...]


def needed(measures: Mapping[str, pl.DataFrame], teams: Mapping[str, str | None]) -> tuple[Help, ...]:
    """Say who may need help, by agent_id; of each team at most three, those of whom it is surest.

    measures: of each measure n, observed, expected, edge and variance of agents (`cells.of_agents`).
    """
    found: dict[str, list[tuple[float, Reason]]] = {}
    for agent_id, sure, reason in [*_below(measures), *_hard(measures["solved"], teams)]:
        found.setdefault(agent_id, []).append((sure, reason))
    surest = sorted(found, key=lambda who: (-max(sure for sure, _reason in found[who]), who))
    kept = _few(surest, teams)
    return tuple(Help(who, teams.get(who), tuple(one for _s, one in found[who])) for who in sorted(kept))


def _few(surest: Iterable[str], teams: Mapping[str, str | None]) -> list[str]:
    counts: dict[str | None, int] = {}
    kept = []
    for who in surest:
        counts[teams.get(who)] = counts.get(teams.get(who), 0) + 1
        if counts[teams.get(who)] <= MOST:
            kept.append(who)
    return kept


def _below(measures: Mapping[str, pl.DataFrame]) -> list[tuple[str, float, Reason]]:
    """List who is below what was expected even at the cautious end, by more than chance gives."""
    found = []
    for name in MEASURES:
        told = scored(measures[name]).filter(pl.col("n") >= LEAST, pl.col("noise") > 0)
        away = -pl.col("theta") / pl.col("noise")
        rows = told.with_columns(away=away).filter(pl.col("high") < 0, pl.col("away") >= SURE_Z)
        for row in rows.iter_rows(named=True):
            reason = Reason(name, row["n"], float(row["observed"]), row["expected"])
            found.append((row["agent_id"], float(row["away"]), reason))
    return found


def _hard(solved: pl.DataFrame, teams: Mapping[str, str | None]) -> list[tuple[str, float, Reason]]:
    """List whose contacts come back half as often again as the team's, whoever takes them."""
    of = {"agent_id": list(teams), "team": list(teams.values())}
    known = solved.join(pl.DataFrame(of, schema={"agent_id": pl.String, "team": pl.String}), on="agent_id")
    back, n = pl.col("n") - pl.col("expected"), pl.col("n")
    others_back, others = (one.sum().over("team") - one for one in (back, n))
    told = known.with_columns(back=back, usual=others_back / others).filter(n >= LEAST, others > 0)
    found = []
    for row in told.iter_rows(named=True):
        usual, times = row["usual"], row["back"] / (row["n"] * row["usual"]) if row["usual"] else 0.0
        if times >= HARDER and at_least(int(row["back"]), row["n"], usual) < CHANCE:
            found.append((row["agent_id"], times, Reason("hard", row["n"], usual * row["n"], row["back"])))
    return found
