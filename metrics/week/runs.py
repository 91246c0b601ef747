"""Say for how many weeks running a figure has moved one way, where that is beyond chance.

Of k + 1 weeks that differ by chance alone, in whatever way, all orders are alike: that the last k changes all
go one way has the chance 2 / (k + 1)!. (Levene and Wolfowitz 1944 give the law of such runs up and down.) All
headline metrics are looked at each week, so that the chance must be under .05 / as many as there are
(Bonferroni): with seven from the fifth week on. The weeks must also lie apart as a whole, by more than noise.
"""

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from metrics.intervals import Z
from metrics.week.decompose import Sums, decompose
from metrics.week.spread import Spread, critical

CHANCE = 0.05


def run(weeks: Sequence[Sums], spread: Spread, looked_at: int) -> int:
    """Count the weeks running, the newest first: positive upwards, negative downwards, 0 within chance."""
    length = _length([week.value for week in weeks])
    if not length or 2 / math.factorial(abs(length) + 1) > CHANCE / looked_at:
        return 0
    parts = decompose({None: weeks[abs(length)]}, {None: weeks[0]})
    assert parts is not None  # all weeks of the run have a value
    noise = critical(Z, spread.changes) * spread.times * parts.error
    return length if abs(parts.change) > noise else 0


def _length(values: Sequence[Fraction | None]) -> int:
    """Count the changes in a row that go the way of the newest one."""
    count, way = 0, 0
    for new, old in pairwise(values):
        if new is None or old is None or new == old:
            break
        sign = 1 if new > old else -1
        if way and sign != way:
            break
        way, count = sign, count + 1
    return way * count
