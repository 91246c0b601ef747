"""What a what-if of retention stands on: measured or set, unless the address says otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite

from language import _, number
from settings import Money

Query = Mapping[str, Sequence[str]]
MARGIN = 100.0  # where nobody says what a customer brings in a year
RETENTION = 0.9  # where nobody can tell how many stay
LIMITS = {"margin": (0.01, 1e9), "discount": (0.0, 1.0), "retention": (0.0, 1.0)}


@dataclass(frozen=True)
class Assumed:
    """What a customer brings in a year, by how much less money is worth a year later, who stays for a year.

    chosen: which of them the address says. is_measured: whether the retention is the customers' own.
    """

    margin: float
    discount: float
    retention: float
    is_measured: bool = False
    chosen: frozenset[str] = frozenset()


def usual(costs: Money, year: float | None) -> Assumed:
    """What holds where nobody asks for anything else; year: the measured retention of a year."""
    margin = costs.yearly_margin or MARGIN
    return Assumed(margin, costs.discount_rate, RETENTION if year is None else year, year is not None)


def own(given: Query, problems: list[str]) -> dict[str, float]:
    """What the address says, discount and retention as shares; what is wrong leaves a sentence."""
    told = {name: _number(given, name, problems) for name in LIMITS}
    return {name: value for name, value in told.items() if value is not None}


def chosen(by_default: Assumed, told: Mapping[str, float]) -> Assumed:
    """Put what the address says over what holds by default."""
    is_measured = by_default.is_measured and "retention" not in told
    changed = {**vars(by_default), **told, "is_measured": is_measured, "chosen": frozenset(told)}
    return replace(by_default, **changed)


def _number(given: Query, name: str, problems: list[str]) -> float | None:
    values = given.get(name, ())
    if not values or not values[-1]:
        return None
    low, high = LIMITS[name]
    try:
        value = float(values[-1])
    except ValueError:
        value = float("nan")
    if isfinite(value) and low <= value <= high:
        return value
    said = _("{name}={value} is not allowed; it is a number from {low} to {high}.")
    limits = {"low": number(low, 2 if low else 0), "high": number(high)}
    problems.append(said.format(name=name, value=values[-1][:20], **limits))
    return None
