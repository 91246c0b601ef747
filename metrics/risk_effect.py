"""Tell whether acting helps: of customers listed to be called and of those held out, how many left.

Who is held out is drawn at random, so the two groups differ by the calls alone. All who were to be called
count, called or not: who is called in fact is not drawn.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

from metrics.compare import Figure, difference_interval
from metrics.ratio import ratio
from metrics.risk_model.frames import after

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


def effect(shown: pl.DataFrame, left: pl.DataFrame, now: datetime, zone: str) -> Effect:
    """Compare those on lists (as_of, person, is_held_out, called_at) by who left (person, left_at).

    Each customer counts once a quarter, from the first list that shows them; who had left by then, as is
    known now, is not compared. Days pass by the clock of the zone.
    """
    open_ = shown.filter(pl.col("called_at").is_null())
    quarter = pl.col("as_of").dt.strftime("%Y") + pl.col("as_of").dt.quarter().cast(pl.String)
    first = open_.sort("as_of").with_columns(quarter=quarter).unique(["person", "quarter"], keep="first")
    gone = left.group_by("person").agg(pl.col("left_at").min())
    dated = first.join(_until(first["as_of"], zone), on="as_of", maintain_order="left")
    told = dated.filter(pl.col("until") <= now).join(gone, on="person", how="left")
    here = told.filter(pl.col("left_at").is_null() | (pl.col("left_at") > pl.col("as_of")))
    judged = here.with_columns(has_left=(pl.col("left_at") <= pl.col("until")).fill_null(value=False))
    called, held = (_share(judged.filter(is_held_out=side)) for side in (0, 1))
    is_few = min(called["denominator"] or 0, held["denominator"] or 0) < LEAST
    bounds = None if is_few else difference_interval(held, called)
    return Effect(called, held, bounds, first.height - told.height)


def _until(made: pl.Series, zone: str) -> pl.DataFrame:
    """Give until when who was on each list counts as having left: as_of, until."""
    every = made.unique().to_list()
    rows = {"as_of": every, "until": [after(at, LEFT_WITHIN, zone) for at in every]}
    return pl.DataFrame(rows, schema={"as_of": made.dtype, "until": made.dtype})


def _share(rows: pl.DataFrame) -> Figure:
    found: Figure = rows.select(share=ratio(pl.col("has_left").sum(), pl.len())).row(0)[0]
    return found
