"""Whether the demo's drifting customers are found in time, over seeds: see benchmarks.risk.

Each seed is a small centre of its own, fetched into a store of its own. On each Monday everybody is listed
by what was known then, by the score and by what had been learnt by then. Of the drifting customers who left
it is told how many were on any list three weeks before they left or earlier, and for how many anything spoke
by then at all: nobody else can be found. Of everybody on the lists it is told how many left, as the product's
own backtest tells it.
"""

import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from connectors.demo.truth import truth
from metrics.people import with_person
from metrics.risk_model.backtest import Backtest, backtest, ranked
from metrics.risk_model.features import keys
from metrics.risk_model.frames import Left, Week, horizon_of
from metrics.risk_model.learned import KINDS, learn
from metrics.risk_model.lessons import lessons
from metrics.risk_model.told import together
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
Lists = Sequence[tuple[date, set[str]]]
"""Mondays and who was on each."""
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


@dataclass(frozen=True)
class Seed:
    """What came of one centre: of the drifting customers, by way, and of everybody on the lists."""

    in_time: dict[str, tuple[int, int, int, int]]
    replayed: Backtest


def run(seeds: int, weeks: int, capacity: int, *, stories: bool) -> None:
    """Print the lines of each seed, and those of all together."""
    done: list[Seed] = []
    for seed in range(1, seeds + 1):
        with tempfile.TemporaryDirectory() as folder:
            begun, worked = perf_counter(), process_time()
            done.append(_of_seed(Path(folder), seed, weeks, capacity, stories=stories))
            print(f"seed {seed} ({perf_counter() - begun:.0f} s, {process_time() - worked:.0f} s of work)")
            _print(done[-1:])
    print(f"all {seeds} seeds")
    _print(done)


def _print(done: Sequence[Seed]) -> None:
    worth = together(pooled([each.replayed for each in done]))
    for way in KINDS[:-1]:
        told = [each.in_time[way] for each in done if way in each.in_time]
        for row in worth.filter(kind=way).iter_rows(named=True):
            print(f"  {way:<10} {_drifted([sum(parts) for parts in zip(*told, strict=True)])}; {_worth(row)}")
    sys.stdout.flush()


def _drifted(counts: Sequence[int]) -> str:
    left, seen, early, evident = counts or (0, 0, 0, 0)
    return (
        f"{left} drifting left, {seen} listed before, {early} three weeks before or more"
        f" (anything spoke by then for {evident})"
    )


def _worth(row: Mapping[str, Any]) -> str:
    precision, lift = row["precision"], row["lift"]
    hits = f"{precision['numerator']:.0f} of {precision['denominator']:.0f} places left"
    share = f"{precision['value']:.1%} ({precision['low']:.1%} to {precision['high']:.1%})"
    return f"{hits}: {share}, lift {lift['value']:.1f} ({lift['low']:.1f} to {lift['high']:.1f})"


def _of_seed(folder: Path, seed: int, weeks: int, capacity: int, *, stories: bool) -> Seed:
    settings = fetched(folder, seed, weeks, capacity, stories=stories)
    store = open_store(settings)
    read, left, until = gathered(store, settings)
    drifting = who_drifts(seed, START, left.gone, known_persons(store.history)) if stories else {}
    mondays = read.by(until)
    store.close()
    evidence = evidence_of(settings.risk)
    horizon = horizon_of([week.at for week in mondays], until, left.zone)
    replayed = backtest(mondays, left, until, horizon, capacity, evidence)
    lists, spoke = listed(mondays, left, horizon, settings), spoken_for(mondays, settings)
    return Seed({way: in_time(rows, spoke, drifting) for way, rows in lists.items()}, replayed)


def pooled(parts: Sequence[Backtest]) -> Backtest:
    """Put the past Mondays of several centres together: nobody of one is anybody of another."""
    named = [
        (
            each.weeks,
            *(
                rows.with_columns(pl.format("{}/{}", pl.lit(n), "person").alias("person"))
                for rows in (each.places, each.due)
            ),
            each.told,
        )
        for n, each in enumerate(parts)
    ]
    weeks, places, due, told = (pl.concat(frames) for frames in zip(*named, strict=True))
    return Backtest(parts[0].horizon, parts[0].capacity, weeks, places, due, told)


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


def who_drifts(seed: int, start: datetime, gone: pl.DataFrame, persons: pl.DataFrame) -> dict[str, Drifting]:
    """Tell which people drift by the story and left on their day (gone: person, left_at; not sooner)."""
    told = truth(seed, "small", ZONE, start.astimezone(ZoneInfo(ZONE)).date())
    names = {int(name[1:]): name for name in told.drifters(date.max)}
    rows = [
        ("demo:" + names[each.customer], each.since, each.leaves_on)
        for each in told.stories.drifters
        if each.leaves_on is not None
    ]
    schema = {"customer_id": pl.String, "since": pl.Date, "leaves_on": pl.Date}
    named = with_person(pl.DataFrame(rows, schema=schema, orient="row"), persons)
    day = pl.col("left_at").dt.convert_time_zone(ZONE).dt.date()
    left = named.join(gone.group_by("person").agg(pl.col("left_at").min()), on="person").filter(
        day == pl.col("leaves_on")
    )
    columns = ("person", "since", "leaves_on")
    return {person: Drifting(since, leaves) for person, since, leaves in left.select(columns).iter_rows()}


def listed(weeks: list[Week], left: Left, horizon: timedelta, settings: Settings) -> dict[str, Lists]:
    """Make the list of each Monday by the score and by the logistic learnt by then, where there was one."""
    evidence = evidence_of(settings.risk)
    names = keys(evidence)
    lists: dict[str, list[tuple[date, set[str]]]] = {}
    for week in weeks:
        known = lessons(weeks, Left(week.gone, left.told, left.zone), week.at, horizon, names)
        for way, learned in learn(known, evidence, ("logistic",)).items():
            rows = ranked(week.rows, names, learned, evidence).filter("speaks").head(settings.risk.capacity)
            day = week.at.astimezone(settings.site.zone).date()
            lists.setdefault(way, []).append((day, set(rows["person"])))
    return dict(lists)


def spoken_for(weeks: Sequence[Week], settings: Settings) -> Lists:
    """Give for whom a reason to leave spoke on each Monday."""
    evidence = evidence_of(settings.risk)
    speaks = pl.any_horizontal(pl.col(name) > 0 for name in keys(evidence) if evidence[name].points > 0)
    return [
        (week.at.astimezone(settings.site.zone).date(), set(week.rows.filter(speaks)["person"]))
        for week in weeks
    ]


def in_time(lists: Lists, spoke: Lists, drifting: Mapping[str, Drifting]) -> tuple[int, int, int, int]:
    """Count the drifting who left: all, on a list before, on one three weeks before, and those for whom
    anything spoke by then since they began to drift.

    Only who left three weeks after the first list or later counts: nobody before could have been found.
    """
    first = min((day for day, _people in lists), default=date.max)
    could = {name: each for name, each in drifting.items() if each.leaves_on - EARLY >= first}
    seen = {name for day, people in lists for name in people & could.keys() if day < could[name].leaves_on}
    early = {
        name
        for day, people in lists
        for name in people & could.keys()
        if day + EARLY <= could[name].leaves_on
    }
    evident = {
        name
        for day, people in spoke
        for name in people & could.keys()
        if could[name].since <= day <= could[name].leaves_on - EARLY
    }
    return len(could), len(seen), len(early), len(evident)
