"""How surely growing problems are found, how often noise is taken for one, and how long it takes.

    .venv/bin/python -m benchmarks.growing [--seeds 20] [--texts 100000]

For each share of a topic's contacts that tells of a new problem in the newest week: in how many seeds it is
found, in how many of those with words of each language, and how many other claims there are. For shuffled
weeks and quiet ones: how many claims there are at all. Last the seconds for 12 weeks of so many texts.
"""

import argparse
from dataclasses import dataclass
from time import perf_counter, process_time

import polars as pl

from metrics.growing import Problem, growing
from metrics.weekly_shares import placed
from tests.metrics.grown import AT, PLANTED, contacts, found, heard, shuffled, texts, with_problem

SHARES = (0.05, 0.1, 0.15, 0.2, 0.3)
NEWEST = 11
HEAD = f"{'share':>6} {'contacts':>8} {'found':>8} {'all languages':>13} {'other claims':>12}"


@dataclass(frozen=True)
class Seen:
    """What was claimed of one seed with a planted problem."""

    contacts: int
    is_found: bool
    languages: int
    others: int


def planted(seed: int, share: float) -> Seen:
    """Look for a problem of a share of one topic's newest week."""
    rows = contacts(seed)
    said = with_problem(rows, texts(rows, seed), share, since=NEWEST)
    told = said.filter(pl.col("masked").str.contains("|".join(PLANTED.values()))).height
    claims = found(rows, said)
    right = [one for one in claims if _is_planted(one)]
    return Seen(
        told, bool(right), max((len(one.shown) for one in right), default=0), len(claims) - len(right)
    )


def _is_planted(one: Problem) -> bool:
    planted_words = set(" ".join(PLANTED.values()).split())
    return one.family == "App" and bool(planted_words & set(" ".join(one.terms).split()))


def noise(seed: int) -> tuple[int, int]:
    """Count the claims of quiet weeks, and of shuffled ones with a problem in them."""
    rows = contacts(seed)
    said = texts(rows, seed)
    dealt = shuffled(rows, seed)
    return len(found(rows, said)), len(found(dealt, with_problem(rows, said, 0.3, since=NEWEST)))


def speed(n: int) -> str:
    """Time the whole way for 12 weeks of so many texts."""
    rows = contacts(1, a_day=round(n / 84), people=n)
    said = with_problem(rows, texts(rows, 1, words=12), 0.1, since=NEWEST)
    at, used = perf_counter(), process_time()
    words = heard(said)
    cut = perf_counter() - at
    claims = growing(placed(rows, AT), words, AT)
    whole, cpu = perf_counter() - at, process_time() - used
    return (
        f"{said.height} texts of 12 weeks: {cut:.1f} s to cut, {whole:.1f} s in all ({cpu:.1f} s of CPU),"
        f" {words.terms.height} terms, {len(claims)} found"
    )


def main() -> None:
    """Do what was asked."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seeds", type=int, default=20)
    asked.add_argument("--texts", type=int, default=100_000)
    given = asked.parse_args()
    seeds = range(1, given.seeds + 1)
    print(HEAD)
    for share in SHARES:
        seen = [planted(seed, share) for seed in seeds]
        right = sum(one.is_found for one in seen)
        whole = sum(one.languages == len(PLANTED) for one in seen)
        mean = sum(one.contacts for one in seen) / len(seen)
        others = sum(one.others for one in seen)
        print(f"{share:>6} {mean:>8.0f} {right:>5}/{len(seen)} {whole:>13} {others:>12}", flush=True)
    claims = [noise(seed) for seed in seeds]
    quiet, dealt = (sum(one[n] > 0 for one in claims) for n in (0, 1))
    print(f"claims in noise: {quiet} of {len(claims)} quiet centres, {dealt} of {len(claims)} shuffled ones")
    print(speed(given.texts))


if __name__ == "__main__":
    main()
