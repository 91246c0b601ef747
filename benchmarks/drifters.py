"""Whether the list of customers at risk finds those of the demo who drift away, and how early.

    .venv/bin/python -m benchmarks.drifters --data data/demo/rules-8 [--seed 7] [--size full] [--no-stories]

Reads a demo store that is there already. For each Monday, as of what was known then: how many of the first
50 (or --capacity) drift by the story, how many left within four weeks, what chance would have found, and the
lift with its 95 % interval (of the share found; the usual share is taken as known). The last line puts
together Mondays four weeks apart, so that nobody's leaving counts twice. Then for the drifting customers who
leave: how many were on any list before, and how many weeks before they left they first were.
"""

import argparse
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

import polars as pl

from connectors.demo.queues import Size
from connectors.demo.truth import truth
from metrics.intervals import wilson
from metrics.people import with_person
from settings import load
from store import publish
from store.opened import open_store
from store.persons import known_persons
from store.risk_facts import AtRisk, at_risk
from store.schema import CUSTOMERS
from store.tables import Tables

WITHIN = timedelta(weeks=4)
WEEK = timedelta(weeks=1)
AFTER = timedelta(weeks=4)  # that a customer must have been watched for
HEAD = f"{'Monday':<12}{'drifting':>9}{'on list':>9}{'left':>6}{'chance':>8}{'lift':>7}  95 %"
Days = Mapping[str, date]
"""The day on which each person leaves."""


def main() -> None:
    """Print each Monday, then how early those who leave were found."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", type=Path, required=True)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--size", choices=["full", "small"], default="full")
    asked.add_argument("--no-stories", action="store_true")
    asked.add_argument("--capacity", type=int, default=50)
    given = asked.parse_args()
    settings = load(None, None).model_copy(update={"data": given.data})
    store = open_store(settings)
    found = publish.newest(store.state)
    assert found is not None
    records = Tables(store, found).scan(CUSTOMERS)
    persons = known_persons(store.history)
    first, last = records.select(pl.col("valid_from").min(), last=pl.col("valid_from").max()).collect().row(0)
    left = _left(records, persons)
    drifting = {} if given.no_stories else _drifting(given.seed, given.size, first, persons)
    print(HEAD)
    lists: dict[datetime, AtRisk] = {}
    whole = [0.0, 0.0, 0.0]
    for monday in _mondays(first + AFTER, last):
        told = at_risk(store, settings, monday)
        assert told is not None
        lists[monday] = replace(told, scores=told.scores.select("rank", "person", "points"))
        counts = _counts(monday, lists[monday], given.capacity, drifting, left)
        is_over = monday + WITHIN <= last
        print(_line(monday, counts, given.capacity if is_over else None), flush=True)
        if is_over and len(lists) % (WITHIN // WEEK) == 1:
            whole = [a + b for a, b in zip(whole, (*counts[2:], given.capacity), strict=True)]
    print("together" + " " * 26 + f"{whole[0]:>4.0f}{whole[1]:>8.2f}" + _lift(*whole))
    if drifting:
        _early(lists, given.capacity, drifting)
    store.close()


def _left(records: pl.LazyFrame, persons: pl.DataFrame) -> dict[str, date]:
    gone = records.filter(pl.col("churned_on").is_not_null()).select("customer_id", "churned_on").unique()
    named = with_person(gone.collect(), persons)
    dated = named.select("person", pl.col("churned_on").str.to_date())
    return dict(dated.group_by("person").agg(pl.col("churned_on").min()).iter_rows())


def _drifting(
    seed: int, size: Size, first: datetime, persons: pl.DataFrame
) -> dict[str, tuple[date, date | None]]:
    """Give who drifts: since when, and when they leave."""
    zone = load(None, None).site.zone
    told = truth(seed, size, zone.key, first.astimezone(zone).date())
    rows = [
        ("demo:" + name, each.since, each.leaves_on)
        for each in told.stories.drifters
        for name in told.drifters(date.max)
        if int(name[1:]) == each.customer
    ]
    schema = {"customer_id": pl.String, "since": pl.Date, "leaves_on": pl.Date}
    named = with_person(pl.DataFrame(rows, schema=schema, orient="row"), persons)
    return {row["person"]: (row["since"], row["leaves_on"]) for row in named.iter_rows(named=True)}


def _mondays(since: datetime, until: datetime) -> list[datetime]:
    start = datetime.combine(since.date(), datetime.min.time(), UTC).replace(hour=4)
    monday = start + timedelta(days=-start.weekday() % 7)
    return [monday + n * WEEK for n in range((until - monday) // WEEK + 1)]


def _counts(
    monday: datetime,
    told: AtRisk,
    capacity: int,
    drifting: Mapping[str, tuple[date, date | None]],
    left: Days,
) -> tuple[int, int, int, float]:
    """Count who drifts, who of them is on the list, who of the list left, and whom chance would find."""
    day, listed = monday.date(), set(told.scores.head(capacity)["person"])
    now = {name for name, (since, _leaves) in drifting.items() if since < day}
    soon = {name for name, at in left.items() if day <= at < day + WITHIN}
    here = soon & set(told.scores["person"])
    return len(now), len(listed & now), len(listed & here), capacity * len(here) / told.scores.height


def _line(monday: datetime, counts: tuple[int, int, int, float], capacity: int | None) -> str:
    """Write a Monday down; without a capacity it is too early for a lift."""
    now, found, hits, chance = counts
    row = f"{monday.date()!s:<12}{now:>9}{found:>9}{hits:>6}{chance:>8.2f}"
    return row + ("  (not over)" if capacity is None else _lift(hits, chance, capacity))


def _lift(hits: float, chance: float, places: float) -> str:
    low, high = (pl.select(each).item() * places / chance for each in wilson(pl.lit(hits), pl.lit(places)))
    return f"{hits / chance:>7.1f}  {low:.1f} to {high:.1f}"


def _early(
    lists: Mapping[datetime, AtRisk], capacity: int, drifting: Mapping[str, tuple[date, date | None]]
) -> None:
    found: dict[str, date] = {}
    for monday, told in lists.items():
        for name in told.scores.head(capacity)["person"]:
            found.setdefault(name, monday.date())
    until = max(lists).date()
    leavers = {name: at for name, (_since, at) in drifting.items() if at is not None and at <= until}
    weeks = [(at - found[name]) / WEEK for name, at in leavers.items() if name in found and found[name] < at]
    early = sum(each >= 3 for each in weeks)
    print(
        f"{len(leavers)} drifting customers left; {len(weeks)} were on a list before, {early} of them three"
    )
    print(f"weeks before or more; typically {median(weeks):.1f} weeks" if weeks else "weeks before")


if __name__ == "__main__":
    main()
