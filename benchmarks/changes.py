"""How often the cause of a change is named first, and how often noise is called a change.

    .venv/bin/python -m benchmarks.changes [--seeds 20]

Lives through eleven weeks of a small centre without stories for each seed. Planted in the last week, one at a
time: 40, or 80, of a hundred callers of one queue wait a minute longer; of a team's contacts 15 of a hundred
began at the wrong desk.
Prints for both how often the change was beyond noise, and how often the sentence names what was planted
first, by its own cut. With nothing planted: how often a change was called beyond noise, and how often any
part, of all headline metrics in the last four weeks. All with n and a 95 % Wilson interval.
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import polars as pl

from metrics.intervals import wilson
from metrics.week.changed import Changed, changed
from metrics.week.headlines import HEADLINES, Headline
from metrics.week.sums import summed
from metrics.week.weeks import Weeks
from tests import once
from tests.metrics.week.weeks_of import AS_OF, Frames, frames, last_week, worse_routing, worse_waits

WAITS, TEAM = "Billing", "Technics"
OF_WAITS = ("service_level", "asa")
WEEKS = 4
CASES: dict[str, tuple[tuple[str, ...], tuple[str, str], Callable[[Frames, Weeks], Frames]]] = {
    "waits of 40 %": (OF_WAITS, ("queue", WAITS), lambda found, week: worse_waits(found, WAITS, week, 40)),
    "waits of 80 %": (OF_WAITS, ("queue", WAITS), lambda found, week: worse_waits(found, WAITS, week, 80)),
    "wrong desks": (("misroute_rate",), ("team", TEAM), lambda found, week: worse_routing(found, TEAM, week)),
}


def told(found: Frames, headline: Headline, week: Weeks) -> Changed | None:
    """Take one metric's change apart, as the product does."""
    return changed(summed(found, headline, week, is_mixed=True), "before")


def first_named(one: Changed) -> tuple[str, str | None]:
    """What the sentence names first: its cut and segment."""
    drivers = [driver for driver in one.drivers if driver.is_clear and driver.size * one.change > 0]
    return one.best or "", drivers[0].segment if drivers else None


def planted(found: Frames, week: Weeks) -> Iterator[tuple[str, bool, bool]]:
    """Give of each case whether the change was clear, and whether what was planted is named first."""
    for name, (metrics, place, worsened) in CASES.items():
        worse = worsened(found, week)
        for headline in (one for one in HEADLINES if one.id in metrics):
            one = told(worse, headline, week)
            assert one is not None
            yield f"{name}, {headline.id}", one.verdict not in ("noise", "unknown"), first_named(one) == place


def noise(found: Frames) -> Iterator[tuple[str, bool, bool]]:
    """Give of each metric and week whether its change, or a part of it, was called beyond noise."""
    for back in range(WEEKS):
        week = last_week(AS_OF - timedelta(weeks=back))
        for headline in HEADLINES:
            one = told(found, headline, week)
            if one is not None and one.verdict != "unknown":
                is_part = any(division.clear for division in one.divisions.values())
                yield headline.id, one.verdict != "noise", is_part


def line(name: str, hits: int, n: int) -> str:
    """Write a share with its interval."""
    low, high = (pl.select(bound).item() for bound in wilson(pl.lit(hits, pl.Float64), pl.lit(n, pl.Float64)))
    return f"{name:46} {hits:>4} of {n:<4} {hits / n:>6.1%}  ({low:.1%} to {high:.1%})"


def main() -> None:
    """Do what was asked."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seeds", type=int, default=20)
    asked.add_argument("--kept", type=Path, help="a folder where simulated weeks are kept for another time")
    given = asked.parse_args()
    once.run = given.kept or Path(tempfile.mkdtemp())
    n: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for seed in range(1, given.seeds + 1):
        found = frames(seed)
        rows = [(f"planted, {name}", one, other) for name, one, other in planted(found, last_week())]
        calm = [(f"nothing planted, {name}", one, other) for name, one, other in noise(found)]
        rows += [*calm, *(("nothing planted, all", one, other) for _name, one, other in calm)]
        for name, is_clear, is_named in rows:
            n[name] += 1
            hits[f"{name}: beyond noise"] += is_clear
            hits[f"{name}: {'named first' if name.startswith('planted') else 'a part'}"] += is_named
        print(f"seed {seed}", flush=True)
    for name, count in hits.items():
        print(line(name, count, n[name.rpartition(":")[0]]))


if __name__ == "__main__":
    main()
