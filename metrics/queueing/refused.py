"""Refuse what no queue can be, each in one sentence that names the value and what is allowed."""

import math

from language import _


def at_least_zero(name: str, value: float) -> None:
    """Refuse a negative, an infinite or no number. Raises ValueError."""
    if not 0 <= value < math.inf:
        raise ValueError(_("{name} is {value}; a number from 0 on is needed.").format(name=name, value=value))


def over_zero(name: str, value: float) -> None:
    """Refuse what is not over 0; infinite is allowed. Raises ValueError."""
    if not value > 0:
        raise ValueError(_("{name} is {value}; a number over 0 is needed.").format(name=name, value=value))


def finite_over_zero(name: str, value: float) -> None:
    """Refuse what is not over 0, and infinite too. Raises ValueError."""
    over_zero(name, value)
    at_least_zero(name, value)


def whole(name: str, value: int) -> None:
    """Refuse a number of people that is not whole or under 0. Raises ValueError."""
    if not 0 <= value < math.inf or value != int(value):
        sentence = _("{name} is {value}; a whole number from 0 on is needed.")
        raise ValueError(sentence.format(name=name, value=value))


def share(name: str, value: float) -> None:
    """Refuse a share that is not between 0 and 1, or is one of them. Raises ValueError."""
    if not 0 < value < 1:
        sentence = _("{name} is {value}; a share over 0 and under 1 is needed, as 0.8.")
        raise ValueError(sentence.format(name=name, value=value))
