"""Compare rows that had something with rows alike that had not: an association, never a cause.

Rows are alike where they agree in every column of a cell. The difference within cells is the within
estimator, which weighs a cell by n1 n0 / n: the overlap weights of Li, Morgan and Zaslavsky (2018) for exact
cells. Rows without any alike count for nothing and are told. Errors are clustered by person (Liang and Zeger
1986), each residual stretched by its leverage (HC2; MacKinnon and White 1985): cells of two are not certain.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt
import polars as pl

from metrics.intervals import Z

FEWEST = 30  # rows on either side that have their like
FEWEST_OF_EACH = 3  # of a yes or no, on either side
Reason = Literal["not told", "few", "no overlap", "few alike", "no variation"]


@dataclass(frozen=True)
class Difference:
    """Hold by how much rows that had it differ from those alike that had not, or why nobody can say.

    `having` and `others` are the means of both sides, the cells weighted alike, so that `value` is their
    difference. Of n rows that had it `alike` found others alike, `against` rows in all.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    having: float | None = None
    others: float | None = None
    n: int = 0
    alike: int = 0
    against: int = 0
    reason: Reason | None = None

    @property
    def is_clear(self) -> bool:
        """Tell whether the interval leaves out no difference at all."""
        return self.low is not None and self.high is not None and not self.low <= 0 <= self.high

    @property
    def hidden(self) -> float | None:
        """Say how strong a reason that nobody wrote down would have to be to explain all of a difference.

        So many times as frequent among those that had it, and making the outcome so many times as likely:
        the E-value of the bound nearer to none (VanderWeele and Ding 2017). None where nothing is clear.
        """
        if not self.is_clear or not self.others or self.value is None:
            return None
        near = self.low if self.value > 0 else self.high
        with_it = max(self.others + (near or 0.0), 0.0)
        if not with_it:
            return None
        times = max(with_it / self.others, self.others / with_it)
        return times + math.sqrt(times * (times - 1))


def difference(rows: pl.DataFrame, cell: Sequence[str]) -> Difference:
    """Compare the outcome `y` of rows where `had` with the others of their cell.

    rows hold had (Boolean), y (a number, or a Boolean), who (whose rows hang together) and the columns of
    the cell, in which null is a value of its own. Rows without had or y are left out.
    """
    is_share = rows.schema["y"] == pl.Boolean
    known = rows.drop_nulls(["had", "y"]).with_columns(pl.col("had", "y").cast(pl.Float64))
    part = pl.col("had").mean().over(cell)
    near = known.with_columns(part=part).filter(pl.col("part") > 0, pl.col("part") < 1)
    known_of, alike = int(known["had"].sum()), int(near["had"].sum())
    found = Difference(n=known_of, alike=alike, against=near.height - alike)
    reason = _refusal(found) or _sameness(near, is_share=is_share)
    return replace(found, reason=reason) if reason else _estimated(near, cell, found)


def _refusal(found: Difference) -> Reason | None:
    if not found.n:
        return "not told"
    if found.n < FEWEST:
        return "few"
    if not found.alike:
        return "no overlap"
    return "few alike" if min(found.alike, found.against) < FEWEST else None


def _sameness(near: pl.DataFrame, *, is_share: bool) -> Reason | None:
    """Refuse what cannot be certain of itself: a side where all came out alike."""
    if not is_share:
        return None if near["y"].n_unique() > 1 else "no variation"
    sides = near.group_by("had").agg(yes=pl.col("y").sum(), no=(1 - pl.col("y")).sum())
    fewest = sides.select(pl.min_horizontal("yes", "no").min()).item()
    return "no variation" if fewest < FEWEST_OF_EACH else None


def _estimated(near: pl.DataFrame, cell: Sequence[str], found: Difference) -> Difference:
    """Fill in the difference within cells with its interval, and the means that it is the difference of."""
    had, part, y = (near[name].to_numpy() for name in ("had", "part", "y"))
    cells = near.select(n=pl.len().over(cell), middle=pl.col("y").mean().over(cell))
    apart = had - part
    whole = float((apart**2).sum())
    value = float(apart @ y) / whole
    left = y - cells["middle"].to_numpy() - value * apart
    leverage = 1 / cells["n"].to_numpy() + apart**2 / whole
    error = _by_person(apart * left / np.sqrt(1 - leverage), near["who"]) / whole
    having, others = (float(weight @ y / weight.sum()) for weight in (had * (1 - part), (1 - had) * part))
    low, high = value - Z * error, value + Z * error
    return replace(found, value=value, low=low, high=high, having=having, others=others)


def _by_person(scores: npt.NDArray[np.float64], who: pl.Series) -> float:
    """The standard deviation of the sum of scores, those of one person added up first."""
    sums = pl.DataFrame({"who": who, "score": scores}).group_by("who").agg(pl.col("score").sum())["score"]
    people = len(sums)
    return math.sqrt(float((sums**2).sum()) * people / max(people - 1, 1))
