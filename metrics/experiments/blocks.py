"""Before and after by whole weeks, counted from the day of the change: week 0 is the first of the new way.

As many weeks before as after, at most four, so that weekdays line up and a result stands after four weeks. As
many more stay behind for placebo dates; where few are known it takes fewer weeks rather than no placebos.
"""

import math
from collections.abc import Mapping, Sequence
from operator import truediv

import polars as pl

from metrics.experiments.differences import Difference, Sums, compared
from metrics.experiments.placebo import CALM, FEWEST, Past, past
from metrics.week.spread import Spread

MOST = 4  # weeks on either side
PLACEBOS = 12
REACH = MOST * 2 + PLACEBOS  # weeks before a change that may be looked at
Blocks = Mapping[int, Sums]  # by week, counted from the change


def blocks(cells: pl.DataFrame, since: int, scale: int = 1) -> dict[int, Sums]:
    """Add up days to weeks from the day `since` on.

    cells: day, x, n, squares; x of means is in 1/scale of the unit.
    """
    return _summed(cells.with_columns(at=(pl.col("day") - since).floordiv(7)), scale)


def by_day(cells: pl.DataFrame, scale: int = 1) -> dict[int, Sums]:
    """Add up the cells of each day, by its number."""
    return _summed(cells.with_columns(at="day"), scale)


def _summed(cells: pl.DataFrame, scale: int) -> dict[int, Sums]:
    rows = cells.group_by("at").agg(pl.col("x", "n", "squares").sum(), known=pl.col("squares").count())
    return {
        at: Sums(x / scale, n, squares / scale**2 if known else None)
        for at, x, n, squares, known in rows.iter_rows()
    }


def total(weeks: Blocks, first: int, last: int) -> Sums:
    """Add up weeks from the first up to the last."""
    return added([weeks[at] for at in range(first, last) if at in weeks])


def added(found: Sequence[Sums]) -> Sums:
    """Add up the sums of some stretches."""
    squares = [one.squares for one in found if one.squares is not None]
    every = sum(squares) if squares else None
    return Sums(sum(one.total for one in found), sum(one.n for one in found), every)


def sides(weeks: Blocks, at: int, length: int) -> tuple[Sums, Sums]:
    """Give what came in as many weeks before a date as after it."""
    return total(weeks, at - length, at), total(weeks, at, at + length)


def difference(ours: Blocks, theirs: Blocks | None, at: int, length: int) -> Difference:
    """Compare the weeks from a date on with as many before, less what the comparison moved by."""
    return compared(*sides(ours, at, length), *(() if theirs is None else sides(theirs, at, length)))


def length(oldest: int, after: int) -> int:
    """Say how many weeks on either side: the most that leaves enough placebo dates; 0 where nothing is known.

    oldest: the first week that is known whole, below 0. after: how many are over since the change.
    """
    most = min(MOST, after, -oldest)
    enough = [n for n in range(1, most + 1) if -oldest - 2 * n + 1 >= FEWEST]
    return max(enough, default=max(0, most))


def placebos(ours: Blocks, theirs: Blocks | None, oldest: int, weeks: int) -> dict[int, Difference]:
    """Say the same of dates before the change, whose weeks after were over by then; the newest first."""
    dates = [at for at in range(-weeks, oldest + weeks - 1, -1) if weeks > 0]
    return {at: difference(ours, theirs, at, weeks) for at in dates[:PLACEBOS]}


def swayed(ours: Blocks, theirs: Blocks | None, oldest: int) -> Spread:
    """Learn from single weeks before the change how many times as much as by chance the two differ.

    The dispersion of the weekly difference about its mean (Pearson's chi-square over its degrees; McCullagh
    and Nelder 1989, 4.5), at least 1; nothing is learnt of fewer weeks than it takes placebo dates.
    """
    both = [ours] if theirs is None else [ours, theirs]
    ats = [at for at in range(max(oldest, -REACH), 0) if all(at in one and one[at].n for one in both)]
    if len(ats) < FEWEST:
        return CALM
    wholes = [added([one[at] for at in ats]) for one in both]
    variances = [
        sum(whole.variance * whole.n / one[at].n for whole, one in zip(wholes, both, strict=True))
        for at in ats
    ]
    if not all(0 < one < math.inf for one in variances):
        return CALM
    gaps = [ours[at].value - (theirs[at].value if theirs is not None else 0.0) for at in ats]
    mean = sum(map(truediv, gaps, variances)) / sum(1 / one for one in variances)
    square = sum((gap - mean) ** 2 / one for gap, one in zip(gaps, variances, strict=True))
    return Spread(max(1.0, math.sqrt(square / (len(ats) - 1))), len(ats) - 1)


def seen(ours: Blocks, theirs: Blocks | None, oldest: int, weeks: int) -> Past:
    """Say what the weeks before speak for: placebo dates, and how far single weeks sway."""
    return past(list(placebos(ours, theirs, oldest, weeks).values()), swayed(ours, theirs, oldest))


def proposed(ours: Blocks, others: Mapping[str, Blocks], oldest: int, weeks: int) -> str | None:
    """Choose the comparison by the past alone: of those whose past was flat the one with most behind it.

    Not the one that strayed least: of many, one always did by luck, and its error would be believed. Where
    none was flat it is that with most behind it; None where none is known at any placebo date.
    """
    ranked = []
    for name, theirs in others.items():
        found = [one for one in placebos(ours, theirs, oldest, weeks).values() if one.is_known]
        if found:
            error = math.sqrt(sum(one.error**2 for one in found) / len(found))
            ranked.append((past(found).is_flat is not True, error, name))
    return min(ranked, default=(True, 0.0, None))[2]
