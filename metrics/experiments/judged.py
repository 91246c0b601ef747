"""What may be said of a change: a grade by how it was made, and whether it went as was expected."""

from dataclasses import dataclass
from typing import Literal

from metrics.experiments.differences import Difference
from metrics.experiments.placebo import Past, is_beyond

Direction = Literal["up", "down"]
Verdict = Literal["caused", "consistent", "after", "noise", "unknown"]


@dataclass(frozen=True)
class Judged:
    """A verdict, with the difference that it was judged by and whether it went the way that was expected.

    caused: only of a change that chance rolled out. consistent: beyond noise beside a comparison whose past
    was flat. after: beyond noise, and no more can be said. noise: not beyond it. unknown: nothing to compare.
    as_expected is None where it did not move beyond noise.
    """

    verdict: Verdict
    difference: Difference
    as_expected: bool | None


def judged(
    found: Difference,
    expected: Direction,
    *,
    is_random: bool = False,
    has_comparison: bool = False,
    before: Past | None = None,
) -> Judged:
    """Grade a difference by its design (DEFINITIONS.md 11).

    found: of a random roll-out with the error by days. before: what placebo dates showed; it widens the
    error of anything that was not random, so that a past which strayed makes less of the present.
    """
    told = found if is_random or before is None else before.widened(found)
    if not told.is_known:
        return Judged("unknown", told, None)
    if not is_beyond(told):
        return Judged("noise", told, None)
    as_expected = (told.points > 0) == (expected == "up")
    if is_random:
        return Judged("caused", told, as_expected)
    is_flat = before is not None and before.is_flat is True
    return Judged("consistent" if has_comparison and is_flat else "after", told, as_expected)
