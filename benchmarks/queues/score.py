"""Hold alarms against what was planted. Nothing here is known to who rings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from benchmarks.queues.seen import OPENS
from benchmarks.queues.simulated import LASTS, Incident
from metrics.bottlenecks.replay import Track

AFTER, RECOVERY = (
    15,
    60,
)  # minutes after its end in which an incident is still found; in which nothing is false
HARMED_LATE, HARMED_SHARE = 5, 0.1  # an incident harmed: 5 customers more late, and 10 points of the share


@dataclass(frozen=True)
class Found:
    """An incident and after how many minutes it was told; None: not."""

    incident: Incident
    delay: int | None

    @property
    def is_harmful(self) -> bool:
        return self.incident.late >= HARMED_LATE and self.incident.share >= HARMED_SHARE


@dataclass
class Score:
    """What an alarm did in the judged weeks of some queues."""

    false: int = 0
    queue_weeks: int = 0
    found: list[Found] = field(default_factory=list)

    def add(self, track: Track, raised: Iterable[int], incidents: Sequence[Incident], weeks: range) -> None:
        """Judge the alarms raised at some places of a queue's track, in some weeks."""
        at = minutes_of(track)[np.fromiter(raised, dtype=np.int64)]
        judged = {one.day: one for one in incidents if one.day // 7 in weeks}
        delays: dict[int, int] = {}
        for day, minute in zip(at // 1440, at % 1440, strict=True):
            if day // 7 not in weeks:
                continue
            one = judged.get(int(day))
            if one is None or not one.minute <= minute <= one.minute + LASTS + RECOVERY:
                self.false += 1
            elif minute <= one.minute + LASTS + AFTER:
                delays.setdefault(one.day, int(minute - one.minute))
        self.found += [Found(one, delays.get(day)) for day, one in judged.items()]
        self.queue_weeks += len(weeks)

    @property
    def rate(self) -> float:
        return self.false / self.queue_weeks if self.queue_weeks else 0.0

    def recall(self, kind: str = "", harmed: bool = False) -> tuple[int, int]:
        """How many incidents of a kind were found, of how many; of those that harmed somebody only."""
        of = [one for one in self.of(kind) if one.is_harmful or not harmed]
        return sum(one.delay is not None for one in of), len(of)

    def delay(self, kind: str = "") -> float | None:
        """The median delay of those found, in minutes."""
        delays = [one.delay for one in self.of(kind) if one.delay is not None]
        return float(np.median(delays)) if delays else None

    def of(self, kind: str) -> list[Found]:
        """Incidents whose kind begins so, or of whose way it is."""
        return [one for one in self.found if one.incident.kind.startswith(kind) or one.incident.way == kind]


def minutes_of(track: Track) -> NDArray[np.int64]:
    """Number the minutes since the first midnight but eight: a day is 1,440 of them."""
    return np.asarray((track.at // 1_000_000 - int(OPENS.timestamp())) // 60)
