"""How customers at risk are scored and how many can be called, in moked.toml.

The weights and half-lives as shipped are those of DEFINITIONS.md 9; metrics.risk holds the same.
"""

from typing import Annotated, Literal

from pydantic import Field

from settings.kinds import Number, Whole
from settings.sections import Section

Points = Annotated[Number, Field(ge=0, le=100)]
Strength = Annotated[Number, Field(ge=-100, le=0)]
Days = Annotated[Number, Field(ge=0, le=3650)]


class RiskWeights(Section):
    """Points of each evidence while it is fresh; 0 leaves it out. What speaks for a customer is below 0."""

    cancel: Points = 20
    complained_again: Points = 18
    complaint: Points = 10
    broken_promise: Points = 8
    many_contacts: Points = 16
    unresolved_repeat: Points = 10
    transfers: Points = 5
    waited: Points = 4
    low_csat: Points = 8
    csat_fell: Points = 6
    contract_ends: Points = 8
    payment_failed: Points = 7
    content: Strength = -8
    tenure: Strength = -3


class RiskHalfLives(Section):
    """In how many days half of an evidence's points are gone; 0 is never."""

    cancel: Days = 30
    complained_again: Days = 30
    complaint: Days = 30
    broken_promise: Days = 30
    many_contacts: Days = 30
    unresolved_repeat: Days = 30
    transfers: Days = 30
    waited: Days = 30
    low_csat: Days = 30
    csat_fell: Days = 30
    contract_ends: Days = 0
    payment_failed: Days = 30
    content: Days = 30
    tenure: Days = 0


class Risk(Section):
    """Whom to call: how many a week, how evidence weighs, and when somebody counts as gone.

    `left_by` is "record" (the customer's record says since when) or "silence": who came at least
    `silence_contacts` times and has been silent for `silence_times` their usual pace has left.
    """

    capacity: Whole = Field(default=50, ge=1, le=100_000)
    left_by: Literal["record", "silence"] = "record"
    silence_times: Number = Field(default=4, gt=1, le=100)
    silence_contacts: Whole = Field(default=4, ge=3, le=1_000)
    points: RiskWeights = RiskWeights()
    half_life_days: RiskHalfLives = RiskHalfLives()

    @property
    def half_lives(self) -> dict[str, float | None]:
        """In how many days half of each evidence is gone; None is never."""
        return {name: days or None for name, days in self.half_life_days.model_dump().items()}

    @property
    def weights(self) -> dict[str, float]:
        """The points of each evidence while it is fresh."""
        return self.points.model_dump()
