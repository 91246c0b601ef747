"""What the part Promises tells: its figures, its weeks, its groups, from rows that were read once."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import polars as pl

from language import marked
from metrics.catalog import METRICS
from metrics.compare import Figure
from metrics.compute import Frames, compute
from metrics.periods import Period
from ui import data
from ui.charts.trend import Point
from ui.promises.read import near
from ui.readings import NOTHING, first_row
from ui.reads import Reads
from ui.weekly import point

KEPT, LATENESS = "promise_kept_rate", "promise_lateness_median"
NOW = ("promises_overdue", "promises_tried", "promises_due_today", "promises_open")
FELL_DUE, UNDONE = "promises_fell_due", "promises_undone"
WENT = (FELL_DUE, KEPT, UNDONE, LATENESS)
DIMENSIONS: dict[str, str] = {
    "kind": marked("What"),
    "team": marked("Team"),
    "agent": marked("Agent"),
    "queue": marked("Queue"),
    "origin": marked("Told by"),
}
TODAY = pl.col("state") == "due_today"
TRIED = (pl.col("state") == "attempted") & ~pl.col("is_done")


@dataclass(frozen=True)
class Story(Reads):
    """What is told of promises; `rows` are those of a window that holds all that is asked for."""

    rows: pl.DataFrame

    headline: ClassVar = (KEPT, LATENESS)
    table: ClassVar = (KEPT, LATENESS)
    sized_by: ClassVar = KEPT

    @property
    def window(self) -> data.Window:
        return data.whole_window(self.scene, self.asked)

    def figures(self, window: data.Window, ids: tuple[str, ...], by: tuple[str, ...] = ()) -> pl.DataFrame:
        """Figures of a window that `rows` reach over."""
        frames = Frames(pl.LazyFrame(), pl.LazyFrame(), promises=self.rows.lazy())
        week_start = self.scene.settings.site.week_start
        rows = compute(frames, ids, by, Period(window.start, window.end), week_start=week_start)
        return data.apart(self.scene, window, data.kept(self.scene, window, rows), by)

    @property
    def today(self) -> pl.DataFrame:
        """The promises around today, whatever the period."""
        window = data.whole_window(self.scene, near(self.scene, self.asked))
        return data.inside(self.rows.lazy(), "due_at", window).collect()

    def right_now(self) -> dict[str, int]:
        """How many are overdue, tried in vain, due today, and still to keep at all."""
        window = data.whole_window(self.scene, near(self.scene, self.asked))
        found = first_row(self.figures(window, ("promises_overdue", "promises_open")))
        counts = {name: int(found[name]["value"] or 0) for name in found}
        rows = self.today
        states = {"promises_due_today": TODAY, "promises_tried": TRIED}
        return {**counts, **{name: rows.filter(state).height for name, state in states.items()}}

    def groups(self, dimension: str) -> pl.DataFrame:
        """Promises by one dimension: `name`, the figures of the table, is_few; what hurts most first.

        Agents stand by how many promises of theirs fell due, never by how many were kept.
        """
        found = self.by(dimension).rename({dimension: "name"})
        kept = pl.col(KEPT).struct
        rows = found.filter(kept["denominator"] > 0)
        is_few = kept["denominator"].fill_null(0) < METRICS[KEPT].minimum_n
        told = rows.with_columns(is_few=is_few)
        if dimension == "agent":
            known = told.filter(pl.col("name").is_not_null())
            return known.sort(kept["denominator"], "name", descending=[True, False])
        worst = pl.when(~is_few).then(kept["value"])
        return told.sort(is_few, worst, kept["denominator"], "name", descending=[False, False, True, False])

    def points(self) -> list[Point]:
        """The kept rate by whole week in which promises fell due."""
        rows = self.over_time("week", (KEPT,)).iter_rows(named=True)
        made = [self._point(row) for row in rows if self.is_whole(row["week"], "week")]
        while made and made[-1].value is None:
            made.pop()
        return made

    def _point(self, row: dict[str, Any]) -> Point:
        one: Figure = row[KEPT] or NOTHING
        at: date = row["week"]
        return point(KEPT, at, one)


def undone(late: Figure) -> int:
    """How many of those that were late nobody has kept so far."""
    return int((late["denominator"] or 0) - (late["numerator"] or 0))
