"""What a customer is worth over the years, and what a point of retention would change.

Lifetime value = margin / (1 + discount − retention): the margin at the end of each year, the first one
certain and each further one if the customer is still there, without end. It is the perpetuity of Gordon and
Shapiro (1956) that shrinks by 1 − retention a year, the simple retention model of Berger and Nasr (1998)
booked at the year's end. Fader and Hardie (2012) write m (1 + d)/(1 + d − r) where the first margin is paid
at once, which is this a year earlier, and m r/(1 + d − r) for what is left after a margin was paid. It holds
for a margin, a retention and a discount that stay what they are and are equal for all. Where customers
differ, those who stay are the loyal ones, retention grows with the years, and true values are higher.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class WhatIf:
    """What a customer is worth when retention lies `points` (of 100) higher: `value`, `more` than today."""

    points: float
    retention: float
    value: float
    more: float


def lifetime_value(margin: float, retention: float, discount: float) -> float | None:
    """Compute what a customer is worth; None where it has no end, as nobody leaves and nothing is discounted.

    margin is a year's, retention a year's share (0..1), discount a year's rate. Raises ValueError.
    """
    if not 0 <= retention <= 1:
        raise ValueError(f"A retention of {retention} is no share. Allowed: 0 to 1.")
    if discount < 0:
        raise ValueError(f"A discount of {discount} is not known. Allowed: 0 and more.")
    left = 1 + discount - retention
    return margin / left if left > 0 else None


def fewer_leavers(retention: float, part: float) -> float:
    """Say what retention would be if so large a part of those who leave did not: .90 and 5 % are .905."""
    return 1 - (1 - retention) * (1 - part)


def what_if(margin: float, retention: float, discount: float, points: Sequence[float]) -> tuple[WhatIf, ...]:
    """Say what each number of points of retention would change; those that lead beyond 0 or 1 are left out.

    Points are no percent: from .90 five points lead to .95, five percent fewer leavers to .905. Raises
    ValueError as `lifetime_value`.
    """
    today = lifetime_value(margin, retention, discount)
    found = []
    for each in points:
        other = round(retention + each / 100, 12)
        value = lifetime_value(margin, other, discount) if 0 <= other <= 1 else None
        if value is not None and today is not None:
            found.append(WhatIf(each, other, value, value - today))
    return tuple(found)


def yearly(retention: float, periods_a_year: float) -> float:
    """Turn the retention of a month (12 a year) or a quarter (4) into that of a year, were it to stay so."""
    return float(retention**periods_a_year)
