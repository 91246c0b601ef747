"""The four alarms that wallboards usually have, on the same minutes as Moked's detector, to be set beside it.

Service level of the last half hour under a limit; longest wait over one; number waiting over one; share that
gave up in the last half hour over one. Each is one alarm until it has been under its limit for 20 minutes.
*As usually set*: at the usual limit, shares at the end of each half hour, the others at once. *At equal
noise*: each minute, with the limit, and with or without holding in two looks 10 minutes apart, by which most
incidents are found with no more false alarms than Moked; chosen on the judged weeks with the truth known,
which favours them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from metrics.bottlenecks.replay import Flags, Rang, Track, endings
from metrics.bottlenecks.replay import replay as replayed

Numbers = NDArray[np.float64]
How = Literal["once", "twice", "by half hours"]
A_DAY, HALF_HOUR = 721, 30


@dataclass(frozen=True)
class Alarm:
    """One of the four: what it looks at, its usual limit, other limits to try; sign -1 where low is bad."""

    name: str
    of: str
    usual: float
    limits: tuple[float, ...]
    how: How = "once"
    sign: int = 1


ALARMS = (
    Alarm(
        "service level under 80 %", "service", 0.8, tuple(np.arange(0.8, 0.02, -0.04)), "by half hours", -1
    ),
    Alarm("longest wait over 2 min", "longest_s", 120.0, tuple(120 * 1.15 ** np.arange(20))),
    Alarm("more than 5 waiting", "waiting", 5.0, (5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 25, 30, 40, 50, 70)),
    Alarm("abandon rate over 5 %", "gone", 0.05, tuple(np.arange(0.05, 0.6, 0.03)), "by half hours"),
)


def rung(alarm: Alarm, limit: float, how: How, seen: Mapping[str, Numbers], track: Track) -> Rang:
    """Find when an alarm would have rung."""
    values = seen[alarm.of] * alarm.sign
    if how == "by half hours":
        values = _at_half_hours(values)
    is_over: Flags = (values > limit * alarm.sign) & ~track.cut
    places = np.arange(track.at.size)
    before = track.before if how == "twice" else places
    plain = replace(track, before=before, is_new=np.ones(places.size, dtype=np.bool_))
    return replayed(plain, is_over, endings(track, ~is_over & ~track.cut))


def _at_half_hours(values: Numbers) -> Numbers:
    """Let the value at the end of a half hour stand until the end of the next; at first there is none."""
    minute = np.arange(values.size) % A_DAY
    newest = np.arange(values.size) - minute % HALF_HOUR
    return np.where(minute >= HALF_HOUR, values[newest], -np.inf)
