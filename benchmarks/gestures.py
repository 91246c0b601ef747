"""How well what gestures do is found, over some seeds of the demo.

    .venv/bin/python -m benchmarks.gestures [--seeds 20]

Each seed is eleven weeks of a small centre. Its line says by how many points those with a gesture came again
more often than similar contacts (nothing is planted), and whether the interval holds that; few gestures of
one centre are rated, so satisfaction is told of all centres so far, beside what was planted.
"""

import argparse

import polars as pl

from metrics.gesture_effects import Outcome, followed
from metrics.matched import Difference
from tests.connectors.demo.centre import FIRST, WEEKS, demo, merged
from tests.connectors.fetched import fetch
from tests.metrics.soothed import compared_of, truth

HEAD = f"{'seed':>4} {'gestures':>8} {'came again':>16} {'true':>6} {'satisfied, so far':>18} {'true':>6}"


def one_centre(seed: int) -> pl.DataFrame:
    """Live through eleven weeks: answered contacts with what followed."""
    return compared_of(merged(fetch(demo(seed, start=FIRST), until=FIRST + WEEKS)), seed)


def found(rows: pl.DataFrame, outcome: Outcome) -> Difference:
    """Compare one outcome."""
    return next(one.difference for one in followed(rows) if one.outcome == outcome)


def holds(one: Difference, true: float) -> bool:
    """Tell whether the interval holds the truth."""
    return one.low is not None and one.high is not None and one.low <= true <= one.high


def _span(one: Difference) -> str:
    if one.value is None or one.low is None:
        return one.reason or ""
    return f"{one.value:+.3f} ± {one.value - one.low:.3f}"


def main() -> None:
    """Do what was asked."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seeds", type=int, default=20)
    seeds = asked.parse_args().seeds
    every: list[pl.DataFrame] = []
    held = 0
    print(HEAD)
    for seed in range(1, seeds + 1):
        every.append(one_centre(seed))
        again, whole = found(every[-1], "again"), pl.concat(every)
        held += holds(again, 0.0)
        content, planted = found(whole, "satisfied"), truth(whole)
        line = f"{seed:>4} {again.n:>8} {_span(again):>16} {0:>+6.3f} {_span(content):>18} {planted:>+6.3f}"
        print(line, flush=True)
    print(f"coming again: the interval held nothing in {held} of {seeds} seeds")
    print(f"satisfaction: {'within' if holds(content, planted) else 'outside'} the interval of all seeds")
    print(f"coming again, all seeds: {_span(found(whole, 'again'))}")


if __name__ == "__main__":
    main()
