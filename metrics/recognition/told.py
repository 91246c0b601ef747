"""What is told of who is to be thanked: counts, a draw, and nothing of anybody else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log
from typing import Any

import polars as pl

from metrics.recognition.together import Judged, tied

HALF = 0.5


@dataclass(frozen=True)
class Shares:
    """A measure as shares, for a picture: the estimate, its cautious range, what was expected."""

    estimate: float
    low: float
    high: float
    expected: float


@dataclass(frozen=True)
class Evidence:
    """One measure of a nominee: how many of n, how many were expected of the same contacts; θ in logits.

    n_before and observed_before are of the eight weeks before, of who improved alone.
    """

    measure: str
    n: int
    observed: int
    expected: float
    theta: float
    low: float
    high: float
    n_before: int | None = None
    observed_before: int | None = None

    @property
    def is_clear(self) -> bool:
        """Tell whether even the cautious end is above what was expected."""
        return self.low > 0

    @property
    def shares(self) -> Shares:
        """Give the same as shares of n."""
        usual = min(max(self.expected, HALF), self.n - HALF) / self.n
        logit = log(usual / (1 - usual))
        estimate, low, high = (1 / (1 + exp(-(logit + by))) for by in (self.theta, self.low, self.high))
        return Shares(estimate, low, high, self.expected / self.n)


@dataclass(frozen=True)
class Nominee:
    """Somebody clearly above what was expected, and by what; quotes: ids of texts."""

    agent_id: str
    award: str
    evidence: tuple[Evidence, ...]
    is_tied: bool
    team: str | None = None
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draw:
    """Whose turn it is among those who cannot be told apart: who was among them and who had waited less."""

    award: str
    seed: str
    among: tuple[str, ...]
    had_turn: tuple[str, ...]
    drawn: str


@dataclass(frozen=True)
class Held:
    """A reason that takes an agent off a week's list: so many of n, where colleagues would have expected."""

    agent_id: str
    guard: str
    n: int
    observed: int
    expected: float
    team: str | None = None


@dataclass(frozen=True)
class Rest:
    """How many others there are, and no more of them than that."""

    as_expected: int
    not_enough: int


def nominees(award: str, found: Judged, quotes: Mapping[str, tuple[str, ...]]) -> list[Nominee]:
    """Name those who are clearly above, the first on top, the measure that says most first."""
    evidence = found.evidence.sort("low", descending=True)
    of = {
        agent_id: tuple(_evidence(row) for row in rows.iter_rows(named=True))
        for (agent_id,), rows in evidence.group_by("agent_id", maintain_order=True)
    }
    order = found.above.select("agent_id", "is_tied").iter_rows()
    return [Nominee(each, award, of[each], is_tied, quotes=quotes.get(each, ())) for each, is_tied in order]


def _evidence(row: Mapping[str, Any]) -> Evidence:
    return Evidence(**{name: row[name] for name in Evidence.__dataclass_fields__ if name in row})


def held(rows: pl.DataFrame, teams: Mapping[str, str | None]) -> list[Held]:
    """Tell rows of `guards.held_back`."""
    return [Held(**row, team=teams.get(row["agent_id"])) for row in rows.iter_rows(named=True)]


def without(found: Judged, agents: Iterable[str]) -> Judged:
    """Leave some out of those who are named; they count with the others."""
    out = pl.col("agent_id").is_in(list(agents))
    above = tied(found.above.filter(~out))
    fewer = found.above.height - above.height
    return Judged(above, found.evidence.filter(~out), found.as_expected + fewer, found.not_enough)
