"""Describe a metric: what it means, how it is written down, how it is computed."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

import polars as pl

from metrics import (
    arrivals,
    chains,
    complaints,
    followed,
    gestures,
    menu,
    moved,
    occupancy,
    ordered,
    promises,
    repeats,
    routing,
    satisfaction,
    staffed,
    voices,
    waits,
    weighting,
    work,
)
from metrics.parts import Formula, Part, Reported, Terms
from metrics.within import Within

Unit = Literal["share", "points", "seconds", "count", "ratio"]
Direction = Literal["higher", "lower", "neutral"]
Frame = Literal[
    "visits",
    "contacts",
    "handling",
    "states",
    "traced",
    "issues",
    "surveys",
    "promises",
    "complaints",
    "followups",
    "gestures",
    "served",
    "texts",
    "staffed",
    "reached",
]
OF_TRACED: dict[str, Part] = {**routing.SUMS, **menu.SUMS, **repeats.SUMS, **chains.SUMS}
OF_CALLS: dict[str, Part] = {**promises.SUMS, **complaints.SUMS, **followed.SUMS, **moved.SUMS}
OF_WORDS: dict[str, Part] = {**satisfaction.SUMS, **OF_CALLS, **gestures.SUMS, **voices.SUMS}
SUMS: dict[str, Part] = {**waits.SUMS, **work.SUMS, **arrivals.SUMS, **OF_TRACED, **OF_WORDS}
MEDIANS: dict[str, Part] = {**menu.MEDIANS, **promises.MEDIANS, **complaints.MEDIANS}
CLOCK: dict[str, Part] = {**occupancy.PARTS, **staffed.PARTS}  # sums of time
PARTS: dict[str, Part] = {**SUMS, **waits.LONGEST, **CLOCK, **MEDIANS}


@dataclass(frozen=True, kw_only=True)
class Metric:
    """Hold one row of the catalog; its texts are English, `_(metric.label)` translates them.

    frame and anchor say whose rows count and by which instant they fall into a period; of stretches
    (handling, states) whatever lies in the period counts, cut where it begins and ends. traced are contacts
    with the way they took and what came after, issues the same with the issues they began, surveys
    invitations to say how a contact was, promises, complaints and followups what became of them, texts what
    was written, gestures what was given out of goodwill and served the answered contacts with what was given
    in each, staffed pieces of time in which somebody was there or not, and reached customers' own contacts
    with whether somebody was. Under minimum_n (of
    the denominator, or of the numerator where `judged_by` says so) a figure is shown but not judged.
    """

    id: str
    label: str
    unit: Unit
    definition: str
    numerator: str
    formula: Formula
    denominator: str = ""
    exclusions: str = ""
    frame: Frame = "visits"
    anchor: Literal["queued", "started", "ended", "began", "due"] = "queued"
    direction: Direction = "neutral"
    minimum_n: int = 0
    judged_by: Literal["numerator", "denominator"] = "denominator"
    owner: str = "operations"
    version: int = 1

    def __call__(
        self,
        threshold_s: float | None = None,
        reported: Reported | None = None,
        within: Within | None = None,
    ) -> pl.Expr:
        """Write the metric as a named expression over the rows of its frame, for any `agg` or `select`."""
        terms = Terms(threshold_s, reported or Terms().reported, within or Within())
        return self.formula(lambda name: _of_rows(name, terms)).alias(self.id)

    def parts(self) -> list[str]:
        """List the named parts that the metric is made of."""
        return list(_parts(self.formula))

    def merges(self) -> bool:
        """Tell whether sums of days or queues merge into the figure of their union."""
        return all(part in SUMS for part in self.parts())

    def is_mean(self) -> bool:
        """Tell whether the metric is a mean of durations, so that its interval gives a standard error."""
        return self.unit == "seconds" and self.merges()


@cache
def _parts(formula: Formula) -> tuple[str, ...]:
    return tuple(formula(pl.col).meta.root_names())


def _of_rows(name: str, terms: Terms) -> pl.Expr:
    if name in weighting.WEIGHTED:
        raise TypeError(f"{name} is weighted by cells and no expression: use compute.")
    return PARTS[name](terms) if name in PARTS else ordered.of_rows(name)
