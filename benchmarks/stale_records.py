"""How much of what stale records cost is found, over some seeds of the demo.

    .venv/bin/python -m benchmarks.stale_records [--seeds 20] [--size small|full] [--weeks 3]

Prints for each seed the minutes a week that stale records truly cost and those found by field, the error with
the tolerance that CI asserts on three seeds, and how many records are found, missed (no contact tells that
theirs is wrong) and false; then how the errors lie, and whether each is within the tolerance.
"""

import argparse
from dataclasses import dataclass
from datetime import timedelta
from statistics import mean, quantiles

import polars as pl

from connectors.demo.queues import Size
from connectors.demo.world import world
from metrics.causes import causes
from metrics.mending import to_mend
from tests.connectors.demo.centre import FIRST, ZONE, demo, merged
from tests.connectors.demo.stale import FIELD, MOST_MISSING, judged, stale_costs
from tests.connectors.fetched import fetch

HEAD = (
    f"{'seed':>4} {'contacts':>8} {'back':>6} {'true':>8} {'found':>8} {'error':>7}"
    f" {'records':>7} {'found':>6} {'missed':>6} {'false':>6} {'others claimed':>15}"
)
LINE = (
    "{seed:>4} {contacts:>8} {back:>6.1%} {true:>8.1f} {minutes:>8.1f} {error:>+7.1%}"
    " {records:>7} {found:>6} {missed:>6} {false:>6} {others:>15}"
)


@dataclass(frozen=True)
class Case:
    """One seed: what is true of it, in minutes a week, contacts and customers, and what is found."""

    seed: int
    contacts: int
    back: float
    true: float
    minutes: float
    records: frozenset[str]
    listed: frozenset[str]
    others: int

    @property
    def error(self) -> float:
        """By which part of the truth the minutes found differ from it."""
        return self.minutes / self.true - 1

    @property
    def is_within(self) -> bool:
        return -MOST_MISSING <= self.error <= 0

    def line(self) -> str:
        """The case as a row of the table."""
        return LINE.format(
            seed=self.seed,
            contacts=self.contacts,
            back=self.back,
            true=self.true,
            minutes=self.minutes,
            error=self.error,
            records=len(self.records),
            found=len(self.records & self.listed),
            missed=len(self.records - self.listed),
            false=len(self.listed - self.records),
            others=self.others,
        )


def case(seed: int, size: Size, weeks: int) -> Case:
    """Live through some weeks of a centre twice: for the truth, and as the product sees it."""
    days = [FIRST.date() + timedelta(days=n) for n in range(7 * weeks)]
    true = list(stale_costs(world(seed, size, ZONE, days[0]), days))
    fetched = fetch(demo(seed, size=size, start=FIRST), until=FIRST + timedelta(weeks=weeks))
    rows = judged(merged(fetched))
    table = causes(rows.lazy(), weeks)
    ours = FIELD & (pl.col("detail") == "home_queue")
    return Case(
        seed=seed,
        contacts=len(true),
        back=mean(each.is_back for each in true),
        true=sum(each.minutes for each in true) / weeks,
        minutes=table.filter(ours)["minutes"].sum(),
        records=frozenset(each.customer for each in true),
        listed=frozenset(to_mend(rows.lazy(), "home_queue")["customer_id"]),
        others=table.filter(FIELD & ~ours).height,
    )


def summary(cases: list[Case]) -> str:
    """How the errors lie beside the tolerance."""
    errors = sorted(each.error for each in cases)
    within = sum(each.is_within for each in cases)
    low, middle, high = quantiles(errors, n=4) if len(errors) > 1 else errors * 3
    return (
        f"error: mean {mean(errors):+.1%}, smallest {errors[0]:+.1%}, quartiles {low:+.1%} {middle:+.1%}"
        f" {high:+.1%}, largest {errors[-1]:+.1%}\n"
        f"tolerance {-MOST_MISSING:+.0%} to 0 %: {within} of {len(cases)} seeds within it"
    )


def main() -> None:
    """Do what was asked."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seeds", type=int, default=20)
    asked.add_argument("--size", choices=("small", "full"), default="small")
    asked.add_argument("--weeks", type=int, default=3)
    given = asked.parse_args()
    cases = []
    print(HEAD)
    for seed in range(1, given.seeds + 1):
        cases.append(case(seed, given.size, given.weeks))
        print(cases[-1].line(), flush=True)
    print(summary(cases))


if __name__ == "__main__":
    main()
