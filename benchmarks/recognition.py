"""How often the one who is named is truly good: the raw best, pooled shrinkage, and Moked's rule.

    .venv/bin/python -m benchmarks.recognition [--runs 4000]

40 agents, in a week a lognormal number of answers each (median 20), two queues in which 90 % and 78 % go
well, skill with a standard deviation of .35 logits. A run names somebody by each rule; Moked's may name
nobody, and draws among those whom it cannot tell apart. Shares are of the runs in which somebody was named,
with their 95 % interval. The last table has agents who are all alike: whoever is named there is luck.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, sqrt

import numpy as np
from numpy.typing import NDArray

from metrics.recognition import LEAST
from metrics.recognition.chance import BY_CHANCE
from metrics.recognition.score import CAUTIOUS_Z, LEAST_SPREAD

AGENTS, MEDIAN, VOLUME_SD, SKILL_SD = 40, 20, 0.6, 0.35
BASES = (0.90, 0.78)
POOLED = 40  # answers that pooled shrinkage adds to each agent's
TARGET = (0.65, 0.11)
HEAD = f"{'':34} {'runs':>6} {'named':>6}  {'top quartile':>22}  {'below the median':>22}"
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Drawn:
    """Runs of agents with what is true of them: n and x by queue (the last axis), for one measure."""

    n: Ints
    x: Ints


def skills(chance: np.random.Generator, runs: int, sd: float = SKILL_SD) -> Floats:
    """Draw the true skill of each agent."""
    return chance.normal(0, sd, (runs, AGENTS))


def answers(chance: np.random.Generator, skill: Floats, weeks: int) -> Drawn:
    """Draw what so many weeks bring: how many answers, from which queue, and how they went."""
    volume = np.exp(chance.normal(np.log(MEDIAN), VOLUME_SD, skill.shape)) * weeks
    whole = np.maximum(1, volume.round()).astype(np.int64)
    first = chance.binomial(whole, chance.random(skill.shape))
    n = np.stack([first, whole - first], axis=-1)
    base = np.log(np.array(BASES) / (1 - np.array(BASES)))
    return Drawn(n, chance.binomial(n, 1 / (1 + np.exp(-(base + skill[..., None])))))


@dataclass(frozen=True)
class Scored:
    """θ̂, its standard error, its error were all alike, and of how many answers."""

    theta: Floats
    se: Floats
    noise: Floats
    n: Ints


def scored(drawn: Drawn) -> Scored:
    """Score all agents of all runs, as metrics.recognition.cells and score do."""
    whole = drawn.n.sum(1, keepdims=True)
    p = np.divide(drawn.x.sum(1, keepdims=True), whole, out=np.zeros(whole.shape), where=whole > 0)
    others = 1 - np.divide(drawn.n, whole, out=np.zeros(drawn.n.shape), where=whole > 0)
    edge, variance = (drawn.x - drawn.n * p).sum(-1), (drawn.n * p * (1 - p) * others).sum(-1)
    known = variance > 0
    terms = np.divide(edge**2, variance, out=np.zeros(edge.shape), where=known)
    total = variance.sum(1)
    spread = (terms.sum(1) - (known.sum(1) - 1)) / (total - (variance**2).sum(1) / total)
    precision = variance + 1 / np.maximum(LEAST_SPREAD, spread)[:, None]
    return Scored(edge / precision, precision**-0.5, np.sqrt(variance) / precision, drawn.n.sum(-1))


@dataclass(frozen=True)
class Rule:
    """Who is clearly above in each run, by the cautious end `low`, and who of them is tied with the first."""

    above: Bools
    tied: Bools


def moked(measures: Sequence[Scored], least: int = LEAST, least_measures: int | None = None) -> Rule:
    """Judge all runs as metrics.recognition.together does."""
    needed = least_measures or min(2, len(measures))
    theta, se, noise, n = (
        np.stack([getattr(m, name) for m in measures], -1) for name in ("theta", "se", "noise", "n")
    )
    told = (n >= least) & (noise > 0)
    k = np.maximum(told.sum(-1), 1)
    score = (theta * told).sum(-1) / k
    error, luck = (np.sqrt((each**2 * told).sum(-1)) / k for each in (se, noise))
    enough = told.sum(-1) >= needed
    low = np.where(enough, score - CAUTIOUS_Z * error, -np.inf)
    not_below = ((theta >= 0) & told).sum(-1) >= needed
    bad = ((theta + CAUTIOUS_Z * se < 0) & told).any(-1)
    above = (low > 0) & not_below & ~bad & beyond_chance(score, luck, enough)
    first = np.where(above, low, -np.inf).argmax(1)[:, None]
    gap = np.take_along_axis(score, first, 1) - score
    apart = np.sqrt(np.take_along_axis(error, first, 1) ** 2 + error**2)
    return Rule(above, above & (gap <= CAUTIOUS_Z * apart))


def beyond_chance(score: Floats, luck: Floats, enough: Bools) -> Bools:
    """Mark who stands out among all compared, as metrics.recognition.chance does."""
    z = np.divide(score, luck, out=np.full(score.shape, -np.inf), where=enough & (luck > 0))
    above = np.vectorize(lambda x: erfc(x / sqrt(2)) / 2)(z)
    p = np.where(enough, above, 2.0)
    ranked = np.sort(p, axis=1)
    limit = BY_CHANCE * np.arange(1, AGENTS + 1) / np.maximum(enough.sum(1), 1)[:, None]
    most = np.where(ranked <= limit, ranked, -1.0).max(1)
    marked: Bools = p <= most[:, None]
    return marked


def drawn_of(tied: Bools, chance: np.random.Generator) -> Ints:
    """Draw one of the tied in each run; −1 where nobody is."""
    lots = chance.random(tied.shape) * tied
    return np.where(tied.any(1), lots.argmax(1), -1)


def places(skill: Floats, named: Ints) -> tuple[int, int, int]:
    """Count runs with somebody named, those truly in the top quartile, and those below the median."""
    ranks = (-skill).argsort(1).argsort(1)
    of = ranks[np.arange(len(named)), named][named >= 0]
    return len(of), int((of < AGENTS / 4).sum()), int((of >= AGENTS / 2).sum())


def line(name: str, skill: Floats, named: Ints) -> str:
    """Say a rule's line."""
    n, top, low = places(skill, named)
    return f"{name:34} {len(named):>6} {n / len(named):>6.3f}  {_share(top, n):>22}  {_share(low, n):>22}"


def _share(x: int, n: int) -> str:
    if not n:
        return "–"
    half = 1.959964 * sqrt(x / n * (1 - x / n) / n)
    return f"{x / n:.3f} ({max(0.0, x / n - half):.3f}–{min(1.0, x / n + half):.3f})"


def rules(chance: np.random.Generator, runs: int, weeks: int) -> list[str]:
    """Compare the rules on so many weeks of answers; with a second measure of another skill, too."""
    skill = skills(chance, runs)
    drawn = answers(chance, skill, weeks)
    x, n = drawn.x.sum(-1), drawn.n.sum(-1)
    mean = x.sum(1, keepdims=True) / n.sum(1, keepdims=True)
    raw = (x / n + chance.random(n.shape) * 1e-9).argmax(1)
    pooled = ((x + POOLED * mean) / (n + POOLED)).argmax(1)
    other = 0.5 * skill + sqrt(0.75) * skills(chance, runs)
    two = [scored(drawn), scored(answers(chance, other, weeks))]
    alone = drawn_of(moked(two[:1]).tied, chance)
    both = drawn_of(moked(two).tied, chance)
    return [
        line("the raw best", skill, raw),
        line("pooled shrinkage", skill, pooled),
        line("Moked, by this measure alone", skill, alone),
        line("Moked, with a second one (ρ .5)", (skill + other) / 2, both),
    ]


def alike(chance: np.random.Generator, runs: int, weeks: int) -> str:
    """Say how often somebody is named where all are alike."""
    nobody = skills(chance, runs, 0.0)
    two = [scored(answers(chance, nobody, weeks)) for _measure in range(2)]
    named = moked(two).above
    return f"{'all alike: somebody clearly above':34} {runs:>6} {named.any(1).mean():>6.3f}"


def main() -> None:
    """Do what was asked."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--runs", type=int, default=4000)
    asked.add_argument("--seed", type=int, default=1)
    told = asked.parse_args()
    for weeks in (1, 2, 4, 8):
        chance = np.random.default_rng([told.seed, weeks])
        print(f"\n{weeks} week(s) of answers\n{HEAD}")
        for each in rules(chance, told.runs, weeks):
            print(each)
        print(alike(chance, told.runs, weeks))
    print(f"\ntarget: top quartile ≥ {TARGET[0]}, below the median ≤ {TARGET[1]}")


if __name__ == "__main__":
    main()
