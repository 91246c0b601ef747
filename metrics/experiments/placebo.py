"""What the same comparison says at dates when nothing was changed: how far it strays by itself.

A difference in differences stands on the past of both having run alike. Where that is so, its value at past
dates scatters about 0 by its standard error; where it scatters by more, the error is too small, and is
widened by as much (as Bertrand, Duflo and Mullainathan 2004 found of serial correlation).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from metrics.experiments.differences import Difference
from metrics.intervals import Z, any_of
from metrics.week.spread import Spread, critical

FEWEST = 4  # placebo dates; of fewer nobody can tell whether the past was flat
NORMAL = NormalDist()
CALM = Spread()  # as far as anybody knows


@dataclass(frozen=True)
class Past:
    """What placebo dates showed.

    n: how many could be computed. spread: their root mean square in standard errors, at least 1. stray: the
    largest in standard errors. is_flat: None where they are too few. sway: by how much single weeks differed.
    """

    n: int
    spread: float
    stray: float
    is_flat: bool | None
    sway: Spread = CALM

    def widened(self, found: Difference) -> Difference:
        """The same difference with the error that the past speaks for: the larger of its two witnesses.

        Placebo dates share most of their weeks, so they say little of how far weeks sway, and least where the
        comparison was chosen for its flat past; single weeks do not see what lasts for weeks.
        """
        times = max(_learnt(self.spread, self.n), _learnt(self.sway.times, self.sway.changes))
        return Difference(found.points, found.error * times)

    def chance(self, found: Difference) -> float:
        """How probable a difference as large would be if nothing had changed; 1 where it is not known.

        Two-sided, by the normal distribution with the widened error.
        """
        z = self.widened(found).z
        return 1.0 if math.isnan(z) else 2 * (1 - NORMAL.cdf(abs(z)))


def past(placebos: Sequence[Difference], sway: Spread = CALM) -> Past:
    """Judge placebo dates: flat where the largest of all could come by chance (Bonferroni)."""
    strays = [one.z for one in placebos if one.is_known and math.isfinite(one.z)]
    if not strays:
        return Past(0, 1.0, 0.0, None, sway)
    spread = math.sqrt(sum(z * z for z in strays) / len(strays))
    largest = max(abs(z) for z in strays)
    is_flat = largest <= any_of(len(strays)) if len(strays) >= FEWEST else None
    return Past(len(strays), max(1.0, spread), largest, is_flat, sway)


def _learnt(times: float, of: float) -> float:
    """Widen a spread above 1, learnt from so few, by as much as Student's point is beyond the normal one."""
    return times * critical(Z, of) / Z if times > 1 else 1.0


def is_beyond(found: Difference) -> bool:
    """Tell whether a difference is beyond noise, at 95 %."""
    return found.is_known and abs(found.z) > Z
