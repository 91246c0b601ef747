"""Choose the changes of a week that are told first: those beyond noise, the surest before the others."""

from collections.abc import Iterable
from math import inf

from language import _
from metrics.week import words
from metrics.week.changed import Changed
from metrics.week.told import label

MOST = 3
CLEAR = ("better", "worse", "neutral")


def foremost(changes: Iterable[Changed], most: int = MOST) -> tuple[Changed, ...]:
    """Give the changes on the week before that are beyond noise; the most standard errors from 0 first."""
    clear = [one for one in changes if one.comparison == "before" and one.verdict in CLEAR]
    return tuple(sorted(clear, key=lambda one: (-_evidence(one), one.headline.id))[:most])


def _evidence(one: Changed) -> float:
    return abs(float(one.change)) / one.error if one.error else inf


def in_brief(found: Changed) -> str:
    """Say a change in a few words: where the largest clear part of it is, else what the whole did."""
    same = [one for one in found.drivers if one.is_clear and one.size * found.change > 0]
    if same and found.best:
        return label(found, found.best, same[0])
    said = _(words.RATE[found.headline.id][0 if found.change > 0 else 1])
    whole = said.format(where="").strip()
    return whole[:1].upper() + whole[1:]
