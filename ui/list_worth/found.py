"""What the page How good is the list reads: what was learnt last, and what orders this week's list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from metrics.compare import Figure
from metrics.risk_model import worth
from metrics.risk_model.learned import Kind
from metrics.risk_model.studied import Study
from store import risk_learning, work_list
from store.risk_learning import Kept
from store.risk_order import Order
from ui.scene import Scene

MINUTE = timedelta(minutes=1)  # the clock of a page is stopped at the minute
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Way:
    """What one way to order the list came to on its past Mondays."""

    row: Row

    @property
    def kind(self) -> Kind:
        """Which way it is."""
        return self.row["kind"]  # type: ignore[no-any-return]

    @property
    def weeks(self) -> int:
        """On how many Mondays it was tried."""
        return int(self.row["weeks"])

    def figure(self, name: str) -> Figure:
        """One of its figures."""
        return self.row[name]  # type: ignore[no-any-return]

    def a_week(self, name: str, part: str = "numerator") -> float:
        """A figure's count for one Monday."""
        return float(self.row[name][part] or 0) / max(self.weeks, 1)


@dataclass(frozen=True)
class Found:
    """What was learnt last, and what orders this week's list; None where that is not made."""

    kept: Kept
    order: Order | None
    zone: ZoneInfo

    @property
    def study(self) -> Study:
        """The study itself."""
        return self.kept.study

    @property
    def kind(self) -> Kind:
        """The way that this week's list goes by; where that was not tried, or is not made, the next list."""
        return worth.judged(self.study, self.this_week)

    @property
    def used(self) -> Way | None:
        """The way that makes the list, on all its Mondays; None where there is no past Monday yet."""
        rows = self.study.together.filter(kind=self.kind).to_dicts()
        return Way(rows[0]) if rows else None

    @property
    def is_known(self) -> bool:
        """Whether anybody on those Mondays is known to have left."""
        return self.used is not None and self.used.row["leavers"] > 0

    @property
    def ways(self) -> list[Way]:
        """All ways, on Mondays that are the same for all where there are such."""
        told = self.study.alike if self.study.alike.height else self.study.together
        return [Way(row) for row in told.to_dicts()]

    @property
    def weeks(self) -> Sequence[Row]:
        """The Mondays of the way that makes the list, the oldest first."""
        return self.study.by_week.filter(kind=self.kind).sort("at").to_dicts()

    @property
    def before(self) -> Sequence[Row]:
        """The Mondays by points before that way could be tried, the oldest first."""
        told = [row["at"] for row in self.weeks]
        by_points = self.study.by_week.filter(~pl.col("at").is_in(told), kind="score")
        return by_points.sort("at").to_dicts()

    @property
    def this_week(self) -> Kind | None:
        """The way that this week's list goes by; None where that is not made."""
        return self.order.kind if self.order is not None else None

    @property
    def steps(self) -> Sequence[Row]:
        """What was told and what came, by steps of the chance told, of the way that makes the list."""
        return self.study.reliability.filter(kind=self.study.chosen.kind).sort("at_least").to_dicts()

    def day(self, row: Row) -> date:
        """The Monday of a row by the site's clock."""
        return row["at"].astimezone(self.zone).date()  # type: ignore[no-any-return]


def found(scene: Scene) -> Found | None:
    """Read what was learnt last; None before the first time."""
    state = scene.store.state
    kept = risk_learning.newest(state, scene.now + MINUTE)
    if kept is None:
        return None
    this = work_list.read(state, work_list.monday(scene.settings, scene.now))
    return Found(kept, this.week.order if this else None, scene.settings.site.zone)
