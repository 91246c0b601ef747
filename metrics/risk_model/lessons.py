"""What can be learnt from at an instant: past Mondays whose leavers were known by then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import polars as pl

from metrics.risk_model.features import matrix
from metrics.risk_model.frames import STEP, Flags, Floats, Left, Week, is_ripe, labelled

PARTS = 5  # people are dealt out to, so that nobody is judged by what was learnt from him
SEED = 7


@dataclass(frozen=True)
class Lessons:
    """Rows to learn from, equal ones put together: features (NaN unknown), left (0, 1), weight and part.

    A person counts in each Monday before he leaves; the weights make that one person again. leavers: how many
    people left. weeks: of how many Mondays.
    """

    x: Floats
    y: Floats
    weight: Floats
    part: Floats
    leavers: int
    weeks: int

    def only(self, rows: Flags) -> "Lessons":
        """Keep some of the rows; leavers and weeks stay those of all."""
        return Lessons(
            self.x[rows], self.y[rows], self.weight[rows], self.part[rows], self.leavers, self.weeks
        )


def lessons(
    weeks: Sequence[Week], left: Left, until: datetime, horizon: timedelta, names: Sequence[str]
) -> Lessons:
    """Gather what Mondays teach whose horizon had passed by `until`; left is as it was known then."""
    ripe = [week for week in weeks if is_ripe(week.at, until, horizon, left.zone)]
    if not ripe:
        none = np.zeros(0)
        return Lessons(np.zeros((0, len(names)), np.float32), none, none, none, 0, 0)
    told = [labelled(week, left, horizon).filter(pl.col("left").is_not_null()) for week in ripe]
    leavers = pl.concat([rows.filter("left").select("person") for rows in told]).n_unique()
    dealt = (pl.col("person").hash(SEED) % PARTS).cast(pl.UInt8).alias("part")
    rows = pl.concat(
        [each.select(*names, "left", dealt).group_by(*names, "left", "part").len() for each in told]
    )
    same = rows.group_by(*names, "left", "part", maintain_order=True).agg(pl.col("len").sum())
    ordered = same.sort("part", "left", *names)
    return Lessons(
        matrix(ordered, names),
        ordered["left"].cast(pl.Float64).to_numpy(),
        ordered["len"].cast(pl.Float64).to_numpy() * (STEP / horizon),
        ordered["part"].to_numpy(),
        leavers,
        len(ripe),
    )
