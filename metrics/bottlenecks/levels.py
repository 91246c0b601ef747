"""What holds for stretches of time, such as how many people are there: its mean over any window."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from metrics.bottlenecks.counts import US_A_MINUTE, Instants
from metrics.bottlenecks.usual import Numbers

KNOWN_ENOUGH = 0.9  # of a window, under which its mean is not known


@dataclass(frozen=True)
class Level:
    """A height that changes at `edges`: up to each, its integral (height × minutes) and the minutes known."""

    edges: Instants
    area: Numbers
    known: Numbers

    def mean(self, after: Instants, at: Instants) -> Numbers:
        """Average it over (after, at]; nan where less than nine tenths of that are known."""
        length = (at - after) / US_A_MINUTE
        known = np.interp(at, self.edges, self.known) - np.interp(after, self.edges, self.known)
        area = np.interp(at, self.edges, self.area) - np.interp(after, self.edges, self.area)
        is_known = (length > 0) & (known >= KNOWN_ENOUGH * length - 1e-9)
        return np.where(is_known, area / np.where(known > 0, known, 1.0), np.nan)


def heads(edges: pl.DataFrame) -> Level | None:
    """Count how many are there at any time, from edges (at, step: how many come, less those who go).

    None without any. Known from the first to the last edge.
    """
    if edges.is_empty():
        return None
    rows = edges.group_by("at").agg(pl.col("step").sum()).sort("at")
    at = rows["at"].dt.epoch("us").to_numpy().astype(np.int64)
    height = np.cumsum(rows["step"].to_numpy().astype(np.float64))
    minutes = np.diff(at) / US_A_MINUTE
    return Level(at, _summed(height[:-1] * minutes), _summed(minutes))


def planned(plan: pl.DataFrame, value: str) -> Level | None:
    """Lay out what is planned for stretches (starts_at, interval_s, value); None without any.

    They come one after the other; between them nothing is known.
    """
    rows = plan.drop_nulls(["starts_at", "interval_s", value]).sort("starts_at")
    if rows.is_empty():
        return None
    begun = rows["starts_at"].dt.epoch("us").to_numpy().astype(np.int64)
    ended = begun + rows["interval_s"].to_numpy().astype(np.int64) * 1_000_000
    ended = np.minimum(ended, np.append(begun[1:], ended[-1]))
    edges = np.column_stack([begun, ended]).ravel()
    minutes = (ended - begun) / US_A_MINUTE
    inside = np.column_stack([minutes, np.zeros(minutes.size)]).ravel()[:-1]
    area = np.column_stack([minutes * rows[value].to_numpy(), np.zeros(minutes.size)]).ravel()[:-1]
    return Level(edges, _summed(area), _summed(inside))


def _summed(parts: Numbers) -> Numbers:
    return np.concatenate(([0.0], np.cumsum(parts)))
