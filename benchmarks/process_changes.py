"""How often a change that did nothing is called one, and a gain is found: shares by week, simulated.

    python -m benchmarks.process_changes [--times 600]

Weeks sway by themselves by up to so many points, independently. "given": one comparison; "proposed": the one
that the past proposes of six.
"""

import argparse
from collections import Counter

import numpy as np

from metrics.experiments import Sums, judged, past
from metrics.experiments.blocks import Blocks, difference, placebos, proposed

SHARE, CONTACTS, GAIN, OTHERS = 0.8, 2000, 0.05, 6
SHAPES = ((4, -12), (2, -8))  # weeks either side, and the oldest that is known
SWAYS = (0.0, 0.02, 0.05)


def main() -> None:
    """Print a line for each sway, shape and way of comparing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=600)
    times = parser.parse_args().times
    draws = np.random.default_rng(1)
    for sway in SWAYS:
        for weeks, oldest in SHAPES:
            for name, others in (("given", 1), ("proposed", OTHERS)):
                for gain in (0.0, GAIN):
                    said = Counter(_once(draws, sway, (weeks, oldest), others, gain) for _ in range(times))
                    shares = ", ".join(f"{key} {n / times:.3f}" for key, n in sorted(said.items()))
                    print(f"sway {sway:.2f}, {weeks} weeks, {name}, gain {gain:.2f}: {shares}")


def _once(draws: np.random.Generator, sway: float, shape: tuple[int, int], others: int, gain: float) -> str:
    weeks, oldest = shape
    ours = _weeks(draws, sway, oldest, gain)
    beside = {str(n): _weeks(draws, sway, oldest) for n in range(others)}
    theirs = beside[proposed(ours, beside, oldest, weeks) or "0"]
    seen = past(list(placebos(ours, theirs, oldest, weeks).values()))
    found = difference(ours, theirs, 0, weeks)
    return judged(found, "up", has_comparison=True, before=seen).verdict


def _weeks(draws: np.random.Generator, sway: float, oldest: int, gain: float = 0.0) -> Blocks:
    shares = {at: SHARE + gain * (at >= 0) + draws.uniform(-sway, sway) for at in range(oldest, 4)}
    return {at: Sums(float(draws.binomial(CONTACTS, min(p, 1.0))), CONTACTS) for at, p in shares.items()}


if __name__ == "__main__":
    main()
