"""A roll-out that chance decides: on which days, how many contacts it takes, and what it showed."""

import math
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import NormalDist

from metrics.experiments.differences import Difference, Sums

NORMAL = NormalDist()
FEWEST_DAYS = 4  # of either kind; of fewer nobody can tell how days differ


@dataclass(frozen=True)
class Day:
    """A day of a roll-out: whether the new way holds."""

    on: date
    is_new: bool


@dataclass(frozen=True)
class Size:
    """How many contacts either way needs, and how many days that is; days are counted for both together."""

    contacts: int
    days: int


def days_of(first: date, weeks: int, weekdays: Iterable[int], seed: str) -> list[Day]:
    """Draw the days of the new way: of each weekday half, so that no weekday tells for either.

    weekdays: 1 (Monday) to 7. Two weeks make a pair, in which chance decides which of the two has the new
    way; so weeks must be even. The same seed draws the same. Raises ValueError for an odd or no number.
    """
    if weeks < 2 or weeks % 2:
        raise ValueError(f"weeks = {weeks} is not allowed: it takes an even number from 2 on")
    drawn = random.Random(seed)
    kept = sorted(set(weekdays))
    chosen = {(pair, day): drawn.randrange(2) for pair in range(weeks // 2) for day in kept}
    every = (first + timedelta(days=at) for at in range(7 * weeks))
    return [
        Day(on, (at // 7) % 2 == chosen[at // 14, on.isoweekday()])
        for at, on in enumerate(every)
        if on.isoweekday() in kept
    ]


def people_needed(
    base: float, gain: float, a_day: float, power: float = 0.8, level: float = 0.05, design: float = 1.0
) -> Size:
    """Say how many contacts a difference of two shares takes to be seen (Fleiss 1981, 3.2, uncorrected).

    base: the share as it is. gain: the difference, of 1, that would matter. a_day: contacts a day. design:
    how much more days differ than chance alone lets them (Kish 1965), at least 1. Raises ValueError where
    base and base + gain are no shares between 0 and 1, or gain is 0.
    """
    p0, p1 = base, base + gain
    if not (0 < p0 < 1 and 0 < p1 < 1) or not gain:
        raise ValueError(f"{base} and {base + gain} are not allowed: two different shares between 0 and 1")
    middle = (p0 + p1) / 2
    by_chance = NORMAL.inv_cdf(1 - level / 2) * math.sqrt(2 * middle * (1 - middle))
    to_see = NORMAL.inv_cdf(power) * math.sqrt(p0 * (1 - p0) + p1 * (1 - p1))
    either = math.ceil(design * (by_chance + to_see) ** 2 / gain**2)
    return Size(either, math.ceil(2 * either / a_day) if a_day > 0 else 0)


def rolled_out(plan: Sequence[Day], found: Mapping[date, Sums]) -> Difference:
    """Compare days of the new way with those of the old: the difference, its error by how days differ.

    A ratio of sums either way, its variance by linearisation with days as clusters (Cochran 1977, 6.3): what
    all contacts of a day share is no evidence of as many. Days without contacts count for nothing; with fewer
    than four days on either side the error is not known (nan).
    """
    sides: dict[bool, list[Sums]] = defaultdict(list)
    for day in plan:
        if day.on in found and found[day.on].n:
            sides[day.is_new].append(found[day.on])
    old, new = _ratio(sides[False]), _ratio(sides[True])
    return Difference(new[0] - old[0], math.sqrt(new[1] + old[1]))


def _ratio(days: Sequence[Sums]) -> tuple[float, float]:
    """A ratio of sums and its variance by days."""
    if len(days) < FEWEST_DAYS:
        return math.nan, math.nan
    n, k = sum(one.n for one in days), len(days)
    ratio = sum(one.total for one in days) / n
    spread = sum((one.total - ratio * one.n) ** 2 for one in days)
    return ratio, spread * k / (k - 1) / n**2
