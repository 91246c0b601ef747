"""What a change of process did: before and after, beside a queue that did not change; and planned roll-outs.

DEFINITIONS.md, section 11: what may be said of a change follows from how it was made, never from how large
the difference is.
"""

from metrics.experiments.differences import Difference, Sums, compared
from metrics.experiments.judged import Direction, Judged, Verdict, judged
from metrics.experiments.placebo import Past, past
from metrics.experiments.planned import Day, Size, days_of, people_needed, rolled_out

__all__ = [
    "Day",
    "Difference",
    "Direction",
    "Judged",
    "Past",
    "Size",
    "Sums",
    "Verdict",
    "compared",
    "days_of",
    "judged",
    "past",
    "people_needed",
    "rolled_out",
]
