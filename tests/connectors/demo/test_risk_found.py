"""Those who drift away are on a list weeks before they leave; without the story lists are worth nothing."""

import json
import tempfile
from datetime import timedelta
from functools import partial
from pathlib import Path

import polars as pl
import pytest

from benchmarks.risk_demo import EARLY, gathered, in_time, pooled, spoken_for, who_drifts
from metrics.risk_model.backtest import Backtest, backtest
from metrics.risk_model.frames import HORIZONS, Week
from metrics.risk_model.told import together
from settings import load
from store.opened import open_store
from store.persons import known_persons
from store.risk_facts import evidence_of
from tests.connectors.demo.centre import FIRST, SEEDS, WEEKS, ZONE, eleven_weeks
from tests.once import once
from tests.store.sent import Sent
from tests.store.tracing import refresh

CAPACITY, HORIZON = 50, HORIZONS[0]
LAST = FIRST + timedelta(days=50)  # the last Monday that is looked at
READ = ("contacts", "legs", "customers", "identities", "surveys", "promises", "topics", "queues")
NOBODY = pl.DataFrame(schema={"person": pl.String, "left_at": pl.Datetime("us", "UTC")})
CONFIG = f'now = {(FIRST + WEEKS).isoformat()}\n[site]\ntimezone = "{ZONE}"\n'


def replay(folder: Path, seed: int, *, stories: bool) -> tuple[tuple[int, ...], Backtest]:
    """List each Monday by what was known then; count the drifting, and judge all who were listed."""
    (folder / "moked.toml").write_text(CONFIG)
    settings = load(folder / "moked.toml", folder / "data")
    store = open_store(settings)
    told = eleven_weeks(seed, stories=stories)
    failed = told["journey_events"].filter(kind="payment_failed")
    heard = told["notes"].filter(
        pl.col("written_at") < LAST
    )  # hearing costs most, and no list knows later ones
    rows = {name: told[name] for name in READ} | {"journey_events": failed, "notes": heard}
    refresh(store, "demo", Sent(rows), now=FIRST + WEEKS, is_first=True)
    read, left, until = gathered(store, settings)
    # Nobody is known to have left, so nothing is learnt: the score alone makes the lists.
    mondays = [Week(week.at, week.rows, NOBODY) for week in read.by(until - EARLY)]
    assert mondays[-1].at < LAST
    drifting = who_drifts(seed, FIRST, left.gone, known_persons(store.history)) if stories else {}
    store.close()
    found = backtest(mondays, left, until, HORIZON, CAPACITY, evidence_of(settings.risk))
    listed = [
        (week.at.astimezone(settings.site.zone).date(), set(week.rows.sort("rank")["person"].head(CAPACITY)))
        for week in mondays
    ]
    return in_time(listed, spoken_for(mondays, settings), drifting), found


def keep(folder: Path, seed: int, *, stories: bool) -> None:
    with tempfile.TemporaryDirectory() as place:
        counts, found = replay(Path(place), seed, stories=stories)
    (folder / "counts.json").write_text(json.dumps(counts))
    for name in ("weeks", "places", "due", "told"):
        getattr(found, name).write_ipc(folder / name)


def read(seed: int, *, stories: bool) -> tuple[list[int], Backtest]:
    folder = once(f"risk-{seed}-{stories}", partial(keep, seed=seed, stories=stories))
    frames = [pl.read_ipc(folder / name) for name in ("weeks", "places", "due", "told")]
    return json.loads((folder / "counts.json").read_text()), Backtest(HORIZON, CAPACITY, *frames)


@pytest.mark.parametrize("seed", SEEDS)
def test_in_each_centre_more_of_those_listed_leave_than_by_chance(seed: int) -> None:
    lift = together(read(seed, stories=True)[1]).row(0, named=True)["lift"]

    assert lift["low"] > 1


def test_most_of_the_drifting_for_whom_anything_speaks_are_listed_three_weeks_before_they_leave() -> None:
    counts = [read(seed, stories=True)[0] for seed in SEEDS]
    left, _seen, early, evident = (sum(parts) for parts in zip(*counts, strict=True))

    assert left > 30
    assert evident > 0.75 * left  # for the others nothing speaks by then: nobody could find them
    assert early > 0.5 * evident


def test_of_those_listed_many_times_as_many_leave_as_of_others() -> None:
    replayed = pooled([read(seed, stories=True)[1] for seed in SEEDS])

    found = together(replayed).row(0, named=True)

    assert found["precision"]["low"] > 0.03
    assert found["lift"]["low"] > 3


def test_without_the_story_the_list_is_no_better_than_chance() -> None:
    lift = together(read(1, stories=False)[1]).row(0, named=True)["lift"]

    assert lift["low"] <= 1 <= lift["high"]
