"""How often a change that did nothing is called one, and a gain is found: shares by week, simulated.

    python -m benchmarks.process_changes [--times 600]

Weeks sway by themselves by up to so many points, each by itself, or slowly: by a normal draw of as much
spread of which .6 is left a week later. "given": one comparison; "proposed": the one that the past proposes
of six; "with all": of six and all six together, as pages do.
"""

import argparse
import math
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate, product

import numpy as np

from metrics.experiments import Sums, judged
from metrics.experiments.blocks import Blocks, added, difference, proposed, seen

SHARE, CONTACTS, GAIN, OTHERS = 0.8, 2000, 0.05, 6
LEFT = 0.6  # of a slow sway, a week later
SHAPES = ((4, -12), (2, -8))  # weeks either side, and the oldest that is known
SWAYS = ((0.0, False), (0.02, False), (0.05, False), (0.02, True), (0.05, True))  # points of 1; slowly


def main() -> None:
    """Print a line for each sway, shape and way of comparing: without a gain, and with one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=600)
    times = parser.parse_args().times
    draws = np.random.default_rng(1)
    ways = product(SWAYS, SHAPES, ("given", "proposed", "with all"), (0.0, GAIN))
    for (sway, is_slow), shape, way, gain in ways:
        said = Counter(_once(_Weeks(draws, sway, is_slow), shape, way, gain) for _ in range(times))
        shares = ", ".join(f"{key} {n / times:.3f}" for key, n in sorted(said.items()))
        slow = " slow" if is_slow else ""
        print(f"sway {sway:.2f}{slow}, {shape[0]} weeks, {way}, gain {gain:.2f}: {shares}", flush=True)


@dataclass(frozen=True)
class _Weeks:
    draws: np.random.Generator
    sway: float
    is_slow: bool

    def of(self, oldest: int, gain: float = 0.0) -> Blocks:
        """Draw the weeks of one queue."""
        ats = range(oldest, 4)
        shares = SHARE + gain * (np.array(ats) >= 0) + self._swayed(len(ats))
        counts = self.draws.binomial(CONTACTS, np.minimum(shares, 1.0))
        return {at: Sums(float(count), CONTACTS) for at, count in zip(ats, counts, strict=True)}

    def _swayed(self, n: int) -> np.ndarray:
        if not self.is_slow:
            return self.draws.uniform(-self.sway, self.sway, n)
        fresh = self.draws.normal(0.0, self.sway / math.sqrt(3), n)
        fresh[1:] *= math.sqrt(1 - LEFT**2)
        return np.array(list(accumulate(fresh, lambda before, new: LEFT * before + new)))


def _once(weeks_of: _Weeks, shape: tuple[int, int], way: str, gain: float) -> str:
    weeks, oldest = shape
    ours = weeks_of.of(oldest, gain)
    beside = {str(n): weeks_of.of(oldest) for n in range(1 if way == "given" else OTHERS)}
    if way == "with all":
        beside["all"] = {at: added([one[at] for one in beside.values()]) for at in range(oldest, 4)}
    theirs = beside[proposed(ours, beside, oldest, weeks) or "0"]
    before = seen(ours, theirs, oldest, weeks)
    found = difference(ours, theirs, 0, weeks)
    return judged(found, "up", has_comparison=True, before=before).verdict


if __name__ == "__main__":
    main()
