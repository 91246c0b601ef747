"""How much more weeks differ than chance alone makes them, learnt from the weeks before.

Who waits, waits together: a busy Tuesday is late for all, so weekly shares of waits differ two or three times
as much as shares of as many coins. As in a p′ chart (Laney 2002, `bottlenecks.laney`) each change between two
weeks in a row is divided by its own standard error. By how much errors are to be widened is the median of
what these are without their signs, over that of a standard normal: a median, since the weeks it is learnt
from hold incidents. A segment's own is drawn to that of all segments of its cut, since a dozen weeks say
little of one. It is never under 1. What a dozen weeks cannot tell widens further, as Student's t does.
"""

import math
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from metrics.week.decompose import Effect, Kind, Sums, decompose

LEAST = 4  # changes between weeks, under which nothing is learnt
DRAWN = 4  # changes that those of all segments together count as, beside a segment's own
OF_MEDIAN = 0.67449  # the median of a standard normal without its sign
FEWEST = 10  # rows on either side, for a segment's change to be learnt from


@dataclass(frozen=True)
class Spread:
    """How many times as much as by chance something differs, and from how many changes that is known."""

    times: float = 1.0
    changes: float = math.inf


@dataclass(frozen=True)
class Spreads:
    """The spread of the change itself, and of each segment's effects."""

    whole: Spread = Spread()
    own: Mapping[tuple[Hashable, Kind], Spread] = field(default_factory=dict)
    of_all: Mapping[Kind, Spread] = field(default_factory=dict)

    def of(self, effect: Effect[str | None]) -> Spread:
        """Give the spread of an effect; of what came or went as of the mix of all."""
        kind: Kind = "rate" if effect.kind == "rate" else "mix"
        return self.own.get((effect.segment, kind)) or self.of_all.get(kind) or Spread()


def learnt(weeks: Sequence[Mapping[str | None, Sums]]) -> Spreads:
    """Learn from the weeks before, the newest first."""
    own: dict[tuple[Hashable, Kind], list[float]] = defaultdict(list)
    of_all: dict[Kind, list[float]] = defaultdict(list)
    whole: list[float] = []
    for now, before in pairwise(weeks):
        parts = decompose(before, now)
        if parts is None:
            continue
        if parts.error:
            whole.append(float(parts.change) / parts.error)
        for effect in parts.effects:
            if effect.error and min(effect.before.n, effect.now.n) >= FEWEST:
                z = float(effect.size) / effect.error
                own[effect.segment, effect.kind].append(z)
                of_all[effect.kind].append(z)
    return Spreads(
        _spread(_times(whole), whole, len(whole)),
        {key: _drawn(found, of_all[key[1]]) for key, found in own.items()},
        {kind: _spread(_times(found), found, len(whole)) for kind, found in of_all.items()},
    )


def critical(z: float, changes: float) -> float:
    """Turn a normal's point into Student's t of so many degrees (Cornish and Fisher 1937)."""
    if math.isinf(changes):
        return z
    first, second = z**3 + z, 5 * z**5 + 16 * z**3 + 3 * z
    third = 3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z
    return z + first / (4 * changes) + second / (96 * changes**2) + third / (384 * changes**3)


def _drawn(own: Sequence[float], of_all: Sequence[float]) -> Spread:
    weight = len(own) + DRAWN
    square = (len(own) * _times(own) ** 2 + DRAWN * _times(of_all) ** 2) / weight
    return _spread(math.sqrt(square), of_all, weight)


def _times(found: Sequence[float]) -> float:
    return median(map(abs, found)) / OF_MEDIAN if found else 1.0


def _spread(times: float, found: Sequence[float], changes: int) -> Spread:
    return Spread() if len(found) < LEAST else Spread(max(1.0, times), changes)
