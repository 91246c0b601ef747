"""Tell whether acting helps: of customers listed to be called and of those held out, how many left.

Who is held out is drawn at random, so the two groups differ by the calls alone. All who were to be called
count, called or not: who is called in fact is not drawn.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

from metrics.compare import Figure, difference_interval
from metrics.ratio import ratio

LEFT_WITHIN = timedelta(days=60)
LEAST = 30  # on each side


@dataclass(frozen=True)
class Effect:
    """The shares who left within LEFT_WITHIN of those to be called and of those held out.

    bounds: the difference, by Newcombe's interval; None with fewer than LEAST on a side. waiting: how many
    were listed less than LEFT_WITHIN ago, of whom it is too early to tell.
    """

    called: Figure
    held_out: Figure
    bounds: tuple[float, float] | None
    waiting: int

    @property
    def difference(self) -> float | None:
        """By how much fewer left of those to be called; below 0 where more did."""
        if self.bounds is None:
            return None
        return (self.held_out["value"] or 0) - (self.called["value"] or 0)


def effect(shown: pl.DataFrame, left: pl.DataFrame, now: datetime) -> Effect:
    """Compare those on lists (as_of, person, is_held_out, called_at) by who left (person, left_at).

    Each customer counts once a quarter, from the first list that shows them; who had left by then, as is
    known now, is not compared.
    """
    open_ = shown.filter(pl.col("called_at").is_null())
    quarter = pl.col("as_of").dt.strftime("%Y") + pl.col("as_of").dt.quarter().cast(pl.String)
    first = open_.sort("as_of").with_columns(quarter=quarter).unique(["person", "quarter"], keep="first")
    is_old = pl.col("as_of") + LEFT_WITHIN <= now
    gone = left.group_by("person").agg(pl.col("left_at").min())
    told = first.filter(is_old).join(gone, on="person", how="left")
    after = pl.col("left_at") - pl.col("as_of")
    here = told.filter(pl.col("left_at").is_null() | (pl.col("left_at") > pl.col("as_of")))
    judged = here.with_columns(has_left=(after <= LEFT_WITHIN).fill_null(value=False))
    called, held = (_share(judged.filter(is_held_out=side)) for side in (0, 1))
    is_few = min(called["denominator"] or 0, held["denominator"] or 0) < LEAST
    bounds = None if is_few else difference_interval(held, called)
    return Effect(called, held, bounds, first.height - told.height)


def _share(rows: pl.DataFrame) -> Figure:
    found: Figure = rows.select(share=ratio(pl.col("has_left").sum(), pl.len())).row(0)[0]
    return found
