"""Tell what became of a problem that somebody watches: whether it is still high, and what each step did."""

from dataclasses import dataclass

import numpy as np

from metrics import rises
from metrics.growing import LEAST_RISE, STILL
from metrics.weekly_shares import BEFORE, LEAST_BEFORE, NEWEST, Rise, share


@dataclass(frozen=True)
class Became:
    """Hold a watched problem's share by week.

    usual: the share of up to eight weeks before it can have begun to rise; None where too few are known.
    is_up: by week, whether it is above that beyond noise; None where nobody can tell. fell: the place of the
    week since which it is not, None where the newest week is high or it never was.
    """

    rise: Rise
    usual: float | None
    is_up: tuple[bool | None, ...]
    fell: int | None


@dataclass(frozen=True)
class Step:
    """A stretch of whole weeks in which nothing about a problem was changed: its share, n of `of`."""

    weeks: int
    n: int
    of: int

    @property
    def share(self) -> float | None:
        return self.n / self.of if self.of else None


def became(n: tuple[int, ...], of: tuple[int, ...], begun: int) -> Became:
    """Judge each week against those before the problem can have begun; begun: the week it came to be watched.

    A problem is told up to NEWEST - 1 weeks after it began, so those weeks are not called usual.
    """
    since = max(0, begun - NEWEST + 1)
    rise = Rise(n, of, since)
    old = slice(max(0, since - BEFORE), since)
    if since < LEAST_BEFORE or not sum(of[old]):
        return Became(rise, None, (None,) * len(n), None)
    counts, sizes = (np.array([each], dtype=np.float64) for each in (n, of))
    spread = rises.dispersion(counts[:, old], sizes[:, old], is_shared=False)
    before, size = counts[:, old].sum(axis=1), sizes[:, old].sum(axis=1)
    p = rises.chance(counts[0], before, rises.over(sizes[0], sizes[0] + size), spread)
    usual = share(n[old], of[old]) or 0.0
    is_up = tuple(
        bool(at >= since and p[at] <= STILL and n[at] >= LEAST_RISE * usual * of[at]) for at in range(len(n))
    )
    return Became(rise, usual, is_up, _fell(is_up, since))


def _fell(is_up: tuple[bool, ...], since: int) -> int | None:
    high = [at for at in range(since, len(is_up)) if is_up[at]]
    return high[-1] + 1 if high and high[-1] < len(is_up) - 1 else None


def steps(rise: Rise, changed: list[int]) -> list[Step]:
    """Add up the whole weeks after each change, up to the week of the next; `changed` are weeks' places."""
    ends = [*changed[1:], len(rise.n)]
    found = []
    for begun, end in zip(changed, ends, strict=True):
        part = slice(begun + 1, max(begun + 1, end))
        found.append(Step(len(rise.n[part]), sum(rise.n[part]), sum(rise.of[part])))
    return found
