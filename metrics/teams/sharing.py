"""How people who can take several queues count for them: each once, where they are missing.

Everybody counts for the main queue first. Who is more than it needs goes, a person at a time, to the queue
that misses most of those that he or she can take. A person may also make room for another: somebody with time
to spare takes over in one queue, so that somebody else can leave it. People move while that closes a gap and
opens none, so that in the end no set of queues misses more people than all who can take any of the set fall
short of what the set needs (Hall's condition; augmenting paths of Ford and Fulkerson).
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Arc = tuple[int, int, int]  # a crew, the queue that it leaves, and the one that it goes to
NOTHING = 1e-9  # people
STEPS = 16  # in which a gap of many people is filled at least


@dataclass(frozen=True)
class Crews:
    """Who can take what: by crew the number of the main queue, and of each queue whether they take it."""

    main: NDArray[np.int64]
    takes: NDArray[np.bool_]

    def placed(self, there: Numbers, need: Numbers) -> Numbers:
        """Share out people: crews × queues, how many of each crew count for each queue.

        there: people by crew; need: people by queue, nan where that is not known: nobody leaves such a queue
        or comes to it.
        """
        is_known = np.isfinite(need)
        takes = self.takes & is_known  # nobody comes there or has to spare there: so nobody leaves, either
        place = np.zeros(takes.shape)
        place[np.arange(there.size), self.main] = there
        gap = np.where(is_known, need - place.sum(axis=0), 0.0)
        stuck = (gap <= NOTHING) | (there.size == 0)
        while not stuck.all():
            at = int(np.argmax(np.where(stuck, 0.0, gap)))
            path = _path(place, takes, gap < -NOTHING, at)
            if path:
                wanted = max(1.0, gap[at] / STEPS)
                moved = _move(place, path, min(gap[at], wanted, -gap[path[0][1]]))
                gap[at] -= moved
                gap[path[0][1]] += moved
            stuck[at] = not path or gap[at] <= NOTHING
        return place


def _path(place: Numbers, takes: NDArray[np.bool_], can_spare: NDArray[np.bool_], to: int) -> list[Arc]:
    """Find the shortest way from a queue with people to spare; of crews that go the same, the greatest."""
    after: dict[int, Arc | None] = {to: None}
    line = deque([to])
    while line:
        at = line.popleft()
        going = np.where(takes[:, at, np.newaxis], place, 0.0)
        crew, most = going.argmax(axis=0), going.max(axis=0)
        for queue in np.flatnonzero(most > NOTHING):
            if int(queue) not in after:
                after[int(queue)] = (int(crew[queue]), int(queue), at)
                if can_spare[queue]:
                    return _way(after, int(queue))
                line.append(int(queue))
    return []


def _way(after: dict[int, Arc | None], begin: int) -> list[Arc]:
    found, arc = [], after[begin]
    while arc is not None:
        found.append(arc)
        arc = after[arc[2]]
    return found


def _move(place: Numbers, path: list[Arc], most: float) -> float:
    moved = min(most, *(place[crew, begin] for crew, begin, _end in path))
    for crew, begin, end in path:
        place[crew, begin] -= moved
        place[crew, end] += moved
    return float(moved)


def laid_out(crews: pl.DataFrame, queues: Sequence[str]) -> Crews:
    """Number the crews of `crews.crews` by these queues, among which all their main queues are."""
    at = {queue: n for n, queue in enumerate(queues)}
    takes = np.zeros((crews.height, len(queues)), dtype=np.bool_)
    for n, names in enumerate(crews["takes"]):
        takes[n, [at[name] for name in names if name in at]] = True
    return Crews(np.array([at[name] for name in crews["main"]], dtype=np.int64), takes)


def with_helping(rows: pl.DataFrame, crews: pl.DataFrame, need: str, own: str) -> pl.DataFrame:
    """Put `helping` beside what each queue needs and has at an instant: who comes from other queues, less
    who goes to them. Its sum over all queues of an instant is 0.

    rows: queue, starts_at, need and own (people by main queue). crews as `crews.crews` counts them: the
    people of a main queue are divided as its crews are. null where nobody can say. A queue that is nobody's
    main one, and that people of others can take, has 0 of its own where others are planned.
    """
    queues = rows["queue"].unique().drop_nulls().sort().to_list()
    alike = crews.filter(pl.col("main").is_in(queues))
    if not alike.height:
        return rows.with_columns(helping=pl.lit(None, pl.Float64))
    part = pl.col("people") / pl.col("people").sum().over("main")
    plan = _Plan(laid_out(alike, queues), alike.select(part).to_series().to_numpy())
    at = rows["starts_at"].unique().sort()
    needed, planned = (_wide(rows, at, queues, name) for name in (need, own))
    known: dict[bytes, Numbers] = {}
    found = []
    for needs, has in zip(needed, planned, strict=True):
        key = needs.tobytes() + has.tobytes()
        if key not in known:
            known[key] = plan.helping(needs, has)
        found.append(known[key])
    told = pl.DataFrame({"starts_at": at}).join(pl.DataFrame({"queue": queues}), how="cross")
    helping = pl.Series("helping", np.concatenate(found)).fill_nan(None)
    return rows.join(told.with_columns(helping), on=["queue", "starts_at"], how="left", maintain_order="left")


@dataclass(frozen=True)
class _Plan:
    """Crews, and of each its part of the people of its main queue."""

    crews: Crews
    part: Numbers

    def helping(self, need: Numbers, own: Numbers) -> Numbers:
        """Share out what is planned for an instant: by queue who comes less who goes, nan where not known."""
        is_main = np.isin(np.arange(own.size), self.crews.main)
        is_lent = ~is_main & self.crews.takes.any(axis=0) & np.isfinite(own).any()
        has = np.where(is_lent & np.isnan(own), 0.0, own)
        left = np.where(is_main, need, np.maximum(need - has, 0.0))
        there = np.nan_to_num(has[self.crews.main]) * self.part
        place = self.crews.placed(there, np.where(np.isfinite(has), left, np.nan))
        came: Numbers = place.sum(axis=0) - np.where(is_main, has, 0.0)
        return np.where(np.isfinite(has), came, np.nan)


def _wide(rows: pl.DataFrame, at: pl.Series, queues: Sequence[str], name: str) -> Numbers:
    """Lay out a column as instants × queues; nan is not known."""
    wide = np.full((at.len(), len(queues)), np.nan)
    known = rows.drop_nulls(["queue", name])
    places = pl.Series(queues)
    row, column = at.search_sorted(known["starts_at"]), places.search_sorted(known["queue"])
    wide[np.asarray(row), np.asarray(column)] = known[name].cast(pl.Float64).to_numpy()
    return wide
