"""What customers meet in some slots with the people who are planned, and with more or fewer (Erlang A)."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from metrics.queueing import Service, erlang_a


@dataclass(frozen=True)
class Served:
    """How a queue serves: mean patience and thresholds in seconds, and how many one person serves at once."""

    patience_s: float
    at_once: float
    within_s: float
    short_s: float


@dataclass(frozen=True)
class Met:
    """What the customers of some slots meet: n of them, shares, mean seconds, mean people there.

    fewest and most are the people of the slots with the fewest and the most of them. wait_s is infinite
    where a queue grows without end.
    """

    n: float
    in_time: float
    abandons: float
    wait_s: float
    occupancy: float
    people: float
    fewest: float
    most: float


def met(rows: pl.DataFrame, served: Served, slot_s: int, change: float = 0.0) -> Met | None:
    """Tell what is met in slots (expected, handle_s, people) with so many people more; None for nobody.

    Each slot is as if it had always been like that. Slots count by the visits expected in them, busy people
    by the people.
    """
    told = rows.drop_nulls(["expected", "handle_s", "people"]).filter(pl.col("expected") > 0)
    if not told.height:
        return None
    slots = [_slot(row, served, slot_s, change) for row in told.iter_rows(named=True)]
    n = [row["expected"] for row in told.iter_rows(named=True)]
    people = [max(row["people"] + change, 0.0) for row in told.iter_rows(named=True)]
    return Met(
        n=sum(n),
        in_time=_mean([one.in_time for one in slots], n),
        abandons=_mean([one.abandons for one in slots], n),
        wait_s=_mean([one.wait_s for one in slots], n),
        occupancy=_mean([one.occupancy for one in slots], people) if sum(people) else 0.0,
        people=sum(people) / len(people),
        fewest=min(people),
        most=max(people),
    )


def _slot(row: Mapping[str, float], served: Served, slot_s: int, change: float) -> Service:
    """Between whole numbers of people a slot is part of its time with one more: 6.2 are 6, at times 7."""
    places = max(row["people"] + change, 0.0) * served.at_once
    fewer = math.floor(places + 1e-9)
    part = max(places - fewer, 0.0)
    low = _service(row, served, slot_s, fewer)
    return low if part < 1e-9 else _mixed(low, _service(row, served, slot_s, fewer + 1), part)


def _service(row: Mapping[str, float], served: Served, slot_s: int, places: int) -> Service:
    per_s, handle_s = row["expected"] / slot_s, max(row["handle_s"], 1.0)
    return erlang_a(per_s, handle_s, served.patience_s, places, served.within_s, served.short_s)


def _mixed(low: Service, high: Service, part: float) -> Service:
    names = Service.__dataclass_fields__
    return Service(**{name: (1 - part) * getattr(low, name) + part * getattr(high, name) for name in names})


def _mean(values: list[float], weights: list[float]) -> float:
    return sum(value * weight for value, weight in zip(values, weights, strict=True)) / sum(weights)
