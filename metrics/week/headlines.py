"""List the headline metrics of a week: whose changes are taken apart, and when a week of each is known."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

import polars as pl

from metrics import promises
from metrics.catalog import METRICS
from metrics.metric import Metric

Rows = Literal["visits", "contacts", "surveys", "promises"]
WEEK = timedelta(7)


@dataclass(frozen=True)
class Headline:
    """A metric that stands for a week: a ratio of sums, whose parts merge.

    Of means `total` names the part that adds up ms, `squares` that of their squares. `settled` says when a
    row was decided, so that of both weeks compared as much is known. A week is known `ripens` after its end;
    until `settles` after it rows may still come, and the figure is provisional. listed: the part that counts
    what the page Contacts lists behind the figure, where that is not its denominator.
    """

    id: str
    rows: Rows
    settled: pl.Expr | None = None
    total: str = ""
    squares: str = ""
    listed: str = ""
    ripens: timedelta = timedelta(0)
    settles: timedelta = timedelta(0)

    @property
    def metric(self) -> Metric:
        return METRICS[self.id]

    def may_choose(self, cut: str) -> bool:
        """Tell whether a cut may be the one that a change is told by: a wait is over before a team is met."""
        return self.rows != "visits" or cut != "team"

    @property
    def scale(self) -> int:
        """By what sums are divided to be in the metric's unit: seconds are summed in ms."""
        return 1000 if self.total else 1

    @property
    def anchor(self) -> str:
        """The wall clock by which a row falls into a week."""
        return f"{self.metric.anchor}_local_s"

    def parts(self) -> list[str]:
        """Name the parts to be summed."""
        more = [name for name in (self.total, self.squares, self.listed) if name]
        return list(dict.fromkeys((*self.metric.parts(), *more)))

    def sums(self) -> tuple[pl.Expr, pl.Expr, pl.Expr, pl.Expr]:
        """Write numerator, denominator, squares (null of shares) and what is listed over summed parts."""
        figure = self.metric.formula(pl.col)
        n = figure.struct.field("denominator").cast(pl.Int64)
        x = pl.col(self.total) if self.total else figure.struct.field("numerator").cast(pl.Int64)
        squares = pl.col(self.squares) if self.squares else pl.lit(None, pl.Int128)
        return x, n, squares, pl.col(self.listed) if self.listed else n


DECIDED = pl.coalesce("answered_at", "ended_at")
OVER = pl.col("closed_at")
HEADLINES: tuple[Headline, ...] = (
    Headline("service_level", "visits", DECIDED),
    Headline("asa", "visits", DECIDED, "answered_wait_ms", "answered_wait_squares", listed="answered"),
    Headline("abandon_rate", "visits", DECIDED),
    Headline("fcr", "contacts", OVER, ripens=WEEK),
    Headline("misroute_rate", "contacts", OVER),
    Headline("csat", "surveys", pl.col("answered_at"), settles=WEEK),
    Headline("promise_kept_rate", "promises", settles=promises.GRACE),
)
