"""How large the demo's planted stories are in its rows, over some seeds, and what thirteen weeks of it cost.

    .venv/bin/python -m benchmarks.demo [--seeds 8] [--full]

Prints for each story and seed of the small centre what is promised, what is seen (with its standard error)
and what is seen without stories. `--full` lives through thirteen weeks of the full centre instead.
"""

import argparse
import resource
import time
from datetime import timedelta

import polars as pl

from connectors.demo.truth import truth
from tests.connectors.demo.centre import FIRST, ZONE, demo, eleven_weeks
from tests.connectors.demo.story_sizes import SIZES

LINE = (
    "{name:36} {seed:>4} {promised:>8.3f} {seen:>8.3f} ± {error:<6.3f} {n:>6} {without:>8.3f} ± {noise:<6.3f}"
)
HEAD = f"{'story':36} {'seed':>4} {'promised':>8} {'seen':>8} {'':8} {'cases':>6} {'without':>8}"


def sizes(seeds: int) -> None:
    """Print promised and seen sizes."""
    print(HEAD)
    for seed in range(1, seeds + 1):
        told = truth(seed, "small", ZONE, FIRST.date())
        with_them, without = (eleven_weeks(seed, stories=stories) for stories in (True, False))
        for name, size in SIZES.items():
            found, plain = size.seen(with_them, told), size.seen(without, told)
            print(
                LINE.format(
                    name=name,
                    seed=seed,
                    promised=size.promised(told),
                    seen=found.value,
                    error=found.error,
                    n=found.n,
                    without=plain.value,
                    noise=plain.error,
                ),
                flush=True,
            )


def full() -> None:
    """Print what thirteen weeks of the full centre cost; nothing of them is kept."""
    began, rows = time.perf_counter(), 0
    until = FIRST + timedelta(weeks=13)
    for batch in demo(7, size="full", start=FIRST).fetch(None, until, {}):
        rows += batch.loaded
    seconds = time.perf_counter() - began
    peaks = [
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    print(f"{rows:,} rows of 13 weeks in {seconds:.1f} s, {pl.thread_pool_size()} threads")
    print(f"peak memory {peaks[0]:,.0f} MB, of the largest helper {peaks[1]:,.0f} MB")


def main() -> None:
    """Do what was asked."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seeds", type=int, default=8)
    asked.add_argument("--full", action="store_true")
    given = asked.parse_args()
    if given.full:
        full()
    else:
        sizes(given.seeds)


if __name__ == "__main__":
    main()
