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

    `label` says in a sentence's words that it holds, `meaning` when it does. `rows` names the table whose ids
    stand behind it; of a promise that an agent only noted it is the note's id of texts.
    """

    key: str
    family: Family
    points: float
    label: str
    meaning: str
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
    Evidence(
        "cancel",
        "leaving",
        20,
        marked("asked to cancel or named a competitor"),
        marked("Heard in a note or in the customer's own words."),
        "texts",
    ),
    Evidence(
        "complained_again",
        "trouble",
        18,
        marked("complained again about the same thing"),
        marked("Two complaints about one topic within 30 days, or one that says it is not the first time."),
        "contacts",
    ),
    Evidence(
        "complaint",
        "trouble",
        10,
        marked("complained"),
        marked("A contact that its source calls a complaint, or in which one was heard in words."),
        "contacts",
    ),
    Evidence(
        "broken_promise",
        "trouble",
        8,
        marked("a promise was broken"),
        marked("Not kept in time, or the customer had to ask first."),
        "promises",
    ),
    Evidence(
        "many_contacts",
        "effort",
        16,
        marked("four contacts or more in 30 days"),
        marked("The customer's own contacts, on any channel and about anything."),
        "contacts",
    ),
    Evidence(
        "unresolved_repeat",
        "effort",
        10,
        marked("came again and it is not solved"),
        marked("A second contact about one issue, the last of which was not solved by the source's word."),
        "contacts",
    ),
    Evidence(
        "transfers",
        "effort",
        5,
        marked("transferred twice or more in one issue"),
        marked("Changes of queue by an agent, of all contacts of the issue together."),
        "contacts",
    ),
    Evidence(
        "waited",
        "effort",
        4,
        marked("waited over 10 minutes, or gave up twice"),
        marked("All waits of a contact together, letters left out; or two contacts given up within 30 days."),
        "contacts",
    ),
    Evidence(
        "low_csat",
        "feeling",
        8,
        marked("was dissatisfied the last time they said"),
        marked("The last valid answer is 2 of 5 or less, or as low on another scale."),
        "surveys",
    ),
    Evidence(
        "csat_fell",
        "feeling",
        6,
        marked("is far less satisfied than the time before"),
        marked("The last valid answer is two points of five or more below the one before."),
        "surveys",
    ),
    Evidence(
        "contract_ends",
        "contract",
        8,
        marked("the contract ends within 45 days"),
        marked("By the customer's record in force."),
        "customers",
        None,
    ),
    Evidence(
        "payment_failed",
        "contract",
        7,
        marked("a payment failed"),
        marked("By what happened to the customer outside contacts."),
        "journey_events",
    ),
    Evidence(
        "content",
        "strength",
        -8,
        marked("it was solved, and they said they are satisfied"),
        marked("The last valid answer, given after all trouble, about a contact that was solved."),
        "surveys",
    ),
    Evidence(
        "tenure",
        "strength",
        -3,
        marked("a customer for more than three years"),
        marked("By the day on which they joined."),
        "customers",
        None,
    ),
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
