"""The evidence that a customer may leave: families, points and half-lives, as they are shipped.

Points are log likelihood ratios × 10. Definitions: DEFINITIONS.md 9. The settings may weigh each otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from math import log2
from typing import Literal

from language import marked

Family = Literal["leaving", "trouble", "effort", "feeling", "contract", "strength"]
Rows = Literal["texts", "contacts", "promises", "surveys", "journey_events", "customers"]
LEAST = 0.05  # points that are still told, as a tenth
LONGEST = timedelta(days=365)  # what happened before is no evidence any more, however slowly it fades
HALF_LIFE_DAYS = 30.0


@dataclass(frozen=True)
class Evidence:
    """One kind of evidence: its family, points when fresh, in how many days half of them fade (None: never).

    `rows` names the table whose ids stand behind it.
    """

    key: str
    family: Family
    points: float
    label: str
    rows: Rows
    half_life_days: float | None = HALF_LIFE_DAYS

    @property
    def reach(self) -> timedelta:
        """How old it can be and still add a tenth of a point."""
        if abs(self.points) <= LEAST:
            return timedelta()
        if self.half_life_days is None:
            return LONGEST
        return min(timedelta(days=self.half_life_days * log2(abs(self.points) / LEAST)), LONGEST)


FAMILIES: dict[Family, str] = {
    "leaving": marked("Speaks of leaving"),
    "trouble": marked("Trouble"),
    "effort": marked("Effort"),
    "feeling": marked("Feeling"),
    "contract": marked("Contract and payment"),
    "strength": marked("What holds them"),
}
ALL_EVIDENCE = (
    Evidence("cancel", "leaving", 20, marked("asked to cancel or named a competitor"), "texts"),
    Evidence("complained_again", "trouble", 18, marked("complained again about the same thing"), "contacts"),
    Evidence("complaint", "trouble", 10, marked("complained"), "contacts"),
    Evidence("broken_promise", "trouble", 8, marked("a promise was broken"), "promises"),
    Evidence("many_contacts", "effort", 16, marked("four contacts or more in 30 days"), "contacts"),
    Evidence("unresolved_repeat", "effort", 10, marked("came again and it is not solved"), "contacts"),
    Evidence("transfers", "effort", 5, marked("transferred twice or more in one issue"), "contacts"),
    Evidence("waited", "effort", 4, marked("waited over 10 minutes, or gave up twice"), "contacts"),
    Evidence("low_csat", "feeling", 8, marked("was dissatisfied the last time they said"), "surveys"),
    Evidence("csat_fell", "feeling", 6, marked("is far less satisfied than the time before"), "surveys"),
    Evidence("contract_ends", "contract", 8, marked("the contract ends within 45 days"), "customers", None),
    Evidence("payment_failed", "contract", 7, marked("a payment failed"), "journey_events"),
    Evidence("content", "strength", -8, marked("it was solved, and they said they are satisfied"), "surveys"),
    Evidence("tenure", "strength", -3, marked("a customer for more than three years"), "customers", None),
)
EVIDENCE: dict[str, Evidence] = {each.key: each for each in ALL_EVIDENCE}


def weighed(points: Mapping[str, float], half_life_days: Mapping[str, float | None]) -> dict[str, Evidence]:
    """Give EVIDENCE with other points and half-lives; what is not named keeps its own."""
    return {
        key: replace(
            each,
            points=points.get(key, each.points),
            half_life_days=half_life_days.get(key, each.half_life_days),
        )
        for key, each in EVIDENCE.items()
    }


def reach(evidence: Mapping[str, Evidence]) -> timedelta:
    """How far back anything that happened can still be evidence; records hold whatever their age."""
    return max((each.reach for each in evidence.values() if each.rows != "customers"), default=timedelta())
