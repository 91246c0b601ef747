"""What the detector would have seen in the weeks before, worked out from history."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import polars as pl

from metrics.bottlenecks.look import COLUMNS
from metrics.bottlenecks.seen import People, looks
from settings import Settings
from store.opened import Store
from store.usually import LEARNT_FOR, Learnt, day_at, laid_out, learn, midnight, ticks_of
from store.watched import Watched, people, watched

WEEKS = 8
FEW = 20  # queues up to which every minute is looked at
COARSEST = 5


def past_looks(
    store: Store, settings: Settings, until: datetime, publication: int | None = None
) -> pl.DataFrame | None:
    """Look at the eight weeks up to `until`: `look.COLUMNS`, of each queue while it is open and once after.

    None before the first publication. What was usual is learnt from the six weeks before each day, so that
    nothing is known before it happened, but for how far counts vary.
    """
    today = day_at(settings, until)
    first = today - LEARNT_FOR - timedelta(weeks=WEEKS)
    since = midnight(settings, first)
    rows = watched(store, settings, since, until, publication)
    if rows is None:
        return None
    return _looks(rows, settings, first, until)


def _looks(rows: Watched, settings: Settings, first: date, until: datetime) -> pl.DataFrame:
    queues = rows.queues
    many = (day_at(settings, until) - first).days + 1
    last = min(many, 7 * WEEKS + 1)
    step = min(COARSEST, 1 + len(queues) // FEW)
    since = rows.visits["queued_at"].min()
    begun = since if isinstance(since, datetime) else until
    there = people(rows.states, rows.visits, rows.plan, rows.homes, begun, until)
    learnt, _sums = learn(_over(rows), settings, laid_out(settings, queues, first, many, step), last)
    parts = [_of(queue, one, there.get(queue, People()), last, begun, until) for queue, one in learnt.items()]
    return pl.concat(parts) if parts else pl.DataFrame(schema=COLUMNS)


def _over(rows: Watched) -> Watched:
    """Without those who still wait: in history nobody says since when they do not."""
    over = rows.visits.filter(pl.col("outcome") != "waiting")
    return replace(rows, visits=over)


def _of(
    queue: str, learnt: Learnt, there: People, last: int, begun: datetime, until: datetime
) -> pl.DataFrame:
    is_open = learnt.days.is_open
    flat = is_open.ravel()
    just_closed = (np.concatenate(([False], flat[:-1])) & ~flat).reshape(is_open.shape)
    inside = (learnt.days.at >= _us(begun)) & (learnt.days.at < _us(until)) & learnt.days.is_there
    chosen = ((is_open | just_closed) & inside)[-last:]
    return looks(queue, ticks_of(learnt, last, chosen), learnt.counted, there, learnt.needed)


def _us(at: datetime) -> int:
    return round(at.timestamp() * 1_000_000)
