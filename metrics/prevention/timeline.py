"""Lay the moments of all people on one line of whole numbers, person after person, to look them up at once.

A join by person and nearest instant takes minutes for half a million events, a search in a sorted array a
second. Instants count in whole milliseconds.
"""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import polars as pl

Places = npt.NDArray[np.int64]
ROOM = 2**42  # milliseconds that each person has: those since 1970 until 2109
MOST = 2**63 // ROOM  # people that find room: two million


def numbered(frames: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Number all people of some frames: person, who (from 0 on). Raises ValueError of too many."""
    names = pl.concat([frame.select("person") for frame in frames]).unique().sort("person")
    if names.height >= MOST:
        raise ValueError(f"{names.height} people are too many to look at. Allowed: up to {MOST}.")
    return names.with_row_index("who").with_columns(pl.col("who").cast(pl.Int64)).select("person", "who")


def line(rows: pl.DataFrame, at: str) -> Places:
    """Place the instants of people (`who`) on the line; a later person's all lie behind an earlier one's."""
    moment = rows[at].dt.epoch("ms").to_numpy().astype(np.int64)
    return np.asarray(rows["who"].to_numpy().astype(np.int64) * ROOM + moment)


def before(places: Places, asked: Places, *, or_at: bool) -> Places:
    """Find for each the last of sorted places before it (or at it); one far before everything where none is.

    It may be another person's, which lies further away than any two moments of one.
    """
    at = np.searchsorted(places, asked, side="right" if or_at else "left") - 1
    return np.asarray(np.where(at >= 0, places[np.maximum(at, 0)] if places.size else 0, -ROOM))


def after(places: Places, asked: Places) -> Places:
    """Find for each the first of sorted places at or behind it; one far behind everything where none is."""
    if not places.size:
        return np.full_like(asked, np.iinfo(np.int64).max)
    at = np.searchsorted(places, asked, side="left")
    last = np.iinfo(np.int64).max
    return np.asarray(np.where(at < places.size, places[np.minimum(at, places.size - 1)], last))
