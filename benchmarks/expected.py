"""How well the wait of a new caller is foretold, and what learning it and saying it cost.

    .venv/bin/python -m benchmarks.expected moked.toml [another.toml …]

Each file names an installation that has been refreshed; nothing of it is changed. Prints, for each queue: the
average error of the middle of the range, that of the usual wait of the hour of the week, the share of waits
inside the range, of all and of those who found somebody waiting, and whether the page shows it.
"""

import argparse
import resource
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import polars as pl

from metrics.backtest import READ, WEEKS, judge, learn
from metrics.expected import Step
from settings import Settings, load
from store.expected import Expectation, new_callers
from store.opened import open_store
from store.read import Filters, Viewer, open_reading

Result = TypeVar("Result")
ROUNDS = 50


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("config", nargs="+", type=Path)
    for config in parser.parse_args().config:
        _one(load(config))


def _one(settings: Settings) -> None:
    visits = _visits(settings)
    until = settings.now()
    judged = _timed("judge", lambda: judge(visits, until))
    learnt = _timed("learn", lambda: learn(visits, until))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{visits.height} visits, at most {memory:.0f} MB")
    for row in judged.iter_rows(named=True):
        print(_line(row))
    _tick(visits, learnt, settings)


def _visits(settings: Settings) -> pl.DataFrame:
    store, until = open_store(settings), settings.now()
    since = until - timedelta(weeks=WEEKS, days=1)
    reading = open_reading(store, settings, Viewer("benchmark", "manager"), Filters(until, since, until))
    assert reading is not None
    visits = reading.visits.filter(pl.col("queued_at") >= since).select(*READ, "is_outside_hours").collect()
    store.close()
    return visits


def _timed(name: str, run: Callable[[], Result]) -> Result:
    began = time.perf_counter()
    made = run()
    print(f"{name} {time.perf_counter() - began:.2f} s", end=", ")
    return made


def _line(row: dict[str, float | None]) -> str:
    shown = row["is_enough"] and row["is_better"] and row["is_held"]
    figures = [row[name] for name in ("error_s", "usual_error_s", "inside", "inside_busy")]
    said = " ".join(f"{'–' if figure is None else f'{figure:.2f}':>10}" for figure in figures)
    return f"{row['queue']!s:20} {row['n']:>7} {said}  {'shown' if shown else 'hidden'}"


def _tick(visits: pl.DataFrame, learnt: pl.DataFrame, settings: Settings) -> None:
    """Time what one tick of the live page does, on the fullest day, at its end."""
    day = pl.col("queued_local_s") // 86_400
    fullest = visits.filter(day == visits.select(day.mode().first()).item())
    at = fullest["queued_at"].max()
    known = {
        str(queue): Expectation(
            str(queue), at, "shown", 0, 0, None, None, None, None, tuple(Step(*one) for one in rows.rows())
        )
        for (queue,), rows in learnt.partition_by("queue", as_dict=True, include_key=False).items()
    }
    began = time.perf_counter()
    for _round in range(ROUNDS):
        new_callers(fullest, known, at, settings)
    each = (time.perf_counter() - began) / ROUNDS * 1000
    print(f"a tick: {each:.1f} ms for {len(known)} queues and {fullest.height} visits of a day")


if __name__ == "__main__":
    main()
