"""The scale of the heat map: one unit for all its figures, and the end of its colours."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from language import _, marked, number
from ui.markup import Safe, join, tag
from ui.words import brief

# From which longest wait on, how many seconds a unit has, its name.
UNITS: tuple[tuple[float, float, str], ...] = (
    (259_200.0, 86_400.0, marked("days")),
    (5_400.0, 3_600.0, marked("hours")),
    (0.0, 60.0, marked("minutes")),
)


@dataclass(frozen=True)
class Scale:
    """Seconds of one unit, its name, the end of the colours and the limit above which figures are written."""

    unit_s: float
    unit: str
    top_s: float
    limit_s: float

    def figure(self, value_s: float) -> str:
        """A wait in the unit, in at most three signs; nothing where it is within the limit or rounds to 0."""
        size = value_s / self.unit_s
        if value_s <= self.limit_s or size < 0.05:
            return ""
        return number(size, 0 if size >= 9.95 else 1)

    def note(self) -> Safe:
        """What the cells say; a phone has no room for their figures, so there only the colours."""
        words = _("{unit}, if over {limit}").format(unit=_(self.unit), limit=self._limit())
        figures, colours = tag("span", words, "wide"), tag("span", _("darker is longer"), "slim")
        return join([_("Nine in ten waited less"), " · ", figures, colours])

    def _limit(self) -> str:
        size = self.limit_s / self.unit_s
        return number(size) if size == round(size) else brief(self.limit_s)


def scale(values_s: Iterable[float], limit_s: float) -> Scale:
    """The unit that fits the longest wait, and that wait rounded up to a whole number of it."""
    longest = max([limit_s, *values_s])
    unit_s, unit = next((unit_s, unit) for least, unit_s, unit in UNITS if longest >= least)
    return Scale(unit_s, unit, unit_s * math.ceil(longest / unit_s), limit_s)
