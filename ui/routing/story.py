"""All figures of the page Routing, read once."""

from dataclasses import dataclass
from typing import ClassVar

from metrics.compare import Figure
from ui.readings import NOTHING
from ui.reads import Reads
from ui.routing import costs

EVIDENCE = (
    "misroute_rate",
    "misroute_rate_shown",
    "misroute_rate_topic",
    "misroute_rate_disposition",
    "misroute_rate_quick",
    "misroute_rate_bounce",
)
LOST = ("extra_wait_minutes", "wasted_handle_minutes")
MINUTE_S = 60


@dataclass(frozen=True)
class Lost:
    """The time that wrong desks cost, in seconds: waiting again, handling in vain; of so many contacts."""

    waiting_s: float
    handling_s: float
    contacts: int

    @property
    def all_s(self) -> float:
        return self.waiting_s + self.handling_s

    @property
    def each_s(self) -> float | None:
        return self.all_s / self.contacts if self.contacts else None


class Story(Reads):
    """What the page Routing tells."""

    headline: ClassVar = (*EVIDENCE, "transfer_rate", "bounces", *LOST, "net_extra_wait_minutes", "contacts")
    sized_by: ClassVar = "contacts"

    def costs(self) -> costs.Costs | None:
        """What each cause costs, and which ways contacts took."""
        return costs.costs(self.scene, self.window)


def lost(figures: dict[str, Figure]) -> Lost:
    """The time lost in figures of a period."""
    waiting, handling = (MINUTE_S * float(figures.get(name, NOTHING)["value"] or 0) for name in LOST)
    return Lost(waiting, handling, int(figures.get("misroute_rate", NOTHING)["numerator"] or 0))
