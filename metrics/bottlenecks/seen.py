"""Look at one queue at any ticks: what the detector judges, by columns, from what is counted and planned."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from metrics.bottlenecks import counts
from metrics.bottlenecks.counts import US_A_MINUTE, Counts, Instants
from metrics.bottlenecks.days import FARTHEST, Sent
from metrics.bottlenecks.judged import OF_ARRIVALS
from metrics.bottlenecks.levels import Level
from metrics.bottlenecks.look import COLUMNS, EVIDENCE, INSTANT
from metrics.bottlenecks.usual import Numbers, level

BUSIEST = 3.0  # times the usual that others come, up to which a stage may send as many more
DIGITS = 4  # of means: a look is a line of text each minute
Needed = Callable[[Numbers], Numbers]  # contacts a second -> agents


@dataclass(frozen=True)
class People:
    """Who is there, is elsewhere, is planned and is needed by the plan; None: nothing tells of it."""

    staffed: Level | None = None
    elsewhere: Level | None = None
    scheduled: Level | None = None
    required: Level | None = None


@dataclass(frozen=True)
class Ticks:
    """Ticks to look at, one element each: instants, minutes since the opening (0: closed), what is usual.

    arrivals, before, moved and sent: as `days.Usual` has them; longer_sd and handle_s: as `usual_lengths`.
    """

    at: Instants
    opened: Instants
    arrivals: Numbers
    before: Numbers
    moved: Numbers
    longer_sd: Numbers
    handle_s: Numbers
    spread: float = 1.0
    sent: Mapping[str, Sent] = field(default_factory=dict)


def looks(queue: str, ticks: Ticks, counted: Counts, people: People, needed: Needed | None) -> pl.DataFrame:
    """Look at a queue at each tick: `look.COLUMNS`; told_at is the tick itself. Of stages the strongest.

    People are averaged over the harm window, cut at the opening. Without a plan the agents needed are those
    for the usual work.
    """
    at, is_open = ticks.at, ticks.opened > 0
    opened = np.maximum(ticks.opened, 1)
    evidence = np.minimum(opened, EVIDENCE)
    after = at - evidence * US_A_MINUTE
    harm = counts.harm(counted, at, opened)
    begun = np.minimum(at - np.minimum(opened, FARTHEST) * US_A_MINUTE, after)
    today = level(counts.between(counted.queued, begun, after).astype(np.float64), ticks.before)
    usual = ticks.arrivals * np.where(np.isfinite(today), today, 1.0)
    handled, longer = counts.longer(counted, after, at)
    since = at - np.minimum(opened, harm.window) * US_A_MINUTE
    means = {
        name: _mean(getattr(people, name), since, at)
        for name in ("staffed", "elsewhere", "scheduled", "required")
    }
    if people.required is None and needed is not None:
        means["required"] = needed(ticks.arrivals / (evidence * 60.0))
    arrivals = counts.between(counted.queued, after, at)
    columns = {
        "is_open": is_open,
        "window": harm.window,
        "ended": harm.ended,
        "late": harm.late,
        "waiting": harm.waiting,
        "overdue": harm.overdue,
        "evidence": evidence,
        "arrivals": arrivals,
        "usual": usual,
        "spread": np.full(at.size, ticks.spread),
        "handled": handled,
        "longer": longer,
        "longer_sd": ticks.longer_sd,
        "handle_s": ticks.handle_s,
        **means,
        "moved_in": counts.between(counted.moved, after, at),
        "moved_usual": ticks.moved,
        **_stage(ticks, counted, after, arrivals),
    }
    return _framed(queue, at, columns)


def _stage(ticks: Ticks, counted: Counts, after: Instants, arrivals: Instants) -> dict[str, Any]:
    """Find what stages send at each tick, of several the strongest: the columns `look.OF_STAGE`.

    Who comes by the menu or asks after something overdue is usually the more, the more others come.
    """
    strongest = np.full(ticks.at.size, -np.inf)
    found: dict[str, Any] = {
        "stage_kind": np.full(ticks.at.size, None, dtype=object),
        **{name: np.full(ticks.at.size, np.nan) for name in ("stage_n", "stage_usual", "stage_spread")},
    }
    for kind, known in ticks.sent.items():
        n = counts.between(counted.sent[kind], after, ticks.at)
        usual = known.usual * (_busier(ticks, known, arrivals, n) if kind in OF_ARRIVALS else 1.0)
        z = (n - usual) / np.sqrt(known.spread * np.maximum(usual, 1.0))
        place = np.flatnonzero(np.nan_to_num(z, nan=-np.inf) > strongest)
        strongest[place] = z[place]
        for name, values in (("stage_kind", kind), ("stage_n", n), ("stage_usual", usual)):
            found[name][place] = values if isinstance(values, str) else values[place]
        found["stage_spread"][place] = known.spread
    return found | {"stage_kind": pl.Series(found["stage_kind"].tolist(), dtype=pl.String)}


def _busier(ticks: Ticks, known: Sent, arrivals: Instants, n: Instants) -> Numbers:
    """How many times as many others come as usual: 1 at least."""
    others, usual = arrivals - n, ticks.arrivals - known.usual
    is_told = np.nan_to_num(usual) >= 1
    return np.clip(np.where(is_told, others / np.where(is_told, usual, 1.0), 1.0), 1.0, BUSIEST)


def _mean(of: Level | None, since: Instants, at: Instants) -> Numbers:
    return np.full(at.size, np.nan) if of is None else of.mean(since, at)


def _framed(queue: str, at: Instants, columns: Mapping[str, Any]) -> pl.DataFrame:
    frame = pl.DataFrame(columns).with_columns(
        queue=pl.lit(queue),
        at=pl.Series(at).cast(pl.Datetime("us")).dt.replace_time_zone("UTC").cast(INSTANT),
    )
    told = frame.with_columns(told_at="at")
    missing = [pl.lit(None).alias(name) for name in COLUMNS if name not in told.columns]
    every = told.with_columns(missing).select(pl.col(name).cast(kind) for name, kind in COLUMNS.items())
    rounded = [name for name, kind in COLUMNS.items() if kind == pl.Float64]
    return every.with_columns(pl.col(rounded).fill_nan(None).round(DIGITS))
