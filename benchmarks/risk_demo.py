"""Whether the demo's drifting customers are found in time, over seeds: see benchmarks.risk.

Each seed is a small centre of its own, fetched into a store of its own. On each Monday everybody is listed
by what was known then, by the score and by what had been learnt by then. Of the drifting customers who left
it is told how many were on the list three weeks before they left or earlier; of everybody on the lists, how
many left, as the product's own backtest tells it.
"""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time

import polars as pl

from connectors.demo.truth import truth
from metrics.people import with_person
from metrics.risk_model.backtest import ranked
from metrics.risk_model.frames import Left, Week
from metrics.risk_model.learned import learn
from metrics.risk_model.lessons import lessons
from metrics.risk_model.studied import Study, study
from scheduler.refresh import refresh
from settings import Settings, load
from store import publish
from store.opened import Store, open_store
from store.persons import known_persons
from store.risk_facts import evidence_of
from store.risk_weeks import Weeks, learnt_until

ZONE = "Asia/Jerusalem"
START = datetime(2026, 1, 4, tzinfo=UTC)
EARLY = timedelta(weeks=3)
LONG = timedelta(days=35)  # of drifting: who leaves sooner has hardly come by three weeks before
CONFIG = """now = {now}
[site]
timezone = "{zone}"
[risk]
capacity = {capacity}
[[connectors]]
name = "demo"
kind = "demo"
size = "small"
seed = {seed}
start = {start}
stories = {stories}
"""


@dataclass(frozen=True)
class Drifting:
    """A customer who drifts: since when, and when he leaves."""

    since: date
    leaves_on: date


def run(seeds: int, weeks: int, capacity: int, *, stories: bool) -> None:
    """Print a line for each seed and way, and the sums."""
    sums: dict[str, list[float]] = {}
    for seed in range(1, seeds + 1):
        with tempfile.TemporaryDirectory() as folder:
            for way, told in _of_seed(Path(folder), seed, weeks, capacity, stories=stories).items():
                sums[way] = [a + b for a, b in zip(sums.get(way, [0.0] * len(told)), told, strict=True)]
    print(f"all {seeds} seeds")
    for way, told in sums.items():
        print(_line(way, told))


def _of_seed(folder: Path, seed: int, weeks: int, capacity: int, *, stories: bool) -> dict[str, list[float]]:
    begun, worked = perf_counter(), process_time()
    settings = fetched(folder, seed, weeks, capacity, stories=stories)
    store = open_store(settings)
    read, left, until = gathered(store, settings)
    drifting = who_drifts(store, settings, seed, until.date()) if stories else {}
    weeks_read = read.by(until)
    found = study(weeks_read, left, until, capacity, evidence_of(settings.risk))
    lists = listed(weeks_read, left, found, settings)
    store.close()
    seconds = f"{perf_counter() - begun:.0f} s, {process_time() - worked:.0f} s of work"
    print(
        f"seed {seed}: {found.leavers:,} left, horizon {found.horizon.days} days; {found.chosen} ({seconds})"
    )
    told = {way: _found(rows, drifting) + _worth(found, way) for way, rows in lists.items()}
    for way, figures in told.items():
        print(_line(way, figures), flush=True)
    return told


def fetched(folder: Path, seed: int, weeks: int, capacity: int, *, stories: bool) -> Settings:
    """Fetch so many weeks of a small centre into a folder."""
    now = START + timedelta(weeks=weeks)
    words = CONFIG.format(
        now=now.isoformat(),
        zone=ZONE,
        capacity=capacity,
        seed=seed,
        start=START.isoformat(),
        stories=str(stories).lower(),
    )
    (folder / "moked.toml").write_text(words)
    settings = load(folder / "moked.toml", folder / "data")
    store = open_store(settings)
    assert all(report.is_ok for report in refresh(settings, store))
    store.close()
    return settings


def gathered(store: Store, settings: Settings) -> tuple[Weeks, Left, datetime]:
    """Open the past Mondays of a store."""
    found = publish.newest(store.state)
    assert found is not None
    until = learnt_until(store, settings, found)
    assert until is not None
    weeks = Weeks(store, settings, found, until)
    return weeks, weeks.left(), until


def who_drifts(store: Store, settings: Settings, seed: int, by: date) -> dict[str, Drifting]:
    """Tell which people drift by the story and have left by a day."""
    told = truth(seed, "small", ZONE, START.astimezone(settings.site.zone).date())
    names = {int(name[1:]): name for name in told.drifters(date.max)}
    rows = [
        ("demo:" + names[each.customer], each.since, each.leaves_on)
        for each in told.stories.drifters
        if each.leaves_on is not None and each.leaves_on <= by
    ]
    schema = {"customer_id": pl.String, "since": pl.Date, "leaves_on": pl.Date}
    named = with_person(pl.DataFrame(rows, schema=schema, orient="row"), known_persons(store.history))
    columns = ("person", "since", "leaves_on")
    return {person: Drifting(since, leaves) for person, since, leaves in named.select(columns).iter_rows()}


def listed(
    weeks: list[Week], left: Left, found: Study, settings: Settings
) -> dict[str, list[tuple[date, set[str]]]]:
    """Make the list of each Monday by the score and by the logistic learnt by then, where there was one."""
    evidence = evidence_of(settings.risk)
    lists: dict[str, list[tuple[date, set[str]]]] = {}
    for week in weeks:
        known = lessons(weeks, Left(week.gone, left.told), week.at, found.horizon, found.names)
        for way, learned in learn(known, evidence, ("logistic",)).items():
            rows = ranked(week.rows, found.names, learned, evidence).filter("speaks").head(found.capacity)
            day = week.at.astimezone(settings.site.zone).date()
            lists.setdefault(way, []).append((day, set(rows["person"])))
    return lists


def _found(lists: list[tuple[date, set[str]]], drifting: Mapping[str, Drifting]) -> list[float]:
    """Count the drifting who left: all, listed before, three weeks before; and of those who drifted long.

    Only who left three weeks after the first list or later counts: nobody before could have been found.
    """
    first = min((day for day, _people in lists), default=date.max)
    could = {name: each for name, each in drifting.items() if each.leaves_on - EARLY >= first}
    seen: dict[str, date] = {}
    for day, people in lists:
        for name in people & could.keys():
            if day < could[name].leaves_on:
                seen.setdefault(name, day)
    early = {name for name, day in seen.items() if could[name].leaves_on - day >= EARLY}
    long = {name for name, each in could.items() if each.leaves_on - each.since >= LONG}
    return [float(len(each)) for each in (could, seen, early, long, long & early)]


def _worth(found: Study, way: str) -> list[float]:
    rows = found.together.filter(pl.col("kind") == way)
    if rows.is_empty():
        return [0.0] * 3
    lift, precision = rows["lift"][0], rows["precision"][0]
    return [
        float(lift["numerator"] or 0),
        float(precision["denominator"] or 0),
        float(lift["denominator"] or 0),
    ]


def _line(way: str, told: list[float]) -> str:
    left, seen, early, long, long_early, hits, places, chance = told
    drifted = (
        f"{left:.0f} drifting left, {seen:.0f} listed before, {early:.0f} three weeks before or more"
        f" (of {long:.0f} who drifted for five weeks {long_early:.0f})"
    )
    precision = f"{hits / places:.1%}" if places else "–"
    lift = f"{hits / chance:.1f}" if chance else "–"
    return f"  {way:<10} {drifted}; {hits:.0f} of {places:.0f} places left: {precision}, lift {lift}"
