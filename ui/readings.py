"""A figure as pages use it, and its change against another one."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from language import _, figure, number, points, share
from metrics.metric import Direction, Metric, Unit
from ui.tiles import Change, Verdict

Z = 1.959964


@dataclass(frozen=True)
class Reading:
    """A metric's value with what it was made of and its 95 % interval."""

    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def n(self) -> int:
        return int(self.denominator or 0)


NOTHING = Reading()


def readings(row: Mapping[str, Mapping[str, float | None] | None]) -> dict[str, Reading]:
    """The metrics of one row of compute()."""
    return {name: Reading(**cell) for name, cell in row.items() if isinstance(cell, dict)}


def first_row(frame: pl.DataFrame) -> dict[str, Reading]:
    """The metrics of a frame without groups."""
    return readings(frame.row(0, named=True)) if frame.height else {}


def change(
    now: Reading, before: Reading, unit: Unit, direction: Direction, against: str = ""
) -> Change | None:
    """How a figure differs from an earlier one; None where either has no value.

    Shares change in points, everything else in percent, from 0 in its own unit. "noise" is less than 1.96
    standard errors, which are read off the two intervals.
    """
    if now.value is None or before.value is None:
        return None
    step = now.value - before.value
    return Change(
        upward=step > 0,
        verdict=verdict(now, before, direction),
        amount=_amount(step, before.value, unit),
        against=against or _("was {value}").format(value=figure(before.value, unit)),
    )


def verdict(now: Reading, before: Reading, direction: Direction) -> Verdict:
    """Whether a change is good, bad, neither, or too small to tell from chance."""
    step = (now.value or 0.0) - (before.value or 0.0)
    if step == 0 or is_noise(now, before):
        return "noise"
    if direction == "neutral":
        return ""
    return "better" if (step > 0) == (direction == "higher") else "worse"


def is_noise(now: Reading, before: Reading) -> bool:
    """Tell whether two figures with intervals differ by less than chance would explain."""
    errors = [standard_error(now), standard_error(before)]
    if now.value is None or before.value is None or None in errors:
        return False
    return abs(now.value - before.value) < Z * math.hypot(*(error or 0.0 for error in errors))


def standard_error(one: Reading) -> float | None:
    """The standard error that an interval stands for."""
    return None if one.low is None or one.high is None else (one.high - one.low) / (2 * Z)


def misses(one: Reading, target: float | None, direction: Direction) -> bool:
    """Tell whether the whole interval is on the wrong side of the target."""
    if target is None or one.low is None or one.high is None:
        return False
    return one.high < target if direction == "higher" else one.low > target


def _amount(step: float, before: float, unit: Unit) -> str:
    if unit == "share":
        return points(abs(step))
    if before == 0:
        return figure(abs(step), unit)
    relative = abs(step / before)
    return number(relative) + "×" if relative >= 10 else share(relative)


def judged(metric: Metric, one: Reading) -> int:
    """The n that decides whether a figure is enough to judge by."""
    return int((one.numerator if metric.judged_by == "numerator" else one.denominator) or 0)


def is_enough(metric: Metric, one: Reading) -> bool:
    """Tell whether a figure rests on enough to be judged."""
    return judged(metric, one) >= metric.minimum_n
