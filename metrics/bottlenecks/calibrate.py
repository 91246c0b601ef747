"""Choose how loud the detector is, by replaying the looks of the last 8 weeks: nobody has to label anything.

h0 of a queue is what is too much in any case (0.2 where 80 % are to be in time), or what the queue itself has
in three looks of ten, whichever is more: what is usual there is no alarm. The causes then share the noise:
of each the lowest threshold is taken that alone would have rung at most c times a queue-week, 2 c for missing
people, whom somebody can send within the hour; c is the greatest with which all together ring at most 0.5
times. A cause that was never heard of keeps its default threshold: silence says nothing of its noise. Real
incidents count against the 0.5 as well, since nobody says which were; so a centre with many of them hears of
the worst. Where even the highest thresholds ring too often, h0 is raised.

Strengths are in deviations or shares, so queues of like size are calibrated together: one alone has four
episodes in eight weeks to go by.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import numpy as np
import polars as pl

from metrics.bottlenecks.judged import (
    CAUSES,
    H0,
    LONGER,
    MOVED,
    NEED,
    PLAN,
    STAGE,
    THRESHOLDS,
    VOLUME,
    Rules,
    is_calm,
    is_harmed,
)
from metrics.bottlenecks.replay import Flags, Places, Track, endings, minutes_lost, replay, track
from metrics.rises import Numbers

NEVER = 99.0  # a strength that no cause has
MOST = 0.5  # episodes a queue-week
WEEKS = 8
LEAST_QUEUE_WEEKS = 15  # under which queues of all sizes are calibrated together
SMALL, LARGE = 12.0, 60.0  # usual contacts in half an hour that part sizes
USUAL = 0.7  # of looks that have at most the harm that is usual
SHARE = {PLAN: 2.0, NEED: 2.0}  # of the noise, where others have 1
HIGHER = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0)  # of h0, tried in turn
GRID: dict[str, tuple[float, ...]] = {
    PLAN: (0.1, 0.12, 0.14, 0.16, 0.18, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.75),
    NEED: (0.1, 0.12, 0.14, 0.16, 0.18, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.75),
    VOLUME: (2.0, 2.25, 2.5, 2.75, 3.0, 3.25, 3.5, 4.0, 4.5, 5.0),
    LONGER: (1.75, 2.0, 2.25, 2.5, 2.75, 3.0, 3.25, 3.5, 4.0, 4.5),
    MOVED: (2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 6.0),
    STAGE: (2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 6.0),
}


@dataclass(frozen=True)
class Past:
    """A queue's looks of the weeks to calibrate on, of `with_strengths`, sorted by at."""

    queue: str
    looks: pl.DataFrame
    track: Track

    @property
    def weeks(self) -> float:
        """How many weeks they span, up to the newest look."""
        return self.track.weeks


@dataclass(frozen=True)
class Heard:
    """How often a rule would have rung over the weeks replayed, and how many customer-minutes that covers."""

    times: int
    minutes: float


@dataclass(frozen=True)
class Calibrated:
    """What came of it, for the queues calibrated together.

    rules: those of each queue. times: how often each queue would have rung under them; by_cause: how often
    each cause alone would have rung at its threshold, in all queues; tried: the same for every threshold of
    GRID. weeks: how many were there to replay, 8 at most: fewer are to be said.
    """

    rules: Mapping[str, Rules]
    times: Mapping[str, int]
    by_cause: Mapping[str, Heard]
    tried: Mapping[str, tuple[tuple[float, Heard], ...]]
    weeks: float
    queue_weeks: float

    @property
    def rate(self) -> float | None:
        """Episodes a queue-week under the rules."""
        return sum(self.times.values()) / self.queue_weeks if self.queue_weeks else None

    @property
    def is_whole(self) -> bool:
        """Whether there were 8 weeks, less a day."""
        return self.weeks >= WEEKS - 1 / 7


def past(looks: pl.DataFrame, until: datetime, weeks: int = WEEKS) -> list[Past]:
    """Split looks of `with_strengths` of any queues by queue, the last weeks before `until` only."""
    recent = looks.filter(pl.col("at") >= until - timedelta(weeks=weeks), pl.col("at") < until)
    parts = recent.sort("queue", "at").partition_by("queue", as_dict=True)
    return [Past(str(queue), rows, track(rows)) for (queue,), rows in parts.items()]


def pooled(pasts: Sequence[Past]) -> list[list[Past]]:
    """Put queues of like size together: under 12 usual contacts in half an hour, up to 60, and over it.

    A size with under 15 queue-weeks joins the others with as little, or else the next.
    """
    sizes: list[list[Past]] = [[], [], []]
    for one in pasts:
        sizes[_size(one)].append(one)
    kept = [pool for pool in sizes if sum(one.weeks for one in pool) >= LEAST_QUEUE_WEEKS]
    rest = [one for pool in sizes if pool not in kept for one in pool]
    return [*kept, rest] if rest else kept


def _size(one: Past) -> int:
    half_hours = pl.col("usual") * 30 / pl.col("evidence")
    usual = one.looks.select(half_hours.median()).item()
    return 0 if usual is None or usual < SMALL else 1 + (usual > LARGE)


def calibrate(pool: Sequence[Past], most: float = MOST, least_harm: float = H0) -> Calibrated:
    """Calibrate queues together; under four weeks the thresholds stay what they are by default."""
    queue_weeks = sum(one.weeks for one in pool)
    weeks = min(float(WEEKS), max((one.weeks for one in pool), default=0.0))
    if weeks < WEEKS / 2:
        return _calibrated([ready(one, least_harm) for one in pool], THRESHOLDS, {}, weeks, queue_weeks)
    for higher in HIGHER:
        looked = [_quieted(ready(one, _harm(one, least_harm, higher))) for one in pool]
        tried = {cause: _tried(looked, cause) for cause in CAUSES}
        chosen = _shared(looked, tried, most * queue_weeks)
        if chosen is not None:
            break
    highest = {cause: GRID[cause][-1] for cause in CAUSES}
    return _calibrated(looked, chosen or highest, tried, weeks, queue_weeks)


def _harm(one: Past, least: float, higher: float) -> float:
    """What is too much harm for a queue; 0.95 at most, which is as good as never."""
    usual = one.looks["harm"].quantile(USUAL, interpolation="linear")
    return min(0.95, max(least, usual or 0.0) * higher)


@dataclass(frozen=True)
class Ready:
    """A queue's looks under one h0, as columns, to be replayed under any causes; ends: see `endings`."""

    queue: str
    h0: float
    track: Track
    is_harmed: Flags
    ends: Places
    strengths: Mapping[str, Numbers]
    least: Mapping[str, float] = field(default_factory=dict)

    def thresholds(self, of: Mapping[str, float]) -> dict[str, float]:
        """Those of its own: none under its least."""
        return {cause: max(threshold, self.least.get(cause, 0.0)) for cause, threshold in of.items()}


def ready(one: Past, h0: float) -> Ready:
    """Judge the harm of a queue's looks once and for all."""
    marks = one.looks.select(*CAUSES, harmed=is_harmed(h0), calm=is_calm(h0))
    strengths = {cause: marks[cause].fill_null(-np.inf).to_numpy() for cause in CAUSES}
    ends = endings(one.track, marks["calm"].to_numpy())
    return Ready(one.queue, h0, one.track, marks["harmed"].to_numpy(), ends, strengths)


def _quieted(one: Ready) -> Ready:
    """Let no cause alone ring more than once a week in a queue."""
    most = max(1.0, one.track.weeks)
    return replace(one, least={cause: _from_which(_tried([one], cause), most, NEVER) for cause in CAUSES})


def heard(pool: Iterable[Ready], thresholds: Mapping[str, float]) -> Heard:
    """Tell how often queues would have rung by any of some causes."""
    times, minutes = 0, 0.0
    for one in pool:
        is_caused = np.zeros(one.is_harmed.size, dtype=np.bool_)
        for cause, threshold in one.thresholds(thresholds).items():
            is_caused |= one.strengths[cause] >= threshold
        found = replay(one.track, one.is_harmed & is_caused, one.ends)
        times += found.raised.size
        minutes += float(minutes_lost(one.track, found).sum())
    return Heard(times, minutes)


Tried = Mapping[str, tuple[tuple[float, Heard], ...]]


def _tried(pool: Sequence[Ready], cause: str) -> tuple[tuple[float, Heard], ...]:
    return tuple((threshold, heard(pool, {cause: threshold})) for threshold in GRID[cause])


def _shared(pool: Sequence[Ready], tried: Tried, most: float) -> dict[str, float] | None:
    """Find the thresholds of the greatest c; None where even the highest ring more than `most` times."""
    levels = np.unique([one.times / SHARE.get(cause, 1.0) for cause in tried for _at, one in tried[cause]])
    low, high, best = 0, levels.size - 1, None
    while low <= high:
        middle = (low + high) // 2
        c = float(levels[middle])
        thresholds = {cause: _lowest(cause, tried[cause], SHARE.get(cause, 1.0) * c) for cause in tried}
        if heard(pool, thresholds).times <= most:
            best, low = thresholds, middle + 1
        else:
            high = middle - 1
    return best


def _lowest(cause: str, tried: Sequence[tuple[float, Heard]], times: float) -> float:
    """The lowest threshold from which on a cause alone rings at most so often; unheard of, the default."""
    if not tried[0][1].times:
        return THRESHOLDS[cause]
    return _from_which(tried, times, tried[-1][0])


def _from_which(tried: Sequence[tuple[float, Heard]], times: float, fits: float) -> float:
    """The lowest threshold from which on it rings at most so often; `fits` where even the highest is more."""
    for threshold, one in reversed(tried):
        if one.times > times:
            break
        fits = threshold
    return fits


def _calibrated(
    pool: Sequence[Ready], thresholds: Mapping[str, float], tried: Tried, weeks: float, queue_weeks: float
) -> Calibrated:
    rules = {one.queue: Rules(one.h0, one.thresholds(thresholds)) for one in pool}
    times = {one.queue: heard([one], thresholds).times for one in pool}
    by_cause = {cause: heard(pool, {cause: thresholds[cause]}) for cause in CAUSES}
    return Calibrated(rules, times, by_cause, tried, weeks, queue_weeks)
