"""How well forecasts are told, beside last week's same weekday, and what they and Erlang's formulas cost.

    .venv/bin/python -m benchmarks.forecast moked.toml [another.toml …] [--from 1999-02-01]

Each file names an installation that has been refreshed; nothing of it is changed. Of each it prints, as a
rolling origin over the last eight weeks, WAPE = Σ |came - expected| / Σ came by slot, that of "same weekday
last week", their ratio, and the share of slots within the 80 % band; the same of handle times. Then it
forecasts 14 days from four weeks alone, as a young centre does, from each morning a week apart. With --from
everything after that day is forecast from what was known on it, once, the last six like slots against the
last week before it. It ends with 1 where a forecast is no better than last week.
"""

import argparse
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from metrics.forecast import LEAST_DAYS, counted, forecast, scored
from metrics.forecast.expected import AHEAD
from metrics.forecast.handled import scored_times, told_times
from metrics.queueing import Demand, Goal, agents_for, agents_needed, erlang_a, erlang_b, time_to_clear
from settings import Settings, load
from store.ahead import HISTORY, laid_out, visits_until
from store.opened import open_store
from store.read import Filters, Viewer, open_reading

Result = TypeVar("Result")
LINE = "{:22}{:>8}{:>9}{:>9}{:>9}{:>8}{:>8}"
AFTER = timedelta(days=15)
IN_TIME = Goal("in_time", 0.8, within_s=20, short_s=5)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("config", nargs="*", type=Path)
    parser.add_argument("--from", dest="origin", type=date.fromisoformat, metavar="DAY")
    given = parser.parse_args()
    better = [_one(load(config), given.origin) for config in given.config]
    _erlang()
    sys.exit(0 if all(better) else 1)


def _one(settings: Settings, origin: date | None) -> bool:
    at = settings.now()
    visits = _visits(settings, at)
    slot_s = settings.staffing.slot_s
    slots = counted(laid_out(visits, settings, at, at + timedelta(days=15)), visits, at, slot_s)
    queues = slots["queue"].n_unique()
    print(f"\n{settings.site.name}: {visits.height:,} visits, {queues} queues, {slots.height:,} slots")
    told = _timed("forecast", lambda: forecast(slots, at, slot_s))
    score = _timed(f"  {told.height:,} slots ahead; score", lambda: scored(slots, slot_s))
    print()
    print(LINE.format("rolling, 8 weeks", "slots", "came", "WAPE", "last wk", "ratio", "in band"))
    for row in score.sort("queue", nulls_last=False, maintain_order=True).iter_rows(named=True):
        _print(f"{row['queue'] or 'ALL'} {row['reach']}", row)
    print()
    _handle_times(slots, settings, at)
    _young(visits, settings, at)
    whole = score.filter(pl.col("queue").is_null()).drop_nulls("wape")
    is_better = whole.height == len(AHEAD) and bool((whole["wape"] < whole["usual_wape"]).all())
    return is_better & (origin is None or _once(settings, visits, origin, at))


def _handle_times(slots: pl.DataFrame, settings: Settings, at: datetime) -> None:
    today = (at.astimezone(settings.site.zone).date() - date(1970, 1, 1)).days
    score = _timed("score of handle times", lambda: scored_times(told_times(slots, today)))
    print()
    print(LINE.format("handle time, 8 weeks", "slots", "handled", "WAPE", "last wk", "ratio", "in band"))
    for row in score.filter(pl.col("queue").is_null()).iter_rows(named=True):
        _print(f"ALL {row['reach']}", row)


def _young(visits: pl.DataFrame, settings: Settings, at: datetime) -> None:
    """Forecast from four weeks alone, a week apart, and tell by days ahead how often the band held."""
    slot_s, zone = settings.staffing.slot_s, settings.site.zone
    first = visits["queued_at"].min()
    assert isinstance(first, datetime)
    midnight = datetime.combine(first.astimezone(zone).date() + timedelta(days=1), datetime.min.time(), zone)
    begins = [midnight.astimezone(UTC) + timedelta(days=7 * n) for n in range(13)]
    origins = [begin + timedelta(days=LEAST_DAYS + 1) for begin in begins]
    parts = [
        _told_once(visits.filter(pl.col("queued_at") >= begin), settings, origin, origin + AFTER, slot_s)
        for begin, origin in zip(begins, origins, strict=True)
        if origin + AFTER <= at
    ]
    print(LINE.format("from 28 days, ahead", "slots", "came", "WAPE", "last wk", "ratio", "in band"))
    for name, low, high in (("0 days", 0, 0), ("1 to 6", 1, 6), ("7 to 13", 7, 13), ("14 days", 14, 14)):
        rows = [part.filter(pl.col("ahead").is_between(low, high)) for part in parts]
        if rows and (every := pl.concat(rows))["n"].sum():
            _print(name, _figures(every, name))


def _told_once(
    visits: pl.DataFrame, settings: Settings, origin: datetime, until: datetime, slot_s: int
) -> pl.DataFrame:
    """Put what came beside what was told of it at one morning, and what came in the last week before it."""
    today = (origin.astimezone(settings.site.zone).date() - date(1970, 1, 1)).days
    known = visits.filter(pl.col("queued_at") < origin)
    told = forecast(counted(laid_out(known, settings, origin, until), known, origin, slot_s), origin, slot_s)
    came = counted(laid_out(visits, settings, until, until), visits, until, slot_s).drop_nulls("n")
    ahead = pl.col("day") - today
    last = pl.col("starts_at") - pl.duration(days=7 * (ahead // 7 + 1))
    week = came.select("queue", last="starts_at", usual="n")
    return (
        came.with_columns(ahead=ahead, last=last)
        .join(told.select("queue", "starts_at", "expected", "low", "high"), on=["queue", "starts_at"])
        .join(week, on=["queue", "last"])
        .drop_nulls(["expected", "usual"])
    )


def _visits(settings: Settings, at: datetime) -> pl.DataFrame:
    store = open_store(settings)
    reading = open_reading(store, settings, Viewer("benchmark", "manager"), Filters(at, at - HISTORY, at))
    assert reading is not None
    visits = visits_until(reading, at)
    store.close()
    return visits


def _once(settings: Settings, visits: pl.DataFrame, origin: date, until: datetime) -> bool:
    """Forecast everything from one day on by what was known on it; tell whether it beats last week."""
    zone, slot_s = settings.site.zone, settings.staffing.slot_s
    at = datetime.combine(origin, datetime.min.time(), ZoneInfo(str(zone))).astimezone(UTC)
    both = _told_once(visits, settings, at, until, slot_s)
    print(LINE.format(f"once, from {origin}", "slots", "came", "WAPE", "last wk", "ratio", "in band"))
    rows = [_figures(both, "ALL")] + [_figures(part, str(name)) for (name,), part in both.group_by("queue")]
    for row in sorted(rows, key=lambda row: -float(row["came"])):
        _print(str(row["queue"]), row)
    return float(rows[0]["wape"]) < float(rows[0]["usual_wape"])


def _figures(rows: pl.DataFrame, name: str) -> dict[str, object]:
    came = rows["n"].sum()
    seen = rows.filter((pl.col("expected") > 0) | (pl.col("n") > 0))
    off = {each: (rows[each] - rows["n"]).abs().sum() / came for each in ("expected", "usual")}
    held = seen.select(pl.col("n").is_between("low", "high").mean()).item()
    figures = {"wape": off["expected"], "usual_wape": off["usual"], "held": held}
    return {"queue": name, "slots": rows.height, "came": came, **figures}


def _print(name: str, row: dict[str, object]) -> None:
    off, usual, held = (
        None if row[each] is None else float(str(row[each])) for each in ("wape", "usual_wape", "held")
    )
    ratio = "–" if off is None or not usual else f"{off / usual:.2f}"
    said = ["–" if each is None else f"{each:.3f}" for each in (off, usual)]
    print(
        LINE.format(
            name[:22], row["slots"], row["came"], *said, ratio, "–" if held is None else f"{held:.3f}"
        )
    )


def _erlang() -> None:
    """Time Erlang's formulas, for few agents and for thousands."""
    print("\nErlang (best of five)")
    draws = np.random.default_rng(1)
    many = Demand(draws.uniform(0, 0.1, 5_000), draws.uniform(120, 400, 5_000), draws.uniform(60, 600, 5_000))
    cases: dict[str, Callable[[], object]] = {
        "B, 5,000 agents": lambda: erlang_b(5_000, 5_050),
        "A, 20 agents": lambda: erlang_a(0.1, 180, 120, 20, 20),
        "A, 5,000 agents": lambda: erlang_a(5_000 / 180, 180, 240, 4_900, 20),
        "agents for a load of 18": lambda: agents_needed(0.1, 180, 120, IN_TIME),
        "agents for a load of 5,000": lambda: agents_needed(5_000 / 180, 180, 240, IN_TIME),
        "agents for 5,000 slots": lambda: agents_for(many, IN_TIME),
        "time to clear 500": lambda: time_to_clear(500, 2.7, 180, 500, 240),
    }
    for name, run in cases.items():
        print(f"{name:28}{min(_seconds(run) for _try in range(5)) * 1000:9.2f} ms")


def _seconds(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def _timed(name: str, run: Callable[[], Result]) -> Result:
    began = time.perf_counter()
    made = run()
    print(f"{name} {time.perf_counter() - began:.2f} s", end=", ")
    return made


if __name__ == "__main__":
    main()
