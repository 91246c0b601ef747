"""Compare the customers who were called in time with the others: how many of each turned.

An association: who could be reached in time may differ from the others in more than that.
"""

from dataclasses import dataclass

import polars as pl

from metrics.compare import Figure, difference_interval
from metrics.followed import TURNED_IN
from metrics.ratio import ratio

__all__ = ["LEAST", "TURNED_IN", "Turned", "turned"]
LEAST = 10  # on each side, for a comparison
IN_TIME = pl.col("state") == "in_time"


@dataclass(frozen=True)
class Turned:
    """The shares who turned of those called in time and of the others, and by how much they differ.

    The difference is bounded by Newcombe's interval; None with fewer than LEAST known on a side.
    """

    in_time: Figure
    others: Figure
    bounds: tuple[float, float] | None


def turned(rows: pl.LazyFrame) -> Turned:
    """Compare follow-ups, as `followed.followed` gives them, of which it is known whether they turned."""
    known = rows.filter(pl.col("is_due"), pl.col("turned").is_not_null()).collect()
    yes, no = (_share(known.filter(side)) for side in (IN_TIME, ~IN_TIME))
    is_few = min(yes["denominator"] or 0, no["denominator"] or 0) < LEAST
    return Turned(yes, no, None if is_few else difference_interval(yes, no))


def _share(rows: pl.DataFrame) -> Figure:
    found: Figure = rows.select(share=ratio(pl.col("turned").sum(), pl.len())).row(0)[0]
    return found
